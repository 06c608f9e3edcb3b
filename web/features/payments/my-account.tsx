import { useState } from 'react'
import { webStaffAccountTexts } from '../../../src/texts/web-staff-accounts.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { routeParts } from '../../parts/route-fields.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { StateAccount } from './state-account.tsx'
import { When } from './when.tsx'

/** The reader's own account as the server tells it. */
export type Mine = Answer<'myAccount'>

type Account = NonNullable<Mine['account']>

/** The account on which I am reimbursed: first where it stands, then which it is and who verified it. */
export function MyAccount({ mine }: { readonly mine: Mine }) {
  const say = useTexts(webStaffAccountTexts)
  const [isOpen, setOpen] = useState(false)
  const { account, standing, says, note, others, actions } = mine
  const isNeeded = standing === 'none' || standing === 'refused'
  return (
    <Section title={say('own.title')}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-y border-line py-3">
        <div className="min-w-0 flex-1 basis-60">
          <p className={classes('break-words', inks[standing])}>{says}</p>
          {note === undefined ? null : <p className="text-second break-words text-warn">{note}</p>}
          {account === undefined ? null : <AccountLines account={account} />}
        </div>
        {actions.state.can ? (
          <Button look={isNeeded ? 'primary' : 'outline'} onClick={() => setOpen(true)}>
            {say(standing === 'none' ? 'own.state' : 'own.change')}
          </Button>
        ) : (
          <p className="text-meta text-ink-2">{actions.state.why}</p>
        )}
      </div>
      {others.length === 0 ? null : <Others others={others} />}
      {isOpen ? (
        <StateAccount mine={mine} takesPhone={mine.takesPhone} onClose={() => setOpen(false)} />
      ) : null}
    </Section>
  )
}

/** What gave way or was refused, out of the way until somebody asks for it. */
function Others({ others }: Pick<Mine, 'others'>) {
  const say = useTexts(webStaffAccountTexts)
  return (
    <details className="mt-2 text-second">
      <summary className="cursor-pointer py-1 text-ink-2 pointer-coarse:py-2.5">
        {say('own.others', { count: others.length })}
      </summary>
      <ul className="mt-1 space-y-2 border-l-2 border-line pl-3">
        {others.map((account) => (
          <li key={account.accountId}>
            {account.stateWord}
            <AccountLines account={account} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Which account it is, when it was stated, and what whoever looked at it found. */
function AccountLines({ account }: { readonly account: Account }) {
  const say = useTexts(webStaffAccountTexts)
  const { holder, bank, number, reference, statedAt } = account
  return (
    <>
      <p className="text-second break-words text-ink-2">
        {[holder, bank, ...routeParts(account)].filter(Boolean).join(' · ')} ·{' '}
        <span className="whitespace-nowrap tabular-nums">{number}</span>
      </p>
      <p className="text-meta break-words text-ink-2">
        {say('account.taken', { reference })} · <Moment at={statedAt} />
      </p>
      <CheckedLine account={account} />
    </>
  )
}

/** Who verified or refused it, how and when; nothing while nobody has. */
export function CheckedLine({ account }: { readonly account: Account }) {
  const say = useTexts(webStaffAccountTexts)
  const { checker, checkedHow: how = '', checkReference: reference = '', checkedAt } = account
  if (checker === undefined || checkedAt === undefined) return null
  return (
    <p className="text-meta break-words text-ink-2">
      {say('account.checked', { name: checker.name, how, reference })} · <Moment at={checkedAt} />
    </p>
  )
}

/** A moment that is not broken at the end of a line. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <span className="whitespace-nowrap">
      <When at={at} />
    </span>
  )
}

const inks: Readonly<Record<Mine['standing'], string>> = {
  none: 'text-warn',
  stated: 'text-ink',
  verified: 'text-pass',
  refused: 'text-block',
}
