import type { IdKind } from '../../../kernel/id.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import { benefitTable } from '../../benefits/index.ts'
import type { StatementLineRow } from '../bank/tables.ts'
import { keepMoved } from '../in-hand.ts'
import { closedBy } from '../orders/domain.ts'
import type { OrdersInHand } from '../orders/outcome.ts'
import { count } from '../payable.ts'
import { refundTable, type OrderRow, type RefundRow } from '../tables.ts'

/** The line that shows the money. */
export type ShowingLine = Pick<StatementLineRow, 'id' | 'entity_id' | 'currency' | 'minor' | 'booked_on'>

/** What of a payment is known beside it: what came back before, and whether it was somebody's income. */
export type KnownBack = { readonly refunded: bigint; readonly isIncome: boolean }

/**
 * What keeps a line from being a part of a payment that came back. The whole of a payment is another thing:
 * its benefit is owed again. Of a payment that was declared as a natural person's income nobody can tell here
 * what becomes of its tax.
 */
export function refundObjection(
  order: OrderRow | undefined,
  { refunded, isIncome }: KnownBack,
  line: ShowingLine,
): Refusal | undefined {
  if (order?.entity_id !== line.entity_id) return refuse('bank.refund_other_entity', {}, '/body/orderIds')
  const { number, paid_on: paidOn, currency, minor } = order
  if (order.state !== 'paid' || paidOn === null) return refuse('bank.refund_not_paid', { number })
  const own = currency.trim()
  if (line.currency !== own) {
    return refuse('bank.refund_currency', { number, one: line.currency, other: own })
  }
  if (line.booked_on < paidOn) return refuse('bank.refund_before_payment', { number, day: paidOn })
  if (refunded === 0n && line.minor === minor) return refuse('bank.refund_is_whole', { number })
  if (isIncome || order.withheld_minor > 0n) return refuse('bank.refund_withheld', { number })
  if (line.minor <= minor - refunded) return undefined
  const left = formatMoney({ currency: own, minor: minor - refunded })
  return refuse('bank.refund_above_payment', { number, left })
}

type Told = { readonly reason: string; readonly by: string; readonly at: Instant }

/** The rows with which a part of a payment is recorded as come back, and the identifier of its document. */
export function refundRows(
  newId: (kind: IdKind) => string,
  inHand: OrdersInHand,
  order: OrderRow,
  { line, reason, by, at }: Told & { readonly line: ShowingLine },
): { readonly refundId: string; readonly changes: readonly RowChange[] } {
  const refundId = newId('refund')
  const refund = insertRow(refundTable, {
    id: refundId,
    entity_id: order.entity_id,
    order_id: order.id,
    request_id: order.request_id,
    benefit_id: order.benefit_id,
    line_id: line.id,
    currency: order.currency.trim(),
    form: order.form,
    minor: line.minor,
    booked_on: line.booked_on,
    reason,
    state: 'recorded',
    made_by: by,
    made_at: at,
    withdrawn_by: null,
    withdrawn_at: null,
    closes_currency: order.closes_currency,
    closes_minor: reopenedBy(inHand, order, line.minor),
  })
  const row = rowAfter(refundTable, refund)
  return { refundId, changes: [refund, ...countedBy(inHand, row, ofBenefit(row))] }
}

/** How much of a benefit in another currency comes back with a part of its payment; null where none is. */
function reopenedBy({ refunded, reopened }: OrdersInHand, order: OrderRow, minor: bigint): bigint | null {
  if (order.closes_minor === null) return null
  const left = {
    pay: order.minor - (refunded.get(order.id) ?? 0n),
    closes: order.closes_minor - (reopened.get(order.id) ?? 0n),
  }
  return minor < left.pay && left.closes < 2n ? 0n : closedBy(minor, left)
}

/** What came back, in the currency of the benefit. */
function ofBenefit({ minor, closes_minor: closes }: RefundRow): bigint {
  return closes ?? minor
}

/** The rows with which a refund is taken back: its line was not that. */
export function withdrawnRows(
  inHand: OrdersInHand,
  refund: RefundRow,
  { by, at }: Pick<Told, 'by' | 'at'>,
): RowChange[] {
  const change = updateRow(refundTable, refund, { state: 'withdrawn', withdrawn_by: by, withdrawn_at: at })
  return [change, ...countedBy(inHand, refund, -ofBenefit(refund))]
}

/**
 * The counts and the register follow. Whatever state the benefit is in stays: what was paid in full is paid,
 * also where a part of it came back, and nothing is owed again by it.
 */
function countedBy(inHand: OrdersInHand, refund: RefundRow, minor: bigint): RowChange[] {
  const benefit = inHand.benefits.get(refund.benefit_id)
  if (!benefit) throw new Error('a refund has its benefit')
  const counted = count(inHand.payables, benefit, refund.request_id, { refunded: minor })
  const change = updateRow(benefitTable, benefit, { refunded_minor: benefit.refunded_minor + minor })
  keepMoved(inHand, [change])
  return [counted, change]
}
