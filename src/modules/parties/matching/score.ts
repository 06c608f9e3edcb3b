import { readCreditCode } from '../../../kernel/credit-code.ts'
import { editDistance } from './distance.ts'
import { profileOf, type NameProfile, type NameSchema } from './normalise.ts'
import { isMobile, isPhoneAlone, phoneKeys } from './phones.ts'
import { compareOrganisationNames } from './score-organisation.ts'
import { comparePersonNames } from './score-person.ts'

/** Why two names may be one, or may not: what a person reads beside the candidate (texts `match.*`). */
export type MatchReason =
  | 'name.same'
  | 'name.sound'
  | 'name.shape'
  | 'name.order'
  | 'name.near'
  | 'name.pinyin'
  | 'name.pinyin_near'
  | 'name.short'
  | 'name.abbreviation'
  | 'name.surname'
  | 'name.other_place'
  | 'name.other_trade'
  | 'name.other'
  | 'code.same'
  | 'code.near'
  | 'code.other'
  | 'phone.same'
  | 'employer.same'
  | 'employer.other'

/** What the names alone say, 0 to 1. */
export type NameEvidence = { readonly likeness: number; readonly reason: MatchReason }

/**
 * What is known beside the name; an absent fact neither helps nor harms. `employer` is an identifier or a
 * name, `phone` a text with one number or several.
 */
export type MatchContext = { readonly phone?: string; readonly code?: string; readonly employer?: string }

/** A party as the search sees it: all its names (aliases, former names) and what is known beside them. */
export type MatchSubject = MatchContext & {
  readonly names: readonly NameProfile[]
  readonly employerName?: NameProfile
}

/**
 * `match`: the same unless a person says otherwise. `candidate`: a person must look. `none`: another party.
 */
export type Verdict = 'match' | 'candidate' | 'none'

/** The answer for one pair; `score` is 0 to 1 and is no probability. */
export type MatchScore = {
  readonly score: number
  readonly verdict: Verdict
  readonly reasons: readonly MatchReason[]
}

/** From here on two names are one party. Chosen on `bench match` so that recall and precision both hold. */
export const matchFrom = 0.8

/** From here on a person is shown the pair. */
export const candidateFrom = 0.62

/** Takes a name and its context apart for comparison. A telephone number in place of a name is no name. */
export function subjectOf(
  given: { names: readonly string[]; schema: NameSchema } & MatchContext,
): MatchSubject {
  const { names, schema, ...context } = given
  const employer = context.employer
  const employed = schema === 'person' && employer !== undefined && !employer.startsWith('party_')
  const profiles = names.filter((name) => !isPhoneAlone(name)).map((name) => profileOf(name, schema))
  return employed
    ? { ...context, names: profiles, employerName: profileOf(employer, 'organisation') }
    : { ...context, names: profiles }
}

/** Scores a query against one entry, the best of all name pairs counting. */
export function scoreSubjects(query: MatchSubject, entry: MatchSubject): MatchScore {
  let name: NameEvidence = { likeness: 0, reason: 'name.other' }
  for (const one of query.names) {
    for (const other of entry.names) {
      const next = compareNames(one, other)
      if (next.likeness > name.likeness) name = next
    }
  }
  const isPerson = (query.names[0] ?? entry.names[0])?.schema === 'person'
  return isPerson ? scorePerson(name, query, entry) : scoreOrganisation(name, query, entry)
}

/** Scores two names without context, as the command `match --pairs` does. */
export function scorePair(query: string, entry: string, schema: NameSchema): MatchScore {
  return scoreSubjects(subjectOf({ names: [query], schema }), subjectOf({ names: [entry], schema }))
}

function compareNames(one: NameProfile, other: NameProfile): NameEvidence {
  if (one.schema === 'person' && other.schema === 'person') return comparePersonNames(one, other)
  if (one.schema === 'organisation' && other.schema === 'organisation')
    return compareOrganisationNames(one, other)
  return { likeness: 0, reason: 'name.other' }
}

/** Namesakes are common, so a name alone never reaches 1; the employer or the telephone tells more. */
function scorePerson(name: NameEvidence, query: MatchSubject, entry: MatchSubject): MatchScore {
  const reasons = isNumberAlone(query) ? [] : [name.reason]
  let score = name.likeness * 0.9
  const employer = compareEmployers(query, entry)
  if (employer === 'same') reasons.push('employer.same')
  if (employer === 'other') reasons.push('employer.other')
  score += employer === 'same' ? 0.12 : employer === 'other' ? -elsewhereLess(score) : 0
  const phones = sharedPhones(query, entry)
  if (phones.length > 0) reasons.push('phone.same')
  return judged(withPhones(score, name, { query, phones }), reasons)
}

/**
 * What a telephone adds to the likeness of two people. A mobile is one person's, so under any name a person
 * looks; the number of an office is that of everybody there, and makes only a name that is like it likelier.
 */
function withPhones(
  score: number,
  { likeness }: NameEvidence,
  { query, phones }: { readonly query: MatchSubject; readonly phones: readonly string[] },
): number {
  if (phones.length === 0) return score
  const isOwn = phones.some(isMobile)
  const more = score + (likeness >= 0.5 ? 0.3 : 0.15) * (isOwn ? 1 : 0.5)
  return isOwn || isNumberAlone(query) ? Math.max(more, candidateFrom) : more
}

/** Somebody looks for the number itself. */
function isNumberAlone({ names }: MatchSubject): boolean {
  return names.length === 0
}

/**
 * What another employer takes from a likeness. Whoever types the name chooses the customer, so naming another
 * one makes nobody of a name that would be looked at; it only sorts out what is no more than a little alike.
 */
function elsewhereLess(score: number): number {
  return score >= closeFrom ? 0.04 : 0.16
}

/** From here on a name alone is close enough that a person looks at it, whatever is said of the employer. */
const closeFrom = 0.7

function scoreOrganisation(name: NameEvidence, query: MatchSubject, entry: MatchSubject): MatchScore {
  const reasons = isNumberAlone(query) ? [] : [name.reason]
  const codes = compareCodes(query.code, entry.code)
  if (codes === 'same') return judged(1, ['code.same', name.reason])
  let score = name.likeness
  if (codes === 'near') {
    reasons.push('code.near')
    score += 0.12
  }
  if (codes === 'other') {
    reasons.push('code.other')
    score = Math.min(score, matchFrom - 0.05)
  }
  if (sharedPhones(query, entry).length > 0) {
    reasons.push('phone.same')
    score += name.likeness >= 0.5 ? 0.15 : 0.05
    // Several customers of one house have one number, so it finds them only where it is all that is asked.
    if (isNumberAlone(query)) score = Math.max(score, candidateFrom)
  }
  return judged(score, reasons)
}

function judged(raw: number, reasons: readonly MatchReason[]): MatchScore {
  const score = Math.round(Math.max(0, Math.min(1, raw)) * 1000) / 1000
  return {
    score,
    verdict: score >= matchFrom ? 'match' : score >= candidateFrom ? 'candidate' : 'none',
    reasons,
  }
}

function compareEmployers(query: MatchSubject, entry: MatchSubject): 'same' | 'other' | 'silent' {
  if (query.employer === undefined || entry.employer === undefined) return 'silent'
  if (query.employer === entry.employer) return 'same'
  if (!query.employerName || !entry.employerName) return 'other'
  const { likeness } = compareNames(query.employerName, entry.employerName)
  return likeness >= matchFrom ? 'same' : likeness >= candidateFrom ? 'silent' : 'other'
}

/** A valid code names one legal entity; an invalid one may still be a typing error of the entry's. */
function compareCodes(
  ours: string | undefined,
  theirs: string | undefined,
): 'same' | 'near' | 'other' | 'silent' {
  if (ours === undefined || theirs === undefined || ours === '' || theirs === '') return 'silent'
  const read = readCreditCode(ours)
  const known = readCreditCode(theirs)
  if (read !== undefined && read === known) return 'same'
  if (read !== undefined && known !== undefined) return 'other'
  return editDistance(ours.toUpperCase(), theirs.toUpperCase(), 2) <= 2 ? 'near' : 'silent'
}

function sharedPhones(query: MatchSubject, entry: MatchSubject): string[] {
  if (query.phone === undefined || entry.phone === undefined) return []
  const theirs = phoneKeys(entry.phone)
  return phoneKeys(query.phone).filter((phone) => theirs.includes(phone))
}
