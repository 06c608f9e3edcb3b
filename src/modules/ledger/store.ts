import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { ClosingRow } from './tables.ts'

/**
 * The day until which each of these entities has closed its books, and nobody closes or opens a month of
 * theirs before the transaction ends. Entities without a closed month are left out.
 */
export async function shareBooks(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, LocalDate>> {
  const sorted = [...new Set(entityIds)].sort()
  // The second statement sees what was committed while the first one waited; both leave in one write.
  const [, rows] = await Promise.all([
    tx.sql('select ledger.share_books(id) from unnest($1::text[]) as id', [sorted], 'ledger_share_books'),
    tx.sql<Pick<ClosingRow, 'entity_id' | 'closed_until'>>(
      'select entity_id, closed_until from ledger.closing where entity_id = any($1::text[])',
      [sorted],
      'ledger_closed_until',
    ),
  ])
  return new Map(
    rows.flatMap(({ entity_id: id, closed_until: day }) => (day === null ? [] : [[id, day] as const])),
  )
}
