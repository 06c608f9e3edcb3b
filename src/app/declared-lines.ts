import type { Pool } from 'pg'
import { z } from 'zod'
import { follow, keepFollowing } from '../modules/audit/index.ts'
import { bindDeclared, filedRequest, isDeclared } from '../modules/coverage/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Repeated } from '../platform/repeat.ts'
import type { World } from './world.ts'

/** The queue of late declarations that were begun from a line of the journal and are filed now. */
export const bindLinesQueue = 'bind_lines'

const subscriber = 'coverage.declared'

const filedJson = z.object({ requestId: z.string() })

/** Follows the log: once a late declaration from a line is filed, the line is matched to its benefit. */
export function startBinding(world: World, worker: Pool, onFault: (fault: unknown) => void): Repeated {
  return keepFollowing(worker, subscriber, () => followFiled(world, worker), onFault)
}

/** Takes the next entries of the log; gives how many there were. */
export function followFiled(world: World, worker: Pool): Promise<number> {
  return follow(worker, subscriber, async (tx, entry) => {
    const requestId = filedRequest(entry)
    if (requestId === undefined) return
    const isOurs = await readOnly(world.pool, [systemActor], (read) => isDeclared(read, requestId))
    if (isOurs) await world.door.enqueue(tx, [{ queue: bindLinesQueue, data: { requestId } }])
  })
}

/** Matches the lines of one request. */
export async function bindLines(world: World, data: unknown): Promise<void> {
  const { requestId } = filedJson.parse(data)
  const call = { key: `bind:${requestId}`, actor: systemActor, body: { requestId }, at: world.now() }
  await act(world.door, bindDeclared, [call])
}
