import { because, wordsOr, type Because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { dutyChange, mayWith } from '../../access/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { findOrders } from '../store.ts'
import { orderTable, type OrderRow } from '../tables.ts'
import { basisOf, clauseOf, payeeOf } from './decide.ts'
import { decideOrderMove, partObjection, type Parts } from './domain.ts'
import { interlockRefusals } from './interlock.ts'
import { loadPaying, type Paying } from './load.ts'
import { partsOf, type Ordered } from './prepare.ts'
import { withheldObjection } from './withheld.ts'

/** The second person's word on an order, as they saw it. */
export type CheckBody = {
  readonly orderId: string
  readonly version: number
  readonly reason?: string | undefined
  /** How many orders stood in the set with which it is checked; absent where it is checked alone. */
  readonly setOf?: number
}

/** The orders that calls name, each with all that decides on it, locked request first. */
export async function loadForOrders<Body extends { readonly orderId: string }>(
  deps: PaymentDeps,
  tx: Transaction,
  calls: readonly Call<Body>[],
): Promise<Paying> {
  const named = await findOrders(
    tx,
    calls.map(({ body }) => body.orderId),
  )
  const asked = calls.flatMap((call) => {
    const order = named.find(({ id }) => id === call.body.orderId)
    if (!order) return []
    const { request_id: requestId, claim_id: claimId } = order
    return [{ ...call, body: { requestId, ...(claimId === null ? {} : { claimId }) } }]
  })
  return loadPaying(deps, tx, asked)
}

/**
 * The second of the two people of a payment. Everything is decided again, as if the order were made now: the
 * rules with the sums of today, the payee, the account in the version that the order names, the agreement
 * and the tax that is withheld.
 */
export function checkOrder(deps: PaymentDeps): Command<CheckBody, Paying, Ordered> {
  return {
    operation: 'payments.check',
    load: (tx, calls) => loadForOrders(deps, tx, calls),
    loadsAhead: true,
    decide: decideCheck,
    constraints: interlockRefusals<CheckBody>(({ orderId }) => ({ type: 'payment_order', id: orderId })),
  }
}

function decideCheck(paying: Paying, call: Call<CheckBody>): Decision<Ordered> {
  const { body, actor, at } = call
  const object = { type: 'payment_order', id: body.orderId }
  const order = paying.orders.get(body.orderId)
  if (!order) return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: order.entity_id }
  const permission = mayWith(actor, 'payments.check', { entityId: order.entity_id })
  const refusal = permission.can
    ? (staleObjection(order, body.version) ??
      decideOrderMove(order.state, 'checked') ??
      orderObjection(paying, order, { checkerId: actor.personId }))
    : permission.refusal
  if (refusal) return { ...about, refusal }
  const change = updateRow(orderTable, order, {
    state: 'checked',
    checked_by: actor.personId,
    checked_at: at,
    changed_at: at,
  })
  paying.orders.set(order.id, rowAfter(orderTable, change))
  return {
    ...about,
    answer: { orderId: order.id, state: 'checked', version: order.version + 1 },
    changes: [change, dutyChange(object, actor.personId, 'checker')],
    reason: wordsOr(body.reason, checkedBecause(order, body.setOf)),
    // Also where there are words: an auditor asks what was checked together.
    ...(body.setOf === undefined ? {} : { note: { setOf: body.setOf } }),
  }
}

function checkedBecause({ id: order, made_by: maker }: OrderRow, setOf: number | undefined): Because {
  return setOf === undefined
    ? because('payments.checked', { order, maker })
    : because('payments.checked_in_set', { order, maker, orders: setOf })
}

/** Somebody else moved the order since it was seen. */
export function staleObjection(order: OrderRow, version: number): Refusal | undefined {
  return order.version === version ? undefined : refuse('platform.stale')
}

/** Who checks an order, or on which day it is to be paid. */
type AskedAgain = { readonly checkerId?: string; readonly paidOn?: LocalDate }

/**
 * What holds an order back as everything stands now, however it came to be, its tax and people among it;
 * with a person, also whether they may be the second one. Asked when it is checked and before it is sent.
 */
export function orderObjection(
  paying: Paying,
  order: OrderRow,
  { checkerId, paidOn }: AskedAgain,
): Refusal | undefined {
  const named = { requestId: order.request_id, claimId: order.claim_id ?? undefined }
  const basis = basisOf(paying, named)
  if (isRefusal(basis)) return basis
  const payee = payeeOf(paying, basis, order.exception_id ?? undefined)
  if (isRefusal(payee)) return payee
  const isSame =
    payee.id === order.payee_id &&
    payee.accountId === order.account_id &&
    payee.accountVersion === order.account_version
  if (!isSame) return refuse('payments.account_changed')
  const clauseId = clauseOf(paying, basis, payee)
  if (isRefusal(clauseId)) return clauseId
  if (clauseId !== undefined && order.clause_id !== clauseId && !isStillThere(paying, order)) {
    return refuse('payments.no_agreement')
  }
  return (
    peopleObjection((makerId) => partsOf(paying, basis, payee, makerId), order, checkerId) ??
    withheldObjection(paying, basis, order, paidOn)
  )
}

/**
 * Who is to check it has no other part in it; and who made or checked it has none by now, which the rules of
 * their day may have let pass: the database refuses such an order, and with it all that leaves beside it.
 */
function peopleObjection(
  partsFor: (makerId: string | undefined) => Parts,
  { made_by: maker, checked_by: checker }: OrderRow,
  checkerId: string | undefined,
): Refusal | undefined {
  const own = checkerId === undefined ? undefined : partObjection(partsFor(maker), checkerId)
  if (own) return own
  const isApart =
    partObjection(partsFor(undefined), maker) === undefined &&
    (checker === null || partObjection(partsFor(maker), checker) === undefined)
  return isApart ? undefined : refuse('payments.people_not_apart')
}

/** Another clause may be found first by now; the one that the order names must still be there. */
function isStillThere({ deals }: Paying, { clause_id: clauseId, payee_id: payeeId }: OrderRow): boolean {
  const clause = deals.clauses.find(({ id }) => id === clauseId)
  const agreement = deals.agreements.find(({ id }) => id === clause?.agreement_id)
  return agreement?.state === 'active' && agreement.customer_id === payeeId
}
