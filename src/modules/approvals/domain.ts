import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { activeStep, blankTask, closeFlow, flowAfter, seatOf, tasksOf, type Flow } from './flow.ts'
import { tooLate } from './too-late.ts'
import { copyTable, flowTable, stepTable, taskTable, type StepRow, type TaskRow } from './tables.ts'

/** Who decides, when, and with which words. */
export type Deciding = {
  readonly personId: string
  /** The people for whom this person may act today by delegation. */
  readonly deputyFor: readonly string[]
  readonly at: Instant
  readonly reason?: string
  readonly batchSize?: number
  readonly readingSeconds?: number
}

/** What a decision did to the round: its changes, and whether the round is now closed. */
export type Decided = {
  readonly changes: RowChange[]
  readonly closed?: 'approved' | 'rejected' | 'returned'
}

type Found = { step: StepRow; task: TaskRow }

/** The task that this person may decide now, own tasks before those of others; or why there is none. */
export function findTask(flow: Flow, deciding: Deciding): Found | Refusal {
  const step = activeStep(flow)
  if (!step) return refuse('approvals.not_open', { state: flow.flow.state })
  if (deciding.personId === flow.flow.requester_id) return refuse('approvals.own_request')
  const active = tasksOf(flow, step).filter((task) => task.state === 'active')
  const own = active.find((task) => task.person_id === deciding.personId)
  const asDeputy = active.find((task) => deciding.deputyFor.includes(task.person_id))
  const task = own ?? asDeputy
  if (!task) {
    const lapsed = flow.tasks.findLast(
      ({ person_id: id, state }) => id === deciding.personId && state === 'lapsed',
    )
    const decided = flow.steps.find(({ id }) => id === lapsed?.step_id)
    return decided ? tooLate(flow, decided) : refuse('approvals.not_asked')
  }
  if (!own && hasActed(flow, deciding.personId)) return refuse('approvals.already_acted')
  if (!own && isAskedLater(flow, deciding.personId)) return refuse('approvals.asked_yourself')
  return { step, task }
}

/** The task that this person may approve: nobody signs twice in one round, whosever task it is. */
export function findSignable(flow: Flow, deciding: Deciding): Found | Refusal {
  const found = findTask(flow, deciding)
  if (isRefusal(found)) return found
  return hasSigned(flow, found.step, deciding.personId) ? refuse('approvals.already_signed') : found
}

/** Whoever signed another step has signed this round; in the same step a return calls their signature off. */
function hasSigned(flow: Flow, step: StepRow, personId: string): boolean {
  const returns = flow.tasks.filter((task) => task.state === 'returned').map((task) => task.decided_at ?? '')
  const calledOffAt = returns.toSorted().at(-1) ?? ''
  return flow.tasks.some(
    (task) =>
      task.decided_by === personId &&
      task.state === 'approved' &&
      (task.step_id !== step.id || (task.decided_at ?? '') > calledOffAt),
  )
}

/** A deputy who has a task of their own coming in this round would sign twice. */
function isAskedLater(flow: Flow, personId: string): boolean {
  return flow.tasks.some((task) => task.person_id === personId && task.state === 'waiting')
}

/** A delegation cannot reach someone who already acted in this round. */
function hasActed(flow: Flow, personId: string): boolean {
  return flow.tasks.some((task) => task.decided_by === personId)
}

/** 同意: closes the task, and with the last one of a step goes on to the next step or closes the round. */
export function approve(
  flow: Flow,
  deciding: Deciding,
  dueFrom: (at: Instant) => Instant,
): Decided | Refusal {
  const found = findSignable(flow, deciding)
  if (isRefusal(found)) return found
  const decided = [
    decideTask(found.task, deciding, 'approved'),
    ...othersOfSeat(flow, found).map((task) => updateRow(taskTable, task, { state: 'lapsed' })),
  ]
  const after = flowAfter(flow, decided)
  const tasks = tasksOf(after, found.step)
  const isComplete = found.step.need === 'any' || tasks.every((task) => task.state !== 'active')
  const inserted = after.tasks.filter((task) => task.step_id === found.step.id && task.state === 'waiting')
  if (!isComplete) return { changes: decided }
  if (inserted.length > 0)
    return { changes: [...decided, ...inserted.map((task) => activate(task, deciding.at, dueFrom))] }
  const ended = endStep(after, found.step, 'approved')
  return goOn(flowAfter(after, ended), found.step, [...decided, ...ended], deciding.at, dueFrom)
}

/** Whoever was escalated to and whoever is overdue share a seat: one of them signs for it. */
function othersOfSeat(flow: Flow, { step, task }: Found): TaskRow[] {
  return tasksOf(flow, step).filter(
    (each) => each.id !== task.id && each.state === 'active' && seatOf(each) === seatOf(task),
  )
}

function goOn(
  flow: Flow,
  step: StepRow,
  changes: RowChange[],
  at: Instant,
  dueFrom: (at: Instant) => Instant,
): Decided {
  const next = flow.steps
    .filter((candidate) => candidate.ordinal > step.ordinal && candidate.state === 'waiting')
    .sort((a, b) => a.ordinal - b.ordinal)[0]
  if (!next) return { changes: [...changes, ...closeFlow(flow, 'approved', at)], closed: 'approved' }
  const tasks = tasksOf(flow, next).filter((task) => task.state === 'waiting')
  return {
    changes: [
      ...changes,
      updateRow(stepTable, next, { state: 'active' }),
      ...tasks.map((task) => activate(task, at, dueFrom)),
      updateRow(flowTable, flow.flow, { current_ordinal: next.ordinal }),
    ],
  }
}

function activate(task: TaskRow, at: Instant, dueFrom: (at: Instant) => Instant): RowChange {
  return updateRow(taskTable, task, { state: 'active', opened_at: at, due_at: dueFrom(at) })
}

function endStep(flow: Flow, step: StepRow, state: 'approved' | 'rejected' | 'returned'): RowChange[] {
  const open = tasksOf(flow, step).filter((task) => task.state === 'active' || task.state === 'waiting')
  return [
    updateRow(stepTable, step, { state }),
    ...open.map((task) => updateRow(taskTable, task, { state: 'lapsed' })),
  ]
}

function decideTask(
  task: TaskRow,
  deciding: Deciding,
  state: 'approved' | 'rejected' | 'returned',
): RowChange {
  return updateRow(taskTable, task, {
    state,
    decided_at: deciding.at,
    decided_by: deciding.personId,
    reason: deciding.reason ?? null,
    batch_size: deciding.batchSize ?? null,
    reading_seconds: deciding.readingSeconds ?? null,
  })
}

/** 拒绝: one "no" ends the round; it needs a reason. */
export function reject(flow: Flow, deciding: Deciding): Decided | Refusal {
  return endWith(flow, deciding, 'rejected')
}

/** 退回 to the applicant: ends the round; the answer opens a new one. It needs a reason. */
export function returnToApplicant(flow: Flow, deciding: Deciding): Decided | Refusal {
  return endWith(flow, deciding, 'returned')
}

function endWith(flow: Flow, deciding: Deciding, state: 'rejected' | 'returned'): Decided | Refusal {
  const found = findTask(flow, deciding)
  if (isRefusal(found)) return found
  if (isBlank(deciding.reason)) return refuse('approvals.reason_needed', {}, '/body/reason')
  const decided = decideTask(found.task, deciding, state)
  const after = flowAfter(flow, [decided])
  const ended = endStep(after, found.step, state)
  return {
    changes: [decided, ...ended, ...closeFlow(flowAfter(after, ended), state, deciding.at)],
    closed: state,
  }
}

/** 退回 to an earlier step: that step and all after it are asked again. */
export function returnToStep(
  flow: Flow,
  deciding: Deciding,
  ordinal: number,
  dueFrom: (at: Instant) => Instant,
  newId: (kind: 'task') => string,
): Decided | Refusal {
  const found = findTask(flow, deciding)
  if (isRefusal(found)) return found
  if (isBlank(deciding.reason)) return refuse('approvals.reason_needed', {}, '/body/reason')
  const target = flow.steps.find((step) => step.ordinal === ordinal)
  if (!target || ordinal >= found.step.ordinal) return refuse('approvals.no_such_step', { step: ordinal })
  const decided = decideTask(found.task, deciding, 'returned')
  const after = flowAfter(flow, [decided])
  const again = after.steps.filter((step) => step.ordinal >= ordinal && step.ordinal <= found.step.ordinal)
  const changes = again.flatMap((step) =>
    askAgain(after, step, step.id === target.id, deciding.at, dueFrom, newId),
  )
  return { changes: [decided, ...changes, updateRow(flowTable, flow.flow, { current_ordinal: ordinal })] }
}

/** What was decided stays; the same people get new tasks. */
function askAgain(
  flow: Flow,
  step: StepRow,
  isActive: boolean,
  at: Instant,
  dueFrom: (at: Instant) => Instant,
  newId: (kind: 'task') => string,
): RowChange[] {
  const tasks = tasksOf(flow, step)
  const open = tasks.filter((task) => task.state === 'active' || task.state === 'waiting')
  const people = [
    ...new Set(
      tasks
        .filter(({ state, source }) => state !== 'transferred' && source !== 'escalation')
        .map((task) => task.person_id),
    ),
  ]
  return [
    updateRow(stepTable, step, { state: isActive ? 'active' : 'waiting' }),
    ...open.map((task) => updateRow(taskTable, task, { state: 'lapsed' })),
    ...people.map((personId) =>
      insertRow(taskTable, {
        ...blankTask,
        id: newId('task'),
        entity_id: step.entity_id,
        flow_id: step.flow_id,
        step_id: step.id,
        person_id: personId,
        source: 'route',
        state: isActive ? 'active' : 'waiting',
        opened_at: isActive ? at : null,
        due_at: isActive ? dueFrom(at) : null,
      }),
    ),
  ]
}

/** 转交: hands the task to somebody else, with a reason. `objection` is what speaks against them. */
export function transfer(
  flow: Flow,
  deciding: Deciding,
  to: { readonly personId: string; readonly objection: Refusal | undefined },
  newId: (kind: 'task') => string,
): Decided | Refusal {
  const found = findTask(flow, deciding)
  if (isRefusal(found)) return found
  if (isBlank(deciding.reason)) return refuse('approvals.reason_needed', {}, '/body/reason')
  if (to.objection) return to.objection
  const { version: _, ...task } = found.task
  return {
    changes: [
      updateRow(taskTable, found.task, {
        state: 'transferred',
        decided_at: deciding.at,
        decided_by: deciding.personId,
        reason: deciding.reason ?? null,
      }),
      insertRow(taskTable, {
        ...task,
        ...blankTask,
        id: newId('task'),
        person_id: to.personId,
        source: 'transfer',
        stands_for: seatOf(found.task),
        state: 'active',
        opened_at: deciding.at,
        due_at: found.task.due_at,
      }),
    ],
  }
}

/**
 * 加签: asks one more person. Before (前): they decide first and the one who asked waits.
 * After (后): they decide once the one who asked has agreed. Either way all of them must agree.
 */
export function addSigner(
  flow: Flow,
  deciding: Deciding,
  given: { personId: string; place: 'before' | 'after'; objection: Refusal | undefined },
  dueFrom: (at: Instant) => Instant,
  newId: (kind: 'task') => string,
): Decided | Refusal {
  const found = findTask(flow, deciding)
  if (isRefusal(found)) return found
  if (given.objection) return given.objection
  const isFirst = given.place === 'before'
  const { version: _, ...task } = found.task
  const added = insertRow(taskTable, {
    ...task,
    ...blankTask,
    id: newId('task'),
    person_id: given.personId,
    source: isFirst ? 'added_before' : 'added_after',
    state: isFirst ? 'active' : 'waiting',
    opened_at: isFirst ? deciding.at : null,
    due_at: isFirst ? dueFrom(deciding.at) : null,
  })
  const asker = isFirst ? [updateRow(taskTable, found.task, { state: 'waiting' })] : []
  return { changes: [...takeOver(flow, found), ...asker, added] }
}

/** Whoever asks one more person takes the step: colleagues of an "any" step are no longer asked. */
function takeOver(flow: Flow, found: Found): RowChange[] {
  if (found.step.need === 'all') return []
  const others = tasksOf(flow, found.step).filter(
    (task) => task.state === 'active' && task.id !== found.task.id,
  )
  return [
    updateRow(stepTable, found.step, { need: 'all' }),
    ...others.map((task) => updateRow(taskTable, task, { state: 'lapsed' })),
  ]
}

/** 抄送: sends a copy to people who may read and not decide. Whoever has one already gets no second. */
export function copyChanges(
  flow: Flow,
  given: { readonly personIds: readonly string[]; readonly by: string; readonly at: Instant },
  newId: (kind: 'copy') => string,
): Decided {
  const known = flow.copies.map((copy) => copy.person_id)
  const changes = [...new Set(given.personIds)]
    .filter((personId) => !known.includes(personId))
    .map((personId) =>
      insertRow(copyTable, {
        id: newId('copy'),
        entity_id: flow.flow.entity_id,
        flow_id: flow.flow.id,
        person_id: personId,
        copied_by: given.by,
        at: given.at,
      }),
    )
  return { changes }
}

/**
 * 催办: at most once in four hours, so that a reminder stays a reminder. It is a colleague's word beside
 * the system's own reminder and escalation, which go by the deadline alone.
 */
export function remind(flow: Flow, at: Instant): Decided | Refusal {
  const step = activeStep(flow)
  if (!step) return refuse('approvals.not_open', { state: flow.flow.state })
  const tasks = tasksOf(flow, step).filter((task) => task.state === 'active')
  const hoursMin = 4
  const isRecent = (task: TaskRow) =>
    task.nudged_at !== null && Date.parse(at) - Date.parse(task.nudged_at) < hoursMin * 3_600_000
  const open = tasks.filter((task) => !isRecent(task))
  if (open.length === 0) return refuse('approvals.reminded_recently', { hours: hoursMin })
  return { changes: open.map((task) => updateRow(taskTable, task, { nudged_at: at })) }
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
