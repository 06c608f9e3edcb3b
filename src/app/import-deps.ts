import { partyIds, type ImportDeps } from '../modules/imports/index.ts'
import type { World } from './world.ts'

/** What imports are made with: the same policy, parties and agreements as a request. */
export function importDeps(
  world: Pick<World, 'door' | 'pool' | 'now' | 'newId' | 'requests' | 'ring' | 'rounds'>,
): ImportDeps {
  const { door, pool, now, newId, requests, rounds } = world
  const { policy } = requests
  return { door, pool, now, newId, rounds, policy, own: requests, partyIds: partyIdsOf(world) }
}

/** Names the parties of registers by a key of this installation. */
export function partyIdsOf({ ring }: Pick<World, 'ring'>) {
  return partyIds(ring.derive('party-id'))
}
