import type { Pool } from 'pg'
import { z } from 'zod'
import { follow, keepFollowing } from '../modules/audit/index.ts'
import { changedPayees, ordersToStop, stopChangedOrder } from '../modules/payments/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Repeated } from '../platform/repeat.ts'
import type { World } from './world.ts'

/** The queue of payment orders whose payee's account is another by now. */
export const stopOrdersQueue = 'stop_orders'

const subscriber = 'payments.accounts'

const changedJson = z.object({ payeeIds: z.array(z.string()), entryId: z.string() })

/**
 * Follows the log: a change of an account stops the open payment orders that name it. It tidies up and
 * protects nothing: checking and sending look at the account anew, and the database does as well.
 */
export function startStopping(world: World, worker: Pool, onFault: (fault: unknown) => void): Repeated {
  return keepFollowing(worker, subscriber, () => followAccounts(world, worker), onFault)
}

/** Takes the next entries of the log; gives how many there were. */
export function followAccounts(world: World, worker: Pool): Promise<number> {
  return follow(worker, subscriber, async (tx, entry) => {
    const payeeIds = changedPayees(entry)
    if (payeeIds.length === 0) return
    const data = { payeeIds, entryId: entry.entryId }
    await world.door.enqueue(tx, [{ queue: stopOrdersQueue, data }])
  })
}

/** Stops what the job found; one entry of the log an order. */
export async function stopChangedOrders(world: World, data: unknown): Promise<void> {
  const { payeeIds, entryId } = changedJson.parse(data)
  const orderIds = await readOnly(world.pool, [systemActor], (tx) => ordersToStop(tx, payeeIds))
  const calls = orderIds.map((orderId) => ({
    key: `stop:${orderId}:${entryId}`,
    actor: systemActor,
    body: { orderId, causeId: entryId },
    at: world.now(),
  }))
  for (const call of calls) await act(world.door, stopChangedOrder(), [call])
}
