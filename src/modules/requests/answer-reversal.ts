import { because, wordsOr } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { OpenRound } from '../../platform/rounds.ts'
import { dutyChanges, dutyObjection } from '../access/index.ts'
import { rounds } from '../approvals/index.ts'
import { moveBenefit } from '../benefits/index.ts'
import type { Acted } from './approve.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { decideMove, type RequestState } from './domain.ts'
import { afterReversal, confirmersOf, reversalType, type ReversalVerb } from './reversal.ts'
import { loadReversals } from './store-reversals.ts'
import { requestTable, reversalTable, type ReversalRow } from './tables.ts'

/** What the second person says of a reversal. */
export type AnswerReversalBody = {
  readonly reversalId: string
  readonly isConfirmed: boolean
  readonly reason?: string | undefined
}

/** Reversals with the cases of their requests. */
export type Reversals = {
  readonly rows: ReadonlyMap<string, ReversalRow>
  readonly cases: ReadonlyMap<string, OpenCase>
}

type State = Reversals & { readonly open: ReadonlyMap<string, OpenRound> }

/** Loads reversals by id, each with its request. */
export async function findReversals(
  deps: RequestDeps,
  tx: Transaction,
  calls: readonly Call<{ readonly reversalId: string }>[],
): Promise<Reversals> {
  const rows = await loadReversals(
    tx,
    calls.map((call) => call.body.reversalId),
  )
  const named = calls.flatMap((call) => {
    const requestId = rows.get(call.body.reversalId)?.request_id
    return requestId === undefined ? [] : [{ ...call, body: { requestId } }]
  })
  return { rows, cases: await loadCases(deps, tx, named) }
}

/**
 * The second of the two people. Confirmed, the benefit leaves the sums on the day of the answer; declined,
 * everything stays as it was.
 */
export function answerReversalCommand(deps: RequestDeps): Command<AnswerReversalBody, State, Acted> {
  return {
    operation: 'requests.answer_reversal',
    load: async (tx, calls) => {
      const found = await findReversals(deps, tx, calls)
      return { ...found, open: await rounds(deps).load(tx, reversalType, [...found.rows.keys()]) }
    },
    decide: (state, call) => decideOne(deps, state, call),
    constraints: {
      no_payment_is_under_way: (call) => ({
        refusal: refuse('requests.payment_under_way'),
        object: { type: reversalType, id: call.body.reversalId },
      }),
      duty_is_one_a_person: (call) => ({
        refusal: refuse('access.duty_conflict', { wanted: 'checker' }),
        object: { type: reversalType, id: call.body.reversalId },
      }),
    },
  }
}

function decideOne(deps: RequestDeps, state: State, call: Call<AnswerReversalBody>): Decision<Acted> {
  const { reversalId, isConfirmed, reason } = call.body
  const { actor, at } = call
  const row = state.rows.get(reversalId)
  const found = state.cases.get(row?.request_id ?? '')
  if (!row || !found) {
    return { refusal: refuse('platform.not_found'), object: { type: reversalType, id: reversalId } }
  }
  const { request } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const unsaid = !isConfirmed && !reason?.trim()
  const objection =
    answerObjection(found, row, actor) ??
    (unsaid ? refuse('approvals.reason_needed', {}, '/body/reason') : undefined)
  if (objection) return { ...about, refusal: objection }
  const to = afterReversal[row.verb as ReversalVerb]
  const taken = isConfirmed ? takenOff(deps, found, to, call) : []
  if (isRefusal(taken)) return { ...about, refusal: taken }
  const answered = updateRow(reversalTable, row, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: actor.personId,
    answered_at: at,
  })
  return {
    ...about,
    answer: {
      requestId: request.id,
      state: isConfirmed ? to : (request.state as RequestState),
      version: isConfirmed ? request.version + 1 : request.version,
    },
    changes: [
      answered,
      ...taken,
      ...(state.open.get(row.id)?.answered({ personId: actor.personId, at, isConfirmed, reason }) ?? []),
      ...dutyChanges(found.duties, about.object, actor.personId, 'checker'),
    ],
    reason: wordsOr(reason, because('requests.reversal_confirmed', { reversal: row.id })),
    note: { reversal: isConfirmed ? 'confirmed' : 'declined' },
  }
}

/** What keeps somebody from answering: it is their own, they had a part in it, or nobody asks them. */
export function answerObjection(
  found: OpenCase,
  row: ReversalRow,
  { personId }: Pick<Actor, 'personId'>,
): Refusal | undefined {
  if (row.state !== 'proposed') return refuse('requests.reversal_answered')
  if ([row.asked_by, found.request.requester_id].includes(personId)) return refuse('approvals.own_request')
  const { closeStaff, loosenings } = found.situation
  if (closeStaff.includes(personId)) return refuse('approvals.close_to_recipient')
  if (loosenings.loosenedBy.includes(personId)) return refuse('approvals.own_loosening')
  const held = dutyObjection(found.duties, personId, 'checker')
  const isAsked = confirmersOf(found, row.asked_by).personIds.includes(personId)
  return held ?? (isAsked ? undefined : refuse('approvals.not_asked'))
}

function takenOff(
  deps: RequestDeps,
  { request, benefit, lines, situation }: OpenCase,
  to: 'reversed' | 'declined',
  { at }: Call<unknown>,
): RowChange[] | Refusal {
  if (!benefit) throw new Error('what was given has its entry in the register')
  const refusal = decideMove(request.state as RequestState, to)
  if (refusal) return refusal
  const moved = moveBenefit(benefit, {
    to,
    at,
    today: situation.today,
    lines,
    lineIds: lines.map(() => deps.newId('line')),
  })
  if (isRefusal(moved)) return moved
  const change = updateRow(requestTable, request, {
    state: to,
    waiting_on: null,
    closed_at: at,
    changed_at: at,
  })
  return [change, ...moved]
}
