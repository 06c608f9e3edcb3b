import type { NameProfile } from './normalise.ts'
import type { OrganisationName } from './organisation-name.ts'
import type { PersonName } from './person-name.ts'
import { phoneKeys } from './phones.ts'
import { broadSpelling, syllablesOf } from './pinyin.ts'
import { shapeOf } from './lookalikes.ts'
import type { MatchContext, MatchSubject } from './score.ts'

/**
 * The keys under which a database files an entry's name. A query finds every entry that shares a key with
 * `queryKeys`; scoring then sorts out what the keys caught by chance. Made so that one error of any kind
 * still leaves a shared key: letters are filed sorted, which makes word order and swapped letters vanish.
 */
export function entryKeys(name: NameProfile): string[] {
  const keys = name.schema === 'person' ? personKeys(name) : organisationKeys(name)
  if (name.schema === 'person' && name.surnameLength > 0) keys.push(`s:${surnameOf(name)}`)
  if (name.schema === 'organisation') keys.push(...abbreviationKeys(name))
  return unique(keys)
}

/** The keys under which a typed name looks for entries. */
export function queryKeys(name: NameProfile): string[] {
  const keys = name.schema === 'person' ? personKeys(name) : organisationKeys(name)
  if (name.schema === 'person' && name.surnameOnly) keys.push(`s:${surnameOf(name)}`)
  if (name.schema === 'organisation') keys.push(...shortFormKeys(name))
  return unique(keys)
}

/**
 * All keys under which a query looks, by its names and by what is known beside them. A mere surname is looked
 * up only where no employer narrows it down: there the employer's people are found anyway.
 */
export function searchKeys(query: MatchSubject): string[] {
  const byName = query.names.flatMap(queryKeys)
  const kept = query.employer === undefined ? byName : byName.filter((key) => !key.startsWith('s:'))
  return unique([...kept, ...contextKeys(query)])
}

/**
 * All that makes a hit likely, the surname among it: in a crowd that is found by its employer alone, those
 * who bear the surname that was typed come first.
 */
export function rankKeys(query: MatchSubject): string[] {
  return unique([...query.names.flatMap(queryKeys), ...contextKeys(query)])
}

/** Keys of what is known beside the name: telephones, both halves of the credit code, employer. */
export function contextKeys(subject: MatchContext & Pick<MatchSubject, 'employerName'>): string[] {
  const keys = phoneKeys(subject.phone ?? '').map((phone) => `t:${phone}`)
  const code = (subject.code ?? '').normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (code.length >= 15) keys.push(`u:${code.slice(0, 9)}`, `U:${code.slice(-9)}`)
  const employer = subject.employerName
  if (employer?.schema === 'organisation')
    keys.push(...employer.brandSpellings.map((brand) => `e:${bag(brand)}`))
  else if (subject.employer !== undefined) keys.push(`e:${subject.employer}`)
  return unique(keys)
}

function personKeys(name: PersonName): string[] {
  const keys: string[] = []
  if (name.han.length > 1) {
    keys.push(`v:${shapes(name.han)}`, ...withoutOneSign(name.han))
    keys.push(...name.spellings.flatMap((spelling, rank) => bagKeys('b', spelling, rank === 0)))
  }
  keys.push(...name.joined.flatMap((joined, rank) => bagKeys('b', joined, rank === 0)))
  keys.push(...name.words.flatMap(wordKeys))
  return keys
}

function organisationKeys(name: OrganisationName): string[] {
  const keys = name.brandSpellings.flatMap((brand, rank) => bagKeys('b', brand, rank === 0))
  if (name.isHan) {
    keys.push(`v:${shapes(name.brand)}`, ...withoutOneSign(name.brand))
    for (const length of [2, 3])
      if (name.brand.length > length) keys.push(...startKeys(name.brand.slice(0, length)))
  }
  keys.push(...name.words.flatMap(wordKeys))
  if (name.initials.length >= 3) keys.push(`i:${name.initials}`)
  if (name.words.length === 1 && name.core.length <= 6) keys.push(`i:${name.core}`)
  for (const spelling of name.coreSpellings)
    if (spelling.length >= 9) keys.push(`c:${bag(spelling.slice(0, 9))}`)
  return keys
}

/** The first sign with each later one, so that 中石化 finds 中国石油化工 and 北大 finds 北京大学. */
function abbreviationKeys(name: OrganisationName): string[] {
  if (!name.isHan) return []
  const regions = name.regions.map((region) => region.name).join('')
  return [
    name.core,
    name.brand.startsWith(regions) ? name.brand + name.industries.join('') : regions + name.core,
  ]
    .map((text) => text.slice(0, 9))
    .flatMap((text) => Array.from(text.slice(1)).map((sign) => `g:${text.charAt(0)}${sign}`))
}

/** A short form by its first and last sign; and, where a region was mistyped, the trade name behind it. */
function shortFormKeys(name: OrganisationName): string[] {
  if (!name.isHan) return []
  const keys = name.core.length <= 5 ? [`g:${name.core.charAt(0)}${name.core.slice(-1)}`] : []
  if (name.regions.length === 0 && name.brand.length >= 4) {
    keys.push(...startKeys(name.brand.slice(2)), ...startKeys(name.brand.slice(2, 4)))
  }
  return keys
}

function startKeys(han: string): string[] {
  return [...bagKeys('b', syllablesOf(han, 'plain').join(''), false), `v:${shapes(han)}`]
}

/** The sorted letters, and where one error must be survived, the sorted letters without each one. */
function bagKeys(prefix: string, letters: string, survivesError: boolean): string[] {
  const sorted = bag(letters)
  const keys = [`${prefix}:${sorted}`]
  if (!survivesError || sorted.length < 4 || sorted.length > 24) return keys
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted.charAt(at) === sorted.charAt(at - 1)) continue
    keys.push(`${prefix}:${sorted.slice(0, at)}${sorted.slice(at + 1)}`)
  }
  return keys
}

function bag(letters: string): string {
  return [...broadSpelling(letters)].toSorted().join('')
}

/** One character of three or more may be any other. */
function withoutOneSign(han: string): string[] {
  if (han.length < 3 || han.length > 8) return []
  return [...han].map((_, at) => `d:${shapes(han.slice(0, at) + han.slice(at + 1))}`)
}

/** A word's skeleton: its first letter and its consonants, doubles once. */
function wordKeys(word: string): string[] {
  if (word.length < 4) return []
  const skeleton = word.charAt(0) + word.slice(1).replace(/[aeiouyhw]/g, '')
  return [`w:${skeleton.replace(/(.)\1+/g, '$1').slice(0, 5)}`]
}

function shapes(han: string): string {
  return [...han].map(shapeOf).join('')
}

function surnameOf(name: PersonName): string {
  return name.han.slice(0, name.surnameLength)
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)]
}
