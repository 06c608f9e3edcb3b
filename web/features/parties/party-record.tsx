import { useState, type ReactNode } from 'react'
import { dayIn } from '../../../src/kernel/time.ts'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { routeParts } from '../../parts/route-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { AccountDialog, CheckDialog } from './account-dialogs.tsx'
import { ClassDialog } from './class-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import type { PartyRecord } from './record-fields.tsx'

type Open = 'correct' | 'account' | 'class' | { readonly check: PartyRecord['accounts'][number] }
type Props = { readonly record: PartyRecord; readonly onOpen: (open: Open) => void }

/** 档案: what the rules rest on, with its evidence, and who may put it right. */
export function PartyRecordSections({ partyId }: { readonly partyId: string }) {
  const { data, error, refetch } = useAnswer('partyRecord', { params: { partyId } })
  const me = useMe()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (!data) return <Waiting lines={4} />
  const today = me ? dayIn(me.zone, new Date().toISOString()) : ''
  return (
    <>
      {data.party.kind === 'person' ? (
        <Classes record={data} onOpen={setOpen} />
      ) : (
        <>
          <Entries record={data} onOpen={setOpen} />
          <Accounts record={data} onOpen={setOpen} />
        </>
      )}
      {open === 'correct' ? <CorrectDialog record={data} today={today} onClose={close} /> : null}
      {open === 'account' ? <AccountDialog record={data} onClose={close} /> : null}
      {open === 'class' ? <ClassDialog record={data} today={today} onClose={close} /> : null}
      {typeof open === 'object' ? (
        <CheckDialog account={open.check} checks={data.accountChecks} onClose={close} />
      ) : null}
    </>
  )
}

/** The entries that rules rest on; the others stand under the facts and in the form. */
function Entries({ record, onOpen }: Props) {
  const say = useTexts(partiesTexts)
  const entries = record.entries.filter(({ proofs }) => proofs.length > 0)
  return (
    <Section
      title={say('record.title')}
      aside={
        <Act text={say('record.correct')} can={record.may.correct.can} onClick={() => onOpen('correct')} />
      }
    >
      <dl>
        {entries.map(({ field, text, value, since, evidence, by }) => (
          <div
            key={field.path}
            className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-t border-line py-1.5 text-second"
          >
            <dt className="text-ink-2">{field.name}</dt>
            <dd className={value === undefined ? 'text-right text-warn' : 'text-right'}>{text}</dd>
            <dd className="col-span-2 text-meta text-ink-2">
              {[evidence, since && say('party.since', { day: since }), by?.name].filter(Boolean).join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Accounts({ record, onOpen }: Props) {
  const say = useTexts(partiesTexts)
  return (
    <Section
      title={say('account.title')}
      aside={
        <Act text={say('account.new')} can={record.may.stateAccount.can} onClick={() => onOpen('account')} />
      }
    >
      {record.accounts.length === 0 ? <Nothing>{say('account.none')}</Nothing> : null}
      <ul>
        {record.accounts.map((account) => (
          <li key={account.accountId} className="border-t border-line py-1.5 text-second">
            <div className="flex items-baseline justify-between gap-3">
              <span className="min-w-0">
                {account.holder}
                <span className="block text-meta text-ink-2">
                  {[account.bank, ...routeParts(account), account.number].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className={account.state === 'verified' ? 'shrink-0 text-pass' : 'shrink-0 text-ink-2'}>
                {account.word}
              </span>
            </div>
            <p className="text-meta text-ink-2">
              {say('account.stated', { name: account.statedBy.name, at: account.stated.text })}
              {account.checkedBy && account.checkedHow
                ? ` · ${say('account.checked', { name: account.checkedBy.name, how: account.checkedHow })}`
                : null}
            </p>
            {account.isInOwnName ? null : <p className="text-meta text-warn">{say('account.other_name')}</p>}
            {account.state === 'stated' ? (
              <Check account={account} onClick={() => onOpen({ check: account })} />
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

type CheckProps = { readonly account: PartyRecord['accounts'][number]; readonly onClick: () => void }

/** Whoever may not verify it reads why: nobody does for what they stated or ask for. */
function Check({ account, onClick }: CheckProps) {
  const say = useTexts(partiesTexts)
  if (!account.check.can) return <p className="text-meta text-ink-2">{account.check.why}</p>
  return (
    <div className="mt-1">
      <Button size={28} onClick={onClick}>
        {say('account.check')}
      </Button>
    </div>
  )
}

/** A class on a document is compliance's to record, as the entries of a customer are. */
function Classes({ record, onOpen }: Props) {
  const say = useTexts(partiesTexts)
  return (
    <Section
      title={say('class.classes')}
      aside={<Act text={say('class.new')} can={record.may.correct.can} onClick={() => onOpen('class')} />}
    >
      {record.classes.length === 0 ? <Nothing>{say('class.none')}</Nothing> : null}
      <ul>
        {record.classes.map((each) => (
          <li key={`${each.fromOn} ${each.word}`} className="border-t border-line py-1.5 text-second">
            <div className="flex items-baseline justify-between gap-3">
              {each.word}
              <span className={each.isVerified ? 'shrink-0 text-pass' : 'shrink-0 text-warn'}>
                {say(each.isVerified ? 'class.verified' : 'class.unverified')}
              </span>
            </div>
            <p className="text-meta text-ink-2">
              {[
                each.untilOn === undefined
                  ? say('party.since', { day: each.fromOn })
                  : `${each.fromOn} – ${each.untilOn}`,
                each.evidence ?? each.source,
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="border-t border-line py-1.5 text-second text-warn">{children}</p>
}

type ActProps = { readonly text: string; readonly can: boolean; readonly onClick: () => void }

function Act({ text, can, onClick }: ActProps) {
  if (!can) return null
  return (
    <Button size={28} look="ghost" onClick={onClick}>
      {text}
    </Button>
  )
}
