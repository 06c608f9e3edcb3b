import {
  daysAfter,
  shareOf,
  wholeOf,
  type Asked,
  type Day,
  type EntityKey,
  type Facts,
  type Kind,
  type Request,
} from './state.ts'

/**
 * What the company's rules (test/setup/small-policy.ts) say of a benefit, for the few kinds that a run asks
 * for.
 */
export type Verdict = {
  readonly outcome: 'allow' | 'allow_with_conditions' | 'escalate' | 'hold' | 'prohibit'
  /** The level that stands beside the outcome. */
  readonly level: string | undefined
  readonly missing: readonly string[]
  /** Papers that are due before it is given, and before it is completed. */
  readonly giving: readonly string[]
  readonly paying: readonly string[]
  /** The highest level of the route; none without a route. */
  readonly top: number
  readonly isRegisterOnly: boolean
}

/** What a verdict is about: the benefit with everything else that counts today. */
export type Question = {
  readonly asked: Asked
  readonly isLate: boolean
  readonly evidence: ReadonlySet<string>
  readonly facts: Facts
  readonly others: readonly Request[]
}

/** The facts for an entity that gives: the agreement with the dealer is that of entity a alone. */
export function factsFor(world: { readonly facts: Facts }, entity: EntityKey): Facts {
  return { ...world.facts, hasClause: world.facts.hasClause && entity === 'a' }
}

/** The people of one household share its limits. */
const household: Readonly<Record<string, string>> = { buyer: 'home', spouse: 'home' }

/** Whom a benefit of each kind goes to. */
export const recipients: Readonly<Record<Kind, readonly string[]>> = {
  rebate: ['dealer'],
  logo_item: ['buyer', 'spouse', 'colleague', 'newcomer'],
  working_meal: ['buyer', 'spouse', 'colleague', 'newcomer'],
  gift_card: ['colleague'],
  coupon: ['consumer'],
}

/** The papers that each kind needs in the end. */
export const papers: Readonly<Record<Kind, readonly string[]>> = {
  rebate: ['calculationSheet', 'customerStatement', 'ledgerAccount', 'redInvoice'],
  logo_item: ['distributionList'],
  working_meal: ['agenda', 'attendeeList'],
  gift_card: [],
  coupon: [],
}

const clause = 'contractClause'

/** Decides one benefit on today's facts and sums. */
export function verdictOn(question: Question): Verdict {
  const { asked, isLate, facts } = question
  const absent = papers[asked.kind].filter((paper) => !question.evidence.has(paper))
  if (isForbidden(question)) return closed('prohibit', isLate ? absent : [], absent)
  const lacksClause = asked.kind === 'rebate' && !facts.hasClause
  const missing = [
    ...(isLate ? absent : []),
    ...(lacksClause && !question.evidence.has(clause) ? [clause] : []),
    ...(asked.recipient === 'newcomer' && !facts.isNewcomerKnown ? ['recipient.class'] : []),
  ]
  if (missing.length > 0) return closed('hold', missing, absent)
  const later = isLate ? [] : absent
  const rest = { missing, giving: later.filter((paper) => paper === 'agenda'), paying: later }
  const cell = cellOf(question)
  if (isLate || needsCompliance(question)) {
    return { ...rest, outcome: 'escalate', level: 'L3', top: Math.max(cell, 3), isRegisterOnly: false }
  }
  if (asked.kind === 'coupon') {
    const isRegisterOnly = together(question, ['coupon']) <= 100_000n
    return { ...rest, outcome: 'allow', level: undefined, top: cell, isRegisterOnly }
  }
  const level = asked.kind === 'rebate' ? 2 : 1
  return {
    ...rest,
    outcome: 'allow_with_conditions',
    level: `L${level}`,
    top: Math.max(cell, level),
    isRegisterOnly: false,
  }
}

/**
 * Papers stay due whatever the outcome: what was given before it was forbidden is still completed with them.
 */
function closed(
  outcome: 'hold' | 'prohibit',
  missing: readonly string[],
  paying: readonly string[],
): Verdict {
  return { outcome, level: undefined, missing, giving: [], paying, top: 0, isRegisterOnly: false }
}

/**
 * Never a card; no item and no meal while a tender is open; advertising items up to ¥50 a day and ¥200 a
 * year.
 */
function isForbidden(question: Question): boolean {
  const { asked, facts } = question
  if (asked.kind === 'gift_card') return true
  if (asked.kind !== 'logo_item' && asked.kind !== 'working_meal') return false
  if (facts.isTender) return true
  if (asked.kind !== 'logo_item') return false
  return (
    sumOf(question, sameDay) + shareOf(asked) > 5_000n || sumOf(question, inYear) + shareOf(asked) > 20_000n
  )
}

/** Often, close to the yearly limit, or over the standard of a meal: compliance must judge. */
function needsCompliance(question: Question): boolean {
  const { asked } = question
  if (asked.kind === 'logo_item') {
    const isOften = countOf(question, inMonth, ['logo_item', 'gift_card']) + 1 > 2
    return isOften || sumOf(question, inYear) + shareOf(asked) >= 16_000n
  }
  if (asked.kind !== 'working_meal') return false
  return (
    sumOf(question, sameDay) + shareOf(asked) > 15_000n || countOf(question, inYear, ['working_meal']) + 1 > 4
  )
}

type Window = (day: Day, asOf: Day) => boolean
const sameDay: Window = (day, asOf) => day === asOf
const inMonth: Window = (day, asOf) => daysAfter(asOf, -30) <= day && day <= asOf
const inYear: Window = (day, asOf) => daysAfter(asOf, -365) <= day && day <= asOf

/**
 * Earlier benefits of these kinds to the same household, whichever entity gave them, as far as they count.
 */
function earlier({ asked, others }: Question, window: Window, kinds: readonly Kind[]): Asked[] {
  const home = household[asked.recipient] ?? asked.recipient
  return others
    .filter((each) => counts(each) || stoodOn(each, asked.happensOn))
    .map((each) => each.asked)
    .filter(
      (each) =>
        kinds.includes(each.kind) &&
        (household[each.recipient] ?? each.recipient) === home &&
        window(each.happensOn, asked.happensOn),
    )
}

/** A reversal ends on its own day what counted until then. */
function stoodOn(request: Request, day: Day): boolean {
  return request.reversedOn !== undefined && day < request.reversedOn
}

function sumOf(question: Question, window: Window): bigint {
  return earlier(question, window, [question.asked.kind]).reduce((sum, each) => sum + shareOf(each), 0n)
}

function countOf(question: Question, window: Window, kinds: readonly Kind[]): number {
  return earlier(question, window, kinds).length
}

/** Submitted, more information, approved, given and completed count; nothing else does. */
export function counts(request: Pick<Request, 'state'>): boolean {
  return ['submitted', 'more_information', 'approved', 'given', 'completed'].includes(request.state)
}

/** The outcomes, the stricter ones later. */
const ranks = ['allow', 'allow_with_conditions', 'escalate', 'hold', 'prohibit']

/** Whether a verdict is stricter than one before it, or asks for a higher level. */
export function isStricter(
  before: { readonly outcome: string | undefined; readonly level: string | undefined },
  after: Pick<Verdict, 'outcome' | 'level'>,
): boolean {
  const difference = ranks.indexOf(after.outcome) - ranks.indexOf(before.outcome ?? '')
  return difference > 0 || (difference === 0 && (after.level ?? '') > (before.level ?? ''))
}

/**
 * The level that the authority matrix gives the whole amount, together with what the customer and its people
 * get within thirty days.
 */
function cellOf(question: Question): number {
  const { kind } = question.asked
  const kinds = kind === 'rebate' ? [kind] : withoutBand
  const band = bands[kind].findIndex((most) => together(question, kinds) <= most)
  return band < 0 ? 4 : band + 1
}

/** All but rebates share one cell. */
const withoutBand: readonly Kind[] = ['logo_item', 'working_meal', 'gift_card', 'coupon']
const bands: Readonly<Record<Kind, readonly bigint[]>> = {
  rebate: [1_000_000n, 20_000_000n, 50_000_000n],
  logo_item: [200_000n],
  working_meal: [200_000n],
  gift_card: [200_000n],
  coupon: [200_000n],
}

/** Everybody belongs to the dealer; a consumer stands for themselves. */
function together({ asked, others }: Question, kinds: readonly Kind[]): bigint {
  const [from, to] = [daysAfter(asked.happensOn, -30), daysAfter(asked.happensOn, 30)]
  return others
    .filter((each) => counts(each) || stoodOn(each, asked.happensOn))
    .map((each) => each.asked)
    .filter(({ happensOn }) => from <= happensOn && happensOn <= to)
    .filter((each) => kinds.includes(each.kind))
    .filter(({ recipient }) => asked.recipient !== 'consumer' || recipient === 'consumer')
    .reduce((sum, each) => sum + wholeOf(each), wholeOf(asked))
}
