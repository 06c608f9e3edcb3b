import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { AccountRow, CustomerFactRow } from './tables.ts'

type Tables = { 'parties.customer_fact': CustomerFactRow; 'parties.account': AccountRow }

const rowsBy = rowsFor<Tables>()

/** The corrections of customers in the order in which they were recorded, by customer. */
export async function loadCustomerFacts(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<Map<string, CustomerFactRow[]>> {
  const by = { column: 'customer_id', values: customerIds, order: 'recorded_at' } as const
  return Map.groupBy(await rowsBy(tx, 'parties.customer_fact', by), (row) => row.customer_id)
}

/** The accounts of customers in the order in which they were stated, by customer. */
export async function loadAccounts(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<Map<string, AccountRow[]>> {
  const by = { column: 'customer_id', values: customerIds, order: 'stated_at' } as const
  return Map.groupBy(await rowsBy(tx, 'parties.account', by), (row) => row.customer_id)
}

/** Accounts by id; their customers are locked by the caller. */
export async function findAccounts(tx: Transaction, ids: readonly string[]): Promise<AccountRow[]> {
  return rowsBy(tx, 'parties.account', { column: 'id', values: ids })
}
