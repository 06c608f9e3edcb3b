import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { LedgerHead } from './head.tsx'
import { MonthAccruals } from './month-accruals.tsx'
import { MonthVouchers } from './month-vouchers.tsx'
import { NextMonth } from './next-month.tsx'
import { PackDialog } from './pack-dialog.tsx'
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

/** What is done with a month: a change that two people make, or its pack that is taken away. */
type Doing = Change | { readonly month: string; readonly verb: 'pack' }

function Body({ months, entityId }: { readonly months: Months; readonly entityId: string }) {
  const [doing, setDoing] = useState<Doing>()
  const { month, accrual } = useSearch({ from: '/inside/periods' })
  const end = () => setDoing(undefined)
  return (
    <>
      <NextMonth
        months={months}
        entityId={entityId}
        onClose={(of) => setDoing({ month: of, verb: 'close' })}
      />
      {month === undefined ? null : (
        <>
          {accrual === undefined ? <MonthVouchers key={month} entityId={entityId} month={month} /> : null}
          <MonthAccruals entityId={entityId} month={month} named={accrual} />
        </>
      )}
      <ul className="mt-6 border-t border-line">
        {months.months.map((row) => (
          <MonthRow key={row.month} row={row} months={months} onDo={setDoing} isOpen={row.month === month} />
        ))}
      </ul>
      <Changes changes={months.changes} />
      {doing === undefined ? null : doing.verb === 'pack' ? (
        <PackDialog month={doing.month} entityId={entityId} onClose={end} />
      ) : (
        <ProposeDialog change={{ ...doing, verb: doing.verb }} entityId={entityId} onClose={end} />
      )}
    </>
  )
}

type RowProps = {
  readonly row: Months['months'][number]
  readonly months: Months
  readonly isOpen: boolean
  readonly onDo: (doing: Doing) => void
}

function MonthRow({ row, months, isOpen, onDo }: RowProps) {
  const say = useTexts(webLedgerTexts)
  const { month, state, entries, late } = row
  const isLast = month === months.closedUntil?.slice(0, 7)
  return (
    <li className={rowLook}>
      <span>
        <Link
          from="/periods"
          to="/periods"
          search={(before) => withMonth(before, isOpen ? undefined : month)}
          resetScroll={false}
          aria-expanded={isOpen}
          className={classes(
            linkLook,
            'inline-flex items-center font-medium tabular-nums pointer-coarse:min-h-10',
          )}
        >
          {month}
        </Link>
        <span className="text-ink-2">
          {` · ${say(`months.${state}`)} · ${say('months.entries', { count: entries })}`}
          {late === 0 ? null : ` · ${say('months.late', { count: late })}`}
        </span>
      </span>
      <span className="flex gap-2">
        {state === 'closed' && entries > 0 ? (
          <Button size={32} onClick={() => onDo({ month, verb: 'pack' })}>
            {say('months.pack')}
          </Button>
        ) : null}
        {isLast && months.can.propose ? (
          <Button size={32} onClick={() => onDo({ month, verb: 'reopen' })}>
            {say('months.reopen')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

function withMonth({ entityId }: { readonly entityId?: string }, month: string | undefined) {
  return { ...(entityId && { entityId }), ...(month && { month }) }
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
