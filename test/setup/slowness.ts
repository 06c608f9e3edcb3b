import { spawnSync } from 'node:child_process'

/** What a bare start of Node takes on the machine on which our limits of seconds are set. */
const referenceMs = 50

/**
 * How many times slower than that machine this one is at the moment, at least 1. A limit of seconds says
 * something about the product only beside the speed of the machine: the same build started in 1.9 s and in
 * 4.2 s within a day.
 */
export function slowness(): number {
  const times = Array.from({ length: 8 }, () => {
    const began = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    return performance.now() - began
  })
  return Math.max(1, Math.min(...times) / referenceMs)
}
