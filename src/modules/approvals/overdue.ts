import type { Instant } from '../../kernel/time.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { activeStep, blankTask, flowAfter, seatOf, tasksOf, type Flow } from './flow.ts'
import { taskTable, type TaskRow } from './tables.ts'

/** What the system does about one overdue task; it never approves, whatever the time. */
export type Chasing = {
  readonly changes: RowChange[]
  /** The tasks whose people get a letter. */
  readonly notify: readonly { readonly taskId: string; readonly kind: 'reminder' | 'escalation' }[]
}

/** How long a reminder has to work before the next person up is asked as well. */
const escalateAfterMs = 24 * 3_600_000

/** The moment since which a reminder has had its time. */
export function dayBefore(at: Instant): Instant {
  return new Date(Date.parse(at) - escalateAfterMs).toISOString()
}

/**
 * Reminds whoever is overdue, and a day later also asks the person above them. The first task stays open:
 * whoever decides first, decides. An approver without anybody above keeps being reminded only once.
 */
export function chase(
  flow: Flow,
  at: Instant,
  superiorOf: (personId: string) => string | undefined,
  newId: (kind: 'task') => string,
): Chasing {
  const step = activeStep(flow)
  if (!step) return { changes: [], notify: [] }
  const overdue = tasksOf(flow, step).filter(
    (task) =>
      task.state === 'active' && task.due_at !== null && task.due_at < at && task.escalated_at === null,
  )
  // One after the other, so that two overdue people do not bring in the same superior twice.
  return overdue.reduce<Chasing>(
    (sofar, task) => {
      const part = chaseTask(flowAfter(flow, sofar.changes), task, at, superiorOf, newId)
      return { changes: [...sofar.changes, ...part.changes], notify: [...sofar.notify, ...part.notify] }
    },
    { changes: [], notify: [] },
  )
}

function chaseTask(
  flow: Flow,
  task: TaskRow,
  at: Instant,
  superiorOf: (personId: string) => string | undefined,
  newId: (kind: 'task') => string,
): Chasing {
  if (task.reminded_at === null) {
    return {
      changes: [updateRow(taskTable, task, { reminded_at: at })],
      notify: [{ taskId: task.id, kind: 'reminder' }],
    }
  }
  if (task.reminded_at > dayBefore(at)) return { changes: [], notify: [] }
  const escalated = updateRow(taskTable, task, { escalated_at: at })
  const superior = superiorOf(task.person_id)
  // Whoever decided as somebody's deputy has had their part as well.
  const isTaken =
    superior === flow.flow.requester_id ||
    flow.tasks.some((each) => each.person_id === superior || each.decided_by === superior)
  if (superior === undefined || isTaken) return { changes: [escalated], notify: [] }
  const { version: _, ...rest } = task
  const id = newId('task')
  const added = insertRow(taskTable, {
    ...rest,
    ...blankTask,
    id,
    person_id: superior,
    source: 'escalation',
    state: 'active',
    opened_at: at,
    due_at: at,
    reminded_at: at,
    escalated_at: at,
    stands_for: seatOf(task),
  })
  return { changes: [escalated, added], notify: [{ taskId: id, kind: 'escalation' }] }
}
