import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { AccountRow, CustomerFactRow } from './tables.ts'

type Tables = { 'parties.customer_fact': CustomerFactRow; 'parties.account': AccountRow }

/** Behind which account a page begins. */
type Place = { readonly at: string; readonly id: string }

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

/** The accounts of customers and vendors that have one of these numbers; a refused one is nobody's. */
export async function accountsNumbered(tx: Transaction, numbers: readonly string[]): Promise<AccountRow[]> {
  const rows = await rowsBy(tx, 'parties.account', { column: 'number', values: numbers, order: 'id' })
  return rows.filter(({ state }) => state !== 'refused')
}

/** A page of the accounts that wait for a second person, those that wait longest first. */
export async function listWaitingAccounts(
  tx: Transaction,
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
): Promise<AccountRow[]> {
  return tx.sql<AccountRow>(
    `select *
from parties.account
where state = 'stated'
and ($1::timestamptz is null or (stated_at, id) > ($1, $2))
order by stated_at, id
limit $3`,
    [after?.at ?? null, after?.id ?? '', limit],
    'parties_waiting_accounts',
  )
}

/** How many accounts wait for a second person; with a person, those that somebody else stated. */
export async function countWaitingAccounts(tx: Transaction, personId: string | undefined): Promise<number> {
  const [found] = await tx.sql<{ count: number }>(
    `select count(*)::int as count
from parties.account
where state = 'stated'
and ($1::text is null or stated_by <> $1)`,
    [personId ?? null],
    'parties_waiting_account_count',
  )
  return found?.count ?? 0
}
