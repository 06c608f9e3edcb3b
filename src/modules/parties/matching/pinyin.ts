import { pinyin } from 'pinyin-pro'

/**
 * How the text may be spelt in pinyin, without tones, likeliest first; characters without a reading stay.
 * `person` reads the first characters as a surname (单 is shan, 仇 is qiu).
 */
export function spellings(text: string, kind: 'person' | 'plain'): string[] {
  const main = syllablesOf(text, kind)
  const found = new Set([main.join('')])
  if (kind === 'person') found.add(syllablesOf(text, 'plain').join(''))
  const signs = [...text]
  for (const [at, sign] of signs.entries()) {
    for (const reading of readings(sign).slice(0, 3)) {
      if (found.size >= spellingsMax) return [...found]
      found.add(main.with(at, reading).join(''))
    }
  }
  return [...found]
}

/** Names with many readings stop here: further ones are rare and would only slow the search down. */
const spellingsMax = 5

/** The syllables of the likeliest reading, one for each character; `ü` is written `u`. */
export function syllablesOf(text: string, kind: 'person' | 'plain'): string[] {
  const options = { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' } as const
  const spelt = pinyin(text, kind === 'person' ? { ...options, surname: 'head' } : options)
  return spelt.length === [...text].length
    ? spelt.map(spellingOf)
    : [...text].map((sign) => readings(sign)[0] ?? sign)
}

/** One spelling for the ways to write `ü`: `lü`, `lv` and the passport's `lyu` are all `lu`. */
export function spellingOf(letters: string): string {
  return letters.replace(/([ln])[vü]/g, '$1u').replace(/^([ln])yu(?=e|$)/, '$1u')
}

/**
 * A spelling in which sounds that speakers of many regions do not tell apart are the same (zh and z, ng and
 * n).
 */
export function broadSpelling(letters: string): string {
  return letters.replace(/([zcs])h/g, '$1').replace(/([aei])ng/g, '$1n')
}

const readingsBySign = new Map<string, readonly string[]>()

/** All readings of one character without tones; the character itself when it has none. */
function readings(sign: string): readonly string[] {
  const known = readingsBySign.get(sign)
  if (known) return known
  const spelt = pinyin(sign, { toneType: 'none', type: 'array', multiple: true, v: true })
  const unique = [...new Set(spelt.map(spellingOf))]
  readingsBySign.set(sign, unique)
  return unique
}

/** True when two characters can be heard as the same; `broad` also unites zh and z, ng and n. */
export function soundAlike(one: string, other: string): 'same' | 'broad' | 'no' {
  const ours = readings(one)
  const theirs = readings(other)
  if (ours.some((reading) => theirs.includes(reading))) return 'same'
  const broad = theirs.map(broadSpelling)
  return ours.some((reading) => broad.includes(broadSpelling(reading))) ? 'broad' : 'no'
}

/**
 * The syllables of run-together pinyin, or null when the letters are no pinyin (a typing error, another
 * language).
 */
export function asSyllables(letters: string): string[] | null {
  const ends: (number | undefined)[] = Array.from({ length: letters.length + 1 })
  ends[0] = 0
  for (let end = 1; end <= letters.length; end += 1) {
    for (let length = Math.min(6, end); length >= 1; length -= 1) {
      if (ends[end - length] === undefined || !isSyllable(letters.slice(end - length, end))) continue
      ends[end] = length
      break
    }
  }
  if (letters === '' || ends[letters.length] === undefined) return null
  const found: string[] = []
  for (let end = letters.length; end > 0; end -= ends[end] ?? end) {
    found.unshift(letters.slice(end - (ends[end] ?? end), end))
  }
  return found
}

const initialsAndFinals =
  'b:a,ai,an,ang,ao,ei,en,eng,i,ian,iao,ie,in,ing,o,u ' +
  'p:a,ai,an,ang,ao,ei,en,eng,i,ian,iao,ie,in,ing,o,ou,u ' +
  'm:a,ai,an,ang,ao,e,ei,en,eng,i,ian,iao,ie,in,ing,iu,o,ou,u f:a,an,ang,ei,en,eng,o,ou,u ' +
  'd:a,ai,an,ang,ao,e,ei,en,eng,i,ian,iao,ie,ing,iu,ong,ou,u,uan,ui,un,uo ' +
  't:a,ai,an,ang,ao,e,eng,i,ian,iao,ie,ing,ong,ou,u,uan,ui,un,uo ' +
  'n:a,ai,an,ang,ao,e,ei,en,eng,i,ian,iang,iao,ie,in,ing,iu,ong,ou,u,uan,ue,uo ' +
  'l:a,ai,an,ang,ao,e,ei,eng,i,ia,ian,iang,iao,ie,in,ing,iu,o,ong,ou,u,uan,ue,un,uo ' +
  'g:a,ai,an,ang,ao,e,ei,en,eng,ong,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'k:a,ai,an,ang,ao,e,ei,en,eng,ong,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'h:a,ai,an,ang,ao,e,ei,en,eng,ong,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'j:i,ia,ian,iang,iao,ie,in,ing,iong,iu,u,uan,ue,un q:i,ia,ian,iang,iao,ie,in,ing,iong,iu,u,uan,ue,un ' +
  'x:i,ia,ian,iang,iao,ie,in,ing,iong,iu,u,uan,ue,un ' +
  'zh:a,ai,an,ang,ao,e,ei,en,eng,i,ong,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'ch:a,ai,an,ang,ao,e,en,eng,i,ong,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'sh:a,ai,an,ang,ao,e,ei,en,eng,i,ou,u,ua,uai,uan,uang,ui,un,uo ' +
  'r:an,ang,ao,e,en,eng,i,ong,ou,u,ua,uan,ui,un,uo ' +
  'z:a,ai,an,ang,ao,e,ei,en,eng,i,ong,ou,u,uan,ui,un,uo c:a,ai,an,ang,ao,e,en,eng,i,ong,ou,u,uan,ui,un,uo ' +
  's:a,ai,an,ang,ao,e,en,eng,i,ong,ou,u,uan,ui,un,uo y:a,an,ang,ao,e,i,in,ing,o,ong,ou,u,uan,ue,un ' +
  'w:a,ai,an,ang,ei,en,eng,o,u :a,ai,an,ang,ao,e,ei,en,er,o,ou'
const syllables = new Set(
  initialsAndFinals.split(' ').flatMap((row) => {
    const [initial = '', finals = ''] = row.split(':')
    return finals.split(',').map((final) => initial + final)
  }),
)

function isSyllable(letters: string): boolean {
  return syllables.has(letters)
}
