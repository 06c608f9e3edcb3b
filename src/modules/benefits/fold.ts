import type { Pool } from 'pg'
import { repeat, type Repeated } from '../../platform/repeat.ts'
import type { AskedTexts } from './asked-texts.ts'
import { foldLines, foldSpend, foldTotals } from './store-fold.ts'
import { keepText } from './store-kept.ts'
import { isOfMany, patternOf } from './store-text.ts'

/**
 * Totals are exact at any moment; the longer something waits to be folded in, the more a question has to
 * add.
 */
const pauseMs = 2_000

/** About a second's work, so that nobody who stops the server waits long. */
const atOnce = 20_000

/**
 * Keeps the totals of the register short in the background, and takes up the texts that were asked for.
 * Several servers take turns by themselves.
 */
export function startFolding(pool: Pool, asked: AskedTexts, onFault: (fault: unknown) => void): Repeated {
  return repeat(
    async () => {
      const isMore = (await foldOnce(pool)) >= atOnce
      const keeping = await keepAsked(pool, asked)
      return isMore || keeping === 'kept' || keeping === 'few' ? 'more' : 'enough'
    },
    pauseMs,
    onFault,
  )
}

/** Folds everything that waits, for a register that was just filled. */
export async function foldAll(pool: Pool): Promise<void> {
  while ((await foldOnce(pool)) > 0);
}

/**
 * Folds the totals of the register, of parties and of what budgets are held against, and says how many
 * changes it were of one of them at most.
 */
async function foldOnce(pool: Pool): Promise<number> {
  const ofRegister = await foldTotals(pool, atOnce)
  const ofLines = await foldLines(pool, atOnce)
  return Math.max(ofRegister, ofLines, await foldSpend(pool, atOnce))
}

/**
 * Looks at the text that was asked for longest ago and keeps totals of it where many titles hold it. Whoever
 * asks for it for the first time waits for its rows; from then on its count and sums are there.
 */
export async function keepAsked(pool: Pool, asked: AskedTexts): Promise<'kept' | 'few' | 'none' | 'later'> {
  const part = asked.take()
  if (part === undefined) return 'none'
  if (!(await isOfMany(pool, part))) return 'few'
  if (await keepText(pool, patternOf(part))) return 'kept'
  asked.note(part)
  return 'later'
}
