import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { byDay, countsOn, dayColumns, settled, type DayRow, type HistoryLine } from './history-lines.ts'

// Commands are recorded in the order of their locks and not of their clocks: a benefit that a decision
// counted was there, even where its lines carry a moment just after that of the decision.
const asOfSql = `select ${dayColumns}
from benefits.line as line
where benefit_id = any($1)
and recorded_at <= greatest(
  $2::timestamptz,
  (select min(first.recorded_at) from benefits.line as first where first.benefit_id = line.benefit_id)
)
${byDay}`

/**
 * The lines of some benefits as they stood at a moment and counted on a day, to take a decision of that
 * moment again.
 */
export async function loadHistoryAsOf(
  tx: Transaction,
  benefitIds: readonly string[],
  { at, asOf }: { readonly at: Instant; readonly asOf: LocalDate },
): Promise<HistoryLine[]> {
  if (benefitIds.length === 0) return []
  const rows = await tx.sql<DayRow>(asOfSql, [benefitIds, at], 'benefits_as_of')
  return settled(rows).filter((line) => countsOn(line, asOf))
}

const bookAsOfSql = `select ${dayColumns}
from benefits.line
where book = $1
and (direction = 'given' or (direction = 'received' and book <> 'own'))
and (recipient_id = any($2::text[]) or org_id = any($3::text[]) or giver_person_id = any($4::text[]))
and recorded_at <= $5
${byDay}`

/** Everything that stood in a book at a moment for these, whatever was taken off since. */
export async function loadBookAsOf(
  tx: Transaction,
  book: string,
  subjects: {
    readonly recipientIds: readonly string[]
    readonly orgIds: readonly string[]
    readonly giverPersonIds: readonly string[]
  },
  at: Instant,
): Promise<HistoryLine[]> {
  const { recipientIds, orgIds, giverPersonIds } = subjects
  const values = [book, recipientIds, orgIds, giverPersonIds, at]
  return settled(await tx.sql<DayRow>(bookAsOfSql, values, 'benefits_book_as_of'))
}
