import type { Pool } from 'pg'
import { repeat, type Repeated } from '../../platform/repeat.ts'
import { foldTotals } from './store-fold.ts'

/**
 * Totals are exact at any moment; the longer something waits to be folded in, the more a question has to
 * add.
 */
const pauseMs = 2_000

/** About a second's work, so that nobody who stops the server waits long. */
const atOnce = 20_000

/** Keeps the totals of the register short in the background. Several servers take turns by themselves. */
export function startFolding(pool: Pool, onFault: (fault: unknown) => void): Repeated {
  return repeat(
    async () => ((await foldTotals(pool, atOnce)) === atOnce ? 'more' : 'enough'),
    pauseMs,
    onFault,
  )
}

/** Folds everything that waits, for a register that was just filled. */
export async function foldAll(pool: Pool): Promise<void> {
  while ((await foldTotals(pool, atOnce)) > 0);
}
