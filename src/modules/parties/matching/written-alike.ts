import { lookAlike } from './lookalikes.ts'
import { soundAlike } from './pinyin.ts'

/** How two runs of characters differ: costs in characters, and what kind of confusion it would be. */
export type Difference = {
  /** 0 for the same; a homophone or look-alike costs a part of a character, another character a whole one. */
  readonly cost: number
  readonly kind: 'same' | 'sound' | 'shape' | 'order' | 'other'
}

/** Compares two runs of characters as a person mistypes or misreads them. */
export function differenceOf(one: string, other: string): Difference {
  if (one === other) return { cost: 0, kind: 'same' }
  const table = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const ours = [...one]
  const theirs = [...other]
  for (let i = 1; i <= ours.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= theirs.length; j += 1) {
      const replace = (table[i - 1]?.[j - 1] ?? 0) + signCost(ours[i - 1] ?? '', theirs[j - 1] ?? '').cost
      const swapped = i > 1 && j > 1 && ours[i - 1] === theirs[j - 2] && ours[i - 2] === theirs[j - 1]
      const swap = swapped ? (table[i - 2]?.[j - 2] ?? 0) + swapCost : Infinity
      row.push(Math.min((row[j - 1] ?? 0) + 1, (table[i - 1]?.[j] ?? 0) + 1, replace, swap))
    }
    table.push(row)
  }
  return { cost: table[ours.length]?.[theirs.length] ?? 0, kind: kindOf(ours, theirs) }
}

/** What one character costs in place of another. */
function signCost(one: string, other: string): Difference {
  if (one === other) return { cost: 0, kind: 'same' }
  const sound = soundAlike(one, other)
  if (sound === 'same') return { cost: soundCost, kind: 'sound' }
  if (lookAlike(one, other)) return { cost: shapeCost, kind: 'shape' }
  return sound === 'broad' ? { cost: broadCost, kind: 'sound' } : { cost: 1, kind: 'other' }
}

function kindOf(ours: readonly string[], theirs: readonly string[]): Difference['kind'] {
  if (ours.toSorted().join('') === theirs.toSorted().join('')) return 'order'
  if (ours.length !== theirs.length) return 'other'
  const kinds = ours
    .map((sign, at) => signCost(sign, theirs[at] ?? '').kind)
    .filter((kind) => kind !== 'same')
  return kinds.includes('other') ? 'other' : (kinds[0] ?? 'same')
}

/** An input method offers the homophone first, so it is the commonest error in a Chinese name. */
const soundCost = 0.35
const shapeCost = 0.35
const broadCost = 0.45
const swapCost = 0.5
