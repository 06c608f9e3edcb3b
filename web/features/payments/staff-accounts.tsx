import { Link, useSearch } from '@tanstack/react-router'
import { IdCard } from 'lucide-react'
import { useState } from 'react'
import { staffAccountStates } from '../../../src/contract/states.ts'
import { webStaffAccountTexts } from '../../../src/texts/web-staff-accounts.ts'
import { Button, buttonLook } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { routeParts } from '../../parts/route-fields.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { CheckAccount } from './check-account.tsx'
import { CheckedLine, Moment } from './my-account.tsx'
import { QueuePage } from './queue-page.tsx'
import { StateAccount, type Leaver } from './state-account.tsx'
import { chipsOf, countIn } from './waiting.ts'

type Counts = Answer<'staffAccounts'>['counts']

/** The account of a colleague as the list has it. */
export type StaffAccount = Answer<'staffAccounts'>['items'][number]

/** The accounts on which colleagues are reimbursed; first those that wait for a second person. */
export function StaffAccounts() {
  const say = useTexts(webStaffAccountTexts)
  const { state = 'stated' } = useSearch({ from: '/inside/staff-accounts' })
  const pages = usePages('staffAccounts', { query: state === 'all' ? {} : { state } })
  const [checked, setChecked] = useState<StaffAccount>()
  const counts = pages.data?.pages[0]?.counts ?? []
  const accounts = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <QueuePage title={say('staff.title')} here="accounts">
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={6} />
      ) : (
        <>
          <Headline count={countIn(counts, 'stated')} />
          <ForLeaver
            leavers={pages.data.pages[0]?.leavers ?? []}
            takesPhone={pages.data.pages[0]?.takesPhone ?? false}
          />
          <StateChips counts={counts} />
          {accounts.length === 0 ? (
            <NoAccounts isAll={state === 'all'} />
          ) : (
            <ul aria-label={say('staff.title')} className="mt-3 border-t border-line">
              {accounts.map((account) => (
                <AccountRow key={account.accountId} account={account} onCheck={() => setChecked(account)} />
              ))}
            </ul>
          )}
          <MoreButton pages={pages} />
        </>
      )}
      {checked === undefined ? null : (
        <CheckAccount
          account={checked}
          ways={pages.data?.pages[0]?.ways ?? []}
          onClose={() => setChecked(undefined)}
        />
      )}
    </QueuePage>
  )
}

type LeaverProps = { readonly leavers: readonly Leaver[]; readonly takesPhone: boolean }

/** Finance states the account of somebody who has left; nothing to press where nobody has. */
function ForLeaver({ leavers, takesPhone }: LeaverProps) {
  const say = useTexts(webStaffAccountTexts)
  const [isOpen, setOpen] = useState(false)
  if (leavers.length === 0) return null
  return (
    <p className="mt-3">
      <Button onClick={() => setOpen(true)}>{say('leaver.open')}</Button>
      {isOpen ? <StateAccount {...{ leavers, takesPhone }} onClose={() => setOpen(false)} /> : null}
    </p>
  )
}

function Headline({ count }: { readonly count: number }) {
  const say = useTexts(webStaffAccountTexts)
  return (
    <p className="mt-4 text-section font-medium">
      {count === 0 ? say('staff.none_wait') : say('staff.wait', { count })}
    </p>
  )
}

function StateChips({ counts }: { readonly counts: Counts }) {
  const say = useTexts(webStaffAccountTexts)
  const { state: now = 'stated' } = useSearch({ from: '/inside/staff-accounts' })
  return (
    <nav aria-label={say('staff.states')} className="-mx-2 mt-4 flex flex-wrap gap-1">
      {chipsOf(staffAccountStates, counts).map((state) => (
        <Link
          key={state}
          to="/staff-accounts"
          search={{ state }}
          resetScroll={false}
          aria-current={state === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`staff.state.${state}`)}
          <span className="font-normal text-ink-3">{countIn(counts, state)}</span>
        </Link>
      ))}
    </nav>
  )
}

function NoAccounts({ isAll }: { readonly isAll: boolean }) {
  const say = useTexts(webStaffAccountTexts)
  return (
    <Empty
      icon={<IdCard aria-hidden="true" size={20} />}
      title={say('staff.empty')}
      text={say('staff.empty_text')}
      action={
        isAll ? undefined : (
          <Link to="/staff-accounts" search={{ state: 'all' }} className={buttonLook('outline', 32)}>
            {say('staff.show_all')}
          </Link>
        )
      }
    />
  )
}

type RowProps = { readonly account: StaffAccount; readonly onCheck: () => void }

/** One account: whose, where it stands, which it is by its last four signs, and who may verify it. */
function AccountRow({ account, onCheck }: RowProps) {
  const say = useTexts(webStaffAccountTexts)
  const { owner, entity, holder, bank, number, reference, replaces, state, stateWord } = account
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{owner.name}</span>
        <span className={classes('text-second', inks[state])}>{stateWord}</span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        {[holder, bank, ...routeParts(account)].filter((part) => part !== owner.name).join(' · ')} ·{' '}
        <span className="whitespace-nowrap tabular-nums">{number}</span>
      </p>
      <p className="mt-0.5 text-meta break-words text-ink-2">
        {[
          entity,
          say('account.taken', { reference }),
          account.stater === undefined ? '' : say('leaver.stated', { name: account.stater.name }),
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        · <Moment at={account.statedAt} />
      </p>
      {replaces === undefined ? null : (
        <p className="mt-0.5 text-meta text-warn">{say('staff.replaces', { number: replaces })}</p>
      )}
      <CheckedLine account={account} />
      {state === 'stated' ? <Check account={account} onCheck={onCheck} /> : null}
    </li>
  )
}

/** Whoever may not verify it reads why. */
function Check({ account: { owner, actions }, onCheck }: RowProps) {
  const say = useTexts(webStaffAccountTexts)
  if (!actions.check.can) return <p className="mt-1 text-meta text-ink-2">{actions.check.why}</p>
  return (
    <p className="mt-2">
      <Button aria-label={say('staff.check_of', { name: owner.name })} onClick={onCheck}>
        {say('staff.check')}
      </Button>
    </p>
  )
}

const inks: Readonly<Record<StaffAccount['state'], string>> = {
  stated: 'text-warn',
  verified: 'text-pass',
  refused: 'text-ink-3',
  replaced: 'text-ink-3',
}
