import type { Instant } from '../../kernel/time.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { activeStep, blankTask, flowAfter, seatOf, tasksOf, type Flow } from './flow.ts'
import { taskTable, type TaskRow } from './tables.ts'

/** A letter about an overdue task: to its person, to whoever is asked too, or to a superior who is told. */
export type OverdueLetter =
  | { readonly taskId: string; readonly kind: 'reminder' | 'escalation'; readonly at?: Instant }
  | { readonly taskId: string; readonly kind: 'told'; readonly personId: string; readonly at: Instant }

/** What the system does about what is overdue; it never approves, whatever the time. */
export type Chasing = { readonly changes: RowChange[]; readonly notify: readonly OverdueLetter[] }

/** Above somebody whose task is overdue: whoever may be asked in their place, or else whoever is told. */
export type Superiors = { readonly ask: string | undefined; readonly tell: string | undefined }

/** Looks for them in the round as it stands at that moment. */
export type FindSuperiors = (flow: Flow, personId: string) => Superiors

/** How long a reminder has to work before the next person up is asked as well. */
const escalateAfterMs = 24 * 3_600_000

/** The moment since which a reminder has had its time. */
export function dayBefore(at: Instant): Instant {
  return new Date(Date.parse(at) - escalateAfterMs).toISOString()
}

/** True where a task of the round has been reminded of a day ago and nobody else has been asked for it. */
export function isToEscalate(flow: Flow, at: Instant): boolean {
  return overdueTasks(flow, at).some((task) => task.reminded_at !== null && task.reminded_at <= dayBefore(at))
}

function overdueTasks(flow: Flow, at: Instant): TaskRow[] {
  const step = activeStep(flow)
  const isOverdue = (task: TaskRow) =>
    task.state === 'active' && task.due_at !== null && task.due_at < at && task.escalated_at === null
  return step ? tasksOf(flow, step).filter(isOverdue) : []
}

/**
 * Reminds whoever is overdue, and a day later also asks somebody above them who could have been handed the
 * task. The first task stays open: whoever decides first, decides. With nobody to ask, the superior is told,
 * and both hear of it again each day.
 */
export function chase(
  flow: Flow,
  at: Instant,
  superiorsOf: FindSuperiors,
  newId: (kind: 'task') => string,
): Chasing {
  // One after the other, so that two overdue people do not bring in the same superior twice.
  return overdueTasks(flow, at).reduce<Chasing>(
    (sofar, task) => {
      const part = chaseTask(flowAfter(flow, sofar.changes), task, at, superiorsOf, newId)
      const isNews = (letter: OverdueLetter) => !sofar.notify.some((each) => isSameTelling(each, letter))
      return {
        changes: [...sofar.changes, ...part.changes],
        notify: [...sofar.notify, ...part.notify.filter(isNews)],
      }
    },
    { changes: [], notify: [] },
  )
}

function isSameTelling(one: OverdueLetter, other: OverdueLetter): boolean {
  return one.kind === 'told' && other.kind === 'told' && one.personId === other.personId
}

function chaseTask(
  flow: Flow,
  task: TaskRow,
  at: Instant,
  superiorsOf: FindSuperiors,
  newId: (kind: 'task') => string,
): Chasing {
  const reminded = updateRow(taskTable, task, { reminded_at: at })
  if (task.reminded_at === null) {
    return { changes: [reminded], notify: [{ taskId: task.id, kind: 'reminder' }] }
  }
  if (task.reminded_at > dayBefore(at)) return { changes: [], notify: [] }
  const { ask, tell } = superiorsOf(flow, task.person_id)
  if (ask === undefined) {
    const told = tell === undefined ? [] : [{ taskId: task.id, kind: 'told' as const, personId: tell, at }]
    return { changes: [reminded], notify: [{ taskId: task.id, kind: 'reminder', at }, ...told] }
  }
  const { version: _, ...rest } = task
  const id = newId('task')
  const added = insertRow(taskTable, {
    ...rest,
    ...blankTask,
    id,
    person_id: ask,
    source: 'escalation',
    state: 'active',
    opened_at: at,
    due_at: at,
    reminded_at: at,
    escalated_at: at,
    stands_for: seatOf(task),
  })
  return {
    changes: [updateRow(taskTable, task, { escalated_at: at }), added],
    notify: [{ taskId: id, kind: 'escalation' }],
  }
}
