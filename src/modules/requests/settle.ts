import { because, wordsOr } from '../../kernel/because.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { dutyChanges, dutyObjection } from '../access/index.ts'
import { moveBenefit } from '../benefits/index.ts'
import type { Acted } from './approve.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import { verdictNote } from './weigh.ts'
import type { RequestDeps } from './deps.ts'
import { decideMove, type RequestState } from './domain.ts'
import { isReceived, mayBeKept, type Disposal } from './received.ts'
import { pendingObjection } from './reversal.ts'
import { requestTable } from './tables.ts'
import { leadingRule } from './weigh.ts'

/** What became of a thing that was received. */
export type SettleBody = {
  readonly requestId: string
  readonly version: number
  readonly disposal: Disposal
  readonly text?: string | undefined
}

/**
 * Settles what was received. Its owner may send it back, or keep what may be kept; compliance confirms what
 * was handed in and judges what is in doubt. What may not be kept is kept by nobody.
 */
export function settleCommand(deps: RequestDeps): Command<SettleBody, ReadonlyMap<string, OpenCase>, Acted> {
  return {
    operation: 'requests.settle',
    load: (tx, calls) => loadCases(deps, tx, calls),
    decide: (cases, call) => decideOne(deps, cases.get(call.body.requestId), call),
    constraints: {
      duty_is_one_a_person: (call) => ({
        refusal: refuse('access.duty_conflict', { wanted: 'approver' }),
        object: { type: 'request', id: call.body.requestId },
      }),
    },
  }
}

function decideOne(deps: RequestDeps, found: OpenCase | undefined, call: Call<SettleBody>): Decision<Acted> {
  const object = { type: 'request', id: call.body.requestId }
  if (!found) return { refusal: refuse('platform.not_found'), object }
  const { request, benefit, lines, situation, duties } = found
  const { disposal, text } = call.body
  const about = { object: requestRef(request), entityId: request.entity_id }
  const to = stateAfter(disposal)
  const stale = call.body.version === request.version ? undefined : refuse('platform.stale')
  const objection = stale ?? settleObjection(found, call.actor, disposal)
  if (objection) return { ...about, refusal: objection }
  if (!benefit) throw new Error('what was declared has its entry in the register')
  const moved = moveBenefit(benefit, {
    to,
    at: call.at,
    today: situation.today,
    lines,
    lineIds: lines.map(() => deps.newId('line')),
  })
  if (isRefusal(moved)) return { ...about, refusal: moved }
  const application = { ...situation.proposal, disposal }
  const change = updateRow(requestTable, request, {
    state: to,
    application: canonical(application as CanonicalValue),
    waiting_on: null,
    closed_at: call.at,
    changed_at: call.at,
  })
  const isOwn = request.requester_id === call.actor.personId
  const duty = isOwn ? [] : dutyChanges(duties, about.object, call.actor.personId, 'approver')
  return {
    ...about,
    answer: { requestId: request.id, state: to, version: request.version + 1 },
    changes: [change, ...moved, ...duty],
    reason: wordsOr(text, because(`requests.settled_${disposal}`, { request: request.id })),
    ...(found.weighing ? { note: verdictNote(found.weighing) } : {}),
  }
}

function stateAfter(disposal: Disposal): 'declined' | 'completed' {
  return disposal === 'declined' ? 'declined' : 'completed'
}

/** What keeps this person from settling the thing in this way; the screen shows it beside the choice. */
export function settleObjection(
  found: OpenCase,
  actor: Pick<Actor, 'personId' | 'roles'>,
  disposal: Disposal,
): Refusal | undefined {
  const { request, situation, duties } = found
  const isOwn = request.requester_id === actor.personId
  const isCompliance = actor.roles.includes('compliance')
  if (!isOwn && !isCompliance) return refuse('requests.not_yours')
  if (!isReceived(situation.proposal)) return refuse('requests.not_received')
  const pending = pendingObjection(found)
  if (pending) return pending
  // The database holds the list of states.
  const from = request.state as RequestState
  const to = stateAfter(disposal)
  // A draft has nothing in the register yet: it is declared first, with its disposal.
  const refusal = found.benefit ? decideMove(from, to) : refuse('requests.no_such_move', { from, to })
  if (refusal) return refusal
  if (isOwn) return ownerObjection(found, disposal)
  const { weighing } = found
  if (disposal === 'kept' && weighing?.decision.outcome === 'prohibit') {
    return refuse('requests.not_to_keep', leadingRule(weighing))
  }
  return dutyObjection(duties, actor.personId, 'approver')
}

/**
 * Nobody confirms their own hand-in, judges for themselves what is in doubt, or takes what they received off
 * the sums by their own word.
 */
function ownerObjection({ weighing }: OpenCase, disposal: Disposal): Refusal | undefined {
  if (disposal === 'declined') return refuse('requests.declining_is_confirmed', {}, '/body/disposal')
  if (disposal === 'handed_in') return refuse('requests.hand_in_is_confirmed', {}, '/body/disposal')
  if (disposal !== 'kept' || !weighing) return undefined
  const { decision } = weighing
  if (decision.outcome === 'prohibit') return refuse('requests.not_to_keep', leadingRule(weighing))
  return mayBeKept(decision.outcome) ? undefined : refuse('requests.keeping_in_doubt', {}, '/body/disposal')
}
