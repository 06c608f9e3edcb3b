import { readCreditCode } from '../../kernel/credit-code.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { CustomerRow } from './tables.ts'

/** What kind of organisation a customer is, in the words of the facts. */
export const customerTypes = [
  'company',
  'state_organ',
  'public_institution',
  'public_hospital',
  'private_clinic',
  'public_school',
  'charity',
  'consumer',
  'foreign_government',
  'intl_organisation',
] as const

export type CustomerType = (typeof customerTypes)[number]

/** Who owns a customer, in the words of the facts; null while nobody has looked. */
export const ownerships = [
  'private',
  'state_wholly_owned',
  'state_controlled',
  'state_participated',
  'public_body',
] as const

export type Ownership = (typeof ownerships)[number]

/**
 * The grades of customers. A grade gives the same conditions to all who have it, so it stands in the terms.
 */
const customerGrades = ['A', 'B', 'C', 'D'] as const

export type CustomerGrade = (typeof customerGrades)[number]

/** A known party that a new name resembles, as the search gives it, best first. */
export type Lookalike = {
  readonly id: string
  readonly name: string
  readonly verdict: 'match' | 'candidate' | 'none'
}

/** Who looked at the known parties that a new name resembles, and said that it is none of them. */
export type RuledOut = {
  readonly ids: readonly string[]
  readonly byCompliance: boolean
  readonly reason: string
}

/** A new customer as it is asked for. */
export type NewCustomer = {
  readonly name: string
  readonly creditCode: string | null
  readonly type: CustomerType
  readonly ownership: Ownership | null
  readonly country: string
}

/**
 * Decides the credit code of a new customer: written one way, and held by nobody else; null where none was
 * given.
 */
export function decideCode(
  typed: string | null | undefined,
  holderOf: (code: string) => Pick<CustomerRow, 'name'> | undefined,
  pointer: string,
): { readonly creditCode: string | null } | Refusal {
  if (typed === null || typed === undefined) return { creditCode: null }
  const creditCode = readCreditCode(typed)
  if (creditCode === undefined) return refuse('parties.credit_code_wrong', { code: typed }, pointer)
  const holder = holderOf(creditCode)
  return holder ? refuse('parties.credit_code_taken', { name: holder.name }, pointer) : { creditCode }
}

/**
 * Decides whether a new customer may be opened, and with which code. What resembles a known party needs
 * somebody's word that it is another: compliance's for a match, the applicant's for a candidate.
 */
export function decideNewCustomer(
  given: NewCustomer,
  known: {
    readonly lookalikes: readonly Lookalike[]
    readonly holderOfCode: Pick<CustomerRow, 'name'> | undefined
  },
  ruledOut: RuledOut | undefined,
): { readonly creditCode: string | null } | Refusal {
  const code = decideCode(given.creditCode, () => known.holderOfCode, '/body/creditCode')
  if (isRefusal(code)) return code
  const contradiction = ownershipContradiction(given.type, given.ownership)
  return contradiction ?? newNameRefusal(known.lookalikes, ruledOut) ?? code
}

/**
 * Decides whether a new person may be opened; undefined means yes. The lookalikes were searched with the
 * employer.
 */
export function decideNewPerson(
  lookalikes: readonly Lookalike[],
  ruledOut: RuledOut | undefined,
): Refusal | undefined {
  return newNameRefusal(lookalikes, ruledOut)
}

/** The refusal of a new name that nobody has told apart from the known ones; undefined when it stands. */
export function newNameRefusal(
  lookalikes: readonly Lookalike[],
  ruledOut: RuledOut | undefined,
  pointer = '/body/name',
): Refusal | undefined {
  const close = lookalikes.filter((one) => one.verdict !== 'none')
  const open = close.filter((one) => !ruledOut?.ids.includes(one.id))
  const [match, ...more] = open.filter((one) => one.verdict === 'match')
  if (match && more.length > 0) {
    // Which of them is meant only whoever names it can say; the first is no better than the others.
    const parties = [match, ...more].map((one) => one.id)
    return refuse('parties.known_several', { parties: parties.join(' '), count: parties.length }, pointer)
  }
  if (match) return refuse('parties.known_already', { party: match.id }, pointer)
  const [candidate] = open
  if (candidate) return refuse('parties.look_first', { party: candidate.id, count: open.length }, pointer)
  if (close.length === 0 || !ruledOut) return undefined
  if (ruledOut.reason.trim() === '') return refuse('parties.reason_missing', {}, '/body/reason')
  const certain = close.find((one) => one.verdict === 'match')
  if (certain && !ruledOut.byCompliance)
    return refuse('parties.match_needs_compliance', { party: certain.id })
  return undefined
}

const publicBodies: ReadonlySet<CustomerType> = new Set([
  'state_organ',
  'public_hospital',
  'public_school',
  'public_institution',
])

/** A state organ in private hands, or a company that is a public body, is a mistake in one of the two. */
export function ownershipContradiction(type: CustomerType, ownership: Ownership | null): Refusal | undefined {
  const privatelyOwnedBody = publicBodies.has(type) && ownership === 'private'
  const publicCompany = (type === 'company' || type === 'private_clinic') && ownership === 'public_body'
  const contradicts = privatelyOwnedBody || publicCompany
  return contradicts
    ? refuse('parties.ownership_contradicts', { type, ownership: ownership ?? '' }, '/body/ownership')
    : undefined
}

/** Whether a span of days holds on `day`; both ends count. */
export function holdsOn(
  span: { readonly from_on: LocalDate; readonly until_on: LocalDate | null },
  day: LocalDate,
): boolean {
  return span.from_on <= day && (span.until_on === null || day <= span.until_on)
}

/** Whether two spans of days share a day. */
export function overlaps(
  one: { readonly from_on: LocalDate; readonly until_on: LocalDate | null },
  other: { readonly from_on: LocalDate; readonly until_on: LocalDate | null },
): boolean {
  const oneEnds = one.until_on === null || other.from_on <= one.until_on
  const otherEnds = other.until_on === null || one.from_on <= other.until_on
  return oneEnds && otherEnds
}
