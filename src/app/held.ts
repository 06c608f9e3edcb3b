import type { Pool } from 'pg'
import { z } from 'zod'
import type { Instant } from '../kernel/time.ts'
import { follow, keepFollowing, type FeedHandler } from '../modules/audit/index.ts'
import {
  findMoved,
  isAnyHeld,
  touchedBy,
  weighAgainCommand,
  type Touched,
} from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Repeated } from '../platform/repeat.ts'
import type { World } from './world.ts'

/** The queue of what is weighed again. */
export const weighAgainQueue = 'weigh_again'

const subscriber = 'requests.held'
const callsAtOnce = 50

const ids = z.array(z.string())

/** Whose facts changed, as the job carries it; one that an earlier version left behind names no requests. */
const touchedJson = z.object({
  partyIds: ids,
  entityIds: ids,
  requestIds: ids.default([]),
  isForAll: z.boolean().default(false),
  /** The entry that touched them. */
  entryId: z.string().optional(),
})

/**
 * Follows the log: what is put on record of a party, a deal or one of our entities, a rate or a version of
 * the policy may be what a held request waits for. Each entry is taken once, and only what a held request
 * may wait for starts work in the background.
 */
export function startFollowing(world: World, worker: Pool, onFault: (fault: unknown) => void): Repeated {
  return keepFollowing(worker, subscriber, () => followHeld(world, worker), onFault)
}

/** Takes the next entries of the log; gives how many there were. */
export function followHeld(world: World, worker: Pool): Promise<number> {
  return follow(worker, subscriber, enqueueing(world))
}

function enqueueing(world: World): FeedHandler {
  return async (tx, entry) => {
    const touched = touchedBy(entry)
    if (!touched || entry.refusal) return
    if (!(await readOnly(world.pool, [systemActor], (read) => isAnyHeld(read, touched)))) return
    const { partyIds, entityIds, requestIds, isForAll } = touched
    const data = {
      partyIds: [...partyIds],
      entityIds: [...entityIds],
      requestIds: [...requestIds],
      isForAll,
      entryId: entry.entryId,
    }
    await world.door.enqueue(tx, [{ queue: weighAgainQueue, data }])
  }
}

/**
 * Weighs again what waits for these facts. The version of the request and the entry that touched it are the
 * key: once for each is enough, and what was refused is weighed again when the next thing changes.
 */
export async function weighHeldAgain(world: World, data: unknown): Promise<void> {
  const { entryId, ...touched } = touchedJson.parse(data)
  const at = world.now()
  await weighHeld(world, { touched, at, because: entryId ?? hourOf(at) })
}

/**
 * Weighs everything again that is held. A role or a line manager that begins on a later day, and the end of
 * what counts for so many days, leave no entry on the day itself; once an hour is often enough.
 */
export function weighHeldThisHour(world: World, at: Instant): Promise<void> {
  const touched = { partyIds: [], entityIds: [], requestIds: [], isForAll: true }
  return weighHeld(world, { touched, at, because: hourOf(at) })
}

function hourOf(at: Instant): string {
  return at.slice(0, 13)
}

type Weighing = { readonly touched: Touched; readonly at: Instant; readonly because: string }

async function weighHeld(world: World, { touched, at, because }: Weighing): Promise<void> {
  const moved = await readOnly(world.pool, [systemActor], (tx) => findMoved(world.requests, tx, touched, at))
  const calls = moved.map((body) => ({
    key: `weigh:${body.requestId}:${String(body.version)}:${because}`,
    actor: systemActor,
    body,
    at,
  }))
  // A set has a most, and a new version of the policy may move many.
  for (let first = 0; first < calls.length; first += callsAtOnce) {
    await act(world.door, weighAgainCommand(world.requests), calls.slice(first, first + callsAtOnce))
  }
}
