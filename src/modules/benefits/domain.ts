import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** The book of our own benefits. Every imported register of others is a book of its own. */
export const ownBook = 'own'

/** The states of a benefit in the register, in the words of the glossary. */
export const benefitStates = [
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

export type BenefitState = (typeof benefitStates)[number]

const counting: ReadonlySet<BenefitState> = new Set([
  'submitted',
  'more_information',
  'approved',
  'given',
  'paid',
  'completed',
])

/** Whether a benefit in this state counts in the sums. What was reversed subtracts by a line of its own. */
export function counts(state: BenefitState): boolean {
  return counting.has(state)
}

const moves: Readonly<Record<BenefitState, readonly BenefitState[]>> = {
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

/** Says whether a benefit may go from one state to another; nothing leaves a closed state. */
export function decideMove(from: BenefitState, to: BenefitState): Refusal | undefined {
  return moves[from].includes(to) ? undefined : refuse('benefits.no_such_move', { from, to })
}

const given: ReadonlySet<BenefitState> = new Set(['given', 'paid', 'completed'])

/**
 * The day on which a benefit that stops counting is taken off the sums: what was given stood until it was
 * taken back, so that subtracts on that day; everything else on the day of the benefit itself, because it
 * never took place.
 */
export function dayTakenOff(from: BenefitState, happenedOn: LocalDate, today: LocalDate): LocalDate {
  return given.has(from) ? today : happenedOn
}

/** One recipient of a benefit, with the household and employer of that day. */
export type LineRecipient = {
  readonly recipientId: string
  readonly householdId?: string
  readonly orgId?: string
}

/** What one line of the sum holds: whose it is, and how much of the whole. */
export type Share = { readonly recipient: LineRecipient; readonly minor: bigint }

/**
 * How the whole of a benefit enters the sums. Each named recipient gets one share, which takes the
 * remainder first; what goes to people without a name stands on their organisation, so that its sum and
 * those of the deal, the event and the giver hold the whole, and no nameless guest has a sum of their
 * own. Without an organisation the names that are known take all of it.
 */
export function sharesOf(
  benefit: { readonly value_minor: bigint; readonly recipient_count: number },
  recipients: readonly LineRecipient[],
): Share[] {
  const [first] = recipients
  if (!first || recipients.length > benefit.recipient_count)
    throw new Error('a benefit counts its recipients')
  const { orgId } = first
  const isSharedWithOrg = orgId !== undefined && orgId !== first.recipientId
  const parts = BigInt(isSharedWithOrg ? benefit.recipient_count : recipients.length)
  const each = benefit.value_minor / parts
  const extra = benefit.value_minor % parts
  const named = recipients.map((recipient, i) => ({
    recipient,
    minor: BigInt(i) < extra ? each + 1n : each,
  }))
  const rest = named.reduce((left, { minor }) => left - minor, benefit.value_minor)
  if (orgId === undefined || rest === 0n) return named
  return [...named, { recipient: { recipientId: orgId, orgId }, minor: rest }]
}

/** The readable number of the `n`th benefit: BR-2026-1184. */
export function numberOf(n: bigint, happenedOn: LocalDate): string {
  return `BR-${happenedOn.slice(0, 4)}-${n.toString().padStart(4, '0')}`
}
