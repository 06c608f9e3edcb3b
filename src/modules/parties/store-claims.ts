import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { MatchClaimRow } from './tables.ts'

const rowsBy = rowsFor<{ 'parties.match_claim': MatchClaimRow }>()

/** Questions who is who, by id; locked when they are to be answered. */
export async function loadClaims(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, MatchClaimRow>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsBy(tx, 'parties.match_claim', {
    column: 'id',
    values: ids,
    order: 'id',
    isLocked: !tx.isReadOnly,
  })
  return new Map(rows.map((row) => [row.id, row]))
}
