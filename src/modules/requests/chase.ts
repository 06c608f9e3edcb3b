import { because } from '../../kernel/because.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dayFor, isEmployed, managersAbove, type Organisation } from '../access/index.ts'
import {
  chase,
  isToEscalate,
  loadOverdue,
  newcomerObjection,
  tasksOf,
  activeStep,
  type FindSuperiors,
  type Flow,
} from '../approvals/index.ts'
import { loadCases, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { groundOf } from './ground.ts'

type State = {
  readonly flows: readonly Flow[]
  /** The requests for which somebody else may have to be asked. */
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly organisation: Organisation
}

/**
 * The system's round: reminds and escalates what is overdue, with a letter for each. A timeout never
 * approves. Run for one entity border at a time by the system actor, who sees all entities.
 */
export function chaseCommand(deps: RequestDeps): Command<null, State, { readonly chased: number }> {
  return {
    operation: 'approvals.chase',
    load: async (tx, [call]) => {
      const now = call?.at ?? ''
      // Requests are locked before their rounds, as every verb does it.
      const cases = call ? await casesToEscalate(deps, tx, call) : new Map<string, OpenCase>()
      const flows = await loadOverdue(tx, now, { isLocked: !tx.isReadOnly })
      return { flows, cases, organisation: await deps.organisation(tx) }
    },
    decide: ({ flows, cases, organisation }, call) => {
      // What became due for escalation since the requests were read has its turn in the next minute.
      const read = flows.filter((flow) => !isAsked(flow, call.at) || cases.has(flow.flow.object_id))
      const superiorsOf = superiorsIn(organisation, cases, call.at)
      const parts = read.map((flow) => chase(flow, call.at, superiorsOf, deps.newId))
      const notify = parts.flatMap((part) => part.notify)
      return {
        answer: { chased: notify.length },
        object: { type: 'approvals', id: 'overdue' },
        reason: because('approvals.overdue', {
          letters: notify.length,
          escalated: notify.filter(({ kind }) => kind === 'escalation').length,
        }),
        changes: parts.flatMap((part) => part.changes),
        jobs: notify.map((data) => ({ queue: 'notify', data })),
      }
    },
  }
}

function casesToEscalate(
  deps: RequestDeps,
  tx: Transaction,
  call: Call<null>,
): Promise<Map<string, OpenCase>> {
  return loadOverdue(tx, call.at).then((flows) => {
    const due = flows.filter((flow) => isAsked(flow, call.at))
    const calls = due.map(({ flow }) => ({ ...call, body: { requestId: flow.object_id } }))
    return calls.length === 0 ? new Map() : loadCases(deps, tx, calls)
  })
}

/**
 * Only about a request somebody else is asked: who may be the second person of the organisation is told by
 * roles.
 */
function isAsked(flow: Flow, at: Instant): boolean {
  return flow.flow.object_type === 'request' && isToEscalate(flow, at)
}

/**
 * Asked is the nearest superior to whom the task could have been handed: a timeout gives nobody a standing
 * that they have not. Without one the nearest superior is told.
 */
function superiorsIn(
  organisation: Organisation,
  cases: ReadonlyMap<string, OpenCase>,
  at: Instant,
): FindSuperiors {
  return (flow, personId) => {
    const day = dayFor(organisation, personId, at)
    const above = managersAbove(organisation, personId, day).filter((id) => isEmployed(organisation, id, day))
    const found = flow.flow.object_type === 'request' ? cases.get(flow.flow.object_id) : undefined
    const ground = found && groundOf(found)
    return {
      ask: above.find((id) => ground && newcomerObjection(flow, id, ground, '') === undefined),
      tell: above.find((id) => id !== flow.flow.requester_id && !isAskedNow(flow, id)),
    }
  }
}

function isAskedNow(flow: Flow, personId: string): boolean {
  const step = activeStep(flow)
  const tasks = step ? tasksOf(flow, step) : []
  return tasks.some((task) => task.person_id === personId && task.state === 'active')
}
