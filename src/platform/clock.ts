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

/** Bytes drawn in one call to the system and given out in pieces: a command asks for a few, many times. */
let drawn = Buffer.alloc(0)
const drawnAtOnce = 4_096

/** `count` bytes from the system's cryptographic source. No byte is given twice. */
export function randomBytes(count: number): Uint8Array {
  if (count > drawnAtOnce) return new Uint8Array(nodeRandomBytes(count))
  if (drawn.length < count) drawn = nodeRandomBytes(drawnAtOnce)
  const bytes = new Uint8Array(drawn.subarray(0, count))
  drawn = drawn.subarray(count)
  return bytes
}

/** Milliseconds on a clock that never jumps, for measuring how long something took; not a time of day. */
export function monotonicMs(): number {
  return performance.now()
}

/** Lets whatever else waits in this process have its turn; long reckoning asks for it now and then. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Resolves after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
