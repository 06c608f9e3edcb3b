import { endedWithGuests } from './attendance/ended.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { Money } from '../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { closeFlow, openFlow } from '../approvals/index.ts'
import { revalueBenefit, type AlertReason, type BenefitState, type LineRecipient } from '../benefits/index.ts'
import { decisionChange } from '../policy/index.ts'
import { amendedEntries } from './amended.ts'
import type { Acted } from './approve.ts'
import { budgetNote, budgetObjection, takeOf, withRooms } from './budget.ts'
import { lateLoosening, referToCompliance, reasonsOf } from './breach.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { decideMove, waitsOn, type RequestState } from './domain.ts'
import { attachEvidence, kindsOf, ownFiles, usedElsewhere } from './evidence.ts'
import { guestsNow, recipientsOf, weighAll } from './giving/guests.ts'
import { isLateNow, takesAway } from './lateness.ts'
import { underPayment } from './paid.ts'
import { looseningObjection } from './loosening.ts'
import { refuseIncomplete, titleOf, wholeOf, type Proposal } from './proposal.ts'
import { alertsOf, laterNote, loadLater, type Later } from './recheck.ts'
import { drawNote, drawnAgain, reviewType, type DrawnReview } from './review.ts'
import { loadSituations, recipientOf, type Shared, type Situation } from './situation.ts'
import { loadFiles } from './store.ts'
import { proposalOf } from './stored-proposal.ts'
import { supplyObjection } from './supply.ts'
import { payeeObjection, wayOf } from './ways.ts'
import { attemptTable, requestTable, type EvidenceRow } from './tables.ts'
import { leadingRule, verdictNote, weigh, type WeighedBy, type Weighing } from './weigh.ts'

/** What an answer to a question, or a change after approval, carries: the whole proposal and a text. */
export type RefileBody = {
  readonly requestId: string
  readonly version: number
  readonly text: string
  readonly proposal: Proposal
}

type State = {
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly shared: Shared
  readonly later: Later
  readonly situations: ReadonlyMap<Call<RefileBody>, Situation>
  readonly files: ReadonlyMap<string, EvidenceRow>
}

/**
 * `answer`: the applicant supplies what was asked for. `change`: an approved request goes back to approval.
 */
export function refileCommand(
  deps: RequestDeps,
  verb: 'answer' | 'change',
): Command<RefileBody, State, Acted> {
  return {
    operation: `requests.${verb}`,
    load: (tx, calls) => loadState(deps, tx, calls),
    decide: (state, call) => decideOne(deps, state, call, verb),
    constraints: underPayment<RefileBody>(),
  }
}

async function loadState(
  deps: RequestDeps,
  tx: Transaction,
  calls: readonly Call<RefileBody>[],
): Promise<State> {
  const files = await loadFiles(
    tx,
    calls.flatMap((call) => call.body.proposal.fileIds ?? []),
  )
  const cases = await loadCases(deps, tx, calls, { withReviews: true })
  const filed = calls.map((call) => {
    const found = cases.get(call.body.requestId)
    const proposal = found ? { ...call.body.proposal, entityId: found.request.entity_id } : call.body.proposal
    const own = ownFiles(files, call.actor.personId, call.body.proposal.fileIds, call.body.requestId)
    const requesterId = found?.request.requester_id ?? call.actor.personId
    return { call, proposal, evidence: kindsOf([...(found?.evidence ?? []), ...own]), requesterId }
  })
  const { shared: loaded, situations } = await loadSituations(deps, tx, filed)
  const shared = await withRooms(tx, loaded, filed, situations)
  const later = await loadLater(tx, shared, situations)
  const pairs = calls.flatMap((call, i) => {
    const situation = situations[i]
    return situation ? [[call, situation] as const] : []
  })
  return { cases, shared, later, situations: new Map(pairs), files }
}

function decideOne(
  deps: RequestDeps,
  state: State,
  call: Call<RefileBody>,
  verb: 'answer' | 'change',
): Decision<Acted> {
  const found = state.cases.get(call.body.requestId)
  const situation = state.situations.get(call)
  const object = { type: 'request', id: call.body.requestId }
  if (!found || !situation) return { refusal: refuse('platform.not_found'), object }
  const { request } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const { fileIds } = call.body.proposal
  const objection =
    objectionTo(found, call, verb) ??
    usedElsewhere(state.files, call.actor.personId, fileIds, request.id, '/body/proposal/fileIds') ??
    situation.objection
  if (objection) return { ...about, refusal: objection }
  const by = weighedInPlaceOf(found, situation)
  const weighing = weighAll(
    found.shared,
    weigh(state.shared, situation, by),
    guestsNow(found.guests, situation),
    by,
  )
  if (!weighing) return { ...about, refusal: refuse('requests.unknown_kind') }
  if (weighing.effect === 'attempt') return { ...about, ...prohibited(deps, found, weighing, call) }
  const unpaid = payeeObjection(situation, weighing)
  if (unpaid) return { ...about, refusal: unpaid }
  const loosened = looseningObjection(situation.loosenings, weighing)
  if (loosened) return { ...about, refusal: loosened }
  const over = budgetObjection(weighing)
  if (over) return { ...about, refusal: over }
  if (takesAway(found, situation)) return { ...about, refusal: refuse('requests.given_stands') }
  const to = standingAfter(weighing)
  const review = drawnAgain(found, weighing)
  const files = ownFiles(state.files, call.actor.personId, call.body.proposal.fileIds, request.id)
  const { shared, later } = state
  const changes = refiledRows(deps, { found, situation, weighing, call, to, files, shared, later, review })
  if (isRefusal(changes)) return { ...about, refusal: changes }
  takeOf(shared, weighing)
  // What is asked for anew may never be given, as what is cancelled.
  const alerts = to === 'approved' ? [] : endedWithGuests(deps, found, call.at)
  return {
    ...about,
    answer: { requestId: request.id, state: to, version: request.version + 1 },
    changes: [...changes, ...alerts],
    reason: call.body.text,
    note: {
      ...verdictNote(weighing),
      ...budgetNote(weighing),
      ...drawNote(review),
      ...laterNote(state, situation, changes),
      ...amendedNote(found, situation),
    },
  }
}

function amendedNote({ request }: OpenCase, { proposal }: Situation): { readonly amended?: string[] } {
  const amended = amendedEntries(proposalOf(request), proposal)
  return amended.length === 0 ? {} : { amended }
}

/** How what would stand for a filed request is weighed: for its applicant, without what it counts itself. */
export function weighedInPlaceOf(found: OpenCase, situation: Situation): WeighedBy {
  const by = { requesterId: found.request.requester_id, isLate: isLateNow(found, situation) }
  return found.benefit ? { ...by, exceptBenefitId: found.benefit.id, inPlaceOf: found.benefit } : by
}

const standings: Readonly<Record<Weighing['effect'], Refiling['to']>> = {
  // No record cures what is forbidden: it is its applicant's to take back.
  attempt: 'more_information',
  hold: 'more_information',
  route: 'submitted',
  register: 'approved',
  record: 'given',
}

/** Where a request stands by its new verdict: the matrix asks nobody about some, as when they are filed. */
export function standingAfter({ effect }: Weighing): Refiling['to'] {
  return standings[effect]
}

/** A forbidden answer or change leaves the request as it was, and the attempt on record. */
function prohibited(deps: RequestDeps, found: OpenCase, weighing: Weighing, call: Call<RefileBody>) {
  const decisionId = deps.newId('decision')
  const attemptId = deps.newId('attempt')
  return {
    refusal: refuse('requests.prohibited', leadingRule(weighing)),
    note: verdictNote(weighing),
    changes: [
      decisionChange(decisionId, { type: 'attempt', id: attemptId }, weighing, call.at),
      insertRow(attemptTable, {
        id: attemptId,
        entity_id: found.request.entity_id,
        request_id: found.request.id,
        person_id: call.actor.personId,
        via: 'submit',
        application: canonical(call.body.proposal as CanonicalValue),
        decision_id: decisionId,
        at: call.at,
      }),
    ],
  }
}

function objectionTo(
  found: OpenCase,
  call: Call<RefileBody>,
  verb: 'answer' | 'change',
): Refusal | undefined {
  const { request } = found
  const isOwn = request.requester_id === call.actor.personId
  const isHelper = verb === 'answer' && call.actor.roles.includes('compliance')
  if (!isOwn && !isHelper) return refuse('requests.not_yours')
  if (call.body.version !== request.version) return refuse('platform.stale')
  const states = verb === 'answer' ? ['more_information'] : ['approved', 'submitted']
  if (!states.includes(request.state)) {
    return refuse('requests.no_such_move', { from: request.state, to: 'submitted' })
  }
  const { proposal } = call.body
  return refuseIncomplete(proposal) ?? (isOwn ? undefined : supplyObjection(found, proposal))
}

/** A request that stands for something else from now on, and where it goes with that. */
export type Refiling = {
  readonly found: OpenCase
  readonly situation: Situation
  readonly weighing: Weighing
  readonly call: Call<unknown>
  readonly to: 'submitted' | 'more_information' | 'approved' | 'given'
  readonly files: readonly EvidenceRow[]
  /** The sums of what is asked for now, where they may be those of others than before. */
  readonly shared?: Shared
  /** Later benefits that are weighed again, where the day may be another one. */
  readonly later?: Later
  /** The draw, where it is recorded at once. */
  readonly review?: DrawnReview | undefined
  /** All of it together, where it is not that of each for all of them. */
  readonly whole?: Money
  /** Who of the recipients is known by name. */
  readonly recipients?: readonly LineRecipient[]
  /** Why compliance is to look at how it was given. */
  readonly alarms?: readonly AlertReason[]
  /** True where it is recorded as given on a day before the approval that allowed it. */
  readonly isBeforeApproval?: boolean
}

/** The rows of it: request, register and sums hold what is asked for now, with the decision on it. */
export function refiledRows(deps: RequestDeps, refiling: Refiling): RowChange[] | Refusal {
  const { found, situation, weighing, call, to, files } = refiling
  const { request, benefit, flow } = found
  const { shared = found.shared, later = new Map() } = refiling
  if (!benefit || !situation.asked?.value) throw new Error('a filed request has its entry in the register')
  const from = request.state as RequestState
  const refusal = from === to ? undefined : decideMove(from, to)
  if (refusal) return refusal
  if (to === 'submitted' && isRefusal(weighing.route)) return weighing.route
  const review = to === 'approved' ? (refiling.review?.route ?? []) : []
  if (isRefusal(review)) return review
  const decisionId = deps.newId('decision')
  const revalued = revalueBenefit(benefit, {
    state: to satisfies BenefitState,
    whole: refiling.whole ?? wholeOf(situation.asked),
    patch: benefitPatch(refiling, decisionId),
    at: call.at,
    lines: found.lines,
    newLineId: () => deps.newId('line'),
    recipients: refiling.recipients ?? recipientsOf(situation, found.guests, found.attendees),
    giver: { personId: request.requester_id, group: situation.giver.group },
  })
  return [
    ...situation.parties.changes,
    decisionChange(decisionId, requestRef(request), weighing, call.at),
    ...revalued,
    requestChange(refiling, decisionId),
    ...attachEvidence(files, request),
    ...(flow ? closeFlow(flow, 'stopped', call.at) : []),
    ...(to === 'submitted' ? nextRound(deps, refiling, 'request', weighing.route) : []),
    ...nextRound(deps, refiling, reviewType, review),
    ...alertsOf({ newId: deps.newId, shared, later }, { changes: revalued, at: call.at }),
    ...breachOf(deps, refiling, benefit.id),
  ]
}

/** Laid before compliance: what was given otherwise than it may be, or is declared late by who loosened. */
function breachOf(deps: RequestDeps, refiling: Refiling, benefitId: string): RowChange[] {
  const { found, situation, weighing, call, to, isBeforeApproval: isAfter = false } = refiling
  const { request, duties, shared, alerts } = found
  const isSeen = to === 'submitted' || (to === 'approved' && refiling.review !== undefined)
  const isUnderReview = found.isUnderReview || isSeen
  const breach = { request, duties, shared, alerts, isUnderReview, situation, benefitId, weighing }
  const { alarms = [] } = refiling
  const otherwise = [...(to === 'given' ? reasonsOf(weighing, { isAfter }) : []), ...alarms]
  const loosened = to === 'more_information' ? [] : lateLoosening(situation, weighing)
  return referToCompliance(deps, breach, [...otherwise, ...loosened], call)
}

function nextRound(
  deps: RequestDeps,
  { found, situation, call }: Refiling,
  type: string,
  route: Weighing['route'],
): RowChange[] {
  if (isRefusal(route) || route.length === 0) return []
  return openFlow({
    entityId: situation.entityId,
    object: { type, id: found.request.id },
    requesterId: found.request.requester_id,
    kind: situation.proposal.kindId ?? '',
    route,
    at: call.at,
    dueFrom: deps.dueFrom,
    newId: deps.newId,
  })
}

function benefitPatch({ situation, weighing }: Refiling, decisionId: string) {
  const { asked, parties, proposal } = situation
  return {
    form: asked?.form ?? '',
    title: titleOf(proposal),
    is_late: weighing.isLate,
    reason: proposal.reason?.trim() ?? '',
    customer_id: parties.customer?.id ?? null,
    recipient_kind: parties.person ? 'person' : 'entity',
    recipient_id: recipientOf(situation).recipientId,
    recipient_count: asked?.recipientCount ?? 1,
    deal_id: asked?.dealId ?? null,
    event_id: asked?.eventId ?? null,
    place: weighing.facts.benefit?.place ?? null,
    way: wayOf(proposal) ?? null,
    happened_on: asked?.happensOn ?? situation.today,
    outcome: weighing.decision.outcome,
    decision_id: decisionId,
  }
}

function waitingOn(to: Refiling['to'], weighing: Weighing): string | null {
  if (to === 'given' || to === 'approved') return null
  if (to === 'submitted') return 'approver'
  // No record cures what is forbidden: it is its applicant's to take back.
  return weighing.decision.outcome === 'prohibit' ? 'applicant' : waitsOn(weighing.decision.missing)
}

function requestChange(refiling: Refiling, decisionId: string): RowChange {
  const { found, situation, weighing, call, to } = refiling
  const value = situation.asked?.value
  return updateRow(requestTable, found.request, {
    state: to,
    customer_id: situation.parties.customer?.id ?? null,
    person_id: situation.parties.person?.id ?? null,
    form: situation.asked?.form ?? null,
    title: titleOf(situation.proposal),
    is_late: weighing.isLate,
    reason: situation.proposal.reason?.trim() ?? '',
    value_minor: value ? BigInt(value.minor) : null,
    value_currency: value?.currency ?? null,
    happened_on: situation.asked?.happensOn ?? null,
    application: canonical(situation.proposal as CanonicalValue),
    outcome: weighing.decision.outcome,
    level: weighing.decision.level ?? null,
    decision_id: decisionId,
    waiting_on: waitingOn(to, weighing),
    changed_at: call.at,
  })
}
