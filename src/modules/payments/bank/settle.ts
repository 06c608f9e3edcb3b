import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import { failedRows, paidDayRows, paidRows, returnedRows, type OrdersInHand } from '../orders/outcome.ts'

/** What a line says of payments. */
export type Settled = {
  readonly kind: 'paid' | 'returned'
  readonly orders: readonly string[]
  readonly bookedOn: LocalDate
}

/** The payments in hand, those that an earlier line has shown coming back, and the moment. */
export type Settling = {
  readonly inHand: OrdersInHand
  readonly cameBack: (orderId: string) => boolean
  readonly at: Instant
}

/**
 * What lines do to payments, each once. A payment that left and came back in the lines of one file did not
 * reach its payee: it failed. One that is recorded as the line says is left as it is, but for the day, which
 * is the statement's; one that is recorded as something else is refused, so that no line is stored as a
 * payment that did not settle.
 */
export function settleOrders(
  settling: Settling,
  settled: readonly Settled[],
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
    const rows = rowsFor(settling, id, { paidOn: paidOn.get(id), isReturned: returned.has(id) })
    if (isRefusal(rows)) return rows
    changes.push(...rows)
  }
  return changes
}

type Said = { readonly paidOn: LocalDate | undefined; readonly isReturned: boolean }

function rowsFor(
  { inHand, cameBack, at }: Settling,
  id: string,
  { paidOn, isReturned }: Said,
): readonly RowChange[] | Refusal {
  const order = inHand.orders.get(id)
  const reason = 'bank_sent_back'
  switch (order?.state) {
    case 'sent':
    case 'unknown':
      if (isReturned) return failedRows(inHand, id, { at, reason })
      return paidOn === undefined ? [] : paidRows(inHand, id, { at, paidOn })
    case 'paid': {
      const dayRows = paidOn === undefined ? [] : paidDayRows(inHand, id, { at, paidOn })
      const back = isReturned ? returnedRows(inHand, id, { at, reason }) : []
      return isRefusal(back) ? back : [...dayRows, ...back]
    }
    case 'returned':
      return paidOn === undefined ? [] : paidDayRows(inHand, id, { at, paidOn })
    case 'failed':
      // What left and came back is failed as well; what is failed and only left is a question for the bank.
      if (isReturned || cameBack(id)) return []
      return refuse('bank.order_failed', { number: order.number })
    default:
      return refuse('bank.order_not_open')
  }
}
