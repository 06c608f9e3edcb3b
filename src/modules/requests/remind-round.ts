import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command, ObjectRef } from '../../platform/act/command.ts'
import { loadOpenFlows, remind, type Flow } from '../approvals/index.ts'

/** A four-eyes object that is no request, and the object under which the log tells of it. */
export type RemindRoundBody = { readonly object: ObjectRef; readonly loggedUnder: ObjectRef }

/**
 * 催办 of what is no request, a reversal for example: whoever asked for it, or is asked as well, reminds those
 * who have to answer.
 */
export const remindRoundCommand: Command<RemindRoundBody, ReadonlyMap<string, Flow>, { reminded: number }> = {
  operation: 'approvals.remind',
  load: async (tx, calls) => {
    const flows = new Map<string, Flow>()
    for (const { object } of calls.map((call) => call.body)) {
      for (const [id, flow] of await loadOpenFlows(tx, object.type, [object.id])) flows.set(id, flow)
    }
    return flows
  },
  decide: (flows, { actor, at, body }) => {
    const object = body.loggedUnder
    const flow = flows.get(body.object.id)
    if (!flow) return { refusal: refuse('approvals.not_open', { state: '' }), object }
    const about = { object, entityId: flow.flow.entity_id }
    const asked = flow.tasks.map((task) => task.person_id)
    const isPart = flow.flow.requester_id === actor.personId || asked.includes(actor.personId)
    if (!isPart) return { ...about, refusal: refuse('requests.not_yours') }
    const decided = remind(flow, at)
    if (isRefusal(decided)) return { ...about, refusal: decided }
    return {
      ...about,
      answer: { reminded: decided.changes.length },
      changes: decided.changes,
      jobs: decided.changes.map((change) => ({
        queue: 'notify',
        data: { taskId: change.row.id, kind: 'nudge', at },
      })),
    }
  },
}
