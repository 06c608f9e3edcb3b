import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { rowAfter, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadBenefits } from '../../benefits/index.ts'
import { loadGivings, loadRequests, movedByPayment, type PaidState } from '../../requests/index.ts'
import { keepMoved, type InHand } from '../in-hand.ts'
import { count, isAllPaid, type Counted, type Payables } from '../payable.ts'
import { findOrders, loadOrders, loadPayables, loadRefundsBy } from '../store.ts'
import { orderTable, type OrderRow, type RefundRow } from '../tables.ts'
import { decideOrderMove, owedBy } from './domain.ts'

/** Orders with their requests, benefits and counts, locked; each change is put in for the next one. */
export type OrdersInHand = InHand & {
  readonly orders: Map<string, OrderRow>
  /** Of these requests, those whose benefit somebody recorded as given. */
  readonly givenIds: ReadonlySet<string>
  readonly payables: Payables
  /** How much of each order came back in parts; absent where nothing did. */
  readonly refunded: ReadonlyMap<string, bigint>
  /** How much of their benefits those parts are, for orders that pay in another currency than those. */
  readonly reopened: ReadonlyMap<string, bigint>
}

/** Locks orders in the order that every command about payments keeps: requests, benefits, counts, orders. */
export async function lockOrders(tx: Transaction, ids: readonly string[]): Promise<OrdersInHand> {
  return lockOrdersNamed(tx, await findOrders(tx, ids))
}

/** The same of orders that were found before; all of it is sent in one turn. */
export async function lockOrdersNamed(tx: Transaction, named: readonly OrderRow[]): Promise<OrdersInHand> {
  const sorted = (values: readonly string[]) => [...new Set(values)].sort()
  const requestIds = sorted(named.map((row) => row.request_id))
  const benefitIds = sorted(named.map((row) => row.benefit_id))
  // Sent in this order, which is the order of the locks.
  const orderIds = sorted(named.map(({ id }) => id))
  const [requests, givings, benefits, payables, orders, refunds] = await Promise.all([
    loadRequests(tx, requestIds),
    loadGivings(tx, requestIds),
    loadBenefits(tx, benefitIds),
    loadPayables(tx, benefitIds),
    loadOrders(tx, orderIds),
    loadRefundsBy(tx, 'order_id', orderIds),
  ])
  const givenIds = new Set(givings.keys())
  return {
    orders,
    requests: new Map(requests),
    givenIds,
    benefits: new Map(benefits),
    payables,
    refunded: refundedBy(refunds, ({ minor }) => minor),
    reopened: refundedBy(refunds, ({ closes_minor: closes }) => closes ?? 0n),
  }
}

function refundedBy(
  refunds: readonly RefundRow[],
  of: (refund: RefundRow) => bigint,
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const refund of refunds) {
    const { order_id: id, state } = refund
    if (state === 'recorded') sums.set(id, (sums.get(id) ?? 0n) + of(refund))
  }
  return sums
}

/** A payment of which a part came back neither comes back as a whole nor did it not leave. */
function partlyBack({ orders, refunded }: OrdersInHand, orderId: string): Refusal | undefined {
  const number = orders.get(orderId)?.number ?? ''
  return refunded.has(orderId) ? refuse('bank.order_partly_back', { number }) : undefined
}

/** An order leaves the house, in a file whose making is recorded in the same transaction. */
export function sentRows(inHand: OrdersInHand, orderId: string, at: Instant): RowChange[] | Refusal {
  return moved(inHand, orderId, { to: 'sent', at, patch: { sent_at: at } })
}

/** The bank says neither yes nor no: the order keeps what it holds until a person finds out. */
export function unknownRows(
  inHand: OrdersInHand,
  orderId: string,
  { at, reason }: { readonly at: Instant; readonly reason: string },
): RowChange[] | Refusal {
  return moved(inHand, orderId, { to: 'unknown', at, patch: { reason } })
}

/** The bank has paid: with the last part that is owed the benefit and its request are paid. */
export function paidRows(
  inHand: OrdersInHand,
  orderId: string,
  { at, paidOn }: { readonly at: Instant; readonly paidOn: LocalDate },
): RowChange[] | Refusal {
  const order = inHand.orders.get(orderId)
  if (!order) return refuse('platform.not_found')
  const change = moved(inHand, orderId, {
    to: 'paid',
    at,
    patch: { paid_on: paidOn, reason: null },
    counted: { paid: owedBy(order) },
  })
  if (isRefusal(change)) return change
  const benefit = inHand.benefits.get(order.benefit_id)
  const counted = inHand.payables.get(order.benefit_id)
  const isAll = benefit !== undefined && counted !== undefined && isAllPaid(benefit, counted)
  return [...change, ...(isAll ? movedBenefit(inHand, order, 'paid', at) : [])]
}

/**
 * The statement shows on which day the payment left: a result file may have named another, or none. The books
 * follow by taking it off the one day and putting it on the other.
 */
export function paidDayRows(
  { orders }: OrdersInHand,
  orderId: string,
  { at, paidOn }: { readonly at: Instant; readonly paidOn: LocalDate },
): RowChange[] {
  const order = orders.get(orderId)
  if (!order || order.paid_on === null || order.paid_on === paidOn) return []
  const change = updateRow(orderTable, order, { paid_on: paidOn, changed_at: at })
  orders.set(order.id, rowAfter(orderTable, change))
  return [change]
}

/** The bank did not pay: what the order held may be ordered again, under a number of its own. */
export function failedRows(
  inHand: OrdersInHand,
  orderId: string,
  { at, reason }: { readonly at: Instant; readonly reason: string },
): RowChange[] | Refusal {
  return ended(inHand, orderId, { to: 'failed', at, reason })
}

/**
 * What was paid came back: the benefit is owed again, as before the payment. What was given stays given, and
 * leaves the sums by a reversal alone.
 */
export function returnedRows(
  inHand: OrdersInHand,
  orderId: string,
  { at, reason }: { readonly at: Instant; readonly reason: string },
): RowChange[] | Refusal {
  const order = inHand.orders.get(orderId)
  if (!order) return refuse('platform.not_found')
  const objection = partlyBack(inHand, orderId)
  if (objection) return objection
  const change = moved(inHand, orderId, {
    to: 'returned',
    at,
    patch: { reason },
    counted: { ordered: -owedBy(order), paid: -owedBy(order) },
  })
  if (isRefusal(change)) return change
  return [...change, ...owedAgain(inHand, order, at)]
}

/** The benefit of a payment that does not stand any more is owed again, as before the payment. */
function owedAgain(inHand: OrdersInHand, order: OrderRow, at: Instant): RowChange[] {
  const request = inHand.requests.get(order.request_id)
  if (request?.state !== 'paid') return []
  const isGiven = request.is_late || inHand.givenIds.has(order.request_id)
  return movedBenefit(inHand, order, order.way === 'company_account' && !isGiven ? 'approved' : 'given', at)
}

/**
 * No line shows any more that the payment left: nobody knows its end, it keeps what it holds, and the benefit
 * is owed. What came back, or failed, left once: the line of its return is taken back first.
 */
export function unpaidRows(
  inHand: OrdersInHand,
  orderId: string,
  { at, reason }: { readonly at: Instant; readonly reason: string },
): RowChange[] | Refusal {
  const order = inHand.orders.get(orderId)
  if (order?.state !== 'paid') return refuse('bank.unmatch_came_back', { number: order?.number ?? '' })
  const objection = partlyBack(inHand, orderId)
  if (objection) return objection
  const patch = { paid_on: null, reason }
  const change = moved(inHand, orderId, { to: 'unknown', at, patch, counted: { paid: -owedBy(order) } })
  return isRefusal(change) ? change : [...change, ...owedAgain(inHand, order, at)]
}

/** No line shows any more that the payment came back: it stands as paid, unless it was ordered anew. */
export function paidAgainRows(inHand: OrdersInHand, orderId: string, at: Instant): RowChange[] | Refusal {
  const order = inHand.orders.get(orderId)
  const benefit = inHand.benefits.get(order?.benefit_id ?? '')
  const counted = inHand.payables.get(order?.benefit_id ?? '')
  if (!order || !benefit || !counted) return refuse('platform.not_found')
  const { number } = order
  const owed = owedBy(order)
  if (order.state !== 'returned') return refuse('bank.unmatch_failed', { number })
  if (counted.ordered_minor + owed > counted.payable_minor)
    return refuse('bank.unmatch_paid_anew', { number })
  const change = moved(inHand, orderId, {
    to: 'paid',
    at,
    patch: { reason: null },
    counted: { ordered: owed, paid: owed },
  })
  if (isRefusal(change)) return change
  const isAll = isAllPaid(benefit, inHand.payables.get(order.benefit_id) ?? counted)
  return [...change, ...(isAll ? movedBenefit(inHand, order, 'paid', at) : [])]
}

/** An order that holds nothing any more. */
export function ended(
  inHand: OrdersInHand,
  orderId: string,
  { to, at, reason }: { readonly to: 'stopped' | 'failed'; readonly at: Instant; readonly reason: string },
): RowChange[] | Refusal {
  const order = inHand.orders.get(orderId)
  const owed = order ? owedBy(order) : 0n
  return moved(inHand, orderId, { to, at, patch: { reason }, counted: { ordered: -owed } })
}

type Move = {
  readonly to: 'sent' | 'unknown' | 'paid' | 'failed' | 'returned' | 'stopped'
  readonly at: Instant
  readonly patch: Partial<Pick<OrderRow, 'reason' | 'sent_at' | 'paid_on'>>
  readonly counted?: Counted
}

function moved(
  { orders, benefits, payables }: OrdersInHand,
  orderId: string,
  { to, at, patch, counted }: Move,
): RowChange[] | Refusal {
  const order = orders.get(orderId)
  const benefit = benefits.get(order?.benefit_id ?? '')
  if (!order || !benefit) return refuse('platform.not_found')
  const refusal = decideOrderMove(order.state, to)
  if (refusal) return refusal
  const change = updateRow(orderTable, order, { ...patch, state: to, changed_at: at })
  orders.set(order.id, rowAfter(orderTable, change))
  return [change, ...(counted ? [count(payables, benefit, order.request_id, counted)] : [])]
}

function movedBenefit(inHand: OrdersInHand, order: OrderRow, to: PaidState, at: Instant): RowChange[] {
  const request = inHand.requests.get(order.request_id)
  const benefit = inHand.benefits.get(order.benefit_id)
  if (!request || !benefit) throw new Error('an order has its request and its benefit')
  const changes = movedByPayment({ request, benefit }, to, { at })
  keepMoved(inHand, changes)
  return changes
}
