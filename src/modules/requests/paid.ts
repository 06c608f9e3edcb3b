import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Call, Refused } from '../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import { moveBenefit, type BenefitRow } from '../benefits/index.ts'
import { evidenceDue } from '../policy/index.ts'
import type { OpenCase } from './decide-again.ts'
import { decideMove, isOutcome, isStricter, type RequestState } from './domain.ts'
import { kindsOf } from './evidence.ts'
import { requestTable, type RequestRow } from './tables.ts'
import { leadingRule } from './weigh.ts'

/** Where a payment leads a benefit: everything of it is paid, or money has come back. */
export type PaidState = 'paid' | 'given' | 'approved'

/**
 * The rows with which a benefit and its request become paid, or what they were before. What was closed since
 * stays closed: the books say that something is payable again.
 */
export function movedByPayment(
  { request, benefit }: { readonly request: RequestRow; readonly benefit: BenefitRow },
  to: PaidState,
  { at, patch = {} }: { readonly at: Instant; readonly patch?: Pick<Partial<BenefitRow>, 'released_minor'> },
): RowChange[] {
  // The database holds the list of states.
  if (decideMove(request.state as RequestState, to)) return []
  const moved = moveBenefit(benefit, { to, at, today: benefit.happened_on, lines: [], lineIds: [], patch })
  if (isRefusal(moved)) return []
  return [updateRow(requestTable, request, { state: to, changed_at: at }), ...moved]
}

/**
 * What holds a payment back when the decision is taken again on the facts and sums of now: a verdict that is
 * worse than the one that was approved, or a paper that the rules ask for before anything is paid.
 */
export function stopsPayment({ request, weighing, evidence }: OpenCase): Refusal | undefined {
  if (!weighing || request.outcome === null || !isOutcome(request.outcome)) {
    return refuse('requests.unknown_kind')
  }
  const { outcome, level } = weighing.decision
  const before = { outcome: request.outcome, level: request.level ?? undefined }
  if (isStricter(before, { outcome, level }))
    return refuse('requests.worse_before_payment', leadingRule(weighing))
  const present = new Set(kindsOf(evidence).map((kind) => `docs.${kind}`))
  const missing = evidenceDue(weighing.decision, 'paying').filter((path) => !present.has(path))
  return missing.length === 0
    ? undefined
    : refuse('requests.evidence_missing', { missing: missing.join(', ') })
}

/** The guard of the database as a refusal: while money is under way, nobody takes a benefit back. */
export function underPayment<Body extends { readonly requestId: string }>() {
  return {
    no_payment_is_under_way: ({ body }: Call<Body>): Refused => ({
      refusal: refuse('requests.payment_under_way'),
      object: { type: 'request', id: body.requestId },
    }),
  }
}
