import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { mayWith } from '../../access/index.ts'
import { failedRows, lockOrders, type OrdersInHand } from '../orders/outcome.ts'
import type { BankDeps } from './deps.ts'
import { ownPart } from './own-part.ts'
import { daysOfLeaving } from './payment-days.ts'
import { datedRows, type DatedRow } from './sent-days.ts'
import { accountLeft, holdOwnAccounts, openLinesFor, sentAmong, statementsOf } from './store.ts'
import type { StatementRow } from './tables.ts'

/** The payment of which a person says that it never left. */
export type SettleBody = { readonly orderId: string; readonly version: number; readonly reason: string }

/** What a payment is now. */
export type SettleAnswer = { readonly orderId: string; readonly state: string; readonly version: number }

type State = {
  readonly sent: DatedRow | undefined
  readonly inHand: OrdersInHand
  readonly statements: readonly StatementRow[]
  readonly hasOpenLine: boolean
}

/**
 * A person says that a payment whose end nobody knew did not leave. The statements must show it: they cover
 * without a gap the days in which it would have left, none of their lines is the payment, and none that waits
 * for an answer could be. Then what it held may be ordered again, under a number of its own.
 */
export function settleUnknown(deps: BankDeps): Command<SettleBody, State, SettleAnswer> {
  return {
    operation: 'bank.settle_unknown',
    load: async (tx, [call]) => {
      const orderId = call?.body.orderId ?? ''
      const accountId = await accountLeft(tx, orderId)
      await holdOwnAccounts(tx, accountId === undefined ? [] : [accountId])
      const inHand = await lockOrders(tx, [orderId])
      const [sent] = await datedRows(deps, tx, await sentAmong(tx, [orderId]))
      const statements = sent ? await statementsOf(tx, [sent.batch_account_id]) : []
      return { sent, inHand, statements, hasOpenLine: (await openLinesFor(tx, orderId)) > 0 }
    },
    decide: decideSettled,
  }
}

function decideSettled(state: State, call: Call<SettleBody>): Decision<SettleAnswer> {
  const { body, actor, at } = call
  const object = { type: 'payment_order', id: body.orderId }
  const order = state.inHand.orders.get(body.orderId)
  if (!order) return { refusal: refuse('platform.not_found'), object }
  const entityId = order.entity_id
  const permission = mayWith(actor, 'bank.settle_unknown', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const no = (refusal: Refusal): Decision<SettleAnswer> => ({ refusal, object, entityId })
  if (order.version !== body.version) return no(refuse('platform.stale'))
  const own = ownPart([order], actor.personId)
  if (own) return no(own)
  const { sent } = state
  const isUnderWay = order.state === 'unknown' || order.state === 'sent'
  if (!isUnderWay || !sent) return no(refuse('bank.order_not_under_way'))
  if (sent.is_seen || state.hasOpenLine) return no(refuse('bank.line_may_be_it'))
  const { from, until } = daysOfLeaving({ sentOn: sent.sentOn, executeOn: sent.execute_on }, sent.batch_form)
  if (!areCovered(state.statements, { from, until })) {
    return no(refuse('bank.days_not_covered', { from_day: from, to_day: until }))
  }
  const rows = failedRows(state.inHand, order.id, { at, reason: body.reason })
  if (isRefusal(rows)) return no(rows)
  return {
    answer: { orderId: order.id, state: 'failed', version: order.version + 1 },
    object,
    entityId,
    changes: rows,
    reason: body.reason,
  }
}

/**
 * True where statements that follow one another, balance by balance, cover all days. A statement proves its
 * own days; between two of them nothing moved when one begins with the balance at which the other ended.
 */
function areCovered(
  statements: readonly StatementRow[],
  { from, until }: { readonly from: string; readonly until: string },
): boolean {
  const sorted = statements.toSorted((a, b) => ((a.from_on ?? '') < (b.from_on ?? '') ? -1 : 1))
  let reached: StatementRow | undefined
  for (const next of sorted) {
    const begins = (next.from_on ?? '') <= from
    const follows =
      reached !== undefined &&
      (next.opening_minor === reached.closing_minor || (next.from_on ?? '') <= (reached.to_on ?? ''))
    if (reached === undefined ? begins : follows && (next.to_on ?? '') > (reached.to_on ?? '')) reached = next
    else if (reached !== undefined && begins && (next.to_on ?? '') > (reached.to_on ?? '')) reached = next
  }
  return reached !== undefined && (reached.to_on ?? '') >= until
}
