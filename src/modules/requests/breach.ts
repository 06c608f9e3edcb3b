import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Call } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { openFlow, type Flow } from '../approvals/index.ts'
import { raiseAlert, type AlertReason } from '../benefits/index.ts'
import type { OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { confirmersOf } from './reversal.ts'
import { reviewType } from './review.ts'
import type { RequestRow } from './tables.ts'
import type { Weighing } from './weigh.ts'

/** Something that was given otherwise than it may be, and what tells who looks into it. */
export type Breach = Pick<OpenCase, 'duties' | 'situation' | 'shared' | 'isUnderReview' | 'alerts'> & {
  readonly request: Pick<RequestRow, 'id' | 'entity_id' | 'requester_id'>
  readonly benefitId: string
  readonly weighing: Weighing
}

/** What is wrong with something that is recorded as given: forbidden, or given before it was approved. */
export function reasonsOf(weighing: Weighing, approved: { readonly isAfter: boolean }): AlertReason[] {
  return [
    ...(weighing.decision.outcome === 'prohibit' ? (['forbidden'] as const) : []),
    ...(approved.isAfter ? (['before_approval'] as const) : []),
  ]
}

/** What is declared late by whoever had made the rules milder for its recipient is seen by a colleague. */
export function lateLoosening({ loosenings }: OpenCase['situation'], weighing: Weighing): AlertReason[] {
  return weighing.isLate && loosenings.own ? ['own_loosening'] : []
}

/**
 * Lays before compliance what was given otherwise than it may be: an alert stays beside it in the register,
 * one for each reason however often it is answered or changed, and one of them who had no part in it, nor
 * recorded it, says what they make of it. It happened, so it stays given and counts.
 */
export function referToCompliance(
  deps: Pick<RequestDeps, 'newId' | 'dueFrom'>,
  breach: Breach,
  reasons: readonly AlertReason[],
  { at, actor }: Pick<Call<unknown>, 'at' | 'actor'>,
): RowChange[] {
  if (reasons.length === 0) return []
  const { benefitId, weighing, alerts: known } = breach
  const verdict = weighing.decision
  const alerts = reasons
    .filter((reason) => !known.includes(reason))
    .map((reason) => raiseAlert({ id: deps.newId('alert'), benefitId, because: { reason }, verdict, at }))
  return [...alerts, ...roundOf(deps, breach, actor.personId, at)]
}

/** Whoever reviews it already goes on doing so; with nobody left to ask, the alert stands alone. */
function roundOf(
  deps: Pick<RequestDeps, 'newId' | 'dueFrom'>,
  breach: Breach,
  recordedBy: string,
  at: Instant,
): RowChange[] {
  const { request, situation, isUnderReview } = breach
  const { role, personIds } = confirmersOf(breach, recordedBy)
  if (isUnderReview || personIds.length === 0) return []
  return openFlow({
    entityId: request.entity_id,
    object: { type: reviewType, id: request.id },
    requesterId: request.requester_id,
    kind: situation.proposal.kindId ?? '',
    route: [{ level: 'L3', role, need: 'any', personIds }],
    at,
    dueFrom: deps.dueFrom,
    newId: deps.newId,
  })
}

/** The legal day on which the last round of a request approved it; undefined where none did. */
export function approvedOn(
  { dayOf }: Pick<RequestDeps, 'dayOf'>,
  { request, shared }: Pick<OpenCase, 'request' | 'shared'>,
  last: Flow | undefined,
): LocalDate | undefined {
  const { state, closed_at: at } = last?.flow ?? {}
  return state === 'approved' && at ? dayOf(shared.organisation, request.entity_id, at) : undefined
}
