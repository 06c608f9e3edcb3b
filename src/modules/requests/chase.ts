import type { Command } from '../../platform/act/command.ts'
import { dayFor, isEmployed, managersAbove, type Organisation } from '../access/index.ts'
import { chase, loadOverdue, type Flow } from '../approvals/index.ts'
import type { RequestDeps } from './deps.ts'

type State = { readonly flows: readonly Flow[]; readonly organisation: Organisation }

/**
 * The system's round: reminds and escalates what is overdue, with a letter for each. A timeout never approves.
 * Run for one entity border at a time by the system actor, who sees all entities.
 */
export function chaseCommand(deps: RequestDeps): Command<null, State, { readonly chased: number }> {
  return {
    operation: 'approvals.chase',
    load: async (tx, calls) => ({
      flows: await loadOverdue(tx, calls[0]?.at ?? ''),
      organisation: await deps.organisation(tx),
    }),
    decide: ({ flows, organisation }, call) => {
      const superiorOf = (personId: string) => {
        const day = dayFor(organisation, personId, call.at)
        return managersAbove(organisation, personId, day).find((each) => isEmployed(organisation, each, day))
      }
      // Who may be the second person of the organisation is told by roles: their superiors may not answer it.
      const parts = flows.map((flow) =>
        chase(flow, call.at, flow.flow.object_type === 'request' ? superiorOf : () => undefined, deps.newId),
      )
      const notify = parts.flatMap((part) => part.notify)
      return {
        answer: { chased: notify.length },
        object: { type: 'approvals', id: 'overdue' },
        changes: parts.flatMap((part) => part.changes),
        jobs: notify.map((data) => ({ queue: 'notify', data })),
      }
    },
  }
}
