import type { Instant } from '../../kernel/time.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import {
  flowTable,
  stepTable,
  taskTable,
  type CopyRow,
  type FlowRow,
  type StepRow,
  type TaskRow,
} from './tables.ts'

/** A round of approval with all its steps and tasks, in the order of the route. */
export type Flow = {
  readonly flow: FlowRow
  readonly steps: readonly StepRow[]
  readonly tasks: readonly TaskRow[]
  readonly copies: readonly CopyRow[]
}

/** One step of a route with the people who may decide it. */
export type PlannedStep = {
  readonly level: string
  readonly role: string
  readonly need: 'any' | 'all'
  readonly personIds: readonly string[]
}

/** What opening a round needs. */
export type Opening = {
  readonly entityId: string
  readonly object: { readonly type: string; readonly id: string }
  readonly requesterId: string
  readonly kind: string
  readonly route: readonly PlannedStep[]
  readonly at: Instant
  /** When the people of a step must have decided, from the moment the step becomes active. */
  readonly dueFrom: (at: Instant) => Instant
  readonly newId: (kind: 'flow' | 'step' | 'task') => string
}

/** Opens a round: the first step is active, the others wait. */
export function openFlow(opening: Opening): RowChange[] {
  const flowId = opening.newId('flow')
  const flow = insertRow(flowTable, {
    id: flowId,
    entity_id: opening.entityId,
    object_type: opening.object.type,
    object_id: opening.object.id,
    requester_id: opening.requesterId,
    kind: opening.kind,
    state: 'open',
    current_ordinal: 1,
    opened_at: opening.at,
    closed_at: null,
  })
  return [flow, ...opening.route.flatMap((step, i) => openStep(opening, flowId, step, i + 1))]
}

function openStep(opening: Opening, flowId: string, step: PlannedStep, ordinal: number): RowChange[] {
  const isFirst = ordinal === 1
  const stepId = opening.newId('step')
  const row = insertRow(stepTable, {
    id: stepId,
    entity_id: opening.entityId,
    flow_id: flowId,
    ordinal,
    level: step.level,
    role: step.role,
    need: step.need,
    state: isFirst ? 'active' : 'waiting',
  })
  const tasks = step.personIds.map((personId) =>
    insertRow(taskTable, {
      ...blankTask,
      id: opening.newId('task'),
      entity_id: opening.entityId,
      flow_id: flowId,
      step_id: stepId,
      person_id: personId,
      source: 'route',
      state: isFirst ? 'active' : 'waiting',
      opened_at: isFirst ? opening.at : null,
      due_at: isFirst ? opening.dueFrom(opening.at) : null,
    }),
  )
  return [row, ...tasks]
}

/** Adds waiting steps behind the last one of an open round, because a higher level has to decide as well. */
export function addSteps(
  flow: Flow,
  steps: readonly PlannedStep[],
  newId: (kind: 'step' | 'task') => string,
): RowChange[] {
  const last = flow.steps.reduce((ordinal, step) => Math.max(ordinal, step.ordinal), 0)
  return steps.flatMap((step, i) => {
    const stepId = newId('step')
    const base = { entity_id: flow.flow.entity_id, flow_id: flow.flow.id, state: 'waiting' }
    const { level, role, need } = step
    return [
      insertRow(stepTable, { ...base, id: stepId, ordinal: last + i + 1, level, role, need }),
      ...step.personIds.map((personId) =>
        insertRow(taskTable, {
          ...blankTask,
          ...base,
          id: newId('task'),
          step_id: stepId,
          person_id: personId,
          source: 'route',
        }),
      ),
    ]
  })
}

/** A task as nobody has touched it yet. */
export const blankTask = {
  opened_at: null,
  due_at: null,
  reminded_at: null,
  escalated_at: null,
  decided_at: null,
  decided_by: null,
  reason: null,
  batch_size: null,
  reading_seconds: null,
  nudged_at: null,
  stands_for: null,
} as const

/** The seat of a task: an escalated one and one handed on sit on that of the task they stand for. */
export function seatOf(task: TaskRow): string {
  return task.stands_for ?? task.id
}

/** The step that is active now, if the round is open. */
export function activeStep(flow: Flow): StepRow | undefined {
  return flow.flow.state === 'open' ? flow.steps.find((step) => step.state === 'active') : undefined
}

/** The tasks of one step. */
export function tasksOf(flow: Flow, step: StepRow): TaskRow[] {
  return flow.tasks.filter((task) => task.step_id === step.id)
}

/** The people who are asked right now. */
export function holders(flow: Flow): string[] {
  const step = activeStep(flow)
  return step
    ? tasksOf(flow, step)
        .filter((task) => task.state === 'active')
        .map((task) => task.person_id)
    : []
}

/** The flow as it stands after `changes`, so that one decision can build on another. */
export function flowAfter(flow: Flow, changes: readonly RowChange[]): Flow {
  return changes.reduce<Flow>((state, change) => {
    if (change.table.name === flowTable.name) return { ...state, flow: rowAfter(flowTable, change) }
    if (change.table.name === stepTable.name) {
      return { ...state, steps: replaced(state.steps, rowAfter(stepTable, change)) }
    }
    if (change.table.name === taskTable.name) {
      return { ...state, tasks: replaced(state.tasks, rowAfter(taskTable, change)) }
    }
    return state
  }, flow)
}

function replaced<Row extends { readonly id: string }>(rows: readonly Row[], row: Row): Row[] {
  return rows.some((old) => old.id === row.id)
    ? rows.map((old) => (old.id === row.id ? row : old))
    : [...rows, row]
}

/** Ends a round: what still waits lapses. */
export function closeFlow(
  flow: Flow,
  state: 'approved' | 'rejected' | 'returned' | 'withdrawn' | 'stopped',
  at: Instant,
): RowChange[] {
  const open = (row: { readonly state: string }) => row.state === 'active' || row.state === 'waiting'
  return [
    updateRow(flowTable, flow.flow, { state, closed_at: at }),
    ...flow.steps.filter(open).map((step) => updateRow(stepTable, step, { state: 'lapsed' })),
    ...flow.tasks.filter(open).map((task) => updateRow(taskTable, task, { state: 'lapsed' })),
  ]
}
