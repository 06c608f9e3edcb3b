import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'

/** The states of a request, in the words of the glossary. */
const requestStates = [
  'draft',
  'submitted',
  'more_information',
  'approved',
  'given',
  'paid',
  'completed',
  'rejected',
  'withdrawn',
  'cancelled',
  'declined',
  'expired',
  'reversed',
] as const

export type RequestState = (typeof requestStates)[number]

const moves: Readonly<Record<RequestState, readonly RequestState[]>> = {
  draft: ['submitted', 'more_information', 'approved', 'given', 'cancelled', 'declined'],
  submitted: ['more_information', 'approved', 'rejected', 'withdrawn', 'expired', 'given'],
  more_information: ['submitted', 'approved', 'rejected', 'withdrawn', 'cancelled', 'expired', 'given'],
  approved: ['submitted', 'more_information', 'given', 'paid', 'declined', 'cancelled', 'expired'],
  given: ['paid', 'completed', 'declined', 'reversed'],
  paid: ['given', 'approved', 'completed', 'reversed'],
  completed: ['reversed'],
  rejected: [],
  withdrawn: [],
  cancelled: [],
  declined: [],
  expired: [],
  reversed: [],
}

/** Says whether a request may go from one state to another; a closed request stays closed. */
export function decideMove(from: RequestState, to: RequestState): Refusal | undefined {
  return moves[from].includes(to) ? undefined : refuse('requests.no_such_move', { from, to })
}

/** What ends a request whose benefit was not given yet, by the state that it leads to. */
const endings: readonly RequestState[] = ['withdrawn', 'rejected', 'cancelled', 'declined']

/**
 * Where a verb leads a request. What was declared late was given already: whatever ends its round, it stays
 * given and in the sums, and says what ended it.
 */
export function stateAfter(
  request: { readonly state: string; readonly is_late: boolean },
  to: RequestState,
): { readonly state: RequestState; readonly endedAs?: RequestState } {
  const stands = request.is_late && request.state !== 'draft' && endings.includes(to)
  return stands ? { state: 'given', endedAs: to } : { state: to }
}

/** True for what was given: it leaves the sums by a reversal alone, which a second person confirms. */
export function wasGiven(state: string): boolean {
  return state === 'given' || state === 'paid' || state === 'completed'
}

/** What decides how long a request stays open by itself; the days are legal days of its entity. */
export type Open = {
  readonly state: string
  readonly isLate: boolean
  readonly waitingOn: string | null
  readonly changedOn: LocalDate
  readonly happensOn: LocalDate | null
  /** The last day of its applicant with us, where they leave or have left. */
  readonly leftOn: LocalDate | null
}

/**
 * The last day on which a request stays open by itself: approved and not given, or asked and not answered by
 * its applicant. What is not approved ends with the last day of its applicant, because nobody else would give
 * it. Undefined where it waits for somebody else, and for what was declared late: that was given.
 */
export function validUntil(
  open: Open,
  validity: { readonly approvedDays: number; readonly unansweredDays: number },
): LocalDate | undefined {
  if (open.isLate) return undefined
  if (open.state === 'approved') {
    const from = open.happensOn !== null && open.happensOn > open.changedOn ? open.happensOn : open.changedOn
    return addDays(from, validity.approvedDays)
  }
  const isAsked = open.state === 'more_information' && open.waitingOn === 'applicant'
  const answered = isAsked ? addDays(open.changedOn, validity.unansweredDays) : undefined
  const isWaiting = open.state === 'more_information' || open.state === 'submitted'
  if (!isWaiting || open.leftOn === null) return answered
  return answered === undefined || open.leftOn < answered ? open.leftOn : answered
}

/** The five outcomes of a decision. */
export type Outcome = 'prohibit' | 'hold' | 'escalate' | 'allow_with_conditions' | 'allow'

/** How strict each of them is, the mildest first. */
export const strictness: Readonly<Record<Outcome, number>> = {
  allow: 0,
  allow_with_conditions: 1,
  escalate: 2,
  hold: 3,
  prohibit: 4,
}

/** True when the second verdict is stricter than the first, or asks for a higher level. */
export function isStricter(
  before: { readonly outcome: Outcome; readonly level: string | undefined },
  after: { readonly outcome: Outcome; readonly level: string | undefined },
): boolean {
  const difference = strictness[after.outcome] - strictness[before.outcome]
  return difference > 0 || (difference === 0 && (after.level ?? '') > (before.level ?? ''))
}

/** What a submit leads to. `record`: it happened already, so it enters the register with its verdict. */
export type SubmitEffect = 'attempt' | 'hold' | 'route' | 'register' | 'record'

/** Decides what a submit leads to, from the verdict and from whether the benefit was already given. */
export function submitEffect(
  outcome: Outcome,
  given: { readonly isLate: boolean; readonly isRegisterOnly: boolean },
): SubmitEffect {
  if (outcome === 'prohibit') return given.isLate ? 'record' : 'attempt'
  if (outcome === 'hold') return 'hold'
  return given.isRegisterOnly && !given.isLate ? 'register' : 'route'
}

/** What only the applicant can say: the papers, and the benefit as it is asked for. */
const ofTheApplicant = [
  'docs.',
  'benefit.',
  'invoice.',
  'request.',
  'thirdParty.role',
  'thirdParty.contract',
  'thirdParty.feePercent',
  'tender.state',
]

/** True for a fact that only the applicant can say. */
export function isTheApplicants(path: string): boolean {
  return ofTheApplicant.some((prefix) => path.startsWith(prefix))
}

/** Whoever can supply what is missing: what stands in a register is compliance's to look up and to record. */
export function waitsOn(missing: readonly string[]): 'applicant' | 'compliance' {
  return missing.every(isTheApplicants) ? 'applicant' : 'compliance'
}

/** True for the name of an outcome. */
export function isOutcome(text: string): text is Outcome {
  return Object.hasOwn(strictness, text)
}
