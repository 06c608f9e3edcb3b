import { editDistance } from './distance.ts'
import { asSyllables, broadSpelling } from './pinyin.ts'

/**
 * How far Latin letters may be the pinyin of a name, 0 to 1. Letters that spell another name correctly (`wang
 * lei` for `wang wei`) count as another name; letters that spell nothing (`wnag wei`) as a typing error.
 */
export function pinyinLikeness(written: string, spelling: string): number {
  if (written === spelling) return 1
  if (written === '' || spelling === '') return 0
  const letters = Math.max(written.length, spelling.length)
  if (broadSpelling(written) === broadSpelling(spelling)) return 1 - 0.35 / Math.max(letters, 6)
  const edits = editDistance(written, spelling, 3)
  if (edits > Math.min(3, letters / 3)) return 0
  const isOtherName = asSyllables(written)?.length === asSyllables(spelling)?.length
  return 1 - (edits * (isOtherName ? 1.6 : 0.38)) / Math.max(letters, 6)
}

/**
 * How far two lists of words are one name, whatever their order, 0 to 1; `unsaidCost` for each word that only
 * one has.
 */
export function wordsLikeness(
  ours: readonly string[],
  theirs: readonly string[],
  unsaidCost: number,
): number {
  if (ours.length === 0 || theirs.length === 0) return 0
  const joinedOurs = ours.join('')
  const joinedTheirs = theirs.join('')
  if (joinedOurs === joinedTheirs) return 1
  const [short, long] = ours.length <= theirs.length ? [ours, theirs] : [theirs, ours]
  const aligned = align(short, long, unsaidCost)
  const together = wholeLikeness(joinedOurs, joinedTheirs) - 0.02
  return Math.max(aligned, ours.length === theirs.length ? 0 : together)
}

/** One word against another: 1 the same, 0 nothing in common. */
function wordLikeness(one: string, other: string): number {
  if (one === other) return 1
  const letters = Math.max(one.length, other.length)
  if (Math.min(one.length, other.length) === 1) return one.charAt(0) === other.charAt(0) ? 0.85 : 0
  if (/^\d+$/.test(one) || /^\d+$/.test(other)) return 0
  const read = editDistance(digitsAsLetters(one), digitsAsLetters(other), 4)
  const likeness = 1 - read / letters
  const sameStart = one.slice(0, 2) === other.slice(0, 2) ? 0.05 : 0
  return likeness < 0.6 ? 0 : Math.min(0.97, likeness + sameStart)
}

/** Words paired best first; words without a partner cost by what they leave unsaid. */
function align(short: readonly string[], long: readonly string[], unsaidCost: number): number {
  const pairs = short
    .flatMap((one, i) => long.map((other, j) => ({ i, j, likeness: wordLikeness(one, other) })))
    .filter((pair) => pair.likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
  const taken = { short: new Set<number>(), long: new Set<number>() }
  let shared = 0
  for (const { i, j, likeness } of pairs) {
    if (taken.short.has(i) || taken.long.has(j)) continue
    taken.short.add(i)
    taken.long.add(j)
    shared += likeness * weight(short[i] ?? '')
  }
  const total = short.reduce((sum, word) => sum + weight(word), 0)
  const extra = long.length - short.length
  const unsaid = extra === 0 ? 0 : short.length === 1 ? 0.3 : Math.min(0.2, unsaidCost * extra)
  return Math.max(0, shared / total - unsaid)
}

function wholeLikeness(one: string, other: string): number {
  const edits = editDistance(one, other, 3)
  return edits > 3 ? 0 : Math.max(0, 1 - (edits * 1.2) / Math.max(one.length, other.length))
}

/** Longer words say more; initials say little. */
function weight(word: string): number {
  return word.length === 1 ? 0.5 : Math.min(3, 1 + word.length / 6)
}

function digitsAsLetters(word: string): string {
  return /\p{L}/u.test(word) ? word.replace(/[01359]/g, (digit) => swaps.get(digit) ?? digit) : word
}

const swaps = new Map([
  ['0', 'o'],
  ['1', 'i'],
  ['3', 'e'],
  ['5', 's'],
  ['9', 'g'],
])
