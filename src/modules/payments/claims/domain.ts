import type { claimStates } from '../../../contract/states.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { daysBetween, type LocalDate } from '../../../kernel/time.ts'

export type ClaimState = (typeof claimStates)[number]

const moves: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  received: ['in_check', 'disputed', 'accepted', 'refused', 'withdrawn'],
  in_check: ['disputed', 'accepted', 'refused'],
  disputed: ['in_check', 'refused', 'withdrawn'],
  // What showed it may have turned bad, while nothing of it is ordered.
  accepted: ['refused'],
  refused: [],
  withdrawn: [],
}

/** What finance says of a claim, and the state to which it leads. */
export const verdicts = {
  take: 'in_check',
  dispute: 'disputed',
  accept: 'accepted',
  refuse: 'refused',
} as const

export type Verdict = keyof typeof verdicts

/** Says whether a claim may go from one state to another; the database holds the same list. */
export function decideClaimMove(from: string, to: ClaimState): Refusal | undefined {
  // The database holds the list of states.
  return moves[from as ClaimState].includes(to)
    ? undefined
    : refuse('payments.claim_no_such_move', { from, to })
}

/** The readable number of the `n`th claim: CLM-2026-0042. */
export function claimNumber(n: bigint, day: LocalDate): string {
  return `CLM-${day.slice(0, 4)}-${n.toString().padStart(4, '0')}`
}

/** How many days after the earliest of its benefits a claim came; later than the policy's days it is late. */
export function lateness(
  givenOn: readonly LocalDate[],
  today: LocalDate,
  lateDays: number,
): { readonly days: number; readonly isLate: boolean } {
  const first = givenOn.toSorted()[0] ?? today
  const days = Math.max(0, daysBetween(first, today))
  return { days, isLate: days > lateDays }
}
