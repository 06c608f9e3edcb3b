import type { Transaction } from '../../../platform/db/transaction.ts'
import { chartOf, type Chart, type ChartLine } from './chart.ts'
import { loadChart } from './store.ts'

/** The chart of an entity as it stands now. */
export async function chartFor(tx: Transaction, entityId: string): Promise<Chart> {
  // The database holds the list of our accounts.
  return chartOf((await loadChart(tx, entityId)) as readonly ChartLine[])
}
