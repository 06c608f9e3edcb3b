import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { ReversalRow } from './tables.ts'

const rowsBy = rowsFor<{ 'requests.reversal': ReversalRow }>()

/** Reversals by id, locked when they are to be changed. */
export async function loadReversals(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ReversalRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'requests.reversal', by)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The reversals that wait for their second person, by request. */
export async function loadOpenReversals(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, ReversalRow>> {
  const rows = await rowsBy(tx, 'requests.reversal', { column: 'request_id', values: requestIds })
  return new Map(rows.filter(({ state }) => state === 'proposed').map((row) => [row.request_id, row]))
}
