import { timelineOf } from '../modules/audit/index.ts'
import { namesParties, withPartyNames } from '../modules/parties/index.ts'
import type { ViewDeps } from '../modules/requests/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { HttpPorts } from '../platform/http/server.ts'
import type { World } from './world.ts'

/** What happened to an object, with the names of the parties that its refusals speak of. */
export const namedTimeline: ViewDeps['timeline'] = async (tx, object) => {
  const entries = await timelineOf(tx, object)
  const refused = entries.flatMap(({ refusal }) => refusal ?? [])
  const named = await withPartyNames(tx, refused)
  return entries.map((entry) => {
    const refusal = entry.refusal && named[refused.indexOf(entry.refusal)]
    return refusal ? { ...entry, refusal } : entry
  })
}

/** Puts the names of parties into a refusal, for the answer over HTTP. */
export function namingOf({ pool }: Pick<World, 'pool'>): NonNullable<HttpPorts['naming']> {
  return async (refusal) => {
    if (!namesParties(refusal)) return refusal
    const [named] = await readOnly(pool, [systemActor], (tx) => withPartyNames(tx, [refusal]))
    return named ?? refusal
  }
}
