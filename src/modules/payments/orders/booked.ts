import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import { pair, type Booking, type Posting } from '../../ledger/index.ts'
import { orderTable, type OrderRow } from '../tables.ts'

/** What the books need to know of a payment order. */
export type BookedOrder = Pick<
  OrderRow,
  | 'state'
  | 'entity_id'
  | 'form'
  | 'currency'
  | 'minor'
  | 'withheld_minor'
  | 'closes_currency'
  | 'closes_minor'
>

/**
 * What a payment order stands for in the books: once paid, what was owed has left the house, but for the tax
 * that was withheld, which is owed to the tax authority from then on. What is paid in another currency takes
 * off what the giving booked in that of the benefit, and books as spent what was really paid: each entry
 * balances in each currency, and no rate is needed for it.
 */
export function bookedAs(order: BookedOrder): Posting[] {
  if (order.state !== 'paid') return []
  const { entity_id: entityId, form, minor, withheld_minor: withheld } = order
  const of = { entityId, form, currency: order.currency.trim() }
  const { closes_currency: closes, closes_minor: closed } = order
  if (closes !== null && closed !== null) {
    return [
      ...pair({ entityId, form, currency: closes, minor: closed }, { debit: 'payable', credit: 'expense' }),
      ...pair({ ...of, minor }, { debit: 'expense', credit: 'paid' }),
      ...pair({ ...of, minor: withheld }, { debit: 'expense', credit: 'tax_withheld' }),
    ]
  }
  return [
    ...pair({ ...of, minor }, { debit: 'payable', credit: 'paid' }),
    ...pair({ ...of, minor: withheld }, { debit: 'payable', credit: 'tax_withheld' }),
  ]
}

/** What the changes of one decision mean for the books, as far as payment orders go. */
export function bookingsOfOrders(changes: readonly RowChange[]): Booking[] {
  return changesOf(orderTable, changes).flatMap(({ before, after }) => {
    const now = bookedAs(after)
    const booking = {
      object: { type: 'benefit', id: after.benefit_id },
      document: { type: 'payment_order', id: after.id },
      // What was paid left on the day that the bank says; what comes back, on the day it is recorded.
      documentOn: now.length > 0 ? (after.paid_on ?? undefined) : undefined,
      before: before ? bookedAs(before) : [],
      after: now,
    }
    const isMoved = before?.paid_on != null && after.paid_on != null && before.paid_on !== after.paid_on
    return isMoved ? dayPutRight(booking, before, after) : [booking]
  })
}

/** Entries are never changed: one takes the payment off its old day, another puts it on the right one. */
function dayPutRight(booking: Booking, before: OrderRow, after: OrderRow): Booking[] {
  const paid = bookedAs({ ...after, state: 'paid' })
  return [
    { ...booking, documentOn: before.paid_on ?? undefined, before: paid, after: [] },
    { ...booking, documentOn: after.paid_on ?? undefined, before: [], after: paid },
  ]
}
