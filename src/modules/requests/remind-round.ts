import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command, ObjectRef } from '../../platform/act/command.ts'
import { loadOpenFlows, type Flow } from '../approvals/index.ts'
import { remindedBy } from './remind.ts'

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
    const reminded = remindedBy({ actor, at }, flow, { requesterId: flow.flow.requester_id, state: '' })
    if (isRefusal(reminded)) return { ...about, refusal: reminded }
    return { ...about, answer: { reminded: reminded.changes.length }, ...reminded }
  },
}
