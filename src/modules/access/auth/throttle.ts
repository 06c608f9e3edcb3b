import type { Instant } from '../../../kernel/time.ts'

/** What is known of an account's attempts since its last success. */
export type Attempts = {
  readonly count: number
  readonly lastAt: Instant
  readonly pausedUntil: Instant | null
}

/** Whether one more attempt may be made, and what to remember of it. */
export type AttemptDecision =
  | { readonly allowed: true; readonly attempts: Attempts }
  | { readonly allowed: false; readonly minutes: number }

/**
 * Ten wrong guesses a round: a person who mistypes is through by then, a program has tried ten of 10^6
 * codes.
 */
const attemptsPerRound = 10

/** The pause after the first round; each further round doubles it, up to a day. */
const firstPauseMinutes = 15
const pauseMinutesMax = 24 * 60

/** Attempts that long ago no longer count. */
const forgetAfterMs = 24 * 3_600_000

/**
 * Decides on one more attempt. It is counted before it is checked, so that a hundred at once are ten checks
 * and ninety refusals. Time alone ends a pause: an account is never locked for good by a stranger.
 */
export function nextAttempt(known: Attempts | undefined, now: Instant): AttemptDecision {
  if (known?.pausedUntil && known.pausedUntil > now) {
    return { allowed: false, minutes: Math.ceil((Date.parse(known.pausedUntil) - Date.parse(now)) / 60_000) }
  }
  const isForgotten = !known || Date.parse(now) - Date.parse(known.lastAt) >= forgetAfterMs
  const count = isForgotten ? 1 : known.count + 1
  return { allowed: true, attempts: { count, lastAt: now, pausedUntil: pauseAfter(count, now) } }
}

function pauseAfter(count: number, now: Instant): Instant | null {
  if (count % attemptsPerRound !== 0) return null
  const rounds = count / attemptsPerRound
  const minutes = Math.min(firstPauseMinutes * 2 ** (rounds - 1), pauseMinutesMax)
  return new Date(Date.parse(now) + minutes * 60_000).toISOString()
}
