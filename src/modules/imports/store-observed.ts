import type { Transaction } from '../../platform/db/transaction.ts'
import type { PartyRow } from './tables.ts'

/** Parties of observed books by their identifiers. */
export async function loadObservedParties(tx: Transaction, ids: readonly string[]): Promise<PartyRow[]> {
  if (ids.length === 0) return []
  return tx.sql<PartyRow>(
    `select *
from imports.party
where id = any($1::text[])
order by id`,
    [ids],
    'imports_observed_parties',
  )
}
