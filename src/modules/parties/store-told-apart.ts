import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { ToldApartRow } from './tables.ts'

const rowsBy = rowsFor<{ 'parties.told_apart': ToldApartRow }>()

/** From which known parties these ones were told apart when they were new. */
export async function loadToldApart(tx: Transaction, partyIds: readonly string[]): Promise<ToldApartRow[]> {
  if (partyIds.length === 0) return []
  return rowsBy(tx, 'parties.told_apart', { column: 'party_id', values: partyIds, order: 'id' })
}
