import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import { byDay, dayColumns, settled, type DayRow, type HistoryLine } from './history-lines.ts'

const receivedSql = `select ${dayColumns}
from benefits.line
where book = $1
and direction = 'received'
and recipient_id = any($2::text[])
${byDay}`

/** Everything that counts of what these members of our staff received, oldest first; it is summed apart. */
export async function loadReceivedHistory(
  tx: Transaction,
  staffIds: readonly string[],
): Promise<HistoryLine[]> {
  if (staffIds.length === 0) return []
  return settled(await tx.sql<DayRow>(receivedSql, [ownBook, staffIds], 'benefits_received_history'))
}
