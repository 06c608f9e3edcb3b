import { roleMatters } from '../modules/access/index.ts'
import type { MattersPort } from '../platform/matters.ts'
import type { World } from './world.ts'

/** Everything beside requests that needs a second person, each with the command of the module that holds it. */
export function mattersOf(world: World): readonly MattersPort[] {
  const { door, newId, organisations, rounds } = world
  return [roleMatters({ door, newId, organisation: organisations, rounds })]
}
