import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { addSteps, tasksOf, type Flow } from '../approvals/index.ts'
import type { RequestDeps } from './deps.ts'
import type { OpenCase } from './decide-again.ts'

/**
 * The steps to add to a round because today's verdict asks for a higher level than the round has, put to
 * people who have not signed it. Empty when the round already reaches that level.
 */
export function raisedSteps(deps: RequestDeps, found: OpenCase, flow: Flow): RowChange[] | Refusal {
  const { weighing } = found
  if (!weighing) return []
  const highest = flow.steps.reduce((level, step) => (step.level > level ? step.level : level), '')
  const missing = weighing.routeAbove(highest, signersOf(flow))
  return isRefusal(missing) ? missing : addSteps(flow, missing, deps.newId)
}

/** Whoever signed, and whoever alone is left to sign an open step: nobody else can, so they do. */
function signersOf(flow: Flow): string[] {
  const signed = flow.tasks.flatMap((task) => (task.state === 'approved' ? (task.decided_by ?? []) : []))
  const alone = flow.steps.flatMap((step) => {
    const open = tasksOf(flow, step).filter(({ state }) => state === 'active' || state === 'waiting')
    return open.length === 1 ? open.map((task) => task.person_id) : []
  })
  return [...signed, ...alone]
}
