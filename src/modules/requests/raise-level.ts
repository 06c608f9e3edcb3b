import { isRefusal } from '../../kernel/refusal.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { addSteps, type Flow } from '../approvals/index.ts'
import type { RequestDeps } from './deps.ts'
import type { OpenCase } from './decide-again.ts'

/**
 * The steps to add to a round because today's verdict asks for a higher level than the round has.
 * Empty when the round already reaches that level.
 */
export function raisedSteps(deps: RequestDeps, found: OpenCase, flow: Flow): RowChange[] {
  const { weighing } = found
  if (!weighing || isRefusal(weighing.route)) return []
  const highest = flow.steps.reduce((level, step) => (step.level > level ? step.level : level), '')
  const missing = weighing.route.filter((step) => step.level > highest)
  return addSteps(flow, missing, deps.newId)
}
