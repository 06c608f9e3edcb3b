import { because, wordsOr, type Reason } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Call, Command, Decision, ObjectRef } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Gone, MattersPort, Unanswered, WaitingProposal } from '../../platform/matters.ts'
import { hasLeft, type Organisation } from '../access/index.ts'
import { closeFlow, type Flow } from './flow.ts'
import { loadLastFlows, loadOpenRounds } from './store.ts'
import type { FlowRow } from './tables.ts'
import { tooLate } from './too-late.ts'

/** What ending a proposal without an answer is made with: each kind from the module that holds it. */
type FourEyesDeps = {
  readonly matters: readonly MattersPort[]
  readonly organisation: (tx: Transaction) => Promise<Organisation>
}

/** A proposal that is taken back, and why, if its proposer says so. */
type WithdrawBody = { readonly object: ObjectRef; readonly reason?: string | undefined }

/** A proposal that nobody answers any more. */
type LapseBody = { readonly object: ObjectRef }

/** Why a proposal lapses. */
type Lapsing = Gone | 'proposer_left'

/** Proposals by the id of their object, each with its last round. */
type State = {
  readonly waiting: ReadonlyMap<string, WaitingProposal>
  readonly rounds: ReadonlyMap<string, Flow>
  readonly organisation: Organisation
}

type Ended = { readonly object: ObjectRef }

/**
 * 撤回 of what waits for a second person, by whoever proposed it and nobody else. Those who were asked are
 * asked no more, and it may be proposed anew.
 */
export function withdrawCommand(deps: FourEyesDeps): Command<WithdrawBody, State, Ended> {
  return {
    operation: 'approvals.withdraw',
    load: (tx, calls) => loadState(deps, tx, calls),
    decide: (state, call) => {
      const { object, reason } = call.body
      const round = state.rounds.get(object.id)
      const objection = round && withdrawalObjection(round, call.actor.personId)
      if (objection) return { refusal: objection, object: loggedUnder(state, object) }
      return endedWithout(state, call, {
        as: 'withdrawn',
        reason: wordsOr(reason, because('approvals.taken_back', { proposal: object.id })),
      })
    },
  }
}

/** Why this person cannot take the proposal back: it is not theirs, or it is over. */
function withdrawalObjection(round: Flow, personId: string): Refusal | undefined {
  if (round.flow.requester_id !== personId) return refuse('approvals.proposer_only')
  return round.flow.state === 'open' ? undefined : overObjection(round)
}

/** What is said to whoever comes after the end: who answered or took it back and when, or that it lapsed. */
export function overObjection(round: Flow): Refusal {
  const { state, closed_at: at, opened_at: openedAt } = round.flow
  return state === 'stopped' ? refuse('approvals.lapsed', { at: at ?? openedAt }) : tooLate(round)
}

/**
 * The system's round: ends what nobody can usefully answer any more, because its proposer has left or what it
 * is about has gone. It never confirms, whatever the time.
 */
export function lapseCommand(deps: FourEyesDeps): Command<LapseBody, State, Ended> {
  return {
    operation: 'approvals.lapse',
    load: (tx, calls) => loadState(deps, tx, calls),
    decide: (state, call) => {
      const { object } = call.body
      const round = state.rounds.get(object.id)
      const lapsed = round && whyLapsed(state, round.flow, call.at)
      // What was answered, or became as it was, since the round of the system looked is left alone.
      if (!lapsed) return { refusal: refuse('platform.stale'), object: loggedUnder(state, object) }
      const why = because(`approvals.lapsed_${lapsed}`, { proposal: object.id })
      const ended = endedWithout(state, call, { as: 'lapsed', reason: why })
      return 'refusal' in ended ? ended : { ...ended, note: { lapsed } }
    },
  }
}

/** The proposals that lapse at this moment, as the system's round finds them; without locks. */
export async function findLapsed(deps: FourEyesDeps, tx: Transaction, at: Instant): Promise<LapseBody[]> {
  const open = await loadOpenRounds(
    tx,
    deps.matters.map(({ type }) => type),
  )
  if (open.length === 0) return []
  const organisation = await deps.organisation(tx)
  const waiting = await loadWaiting(deps, tx, open.map(objectOf), at)
  const state = { waiting, organisation }
  return open.flatMap((flow) => (whyLapsed(state, flow, at) ? [{ object: objectOf(flow) }] : []))
}

function objectOf({ object_type: type, object_id: id }: FlowRow): ObjectRef {
  return { type, id }
}

function whyLapsed(
  { waiting, organisation }: Pick<State, 'waiting' | 'organisation'>,
  { requester_id: proposerId, object_id: objectId }: FlowRow,
  at: Instant,
): Lapsing | undefined {
  const proposal = waiting.get(objectId)
  return proposal && (hasLeft(organisation, proposerId, at) ? 'proposer_left' : proposal.gone)
}

async function loadState(
  deps: FourEyesDeps,
  tx: Transaction,
  calls: readonly Call<{ readonly object: ObjectRef }>[],
): Promise<State> {
  const objects = calls.map((call) => call.body.object)
  // The object is locked before its round, as with every answer.
  const waiting = await loadWaiting(deps, tx, objects, calls[0]?.at ?? '')
  const rounds = new Map<string, Flow>()
  for (const [type, ids] of byType(objects)) {
    for (const [id, round] of await loadLastFlows(tx, type, ids)) rounds.set(id, round)
  }
  return { waiting, rounds, organisation: await deps.organisation(tx) }
}

async function loadWaiting(
  { matters }: FourEyesDeps,
  tx: Transaction,
  objects: readonly ObjectRef[],
  at: Instant,
): Promise<Map<string, WaitingProposal>> {
  const ids = byType(objects)
  const found = new Map<string, WaitingProposal>()
  for (const port of matters) {
    const asked = ids.get(port.type)
    if (!asked) continue
    for (const [id, proposal] of await port.waiting(tx, asked, at)) found.set(id, proposal)
  }
  return found
}

function byType(objects: readonly ObjectRef[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { type, id } of objects) found.set(type, [...(found.get(type) ?? []), id])
  return found
}

function loggedUnder({ waiting }: State, object: ObjectRef): ObjectRef {
  return waiting.get(object.id)?.loggedUnder ?? object
}

/** The proposal and its round end together. */
function endedWithout(
  state: State,
  { body, at }: Call<{ readonly object: ObjectRef }>,
  { as, reason }: { readonly as: Unanswered; readonly reason: Reason },
): Decision<Ended> {
  const proposal = state.waiting.get(body.object.id)
  const round = state.rounds.get(body.object.id)
  const object = loggedUnder(state, body.object)
  if (!proposal || !round) return { refusal: refuse('platform.not_found'), object }
  const closed = closeFlow(round, as === 'withdrawn' ? 'withdrawn' : 'stopped', at)
  return { answer: { object: body.object }, object, reason, changes: [proposal.ended(as, at), ...closed] }
}
