import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { loadCases, type OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'
import type { RequestRow } from '../tables.ts'
import { isHeld, staysHeld } from '../weigh-again.ts'
import { named } from './named.ts'
import { say, type Reader } from './reader.ts'

/** What a held request of which no fact is missing any more waits for, and that with who can mend it. */
export type StillHeld = { readonly says: string; readonly whole: string }

/** Why a held request is held although no fact is missing; undefined for any other. */
export function stillHeld(reader: Reader, found: OpenCase): StillHeld | undefined {
  const { request, weighing } = found
  if (!isHeld(request) || !weighing || weighing.decision.outcome === 'hold') return undefined
  const why = staysHeld(found, weighing)
  if (!why) {
    const says = say(reader, 'waiting.again')
    return { says, whole: says }
  }
  const { says, wayOut } = sayRefusal(named(reader, why), reader.language)
  return { says, whole: say(reader, 'waiting.because', { says, wayOut }) }
}

/** The same for the rows of a list, by the request. Only what is held is weighed. */
export async function stillHeldAmong(
  deps: RequestDeps,
  tx: Transaction,
  reader: Reader,
  requests: readonly RequestRow[],
): Promise<ReadonlyMap<string, StillHeld>> {
  const calls = requests
    .filter(isHeld)
    .map(({ id }) => ({ key: '', actor: reader.actor, at: reader.now, body: { requestId: id } }))
  if (calls.length === 0) return new Map()
  const cases = await loadCases(deps, tx, calls)
  return new Map(
    [...cases].flatMap(([id, found]) => {
      const still = stillHeld(reader, found)
      return still ? [[id, still] as const] : []
    }),
  )
}
