import type { Call } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { verdictChanges, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { isOutcome, isStricter } from './domain.ts'

/** A verdict that stands on the request from its approval on. */
type Standing = {
  readonly patch: { readonly outcome?: string; readonly decision_id?: string }
  readonly level?: string | null
  readonly changes: readonly RowChange[]
}

/** What was approved is the verdict of the day of the approval: giving is later measured against that one. */
export function approvedVerdict(deps: RequestDeps, found: OpenCase, call: Call<unknown>): Standing {
  const { weighing, request } = found
  if (!weighing || request.outcome === null || !isOutcome(request.outcome)) return { patch: {}, changes: [] }
  const { outcome, level } = weighing.decision
  const before = { outcome: request.outcome, level: request.level ?? undefined }
  if (!isStricter(before, { outcome, level })) return { patch: {}, changes: [] }
  const { decisionId, changes } = verdictChanges(deps, found, weighing, call)
  return { patch: { outcome, decision_id: decisionId }, level: level ?? null, changes }
}
