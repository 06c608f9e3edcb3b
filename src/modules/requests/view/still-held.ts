import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { OpenCase } from '../decide-again.ts'
import { isHeld, staysHeld } from '../weigh-again.ts'
import { named } from './named.ts'
import { say, type Reader } from './reader.ts'

/**
 * What a held request waits for of which no fact is missing any more, and who can mend it. Undefined for any
 * other.
 */
export function stillHeldFor(reader: Reader, found: OpenCase): string | undefined {
  const { request, weighing } = found
  if (!weighing || weighing.decision.outcome === 'hold' || !isHeld(request)) return undefined
  const why = staysHeld(found, weighing)
  if (!why) return say(reader, 'waiting.again')
  const { says, wayOut } = sayRefusal(named(reader, why), reader.language)
  return say(reader, 'waiting.because', { says, wayOut })
}
