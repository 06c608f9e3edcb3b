import { useNavigate, useSearch } from '@tanstack/react-router'
import { Scale } from 'lucide-react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { BalanceTable } from './balance-table.tsx'
import { BooksCheck } from './books-check.tsx'
import { Entries } from './entries.tsx'
import { LedgerHead } from './head.tsx'

/** The trial balance of an entity and month; each figure opens into its entries. */
export function Books() {
  const say = useTexts(webLedgerTexts)
  const search = useSearch({ from: '/inside/books' })
  const navigate = useNavigate({ from: '/books' })
  const me = useMe()
  const entityId = search.entityId ?? me?.entities[0]?.id
  const month = search.month ?? monthOf(new Date())
  const { data, error, refetch } = useAnswer(
    'trialBalance',
    { query: { entityId: entityId ?? '', from: month } },
    { enabled: entityId !== undefined, keep: true },
  )
  const go = (next: { readonly month?: string; readonly entityId?: string }) =>
    void navigate({ search: { ...(entityId && { entityId }), month, ...next }, resetScroll: false })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <LedgerHead
          title={say('books.title')}
          entityId={entityId}
          onEntity={(id) => go({ entityId: id })}
          other={{ to: '/periods', word: say('books.to_months') }}
        >
          <div className="mt-2 flex items-center gap-2">
            <Button
              size={32}
              onClick={() => go({ month: shifted(month, -1) })}
              aria-label={say('books.earlier')}
            >
              ‹
            </Button>
            <span className="min-w-20 text-center font-medium tabular-nums">{month}</span>
            <Button
              size={32}
              onClick={() => go({ month: shifted(month, 1) })}
              aria-label={say('books.later')}
            >
              ›
            </Button>
          </div>
        </LedgerHead>
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined || entityId === undefined ? (
          <Waiting lines={8} />
        ) : (
          <Body balance={data} entityId={entityId} month={month} />
        )}
      </div>
    </div>
  )
}

type BodyProps = {
  readonly balance: Answer<'trialBalance'>
  readonly entityId: string
  readonly month: string
}

function Body({ balance, entityId, month }: BodyProps) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, figure } = useSearch({ from: '/inside/books' })
  const { rows, isBalanced, closedUntil } = balance
  const chosen = rows.find((row) => row.account === account && row.currency === currency)
  if (rows.length === 0) {
    return (
      <Empty
        icon={<Scale aria-hidden="true" size={20} />}
        title={say('books.empty')}
        text={say('books.empty_text')}
      />
    )
  }
  return (
    <>
      <p className="mt-4 text-second">
        {say(isBalanced ? 'books.balanced' : 'books.unbalanced')}
        {closedUntil === undefined ? null : ` ${say('books.closed', { until: closedUntil })}`}
      </p>
      <BalanceTable balance={balance} />
      {chosen ? <Entries row={chosen} entityId={entityId} month={month} figure={figure} /> : null}
      <BooksCheck entityId={entityId} />
    </>
  )
}

function monthOf(day: Date): string {
  return `${String(day.getFullYear())}-${String(day.getMonth() + 1).padStart(2, '0')}`
}

function shifted(month: string, by: number): string {
  const [year = '', number = ''] = month.split('-')
  return monthOf(new Date(Number(year), Number(number) - 1 + by, 1))
}
