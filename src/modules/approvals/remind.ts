import { because, type Because } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, JobDraft, ObjectRef } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { remind } from './domain.ts'
import type { Flow } from './flow.ts'
import { loadOpenFlows } from './store.ts'

/** What a reminder brings to its entry. */
type Reminded = {
  readonly changes: readonly RowChange[]
  readonly jobs: readonly JobDraft[]
  readonly reason: Because
}

/** The tasks of a round that are reminded, a letter for each, by whoever asked for it or is asked too. */
export function remindedBy(
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
  flow: Flow | undefined,
  { requesterId, state }: { readonly requesterId: string | null; readonly state: string },
): Reminded | Refusal {
  const asked = (flow?.tasks ?? []).map((task) => task.person_id)
  const isPart = requesterId === actor.personId || asked.includes(actor.personId)
  if (!isPart) return refuse('requests.not_yours')
  if (!flow) return refuse('approvals.not_open', { state })
  const decided = remind(flow, at)
  if (isRefusal(decided)) return decided
  const letterOf = ({ row }: RowChange) => ({ queue: 'notify', data: { taskId: row.id, kind: 'nudge', at } })
  const reason = because('approvals.undecided_since', { since: flow.flow.opened_at.slice(0, 10) })
  return { changes: decided.changes, jobs: decided.changes.map(letterOf), reason }
}

/** A four-eyes object that is no request, and the object under which the log tells of it. */
type RemindRoundBody = { readonly object: ObjectRef; readonly loggedUnder: ObjectRef }

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
