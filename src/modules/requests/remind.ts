import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { remindedBy } from '../approvals/index.ts'
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
      const reminded = remindedBy(call, flow, { requesterId: request.requester_id, state: request.state })
      if (isRefusal(reminded)) return { ...about, refusal: reminded }
      // The database holds the list of states.
      const state = request.state as RequestState
      return { ...about, answer: { requestId: request.id, state, version: request.version }, ...reminded }
    },
  }
}
