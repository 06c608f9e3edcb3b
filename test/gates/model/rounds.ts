import { entitiesOf, isDeputy, isEmployed, managersAbove, refused, type Ruling } from './organisation.ts'
import { mayHold, type Planned } from './route.ts'
import {
  activeStep,
  openRound,
  seatOf,
  wholeOf,
  type Kind,
  type Request,
  type Round,
  type Step,
  type Task,
  type TaskState,
  type World,
} from './state.ts'

/** Opens a round: its first level is asked, the others wait. */
export function newRound(kind: Kind, planned: readonly Planned[]): Round {
  return {
    state: 'open',
    kind,
    copies: new Set(),
    steps: planned.map((step, i) => newStep(step, i === 0 ? 'active' : 'waiting')),
  }
}

/** A step as nobody has decided it yet. */
export function newStep({ level, role, people }: Planned, state: 'active' | 'waiting'): Step {
  return { level, role, need: 'any', state, tasks: people.map((person) => newTask(person, 'route', state)) }
}

/** A task as nobody has touched it yet. */
export function newTask(person: string, source: string, state: 'active' | 'waiting'): Task {
  const unchased = { due: undefined, remindedAt: undefined, escalatedAt: undefined, nudgedAt: undefined }
  return { person, source, state, decidedBy: undefined, standsFor: undefined, ...unchased }
}

/** A task that somebody may decide now, with its step and round. */
export type Found = {
  readonly round: Round
  readonly step: Step
  readonly task: Task
  readonly isOwn: boolean
}

/** Without an open round: somebody was faster, or nobody was ever asked. */
export function closedRuling(request: Request): Ruling {
  return refused(request.rounds.length > 0 ? 'approvals.already_decided' : 'approvals.not_open')
}

/** The task that the person may act on, or why there is none. */
export function findTask(world: World, request: Request, person: string): Found | Ruling {
  const round = openRound(request)
  const step = activeStep(round)
  if (!round || !step) return closedRuling(request)
  if (person === request.requester) return refused('approvals.own_request')
  const matter = { requester: request.requester, kind: round.kind, whole: wholeOf(request.asked) }
  const active = step.tasks.filter((task) => task.state === 'active')
  const own = active.find((task) => task.person === person)
  const task = own ?? active.find((each) => isDeputy(world, each.person, person, matter))
  const all = round.steps.flatMap((each) => each.tasks)
  if (!task) {
    const isTooLate = all.some((each) => each.person === person && each.state === 'lapsed')
    return refused(isTooLate ? 'approvals.already_decided' : 'approvals.not_asked')
  }
  if (!own && all.some((each) => each.decidedBy === person)) return refused('approvals.already_acted')
  if (!own && all.some((each) => each.person === person && each.state === 'waiting'))
    return refused('approvals.asked_yourself')
  return { round, step, task, isOwn: own !== undefined }
}

/** At most one approval a person in a round; what a return has called off in the same step does not stand. */
export function hasSigned({ round, step }: Found, person: string): boolean {
  return round.steps.some((each) =>
    each.tasks.some(
      (task) =>
        task.decidedBy === person && task.state === 'approved' && (each !== step || !called.has(task)),
    ),
  )
}

/** Approvals that a return to an earlier step called off. */
const called = new WeakSet<Task>()

/** Notes who decided a task, and how. */
function decide(task: Task, person: string, state: TaskState): void {
  task.state = state
  task.decidedBy = person
}

function lapse(tasks: readonly Task[]): void {
  for (const task of tasks) if (isOpen(task)) task.state = 'lapsed'
}

function isOpen(row: { readonly state: string }): boolean {
  return row.state === 'active' || row.state === 'waiting'
}

/** Whoever signed in the round, and whoever alone is left to sign one of its open steps. */
export function signersOf(round: Round): string[] {
  return round.steps.flatMap(({ tasks }) => {
    const open = tasks.filter(isOpen)
    return [
      ...tasks.flatMap((task) => (task.state === 'approved' ? (task.decidedBy ?? []) : [])),
      ...(open.length === 1 ? open.map(({ person }) => person) : []),
    ]
  })
}

/** 同意. True when the round is closed with it. */
export function approve({ round, step, task }: Found, person: string): boolean {
  decide(task, person, 'approved')
  lapse(step.tasks.filter((each) => each.state === 'active' && seatOf(each) === seatOf(task)))
  const isComplete = step.need === 'any' || step.tasks.every((each) => each.state !== 'active')
  if (!isComplete) return false
  const waiting = step.tasks.filter((each) => each.state === 'waiting')
  for (const each of waiting) each.state = 'active'
  if (waiting.length > 0) return false
  step.state = 'approved'
  lapse(step.tasks)
  const next = round.steps.slice(round.steps.indexOf(step) + 1).find((each) => each.state === 'waiting')
  if (!next) {
    close(round, 'approved')
    return true
  }
  next.state = 'active'
  for (const each of next.tasks) if (each.state === 'waiting') each.state = 'active'
  return false
}

/** 拒绝, or 退回 to the applicant: one "no" ends the round. */
export function endWith({ round, step, task }: Found, person: string, state: 'rejected' | 'returned'): void {
  decide(task, person, state)
  step.state = state
  close(round, state)
}

/** Ends a round; whatever still waits lapses. */
export function close(round: Round, state: Round['state']): void {
  round.state = state
  for (const step of round.steps) {
    lapse(step.tasks)
    if (isOpen(step)) step.state = 'lapsed'
  }
}

/** 退回 to an earlier step: that step and all after it, up to the one that returns, are asked again. */
export function returnTo({ round, step, task }: Found, person: string, target: number): void {
  decide(task, person, 'returned')
  for (const [i, each] of round.steps.entries()) {
    if (i < target || i > round.steps.indexOf(step)) continue
    const people = each.tasks
      .filter((one) => one.state !== 'transferred' && one.source !== 'escalation')
      .map((one) => one.person)
    each.state = i === target ? 'active' : 'waiting'
    for (const one of each.tasks) called.add(one)
    lapse(each.tasks)
    each.tasks.push(
      ...[...new Set(people)].map((one) => newTask(one, 'route', i === target ? 'active' : 'waiting')),
    )
  }
}

/** Why somebody cannot be asked in addition or instead. */
export function newcomerObjection(
  world: World,
  request: Request,
  { round, step }: Pick<Found, 'round' | 'step'>,
  person: string,
): Ruling | undefined {
  if (person === request.requester) return refused('approvals.not_to_requester')
  const isAsked = round.steps
    .flatMap((step) => step.tasks)
    .some((task) => (task.person === person && task.state !== 'lapsed') || task.decidedBy === person)
  if (isAsked) return refused('approvals.already_asked')
  const unread = readerObjection(world, request, person)
  if (unread) return unread
  if (managersAbove(world, person).includes(request.requester))
    return refused('approvals.newcomer_below_requester')
  return mayHold(world, request, step.level, person)
    ? undefined
    : refused('approvals.newcomer_without_standing')
}

/** Why somebody cannot even read along: they are not there, or serve another entity. */
export function readerObjection(world: World, request: Request, person: string): Ruling | undefined {
  if (!isEmployed(world, person)) return refused('approvals.newcomer_not_there')
  return entitiesOf(world, person).has(request.entity)
    ? undefined
    : refused('approvals.newcomer_other_entity')
}

/** 转交. */
export function transfer({ step, task }: Found, person: string, to: string): void {
  decide(task, person, 'transferred')
  step.tasks.push({ ...newTask(to, 'transfer', 'active'), due: task.due, standsFor: task })
}

/** 加签: the one who asks takes the step, and all of it must agree. */
export function addSigner({ step, task }: Found, to: string, place: 'before' | 'after'): void {
  if (step.need === 'any') {
    step.need = 'all'
    for (const each of step.tasks) if (each !== task && each.state === 'active') each.state = 'lapsed'
  }
  if (place === 'before') task.state = 'waiting'
  step.tasks.push(newTask(to, `added_${place}`, place === 'before' ? 'active' : 'waiting'))
}
