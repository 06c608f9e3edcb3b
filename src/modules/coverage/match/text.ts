import type { EvidenceRecord, Reason } from '../domain.ts'
import { usualLatin, usualWords } from './common-words.ts'
import { plain, type Said } from './names.ts'

const enough = { letters: 4, latin: 5 } as const

/** Title and reason of a record, ready to be found again in lines: runs of four letters, and Latin words. */
export type SoughtText = { readonly runs: readonly string[]; readonly words: readonly string[] }

/** Prepares what a record says of itself, without usual words and its parties, which count by name. */
export function soughtText({ text, names }: EvidenceRecord): SoughtText {
  const parties = names.map(({ name }) => plain(name))
  const whole = text.normalize('NFKC').toLowerCase()
  const own = parties.reduce(withoutName, whole).replace(usualWords, ' ')
  const runs = own.split(/[^\u4e00-\u9fff]+/).flatMap(runsOf)
  const words = latinWords(whole).filter(
    (word) => !usualLatin.has(word) && !parties.some((name) => name.includes(word)),
  )
  return { runs: [...new Set(runs)], words: [...new Set(words)] }
}

/**
 * That a line says what the title or the reason of a record says. It is weak: it tells records of one amount
 * apart, and proves nothing by itself.
 */
export function textIn({ runs, words }: SoughtText, { words: said }: Said): Reason[] {
  if (said === '' || runs.length + words.length === 0) return []
  const text = plain(said)
  const isShared =
    runs.some((run) => text.includes(run)) ||
    (words.length > 0 &&
      latinWords(said.normalize('NFKC').toLowerCase()).some((word) => words.includes(word)))
  return isShared ? [{ code: 'match.text', points: 8 }] : []
}

function latinWords(text: string): string[] {
  return (text.match(/[a-z]+/g) ?? []).filter((word) => word.length >= enough.latin)
}

/** Every run of four letters within a run of Chinese. */
function runsOf(run: string): string[] {
  const count = Math.max(0, run.length - enough.letters + 1)
  return Array.from({ length: count }, (_, at) => run.slice(at, at + enough.letters))
}

/** A text without what it shares with a name, from two Chinese letters on: people shorten names. */
function withoutName(text: string, name: string): string {
  let left = ''
  for (let at = 0; at < text.length;) {
    let to = at
    while (to < text.length && isChinese(text.charAt(to)) && name.includes(text.slice(at, to + 1))) to++
    const isPart = to - at >= 2
    left += isPart ? ' ' : text.charAt(at)
    at = isPart ? to : at + 1
  }
  return left
}

function isChinese(letter: string): boolean {
  return letter >= '\u4e00' && letter <= '\u9fff'
}
