import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { RateFileRow, RateRow } from './tables.ts'

const rowsBy = rowsFor<{ 'policy.rate': RateRow; 'policy.rate_file': RateFileRow }>()

/** All rates of the company; none while the shipped sample serves. */
export async function loadRates(tx: Transaction): Promise<RateRow[]> {
  return tx.sql<RateRow>('select * from policy.rate order by currency, from_on', [], 'policy_rates')
}

/** The rates of some currencies. */
export function loadRatesOf(tx: Transaction, currencies: readonly string[]): Promise<RateRow[]> {
  return rowsBy(tx, 'policy.rate', { column: 'currency', values: currencies, order: 'from_on' })
}

/** Files of rates by their ids. */
export async function loadRateFiles(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, RateFileRow>> {
  const rows = await rowsBy(tx, 'policy.rate_file', { column: 'id', values: ids, order: 'id' })
  return new Map(rows.map((row) => [row.id, row]))
}

/** Files of rates that wait for their second person. */
export function loadOpenRateFiles(tx: Transaction): Promise<RateFileRow[]> {
  return rowsBy(tx, 'policy.rate_file', { column: 'state', values: ['proposed'], order: 'id' })
}

/** Files of rates are taken one after the other, so that two cannot cover one day at once. */
export async function lockRates(tx: Transaction): Promise<void> {
  if (!tx.isReadOnly) await tx.sql(`select pg_advisory_xact_lock(hashtext('policy.rates'))`)
}
