import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Flow } from './flow.ts'
import type { StepRow, TaskRow } from './tables.ts'

const signed: readonly string[] = ['approved', 'rejected', 'returned']

/**
 * The answer to whoever comes too late: who decided what, and when. It names the person by identifier,
 * because names stay out of the log; whoever shows it puts the name in.
 */
export function tooLate(flow: Flow, step?: StepRow): Refusal {
  const tasks = flow.tasks.filter((task) => step === undefined || task.step_id === step.id)
  const last = lastDecision(flow, tasks)
  const { state, requester_id: requesterId, closed_at: closedAt } = flow.flow
  if (state === 'withdrawn' || state === 'stopped' || !last) {
    const did = state === 'withdrawn' ? 'withdrawn' : 'changed'
    return refuse('approvals.already_decided', { by: requesterId, did, at: closedAt ?? flow.flow.opened_at })
  }
  const { decided_by: by, decided_at: at, state: did } = last
  return refuse('approvals.already_decided', { by: by ?? '', did, at: at ?? '' })
}

function lastDecision(flow: Flow, tasks: readonly TaskRow[]): TaskRow | undefined {
  const ordinals = new Map(flow.steps.map(({ id, ordinal }) => [id, ordinal]))
  return tasks
    .filter((task) => signed.includes(task.state))
    .toSorted((a, b) => (ordinals.get(a.step_id) ?? 0) - (ordinals.get(b.step_id) ?? 0) || byMoment(a, b))
    .at(-1)
}

const byMoment = (a: TaskRow, b: TaskRow) => (a.decided_at ?? '').localeCompare(b.decided_at ?? '')
