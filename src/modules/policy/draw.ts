import { hash } from 'node:crypto'

/** One draw for review, as the log keeps it: with seed and share an outsider repeats it. */
export type Draw = { readonly seed: string; readonly perMille: number; readonly isDrawn: boolean }

/**
 * Draws a share of what was recorded at once. The seed is the hash of the decision record and the identifier
 * of the benefit: both stand in the log, and neither is known to whoever files it. Drawn is whose SHA-256,
 * read as a number by its first eight bytes, leaves a rest below the share when it is divided by a thousand.
 */
export function drawFor(recordHash: string, benefitId: string, perMille: number): Draw {
  const seed = `${recordHash} ${benefitId}`
  const number = BigInt(`0x${hash('sha256', seed).slice(0, 16)}`)
  return { seed, perMille, isDrawn: number % 1000n < BigInt(perMille) }
}
