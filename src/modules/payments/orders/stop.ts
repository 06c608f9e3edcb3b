import { because, type Reason } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import { mayWith } from '../../access/index.ts'
import { staleObjection } from './check.ts'
import { ended, lockOrders, type OrdersInHand } from './outcome.ts'
import type { Ordered } from './prepare.ts'

/** An order that is not to be paid, as somebody saw it. */
export type StopBody = { readonly orderId: string; readonly version: number; readonly reason: string }

/** Stops an order of which nothing has left the house: what it held may be ordered again. */
export function stopOrder(): Command<StopBody, OrdersInHand, Ordered> {
  return {
    operation: 'payments.stop',
    load: (tx, calls) =>
      lockOrders(
        tx,
        calls.map(({ body }) => body.orderId),
      ),
    decide: (inHand, call) => {
      const { body, actor } = call
      const order = inHand.orders.get(body.orderId)
      const object = { type: 'payment_order', id: body.orderId }
      if (!order) return { refusal: refuse('platform.not_found'), object }
      const permission = mayWith(actor, 'payments.stop', { entityId: order.entity_id })
      const objection = permission.can ? staleObjection(order, body.version) : permission.refusal
      if (objection) return { refusal: objection, object, entityId: order.entity_id }
      return stopped(inHand, call, { words: body.reason, reason: body.reason })
    },
  }
}

/** An order whose payee's account is another by now. */
export type StopChangedBody = { readonly orderId: string; readonly causeId: string }

/**
 * Stops an open order whose account is no longer the one that is paid. The system does it, following the log:
 * it tidies up, and nothing rests on its being quick, because checking and sending look at the account anew.
 */
export function stopChangedOrder(): Command<StopChangedBody, OrdersInHand, Ordered> {
  return {
    operation: 'payments.stop_changed',
    load: (tx, calls) =>
      lockOrders(
        tx,
        calls.map(({ body }) => body.orderId),
      ),
    decide: (inHand, call) => {
      const reason = because('payments.account_is_another', { cause: call.body.causeId })
      return stopped(inHand, call, { words: 'account_changed', reason })
    },
  }
}

type Why = { readonly words: string; readonly reason: Reason }

function stopped(
  inHand: OrdersInHand,
  { body, at }: Call<{ readonly orderId: string }>,
  { words, reason }: Why,
): Decision<Ordered> {
  const order = inHand.orders.get(body.orderId)
  const object = { type: 'payment_order', id: body.orderId }
  if (!order) return { refusal: refuse('platform.not_found'), object }
  const changes = stoppedRows(inHand, order.id, words, at)
  const about = { object, entityId: order.entity_id }
  if (!Array.isArray(changes)) return { ...about, refusal: changes }
  return {
    ...about,
    answer: { orderId: order.id, state: 'stopped', version: order.version + 1 },
    changes,
    reason,
  }
}

function stoppedRows(
  inHand: OrdersInHand,
  orderId: string,
  reason: string,
  at: Instant,
): RowChange[] | Refusal {
  return ended(inHand, orderId, { to: 'stopped', at, reason })
}
