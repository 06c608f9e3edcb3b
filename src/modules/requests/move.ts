import { because, wordsOr, type Because } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { isEmployed } from '../access/index.ts'
import { closeFlow, loadLastFlows, loadOpenFlows, type Flow } from '../approvals/index.ts'
import { moveBenefit, type BenefitState } from '../benefits/index.ts'
import type { Acted } from './approve.ts'
import { endedWithGuests } from './attendance/ended.ts'
import { approvedOn } from './breach.ts'
import { booksObjection, loadBooks, type Books } from './completion.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import { verdictNote, type Weighing } from './weigh.ts'
import { dayObjection } from './day-reach.ts'
import type { RequestDeps } from './deps.ts'
import { decideMove, stateAfter, type RequestState } from './domain.ts'
import { attachEvidence, ownFiles, usedElsewhere } from './evidence.ts'
import { actualObjection, type Actual } from './giving/actual.ts'
import { namesOfGiving } from './giving/apart.ts'
import type { Difference } from './giving/compare.ts'
import { given } from './giving/given.ts'
import {
  guestObjection,
  invoiceObjection,
  reasonObjection,
  toldTwice,
  transferObjection,
  wayUnmet,
} from './giving/objections.ts'
import { signInsObjection } from './giving/left-out.ts'
import { laterNote, loadLater, type Later } from './recheck.ts'
import { loadFiles } from './store.ts'
import { underPayment } from './paid.ts'
import { unmet } from './papers.ts'
import { isReceived } from './received.ts'
import {
  askReversal,
  pendingObjection,
  reversalType,
  takesBack,
  takesReversalBack,
  withdrawReversal,
} from './reversal.ts'
import { requestTable, type EvidenceRow } from './tables.ts'

/** The applicant's verbs that move a request on or end it. */
export type MoveVerb = 'withdraw' | 'give' | 'decline' | 'complete' | 'cancel' | 'reverse'

/** A move of one request. `version` is that of the request as the person saw it. */
export type MoveBody = {
  readonly requestId: string
  readonly version: number
  readonly verb: MoveVerb
  readonly text?: string | undefined
  readonly givenOn?: LocalDate | undefined
  readonly fileIds?: readonly string[] | undefined
  /** What really happened when it was given; what is left out was as approved. */
  readonly actual?: Actual | undefined
}

const targets: Readonly<Record<MoveVerb, Exclude<RequestState, 'draft'>>> = {
  withdraw: 'withdrawn',
  give: 'given',
  decline: 'declined',
  complete: 'completed',
  cancel: 'cancelled',
  reverse: 'reversed',
}

/** What its applicant records of a benefit; compliance does so for whoever has left. */
const recording: readonly MoveVerb[] = ['give', 'complete']

/** What was received is settled, taken back when it was declared by mistake, and otherwise left as it is. */
const ofReceived: readonly MoveVerb[] = ['cancel', 'reverse']

type State = {
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly files: ReadonlyMap<string, EvidenceRow>
  readonly later: Later
  /** Where those stand in the books that are to be completed. */
  readonly books: Books
  /** The last round of what is given now, by the request; or that of a reversal, by the reversal. */
  readonly rounds: ReadonlyMap<string, Flow>
}

/** One command for all moves: the request, the register and the sums change together. */
export function moveCommand(deps: RequestDeps, verb: MoveVerb): Command<MoveBody, State, Acted> {
  return {
    operation: `requests.${verb}`,
    load: async (tx, calls) => {
      const files = await loadFiles(
        tx,
        calls.flatMap((call) => call.body.fileIds ?? []),
      )
      const cases = await loadCases(deps, tx, calls, { files, withReviews: verb === 'give' })
      if (verb !== 'give') {
        const reversals =
          verb === 'withdraw' ? [...cases.values()].flatMap(({ reversal }) => reversal ?? []) : []
        const ids = reversals.map(({ id }) => id)
        const rounds = ids.length === 0 ? new Map() : await loadOpenFlows(tx, reversalType, ids)
        const asked = [...cases.values()].map(({ request }) => request)
        const books = verb === 'complete' ? await loadBooks(tx, asked) : new Map()
        return { cases, files, later: new Map(), books, rounds }
      }
      const later = await laterThan(tx, [...cases.values()])
      return {
        cases,
        files,
        later,
        books: new Map(),
        rounds: await loadLastFlows(tx, 'request', [...cases.keys()]),
      }
    },
    loadsAhead: true,
    decide: (state, call) => decideOne(deps, state, call),
    ...(verb === 'give' && { apart: namesOf }),
    constraints: underPayment<MoveBody>(),
  }
}

/** What two givings of a set must not have in common. */
function namesOf({ cases, files }: State, { actor, body }: Call<MoveBody>): readonly string[] {
  const found = cases.get(body.requestId)
  return found ? namesOfGiving(found, ownFiles(files, actor.personId, body.fileIds, body.requestId)) : []
}

/** What was decided about benefits later than those that are given now. */
async function laterThan(tx: Transaction, cases: readonly OpenCase[]): Promise<Later> {
  const [first] = cases
  if (!first) return new Map()
  return loadLater(
    tx,
    first.shared,
    cases.flatMap(({ situation, guests }) => [situation, ...guests.map((guest) => guest.situation)]),
  )
}

function decideOne(deps: RequestDeps, state: State, call: Call<MoveBody>): Decision<Acted> {
  const found = state.cases.get(call.body.requestId)
  const object = { type: 'request', id: call.body.requestId }
  if (!found) return { refusal: refuse('platform.not_found'), object }
  const { request } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const { text, verb, givenOn, fileIds } = call.body
  const files = ownFiles(state.files, call.actor.personId, fileIds, request.id)
  const objection =
    objectionTo(found, call, files) ??
    (verb === 'complete' ? booksObjection(state.books, request) : undefined) ??
    usedElsewhere(state.files, call.actor.personId, fileIds, request.id)
  if (objection) return { ...about, refusal: objection }
  const approved = approvedOn(deps, found, state.rounds.get(request.id))
  const round = state.rounds.get(found.reversal?.id ?? '')
  const moved = movedBy(deps, found, { call, files, later: state.later, approved, round })
  if (isRefusal(moved.changes)) return { ...about, refusal: moved.changes }
  const asks = takesBack(found, verb)
  const isTakenBack = takesReversalBack(found, verb)
  const note = {
    ...(moved.decided && verdictNote(moved.decided)),
    ...(verb === 'give' && laterNote({ ...found, later: state.later }, found.situation, moved.changes)),
    ...(givenOn !== undefined && { givenOn }),
    ...(moved.differences && moved.differences.length > 0 && { differs: told(moved.differences) }),
    ...(asks && { reversal: `asked_${verb}` }),
    ...(isTakenBack && { reversal: 'taken_back' }),
  }
  return {
    ...about,
    answer: {
      requestId: request.id,
      state: moved.to,
      version: asks || isTakenBack ? request.version : request.version + 1,
      ...(moved.told === undefined ? {} : { told: moved.told }),
      ...(moved.differences === undefined ? {} : { differs: told(moved.differences) }),
      ...toldTwice(call.body.actual),
    },
    changes: moved.changes,
    reason: wordsOr(text, carriedBy(state, found, call)),
    ...(Object.keys(note).length > 0 && { note }),
  }
}

/** In what it differs by more than may pass, else in what at all; for the answer and for the log. */
function told(differences: readonly Difference[]): string[] {
  const beyond = differences.filter(({ isBeyond }) => isBeyond)
  return (beyond.length > 0 ? beyond : differences).map(({ what }) => what)
}

/**
 * Why a request moves on where nobody has to write it: a benefit is given because its request was approved or
 * needed nobody's approval, and the rest follows from what the applicant records.
 */
function carriedBy({ rounds }: State, found: OpenCase, { actor, body: { verb } }: Call<MoveBody>): Because {
  const { id: request, outcome } = found.request
  if (actor.personId === systemActor.personId) return because('requests.completed_by_itself', { request })
  if (takesReversalBack(found, verb)) return because('requests.reversal_taken_back', { request })
  if (verb !== 'give') return because(`requests.${targets[verb]}_by_applicant`, { request })
  const round = rounds.get(request)?.flow
  return round?.state === 'approved'
    ? because('requests.fulfils_approval', { request, round: round.id })
    : because('requests.fulfils_verdict', { request, outcome: outcome ?? '' })
}

/** Where a move leads, the rows of it, and the verdict where it was decided anew for it. */
type Moved = {
  readonly to: Exclude<RequestState, 'draft'>
  readonly changes: RowChange[] | Refusal
  readonly decided?: Weighing
  readonly told?: Acted['told']
  readonly differences?: readonly Difference[]
}

type Moving = {
  readonly call: Call<MoveBody>
  readonly files: readonly EvidenceRow[]
  readonly later: Later
  /** The day on which it was approved, where somebody approved it. */
  readonly approved: LocalDate | undefined
  /** The round of a reversal that is taken back. */
  readonly round: Flow | undefined
}

function movedBy(deps: RequestDeps, found: OpenCase, moving: Moving): Moved {
  const { call, files } = moving
  const { verb } = call.body
  if (takesBack(found, verb)) {
    const changes = askReversal(deps, found, { verb, call, files })
    return { to: found.request.state as Moved['to'], changes, told: 'reversal_asked' }
  }
  if (found.reversal && takesReversalBack(found, verb)) {
    const changes = withdrawReversal(found.reversal, moving.round, call.at)
    return { to: found.request.state as Moved['to'], changes, told: 'reversal_taken_back' }
  }
  const moved = () => changesOf(deps, found, call, files)
  return verb === 'give' ? given(deps, found, { ...moving, moved }) : moved()
}

/** Whose verb it is: the applicant's, and compliance's where it ends or takes back what others asked for. */
export function moverObjection(
  found: OpenCase,
  actor: Pick<Actor, 'personId' | 'roles'>,
  verb: MoveVerb,
): Refusal | undefined {
  const { request, reversal, shared, situation } = found
  if (reversal && takesReversalBack(found, verb)) {
    return reversal.asked_by === actor.personId ? undefined : refuse('requests.not_yours')
  }
  const { requester_id: requesterId } = request
  // What has all that it needs is completed by itself.
  const isByItself = verb === 'complete' && actor.personId === systemActor.personId
  if (requesterId === actor.personId || isByItself) return undefined
  if (verb === 'withdraw' || !actor.roles.includes('compliance')) return refuse('requests.not_yours')
  const isThere = isEmployed(shared.organisation, requesterId, situation.today)
  return recording.includes(verb) && isThere ? refuse('requests.applicant_records') : undefined
}

/** What speaks against a move, but for the books. */
export function objectionTo(
  found: OpenCase,
  call: Call<MoveBody>,
  files: readonly EvidenceRow[],
): Refusal | undefined {
  const { request, situation } = found
  const { verb, version } = call.body
  const foreign = moverObjection(found, call.actor, verb)
  if (foreign) return foreign
  if (version !== request.version) return refuse('platform.stale')
  if (takesReversalBack(found, verb)) return undefined
  if (isReceived(situation.proposal) && !ofReceived.includes(verb))
    return refuse('requests.is_settled_instead')
  const pending = pendingObjection(found)
  if (pending) return pending
  // A draft stands in no register yet: it can be given up, and nothing else can be undone.
  const isOwn = request.requester_id === call.actor.personId
  const isHeld = request.state === 'more_information'
  // Its applicant takes a held request back; compliance cancels it.
  if ((request.state === 'draft' && verb !== 'cancel') || (isHeld && verb === 'cancel' && isOwn)) {
    return refuse('requests.no_such_move', { from: request.state, to: targets[verb] })
  }
  // What is on record as given is corrected by a further record of it.
  if (verb === 'give' && request.state === 'given' && call.body.actual !== undefined) {
    return givingObjection(found, call, files)
  }
  // The database holds the list of states.
  const refusal = decideMove(request.state as RequestState, targets[verb])
  if (refusal) return refusal
  // A late declaration may enter the register as given; nobody gives what is not approved.
  if (verb === 'give' && request.state !== 'approved') {
    return refuse('requests.no_such_move', { from: request.state, to: targets[verb] })
  }
  if (verb === 'give') return givingObjection(found, call, files)
  return verb === 'complete' ? papersObjection(found, files) : undefined
}

/** What of its papers keeps a request from being completed. */
export function papersObjection(found: OpenCase, files: readonly EvidenceRow[] = []): Refusal | undefined {
  return unmet(found, files, 'complete') ?? wayUnmet(found, files, 'paying')
}

/** What keeps a giving from being recorded as it is told. */
function givingObjection(
  found: OpenCase,
  { body: { givenOn, actual, text } }: Call<MoveBody>,
  files: readonly EvidenceRow[],
): Refusal | undefined {
  const { situation, shared } = found
  if (givenOn !== undefined && givenOn > situation.today) {
    return refuse('requests.given_in_future', {}, '/body/givenOn')
  }
  const beyond =
    givenOn === undefined ? undefined : dayObjection(shared.policy, givenOn, situation.today, '/body/givenOn')
  return (
    beyond ??
    actualObjection(situation.proposal, actual) ??
    guestObjection(found, actual) ??
    signInsObjection(found, actual) ??
    transferObjection(found, actual) ??
    unmet(found, files, 'give') ??
    wayUnmet(found, files, 'giving', actual) ??
    invoiceObjection(found, actual) ??
    reasonObjection(found, { actual, text })
  )
}

function changesOf(
  deps: RequestDeps,
  found: OpenCase,
  call: Call<MoveBody>,
  files: readonly EvidenceRow[],
): Moved {
  const { request, benefit, lines, flow, situation } = found
  const { verb } = call.body
  const { state, endedAs } = stateAfter(request, targets[verb])
  const to = state as Moved['to']
  const change = updateRow(requestTable, request, {
    state: to,
    waiting_on: null,
    closed_at: to === 'given' ? null : call.at,
    changed_at: call.at,
    ...(endedAs === undefined ? {} : { ended_as: endedAs }),
  })
  const round = flow ? closeFlow(flow, verb === 'withdraw' ? 'withdrawn' : 'stopped', call.at) : []
  const rest = [...round, ...attachEvidence(files, request)]
  const told = endedAs === undefined ? {} : ({ told: 'still_given' } as const)
  if (!benefit) return { to, changes: [change, ...rest] }
  const moved = moveBenefit(benefit, {
    to: to satisfies BenefitState,
    at: call.at,
    today: situation.today,
    lines,
    lineIds: lines.map(() => deps.newId('line')),
  })
  const alerts = verb === 'cancel' || verb === 'decline' ? endedWithGuests(deps, found, call.at) : []
  return { to, ...told, changes: isRefusal(moved) ? moved : [change, ...moved, ...alerts, ...rest] }
}
