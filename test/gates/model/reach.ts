import type { Answered } from './product.ts'
import { stepKinds } from './steps.ts'
import type { RequestState } from './state.ts'

/** The states that a run must bring requests to: all of them. */
const states: readonly RequestState[] = [
  'draft',
  'submitted',
  'more_information',
  'approved',
  'given',
  'completed',
  'rejected',
  'withdrawn',
  'cancelled',
  'declined',
  'expired',
  'reversed',
]

/**
 * The refusals that separate duties, guard states and stop what the rules forbid; each must have been met.
 */
const refusals = [
  'access.delegation_dates',
  'access.delegation_exists',
  'access.delegation_in_the_past',
  'access.delegation_over',
  'access.delegation_to_self',
  'access.deputy_unfit',
  'access.fresh_factor_needed',
  'access.left_already',
  'access.other_entity',
  'access.own_role',
  'access.role_answered',
  'access.role_dates',
  'access.role_ended',
  'access.role_held',
  'access.role_needed',
  'access.role_starts_too_early',
  'access.roles_exclude',
  'access.second_person_needed',
  'approvals.already_acted',
  'approvals.already_asked',
  'approvals.already_decided',
  'approvals.already_signed',
  'approvals.asked_yourself',
  'approvals.newcomer_below_requester',
  'approvals.newcomer_not_there',
  'approvals.newcomer_other_entity',
  'approvals.newcomer_without_standing',
  'approvals.no_such_step',
  'approvals.nobody',
  'approvals.not_asked',
  'approvals.not_to_requester',
  'approvals.own_request',
  'approvals.reason_needed',
  'approvals.reminded_recently',
  'platform.not_found',
  'platform.stale',
  'requests.answer_is_the_applicants',
  'requests.deal_unknown',
  'requests.evidence_missing',
  'requests.way_proof_missing',
  'requests.still_payable',
  'requests.voucher_missing',
  'requests.given_by_transfer',
  'requests.given_in_future',
  'requests.given_stands',
  'requests.incomplete',
  'requests.level_raised',
  'requests.no_such_move',
  'requests.not_a_draft',
  'requests.not_ready_to_give',
  'requests.not_yours',
  'requests.now_incomplete',
  'requests.now_prohibited',
  'requests.prohibited',
  'requests.reversal_answered',
  'requests.reversal_needs_paper',
  'requests.reversal_waits',
] as const

/**
 * How often each step was tried, accepted and refused, which states were seen and which refusals were met.
 */
export type Reach = {
  readonly steps: Map<string, { tried: number; accepted: number; refused: number }>
  readonly codes: Map<string, number>
  readonly states: Map<string, number>
  commands: number
}

/** Nothing reached yet. */
export function noReach(): Reach {
  return { steps: new Map(), codes: new Map(), states: new Map(), commands: 0 }
}

/** Notes what a step came to. */
export function noteStep(reach: Reach, name: string, answered: Answered): void {
  const known = reach.steps.get(name) ?? { tried: 0, accepted: 0, refused: 0 }
  known.tried++
  if (answered.kind === 'done') known.accepted++
  else known.refused++
  reach.steps.set(name, known)
  if (answered.code !== undefined) add(reach.codes, answered.code)
  reach.commands++
}

/** Notes the state in which a command left a request. */
export function noteState(reach: Reach, state: string): void {
  add(reach.states, state)
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** One thing that a run must reach, and how often it did. */
type Goal = { readonly what: string; readonly times: number }

/** Everything that must be reached, with how often it was; a goal at 0 makes the run vacuous. */
export function goalsOf(reach: Reach): { steps: Goal[]; states: Goal[]; refusals: Goal[] } {
  const steps = Object.entries(stepKinds).flatMap(([name, { canBeRefused }]) => {
    const known = reach.steps.get(name)
    const accepted = { what: `${name} accepted`, times: known?.accepted ?? 0 }
    return canBeRefused ? [accepted, { what: `${name} refused`, times: known?.refused ?? 0 }] : [accepted]
  })
  return {
    steps,
    states: states.map((state) => ({ what: state, times: reach.states.get(state) ?? 0 })),
    refusals: refusals.map((code) => ({ what: code, times: reach.codes.get(code) ?? 0 })),
  }
}
