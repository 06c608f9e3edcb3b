import type { z } from 'zod'
import type { routeStepJson } from '../../../contract/screens.ts'
import {
  holders,
  tasksOf,
  type Flow,
  type PlannedStep,
  type StepRow,
  type TaskRow,
} from '../../approvals/index.ts'
import type { RequestRow } from '../tables.ts'
import { deadlineOf, say, sayIfKnown, staffOf, type Reader } from './reader.ts'

type Step = z.output<typeof routeStepJson>

/** The steps of a route that does not exist yet: who would be asked. */
export function plannedRoute(reader: Reader, steps: readonly PlannedStep[]): Step[] {
  return steps.map((step) => ({
    level: levelOf(step.level),
    role: roleWord(reader, step.role),
    need: step.need,
    people: step.personIds.map((id) => staffOf(reader, id)),
    state: 'ahead',
    word: say(reader, 'step.ahead'),
  }))
}

const stepStates: Readonly<Record<string, Step['state']>> = {
  waiting: 'ahead',
  active: 'waiting',
  approved: 'approved',
  rejected: 'rejected',
  returned: 'returned',
  skipped: 'lapsed',
  lapsed: 'lapsed',
}

/** The steps of a round, with whoever decided or is asked. */
export function flowRoute(reader: Reader, flow: Flow): Step[] {
  return flow.steps.map((step) => {
    const tasks = tasksOf(flow, step)
    const state = stepStates[step.state] ?? 'ahead'
    const due = tasks.find((task) => task.state === 'active')?.due_at
    return {
      stepId: step.id,
      level: levelOf(step.level),
      role: roleWord(reader, step.role),
      need: step.need === 'all' ? 'all' : 'any',
      people: peopleOf(reader, step, tasks),
      state,
      word: say(reader, `step.${state}`),
      ...(due ? { deadline: deadlineOf(reader, due) } : {}),
    }
  })
}

function peopleOf(reader: Reader, step: StepRow, tasks: readonly TaskRow[]) {
  const decided = tasks.flatMap((task) => task.decided_by ?? [])
  const asked = tasks.filter((task) => task.state === 'active' || task.state === 'waiting')
  const isOver = step.state !== 'active' && step.state !== 'waiting'
  const ids = isOver && decided.length > 0 ? decided : [...decided, ...asked.map((task) => task.person_id)]
  return [...new Set(ids)].map((id) => staffOf(reader, id))
}

function levelOf(text: string): Step['level'] {
  return text === 'L2' || text === 'L3' || text === 'L4' ? text : 'L1'
}

/** The word of a role of the authority matrix. */
export function roleWord(reader: Reader, role: string): string {
  return sayIfKnown(reader, `role.${role}`) ?? role
}

/** Who has to act now, in one phrase; empty when nobody has. */
export function waitingFor(
  reader: Reader,
  flow: Flow | undefined,
  { waiting_on: waitingOn, requester_id: requesterId }: Pick<RequestRow, 'waiting_on' | 'requester_id'>,
): string {
  const people = flow ? holders(flow) : []
  if (people.length > 0) {
    const name = people.map((id) => staffOf(reader, id).name).join(say(reader, 'list.separator'))
    return say(reader, 'waiting.approver', { name })
  }
  if (waitingOn === null || waitingOn === 'approver') return ''
  const isOwn = waitingOn === 'applicant' && requesterId === reader.actor.personId
  return sayIfKnown(reader, `waiting.${isOwn ? 'you' : waitingOn}`) ?? ''
}
