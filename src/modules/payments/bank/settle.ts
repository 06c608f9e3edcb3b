import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import { failedRows, paidRows, returnedRows, type OrdersInHand } from '../orders/outcome.ts'

/** What a line says of payments. */
export type Settled = {
  readonly kind: 'paid' | 'returned'
  readonly orders: readonly string[]
  readonly bookedOn: LocalDate
}

/**
 * What lines do to payments, each once. A payment that left and came back in the lines of one file did not
 * reach its payee: it failed. One that is recorded as the line says is left as it is.
 */
export function settleOrders(
  inHand: OrdersInHand,
  settled: readonly Settled[],
  at: Instant,
): readonly RowChange[] | Refusal {
  const paidOn = new Map<string, LocalDate>()
  const returned = new Set<string>()
  for (const { kind, orders, bookedOn } of settled) {
    for (const id of orders) {
      if (kind === 'returned') returned.add(id)
      // Of a payment in parts the last one ends it.
      else if ((paidOn.get(id) ?? '') < bookedOn) paidOn.set(id, bookedOn)
    }
  }
  const changes: RowChange[] = []
  for (const id of [...new Set([...paidOn.keys(), ...returned])].sort()) {
    const rows = rowsFor(inHand, id, { paidOn: paidOn.get(id), isReturned: returned.has(id), at })
    if (isRefusal(rows)) return rows
    changes.push(...rows)
  }
  return changes
}

function rowsFor(
  inHand: OrdersInHand,
  id: string,
  {
    paidOn,
    isReturned,
    at,
  }: { readonly paidOn: LocalDate | undefined; readonly isReturned: boolean; readonly at: Instant },
): readonly RowChange[] | Refusal {
  const state = inHand.orders.get(id)?.state
  const isOpen = state === 'sent' || state === 'unknown'
  if (isReturned) {
    const reason = 'bank_sent_back'
    if (state === 'paid') return returnedRows(inHand, id, { at, reason })
    return isOpen ? failedRows(inHand, id, { at, reason }) : []
  }
  return isOpen && paidOn !== undefined ? paidRows(inHand, id, { at, paidOn }) : []
}
