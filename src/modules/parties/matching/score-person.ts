import { pinyinLikeness, wordsLikeness } from './latin-alike.ts'
import type { PersonName } from './person-name.ts'
import type { NameEvidence } from './score.ts'
import { differenceOf } from './written-alike.ts'

/** How far two personal names may be one person's, by the names alone. */
export function comparePersonNames(one: PersonName, other: PersonName): NameEvidence {
  const found: NameEvidence[] = []
  if (one.han !== '' && other.han !== '') found.push(compareHan(one, other))
  if (one.han === '' || other.han === '' || one.words.length > 0 || other.words.length > 0) {
    found.push(compareSpelt(one, other), compareSpelt(other, one))
    if (one.words.length > 0 && other.words.length > 0) found.push(compareWords(one, other))
  }
  return found.reduce((best, next) => (next.likeness > best.likeness ? next : best), nothing)
}

const nothing: NameEvidence = { likeness: 0, reason: 'name.other' }

function compareHan(one: PersonName, other: PersonName): NameEvidence {
  if (one.surnameOnly || other.surnameOnly) {
    const [short, long] = one.surnameOnly ? [one, other] : [other, one]
    const same = !long.surnameOnly && long.han.startsWith(short.han) && long.han.length > short.han.length
    return same
      ? { likeness: surnameOnlyLikeness, reason: 'name.surname' }
      : { likeness: 0, reason: 'name.other' }
  }
  const { cost, kind } = differenceOf(one.han, other.han)
  const length = Math.max(one.han.length, other.han.length)
  if (kind === 'same') return { likeness: 1, reason: 'name.same' }
  const likeness = 1 - (cost * (length === 2 ? 0.95 : 0.8)) / length
  const reasons = {
    sound: 'name.sound',
    shape: 'name.shape',
    order: 'name.order',
    other: 'name.near',
  } as const
  return { likeness: Math.max(0, likeness), reason: reasons[kind] }
}

/**
 * A name in Latin letters against a name in characters. Few syllables have many homophones, so they prove
 * less.
 */
function compareSpelt(written: PersonName, han: PersonName): NameEvidence {
  if (han.spellings.length === 0 || written.words.length === 0) return nothing
  let best = 0
  for (const [rank, spelling] of han.spellings.entries()) {
    for (const joined of written.joined)
      best = Math.max(best, pinyinLikeness(joined, spelling) - (rank === 0 ? 0 : 0.01))
  }
  const certainty = han.han.length >= 3 ? 0.97 : 0.95
  return { likeness: best * certainty, reason: best > 0.995 ? 'name.pinyin' : 'name.pinyin_near' }
}

function compareWords(one: PersonName, other: PersonName): NameEvidence {
  const likeness = wordsLikeness(one.words, other.words, 0.04)
  const inOrder = one.words.join(' ') === other.words.join(' ')
  if (likeness === 1) return { likeness: inOrder ? 1 : 0.99, reason: inOrder ? 'name.same' : 'name.order' }
  return { likeness, reason: 'name.near' }
}

/**
 * With the same employer this just makes a match, which the index takes back when two people there share the
 * surname.
 */
const surnameOnlyLikeness = 0.76
