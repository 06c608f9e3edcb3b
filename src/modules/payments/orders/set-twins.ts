import type { Transaction } from '../../../platform/db/transaction.ts'
import { accountsNumbered, loadCustomers } from '../../parties/index.ts'
import { ownAccountsNumbered } from '../store-sets.ts'

/** Somebody on record with an account: a customer, a vendor, one of our own people or a natural person. */
export type Holder = { readonly id: string; readonly name: string; readonly number: string }

/** Everybody who has one of these account numbers, in the entities that the reader sees. */
export async function holdersOf(tx: Transaction, numbers: readonly string[]): Promise<Holder[]> {
  const asked = [...new Set(numbers)].sort()
  if (asked.length === 0) return []
  const [ofParties, own] = await Promise.all([accountsNumbered(tx, asked), ownAccountsNumbered(tx, asked)])
  const ids = [...new Set(ofParties.map((row) => row.customer_id))].sort()
  const customers = await loadCustomers(tx, ids)
  const parties = ofParties.map(({ customer_id: id, holder, number }) => {
    return { id, name: customers.get(id)?.name ?? holder, number }
  })
  return [...parties, ...own]
}
