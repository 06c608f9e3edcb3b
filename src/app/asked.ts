import type { Pool } from 'pg'
import { passwordsIn } from '../modules/access/index.ts'
import { endedIn, givenBy, loadFlowsOf, outcomesTold } from '../modules/approvals/index.ts'
import { follow, keepFollowing } from '../modules/audit/index.ts'
import { verdictsIn } from '../modules/requests/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { FeedEntry } from '../platform/feed.ts'
import type { Repeated } from '../platform/repeat.ts'
import { mattersOf } from './four-eyes.ts'
import type { World } from './world.ts'

const subscriber = 'approvals.letters'

/**
 * Follows the log: whoever is given a task gets a letter, wherever the task comes from, and so does whoever
 * asked, once it is decided or comes back with a question. Of a proposal that ended those hear who made it
 * and who were asked; of a password that its person set, that person. Each entry is taken once.
 */
export function startTelling(world: World, worker: Pool, onFault: (fault: unknown) => void): Repeated {
  return keepFollowing(worker, subscriber, () => followAsked(world, worker), onFault)
}

/** Takes the next entries of the log; gives how many there were. */
export function followAsked(world: World, worker: Pool): Promise<number> {
  return follow(worker, subscriber, async (tx, entry) => {
    const notices = [
      ...givenBy(entry).map((given) => ({ kind: 'asked', ...given })),
      ...verdictsIn(entry).map((verdict) => ({ kind: 'verdict', ...verdict })),
      ...(await endings(world, entry)).map((told) => ({ kind: 'proposal', ...told })),
      ...passwordsIn(entry).map((told) => ({ kind: 'account', ...told })),
    ]
    const jobs = notices.map((data) => ({ queue: 'notify', data }))
    if (jobs.length > 0) await world.door.enqueue(tx, jobs)
  })
}

/** What became of proposals, for those who hear of it; requests tell of their own end. */
async function endings(world: World, entry: FeedEntry) {
  const flowIds = endedIn(entry)
  if (flowIds.length === 0) return []
  const types = mattersOf(world).map(({ type }) => type)
  const flows = await readOnly(world.pool, [systemActor], (tx) => loadFlowsOf(tx, flowIds, types))
  return flows.flatMap(outcomesTold)
}
