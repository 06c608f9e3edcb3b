import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts'
import {
  failedRows,
  lockOrders,
  paidRows,
  returnedRows,
  sentRows,
  unknownRows,
  type OrdersInHand,
} from '../../src/modules/payments/orders/outcome.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import type { RowChange } from '../../src/platform/act/rows.ts'
import type { Company } from './company.ts'

/** What becomes of an order. */
export type Happens = (inHand: OrdersInHand, orderId: string, at: string) => RowChange[] | Refusal

/** What a bank says of an order, and that it was sent to it. */
export const bankWords = {
  sent: (inHand, orderId, at) => sentRows(inHand, orderId, at),
  paid: (inHand, orderId, at) => paidRows(inHand, orderId, { at, paidOn: at.slice(0, 10) }),
  unknown: (inHand, orderId, at) => unknownRows(inHand, orderId, { at, reason: '银行未答复' }),
  failed: (inHand, orderId, at) => failedRows(inHand, orderId, { at, reason: '账号错误' }),
  returned: (inHand, orderId, at) => returnedRows(inHand, orderId, { at, reason: '退汇' }),
} satisfies Record<string, Happens>

let n = 0

/** Stores what a bank reports, through the write door as the commands for bank files do. */
export function bankSays({ world }: Company): (orderId: string, happens: Happens) => Promise<string> {
  return async (orderId, happens) => {
    const command: Command<{ orderId: string }, OrdersInHand, null> = {
      operation: 'test.bank',
      load: (tx, [call]) => lockOrders(tx, [call?.body.orderId ?? '']),
      decide: (inHand, { body, at }) => {
        const object = { type: 'payment_order', id: body.orderId }
        const changes = happens(inHand, body.orderId, at)
        return isRefusal(changes)
          ? { refusal: changes, object }
          : { answer: null, object, reason: '银行回单', changes }
      },
    }
    const call = { key: `bank-says-${n++}`, actor: systemActor, body: { orderId }, at: world.now() }
    const outcome = await actAlone(world.door, command, call)
    return outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind
  }
}
