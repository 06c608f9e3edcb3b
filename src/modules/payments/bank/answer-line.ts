import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { lockOrdersNamed, type OrdersInHand } from '../orders/outcome.ts'
import { refundObjection, refundRows } from '../refunds/record.ts'
import { findOrders } from '../store.ts'
import { loadPaidAsIncome } from '../store-tax.ts'
import { settleOrders } from './settle.ts'
import { sayMoney } from './statement.ts'
import { datedRows, type DatedRow } from './sent-days.ts'
import { cameBackAmong, findLines, holdOwnAccounts, loadLines, sentAmong } from './store.ts'
import { statementLineTable, type StatementLineRow } from './tables.ts'
import { ownPart } from './own-part.ts'

/** What a person says a line is. */
export type AnswerLineBody = {
  readonly lineId: string
  readonly version: number
  readonly verdict: 'paid' | 'returned' | 'refunded' | 'fee' | 'elsewhere'
  readonly orderIds: readonly string[]
  readonly reason: string
}

/** What a line is now. */
export type LineAnswer = {
  readonly lineId: string
  readonly verdict: string
  readonly version: number
  /** The document of what came back, where a part of a payment did. */
  readonly refundId?: string
}

/** What it is made with. */
type Deps = Pick<PaymentDeps, 'newId' | 'requests'>

type State = {
  readonly lines: ReadonlyMap<string, StatementLineRow>
  readonly inHand: OrdersInHand
  /** The payments that left, each with its day at its bank and with what lines have shown of it. */
  readonly sent: readonly DatedRow[]
  readonly cameBack: (orderId: string) => boolean
  /** Benefits for which a natural person was paid as income. */
  readonly incomes: ReadonlySet<string>
}

/**
 * A person says what a line is that could be several things. This is how a payment whose end nobody knew gets
 * one: against the line, by somebody who did not make it, and never by sending it again.
 */
export function answerLine(deps: Deps): Command<AnswerLineBody, State, LineAnswer> {
  return {
    operation: 'bank.answer_line',
    load: (tx, calls) => loadState(deps, tx, calls),
    loadsAhead: true,
    decide: (state, call) => decideAnswer(deps, state, call),
    apart: namesOf,
  }
}

/**
 * What two answers of a set must not have in common: the line, and a payment or the benefit behind it, since
 * what lines have shown of payments, and what came back of them, was read before the first of the two.
 */
function namesOf({ inHand }: State, { body: { lineId, orderIds } }: Call<AnswerLineBody>): readonly string[] {
  const orders = orderIds.flatMap((id) => inHand.orders.get(id) ?? [])
  return [lineId, ...orderIds, ...orders.flatMap((order) => [order.request_id, order.benefit_id])]
}

/** The accounts first, then the orders, and only then what is judged: all of it as it stands. */
async function loadState(
  deps: Deps,
  tx: Transaction,
  calls: readonly Call<AnswerLineBody>[],
): Promise<State> {
  const sorted = (values: readonly string[]) => [...new Set(values)].sort()
  const lineIds = sorted(calls.map(({ body }) => body.lineId))
  const orderIds = sorted(calls.flatMap(({ body }) => body.orderIds))
  const [named, orders] = await Promise.all([findLines(tx, lineIds), findOrders(tx, orderIds)])
  // Sent in this order, which is the order of the locks.
  const [, inHand, lines, left] = await Promise.all([
    holdOwnAccounts(tx, sorted(named.map((line) => line.account_id))),
    lockOrdersNamed(tx, orders),
    loadLines(tx, lineIds),
    orderIds.length === 0 ? [] : sentAmong(tx, orderIds),
  ])
  const refunded = new Set(calls.flatMap(({ body }) => (body.verdict === 'refunded' ? body.orderIds : [])))
  const benefitIds = sorted(
    [...inHand.orders.values()].filter(({ id }) => refunded.has(id)).map((order) => order.benefit_id),
  )
  const incomes = benefitIds.length === 0 ? new Set<string>() : await loadPaidAsIncome(tx, benefitIds)
  const sent = await datedRows(deps, tx, left)
  return {
    lines: new Map(lines.map((line) => [line.id, line])),
    inHand,
    sent,
    cameBack: cameBackAmong(sent),
    incomes,
  }
}

function decideAnswer(deps: Deps, state: State, call: Call<AnswerLineBody>): Decision<LineAnswer> {
  const { body, actor, at } = call
  const object = { type: 'statement_line', id: body.lineId }
  const line = state.lines.get(body.lineId)
  if (!line) return { refusal: refuse('platform.not_found'), object }
  const entityId = line.entity_id
  const permission = mayWith(actor, 'bank.answer_line', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const objection = answerObjection(state, line, call)
  if (objection) return { refusal: objection, object, entityId }
  const orders = [...new Set(body.orderIds)].sort()
  const { verdict } = body
  const settled = settledBy(deps, state, line, call)
  if (isRefusal(settled)) return { refusal: settled, object, entityId }
  const { refundId } = settled
  const change = updateRow(statementLineTable, line, {
    verdict,
    matched_by: orders.length > 0 ? 'person' : null,
    order_ids: JSON.stringify(orders),
    answered_by: actor.personId,
    answered_at: at,
    reason: body.reason,
  })
  return {
    answer: { lineId: line.id, verdict, version: line.version + 1, ...(refundId && { refundId }) },
    object,
    entityId,
    changes: [change, ...settled.changes],
    reason: body.reason,
  }
}

type Settled = { readonly refundId?: string; readonly changes: readonly RowChange[] }

/** What the line does to the payments that it names. */
function settledBy(
  deps: Deps,
  state: State,
  line: StatementLineRow,
  { body, actor, at }: Call<AnswerLineBody>,
): Settled | Refusal {
  const { verdict, orderIds, reason } = body
  const orders = [...new Set(orderIds)].sort()
  if (verdict === 'paid' || verdict === 'returned') {
    const changes = settleOrders({ ...state, at }, [{ kind: verdict, orders, bookedOn: line.booked_on }])
    return isRefusal(changes) ? changes : { changes }
  }
  const order = state.inHand.orders.get(orders[0] ?? '')
  if (verdict !== 'refunded' || !order) return { changes: [] }
  return refundRows(deps.newId, state.inHand, order, { line, reason, by: actor.personId, at })
}

/**
 * True for a line that waits for a person; and for money that the product took for money from elsewhere,
 * where somebody finds that a payment came back by it, or a part of one.
 */
function isOpen(line: StatementLineRow, verdict: AnswerLineBody['verdict']): boolean {
  if (line.verdict === 'incoming') return verdict === 'refunded' || verdict === 'returned'
  return line.verdict === 'ask' || line.verdict === 'never_made'
}

/** Payments of the line's account that no line has shown yet as what the person says. */
function unseenIn({ sent }: State, line: StatementLineRow, verdict: AnswerLineBody['verdict']): string[] {
  const isShown = (row: DatedRow) => (verdict === 'returned' ? row.has_come_back : row.is_seen)
  return sent.flatMap((row) => (row.batch_account_id === line.account_id && !isShown(row) ? [row.id] : []))
}

function answerObjection(
  state: State,
  line: StatementLineRow,
  { body, actor }: Call<AnswerLineBody>,
): Refusal | undefined {
  const { inHand, incomes } = state
  const { verdict } = body
  if (line.version !== body.version) return refuse('platform.stale')
  if (!isOpen(line, verdict)) return refuse('bank.line_answered')
  if (line.unmatched_by === actor.personId) return refuse('bank.unmatcher_never_answers')
  const isMatch = verdict === 'paid' || verdict === 'returned' || verdict === 'refunded'
  const direction = verdict === 'returned' || verdict === 'refunded' ? 'in' : 'out'
  if (verdict !== 'elsewhere' && line.direction !== direction) return refuse('bank.line_other_way')
  if (isMatch !== body.orderIds.length > 0) return refuse('bank.orders_needed', {}, '/body/orderIds')
  if (!isMatch) return undefined
  const orders = [...new Set(body.orderIds)].map((id) => inHand.orders.get(id))
  if (verdict === 'refunded') {
    const [order] = orders
    if (orders.length > 1) return refuse('bank.refund_one_order', {}, '/body/orderIds')
    const own = ownPart(orders, actor.personId)
    if (own) return own
    const refunded = inHand.refunded.get(order?.id ?? '') ?? 0n
    return refundObjection(order, { refunded, isIncome: incomes.has(order?.benefit_id ?? '') }, line)
  }
  const unseen = unseenIn(state, line, verdict)
  if (orders.some((order) => order?.entity_id !== line.entity_id || !unseen.includes(order.id))) {
    return refuse('bank.order_not_open', {}, '/body/orderIds')
  }
  const early = state.sent.find(({ id, sentOn }) => body.orderIds.includes(id) && line.booked_on < sentOn)
  if (early) return refuse('bank.line_before_payment', { number: early.number, day: early.sentOn })
  const own = ownPart(orders, actor.personId)
  if (own) return own
  const sum = orders.reduce((all, order) => all + (order?.minor ?? 0n), 0n)
  const isSame = orders.every((order) => order?.currency === line.currency)
  if (isSame && sum === line.minor) return undefined
  return refuse('bank.amounts_differ', {
    one: sayMoney({ currency: line.currency, minor: line.minor }),
    other: sayMoney({ currency: orders[0]?.currency ?? line.currency, minor: sum }),
  })
}
