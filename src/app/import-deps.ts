import { idBytes, newId } from '../kernel/id.ts'
import type { ImportDeps } from '../modules/imports/index.ts'
import { randomBytes } from '../platform/clock.ts'
import { dailyRate, sampleRates } from '../platform/rates.ts'
import type { World } from './world.ts'

/** What imports are made with: the same policy, parties and agreements as a request. */
export function importDeps(world: Pick<World, 'door' | 'pool' | 'now' | 'requests'>): ImportDeps {
  const rates = sampleRates()
  const random = pooled()
  const { door, pool, now, requests } = world
  return {
    door,
    pool,
    now,
    newId: (kind) => newId(kind, random()),
    policy: requests.policy,
    rates: (base, quote, on) => dailyRate(rates, base, quote, on),
    own: requests,
  }
}

/** An import makes some five ids a row: asking the system for each costs more than all else of an id. */
function pooled(): () => Uint8Array {
  const idsAtOnce = 512
  let bytes: Uint8Array = new Uint8Array(0)
  let at = 0
  return () => {
    if (at >= bytes.length) {
      bytes = randomBytes(idBytes * idsAtOnce)
      at = 0
    }
    at += idBytes
    return bytes.subarray(at - idBytes, at)
  }
}
