import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { remind } from '../approvals/index.ts'
import type { Acted } from './approve.ts'
import { loadCases, requestRef, type Matter, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import type { RequestState } from './domain.ts'

/** 催办: reminds whoever has to act now. Open to the applicant and to whoever is part of the round. */
export function remindCommand(
  deps: RequestDeps,
  matter: Matter = 'request',
): Command<{ readonly requestId: string; readonly version: number }, ReadonlyMap<string, OpenCase>, Acted> {
  return {
    operation: 'approvals.remind',
    load: (tx, calls) => loadCases(deps, tx, calls, { matter }),
    decide: (cases, call) => {
      const found = cases.get(call.body.requestId)
      const object = { type: 'request', id: call.body.requestId }
      if (!found) return { refusal: refuse('platform.not_found'), object }
      const { request, flow } = found
      const about = { object: requestRef(request), entityId: request.entity_id }
      const asked = (flow?.tasks ?? []).map((task) => task.person_id)
      const isPart = request.requester_id === call.actor.personId || asked.includes(call.actor.personId)
      if (!isPart) return { ...about, refusal: refuse('requests.not_yours') }
      if (!flow) return { ...about, refusal: refuse('approvals.not_open', { state: request.state }) }
      const decided = remind(flow, call.at)
      if (isRefusal(decided)) return { ...about, refusal: decided }
      // The database holds the list of states.
      const state = request.state as RequestState
      return {
        ...about,
        answer: { requestId: request.id, state, version: request.version },
        changes: decided.changes,
        jobs: decided.changes.map((change) => ({
          queue: 'notify',
          data: { taskId: change.row.id, kind: 'nudge', at: call.at },
        })),
      }
    },
  }
}
