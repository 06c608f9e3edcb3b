import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { WatchedAccountRow } from '../tables.ts'

const rowsBy = rowsFor<{ 'coverage.watched_account': WatchedAccountRow }>()

/** The accounts that an entity added, by their number; those that were ended are among them. */
export function loadWatched(tx: Transaction, entityId: string): Promise<WatchedAccountRow[]> {
  return rowsBy(tx, 'coverage.watched_account', {
    column: 'entity_id',
    values: [entityId],
    order: 'code',
    isLocked: !tx.isReadOnly,
  })
}

/** Added accounts by their ids, locked. */
export async function loadWatches(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, WatchedAccountRow>> {
  const by = { column: 'id', values: [...ids], order: 'id', isLocked: true } as const
  return new Map((await rowsBy(tx, 'coverage.watched_account', by)).map((row) => [row.id, row]))
}
