import { randomBytes as nodeRandomBytes } from 'node:crypto'
import type { Instant } from '../kernel/time.ts'

/** Tells the moment. Passed in wherever time matters, so that a test can hold it still. */
export type Clock = () => Instant

/** The machine's clock, cut to milliseconds. */
export function systemClock(): Clock {
  return () => new Date().toISOString()
}

/** A clock that stands at `at` until it is moved with `set`. */
export function fixedClock(at: Instant): Clock & { readonly set: (at: Instant) => void } {
  let now = at
  return Object.assign(() => now, {
    set: (next: Instant) => {
      now = next
    },
  })
}

/** `count` bytes from the system's cryptographic source. */
export function randomBytes(count: number): Uint8Array {
  return new Uint8Array(nodeRandomBytes(count))
}

/** Milliseconds on a clock that never jumps, for measuring how long something took; not a time of day. */
export function monotonicMs(): number {
  return performance.now()
}

/** Resolves after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
