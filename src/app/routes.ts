import type { Pool } from 'pg'
import { accessRoutes, type AccessRouteDeps } from '../modules/access/index.ts'
import { timelineOf } from '../modules/audit/index.ts'
import {
  approvalRoutes,
  inboxCount,
  readerOf,
  requestRoutes,
  type ViewDeps,
} from '../modules/requests/index.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Route } from '../platform/http/route.ts'
import { clauseOf, explain } from './policy-words.ts'
import type { World } from './world.ts'

/** What the routes need beside the world. */
export type RouteParts = {
  readonly world: World
  readonly pool: Pool
  readonly access: Pick<AccessRouteDeps, 'auth' | 'welcome' | 'random'>
}

/** The views' dependencies: those of the commands, and the ports to the log and to the policy's words. */
export function viewDeps(world: World): ViewDeps {
  return { ...world.requests, timeline: timelineOf, explain, clauseOf }
}

/** Every route of the product. */
export function allRoutes(parts: RouteParts): Route[] {
  const { world, pool, access } = parts
  const views = viewDeps(world)
  const requests = { views, door: world.door, files: world.files }
  return [
    ...accessRoutes({
      ...access,
      newId: world.newId,
      organisation: world.organisations,
      door: world.door,
      pool,
      me: meParts(world, views),
    }),
    ...requestRoutes(requests),
    ...approvalRoutes(requests),
  ]
}

function meParts(world: World, views: ViewDeps): AccessRouteDeps['me'] {
  return {
    counts: (actor) =>
      readOnly(world.pool, [actor], async (tx) => ({
        inbox: await inboxCount(tx, await readerOf(views, tx, actor, world.now())),
      })),
    canRequest: async () => ({ can: true, needsReason: false, needsFactor: false }),
  }
}
