import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Posting } from '../../ledger/index.ts'
import { loadPaidOrders } from '../store-paid.ts'
import { bookedAs } from './booked.ts'

/** What the paid orders of some benefits stand for in the books, by benefit. */
export async function paidBeside(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Posting[]>> {
  const found = new Map<string, Posting[]>()
  for (const order of await loadPaidOrders(tx, benefitIds)) {
    const known = found.get(order.benefit_id) ?? []
    found.set(order.benefit_id, [...known, ...bookedAs(order)])
  }
  return found
}
