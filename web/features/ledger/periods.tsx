import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { LedgerHead } from './head.tsx'
import { ProposeDialog, type Change } from './propose-dialog.tsx'

type Months = Answer<'periods'>

/** The months of an entity: what is closed, what comes next, and what keeps it from being closed. */
export function Periods() {
  const say = useTexts(webLedgerTexts)
  const search = useSearch({ from: '/inside/periods' })
  const navigate = useNavigate({ from: '/periods' })
  const me = useMe()
  const entityId = search.entityId ?? me?.entities[0]?.id
  const { data, error, refetch } = useAnswer(
    'periods',
    { query: { entityId: entityId ?? '' } },
    { enabled: entityId !== undefined, fresh: true },
  )
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <LedgerHead
          title={say('months.title')}
          entityId={entityId}
          onEntity={(id) => void navigate({ search: { entityId: id } })}
          other={{ to: '/books', word: say('books.to_books') }}
        />
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined || entityId === undefined ? (
          <Waiting lines={8} />
        ) : (
          <Body months={data} entityId={entityId} />
        )}
      </div>
    </div>
  )
}

const rowLook = 'flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-2 text-second'

function Body({ months, entityId }: { readonly months: Months; readonly entityId: string }) {
  const say = useTexts(webLedgerTexts)
  const [change, setChange] = useState<Change>()
  const closed = months.closedUntil?.slice(0, 7)
  return (
    <>
      <Next months={months} onClose={(month) => setChange({ month, verb: 'close' })} />
      <ul className="mt-6 border-t border-line">
        {months.months.map(({ month, state, entries, late }) => (
          <li key={month} className={rowLook}>
            <span>
              <span className="font-medium tabular-nums">{month}</span>
              <span className="text-ink-2">
                {` · ${say(`months.${state}`)} · ${say('months.entries', { count: entries })}`}
                {late === 0 ? null : ` · ${say('months.late', { count: late })}`}
              </span>
            </span>
            {month === closed && months.can.propose ? (
              <Button size={32} onClick={() => setChange({ month, verb: 'reopen' })}>
                {say('months.reopen')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Changes changes={months.changes} />
      {change ? (
        <ProposeDialog change={change} entityId={entityId} onClose={() => setChange(undefined)} />
      ) : null}
    </>
  )
}

type NextProps = { readonly months: Months; readonly onClose: (month: string) => void }

function Next({ months, onClose }: NextProps) {
  const say = useTexts(webLedgerTexts)
  const { next, can } = months
  if (next === undefined) return <p className="mt-4 text-second">{say('months.none')}</p>
  const { month, isOver, blockers } = next
  if (!isOver) return <p className="mt-4 text-second">{say('months.next_running', { month })}</p>
  return (
    <Section
      title={say('months.next_over', { month })}
      aside={
        can.propose ? (
          <Button size={32} look="primary" disabled={blockers.length > 0} onClick={() => onClose(month)}>
            {say('months.close')}
          </Button>
        ) : undefined
      }
    >
      {blockers.length === 0 ? (
        <p className="text-second">{say('months.ready')}</p>
      ) : (
        <div className="rounded-md bg-warn-tint px-3 py-2 text-second text-ink">
          <p className="font-medium">{say('months.blocked')}</p>
          <ul>
            {blockers.map(({ code, says }) => (
              <li key={code}>{says}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

function Changes({ changes }: { readonly changes: Months['changes'] }) {
  const say = useTexts(webLedgerTexts)
  if (changes.length === 0) return null
  return (
    <Section title={say('months.changes')}>
      <ul className="border-t border-line">
        {changes.map(({ periodChangeId, month, verb, state, reason, proposedBy, answeredBy }) => (
          <li key={periodChangeId} className="border-b border-line py-1.5 text-second">
            {say(verb === 'close' ? 'months.close_title' : 'months.reopen_title', { month })}
            <span className="text-ink-2">
              {` · ${say(`months.${state}`)} · ${people(proposedBy, answeredBy)} · ${reason}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function people(proposedBy: string, answeredBy: string | undefined): string {
  return answeredBy === undefined ? proposedBy : `${proposedBy} → ${answeredBy}`
}
