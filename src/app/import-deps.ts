import type { ImportDeps } from '../modules/imports/index.ts'
import type { World } from './world.ts'

/** What imports are made with: the same policy, parties and agreements as a request. */
export function importDeps(world: Pick<World, 'door' | 'pool' | 'now' | 'newId' | 'requests'>): ImportDeps {
  const { door, pool, now, newId, requests } = world
  return { door, pool, now, newId, policy: requests.policy, own: requests }
}
