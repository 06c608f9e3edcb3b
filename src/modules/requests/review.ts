import type { CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import type { PlannedStep } from '../approvals/index.ts'
import { drawFor, type Draw } from '../policy/index.ts'
import type { OpenCase } from './decide-again.ts'
import type { Weighing } from './weigh.ts'

/** The kind of object of a round that reviews what was recorded at once; its id is that of the request. */
export const reviewType = 'review'

/**
 * The draw of what is recorded at once, and the round that it opens: no steps where it is not drawn, and none
 * where nobody is there to review it, which the log says. Luck never decides whether something can be filed.
 */
export type DrawnReview = {
  readonly draw: Draw
  readonly route: readonly PlannedStep[]
  readonly hasNobody: boolean
}

/** Draws a benefit that is recorded at once; undefined for everything else. */
export function reviewOf(weighing: Weighing, benefitId: string): DrawnReview | undefined {
  const { effect, review, record } = weighing
  if (effect !== 'register' || !review) return undefined
  const draw = drawFor(record.sha256, benefitId, review.perMille)
  const hasNobody = draw.isDrawn && isRefusal(review.route)
  return { draw, hasNobody, route: draw.isDrawn && !isRefusal(review.route) ? review.route : [] }
}

/**
 * The draw of what is recorded at once after an answer, a change or a new fact. Whatever was drawn before
 * keeps its review: nobody is drawn again until the answer suits them.
 */
export function drawnAgain(
  { benefit, isUnderReview }: Pick<OpenCase, 'benefit' | 'isUnderReview'>,
  weighing: Weighing,
): DrawnReview | undefined {
  return benefit && !isUnderReview ? reviewOf(weighing, benefit.id) : undefined
}

/** What the log says of a draw, drawn or not, so that an outsider can repeat each. */
export function drawNote(review: DrawnReview | undefined): { readonly [name: string]: CanonicalValue } {
  if (!review) return {}
  const { seed, perMille, isDrawn } = review.draw
  return { review: { seed, perMille, isDrawn, ...(review.hasNobody ? { hasNobody: true } : {}) } }
}
