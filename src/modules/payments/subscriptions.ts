import type { FeedEntry } from '../../platform/feed.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { currentAccount, loadAccounts, loadCustomers } from '../parties/index.ts'
import { loadStaffAccounts } from './store.ts'
import { findOpenOrders } from './store-queue.ts'

/** The payees whose account an entry of the log changed, or whose record it merged into another. */
export function changedPayees(entry: FeedEntry): string[] {
  if (entry.refusal) return []
  const payees = entry.rows.flatMap(({ table, id, new: row, old }) => {
    if (table === 'parties.account') return [row?.['customer_id']]
    if (table === 'payments.staff_account') return [row?.['person_id']]
    const isMerge = table === 'parties.customer' && row?.['merged_into'] !== old?.['merged_into']
    return isMerge ? [id] : []
  })
  return [...new Set(payees.filter((id) => typeof id === 'string'))].sort()
}

/** The open orders of these payees that name another account than the one that is paid now. */
export async function ordersToStop(tx: Transaction, payeeIds: readonly string[]): Promise<string[]> {
  const open = await findOpenOrders(tx, payeeIds)
  if (open.length === 0) return []
  const [customers, accounts, staffAccounts] = await Promise.all([
    loadCustomers(tx, payeeIds),
    loadAccounts(tx, payeeIds),
    loadStaffAccounts(tx, payeeIds, 'shared'),
  ])
  return open
    .filter((order) => {
      // A natural person is paid on the account of the exception, which nobody changes.
      if (order.payee_kind === 'person') return false
      const own = staffAccounts.get(order.payee_id) ?? []
      const current =
        order.payee_kind === 'employee'
          ? own.findLast(({ state }) => state === 'stated' || state === 'verified')
          : currentAccount(accounts.get(order.payee_id) ?? [])
      const isMerged = (customers.get(order.payee_id)?.merged_into ?? null) !== null
      return isMerged || current?.id !== order.account_id || current.version !== order.account_version
    })
    .map(({ id }) => id)
}
