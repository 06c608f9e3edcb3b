import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { shareBooks } from '../../ledger/index.ts'
import { withdrawnRows } from '../refunds/record.ts'
import { loadRefundsBy } from '../store.ts'
import type { RefundRow } from '../tables.ts'
import { lockOrders, paidAgainRows, unpaidRows, type OrdersInHand } from '../orders/outcome.ts'
import { findLine, hasOtherLines, holdOwnAccounts, loadLines } from './store.ts'
import { ordersNamed, statementLineTable, type StatementLineRow } from './tables.ts'
import { ownPart } from './own-part.ts'

/** A line that says the wrong thing, and why. */
export type UnmatchLineBody = { readonly lineId: string; readonly version: number; readonly reason: string }

/** What the line and the payments that it had settled are now. */
export type LineUnmatched = {
  readonly lineId: string
  readonly version: number
  readonly orders: readonly { readonly orderId: string; readonly number: string; readonly state: string }[]
}

type State = {
  readonly line: StatementLineRow | undefined
  readonly inHand: OrdersInHand
  /** What came back by it, where it showed a part of a payment. */
  readonly refund: RefundRow | undefined
  /** True where another line shows a payment of this one: they do so together. */
  readonly isShared: boolean
  /** True where the month of the line is closed: what it rests on is not changed behind it. */
  readonly isClosed: boolean
}

/**
 * Takes back what a line was said to be, by the product or by a person; it waits for an answer again, which
 * another person gives. A payment that it had shown leaving is unknown again, a return or a part that it had
 * shown coming back did not happen, and the books follow by a reversal.
 */
export function unmatchLine(): Command<UnmatchLineBody, State, LineUnmatched> {
  return {
    operation: 'bank.unmatch_line',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return loadState(tx, call.body)
    },
    decide: decideUnmatch,
  }
}

/** The account first, then the orders, and only then what is judged: all of it as it stands. */
async function loadState(tx: Transaction, { lineId }: UnmatchLineBody): Promise<State> {
  const named = await findLine(tx, lineId)
  await holdOwnAccounts(tx, named ? [named.account_id] : [])
  const inHand = await lockOrders(tx, named ? settledBy(named) : [])
  const [line] = await loadLines(tx, [lineId])
  if (!line) return { line, inHand, refund: undefined, isShared: false, isClosed: false }
  const refunds = await loadRefundsBy(tx, 'line_id', [line.id])
  const refund = refunds.find(({ state }) => state === 'recorded')
  const isShared = await hasOtherLines(tx, line)
  // From here on nobody closes a month of these books before this is done.
  const closedUntil = (await shareBooks(tx, [line.entity_id])).get(line.entity_id) ?? ''
  return { line, inHand, refund, isShared, isClosed: closedUntil >= line.booked_on }
}

/** The payments that a line settles, in the order in which they are locked. */
function settledBy(line: StatementLineRow): string[] {
  return ['paid', 'returned', 'refunded'].includes(line.verdict) ? ordersNamed(line).toSorted() : []
}

function decideUnmatch(state: State, call: Call<UnmatchLineBody>): Decision<LineUnmatched> {
  const { body, actor, at } = call
  const object = { type: 'statement_line', id: body.lineId }
  const { line, inHand } = state
  if (!line) return { refusal: refuse('platform.not_found'), object }
  const entityId = line.entity_id
  const permission = mayWith(actor, 'bank.unmatch_line', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const refusal = objection(state, line, call)
  if (refusal) return { refusal, object, entityId }
  const settled = settledBy(line)
  const undone = undoneRows(state, line, { by: actor.personId, at })
  if (isRefusal(undone)) return { refusal: undone, object, entityId }
  const change = updateRow(statementLineTable, line, {
    verdict: 'ask',
    why: 'unmatched',
    matched_by: null,
    answered_by: null,
    answered_at: null,
    reason: null,
    unmatched_by: actor.personId,
    unmatched_at: at,
    unmatch_reason: body.reason,
  })
  const orders = settled.flatMap((orderId) => {
    const order = inHand.orders.get(orderId)
    return order ? [{ orderId, number: order.number, state: order.state }] : []
  })
  return {
    answer: { lineId: line.id, version: line.version + 1, orders },
    object,
    entityId,
    changes: [change, ...undone],
    reason: body.reason,
  }
}

function objection(
  { inHand, isShared, isClosed }: State,
  line: StatementLineRow,
  { body, actor }: Call<UnmatchLineBody>,
): Refusal | undefined {
  if (line.version !== body.version) return refuse('platform.stale')
  if (['ask', 'never_made', 'pending'].includes(line.verdict)) return refuse('bank.line_says_nothing')
  if (isClosed) return refuse('bank.month_is_closed', { day: line.booked_on })
  if (isShared) return refuse('bank.unmatch_parts')
  return ownPart(
    settledBy(line).map((id) => inHand.orders.get(id)),
    actor.personId,
  )
}

/** What the payments of the line are without it. */
function undoneRows(
  { inHand, refund }: State,
  line: StatementLineRow,
  { by, at }: { readonly by: string; readonly at: Instant },
): readonly RowChange[] | Refusal {
  if (line.verdict === 'refunded') return refund ? withdrawnRows(inHand, refund, { by, at }) : []
  const changes: RowChange[] = []
  for (const id of settledBy(line)) {
    const undone =
      line.verdict === 'paid'
        ? unpaidRows(inHand, id, { at, reason: 'unmatched' })
        : paidAgainRows(inHand, id, at)
    if (isRefusal(undone)) return undone
    changes.push(...undone)
  }
  return changes
}
