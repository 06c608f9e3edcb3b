import { because, wordsOr, type Reason } from '../../kernel/because.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { dutyChange } from '../access/index.ts'
import { openFlow } from '../approvals/index.ts'
import { findBudgets } from '../budgets/index.ts'
import { linesAdded, nextNumbers, numberOf, ownBook, registerBenefit } from '../benefits/index.ts'
import { decisionChange } from '../policy/index.ts'
import { budgetNote, budgetObjection, takeOf, withRooms } from './budget.ts'
import { lateLoosening, referToCompliance, reasonsOf } from './breach.ts'
import type { RequestDeps } from './deps.ts'
import { waitsOn, type RequestState } from './domain.ts'
import { looseningObjection } from './loosening.ts'
import { entityObjection, refuseIncomplete, titleOf, wholeOf, type Proposal } from './proposal.ts'
import { payeeObjection, wayOf } from './ways.ts'
import { alertsOf, laterNote, loadLater, type Later } from './recheck.ts'
import { entityOf, loadSituations, recipientOf, type Shared, type Situation } from './situation.ts'
import { attachEvidence, kindsOf, ownFiles, usedElsewhere } from './evidence.ts'
import { loadFiles, loadRequests } from './store.ts'
import { attemptTable, requestTable, type EvidenceRow, type RequestRow } from './tables.ts'
import { drawNote, reviewOf, reviewType, type DrawnReview } from './review.ts'
import { leadingRule, routePeople, verdictNote, weigh, type Weighing } from './weigh.ts'

/** What a submit carries: the proposal, and the draft that it comes from, if any. */
export type SubmitBody = {
  readonly draftId?: string | undefined
  readonly draftVersion?: number | undefined
  readonly proposal: Proposal
}

/** What a submit answers. `says` is made by the route, in the reader's language. */
export type SubmitAnswer = {
  readonly requestId: string
  readonly number: string
  readonly state: RequestState
  readonly effect: 'submit' | 'hold' | 'register_only'
  /** The people who will decide, a list for each step. */
  readonly route: readonly (readonly string[])[]
  /** The facts that a held request still needs. */
  readonly missing: readonly string[]
}

type State = {
  readonly shared: Shared
  readonly later: Later
  readonly situations: ReadonlyMap<Call<SubmitBody>, Situation>
  readonly drafts: ReadonlyMap<string, RequestRow>
  readonly files: ReadonlyMap<string, EvidenceRow>
  readonly numbers: bigint[]
}

/** Files a benefit: validated, matched, decided, locked, stored, logged, in one transaction. */
export function submitCommand(deps: RequestDeps): Command<SubmitBody, State, SubmitAnswer> {
  return {
    operation: 'requests.submit',
    // It makes subjects to lock and takes a number, and neither is missed where a call was answered before.
    loadsAhead: true,
    load: async (tx, calls) => {
      const draftIds = calls.flatMap((call) => call.body.draftId ?? [])
      const fileIds = calls.flatMap((call) => call.body.proposal.fileIds ?? [])
      const [files, drafts] = await Promise.all([loadFiles(tx, fileIds), loadRequests(tx, draftIds)])
      const filed = calls.map((call) => ({
        call,
        proposal: call.body.proposal,
        evidence: kindsOf(ownFiles(files, call.actor.personId, call.body.proposal.fileIds)),
      }))
      // Sent along: where no budget is set, nothing is asked beside it.
      const [{ shared: loaded, situations }, numbers, budgets] = await Promise.all([
        loadSituations(deps, tx, filed),
        nextNumbers(tx, calls.length),
        findBudgets(tx, filed.map(entityOf)),
      ])
      const shared = await withRooms(tx, loaded, filed, situations, budgets)
      return {
        shared,
        later: await loadLater(tx, shared, situations),
        situations: new Map(calls.map((call, i) => [call, situationAt(situations, i)])),
        drafts,
        files,
        numbers,
      }
    },
    decide: (state, call) => decideSubmit(deps, state, call),
  }
}

function situationAt(situations: readonly Situation[], i: number): Situation {
  const situation = situations[i]
  if (!situation) throw new Error('every call has its situation')
  return situation
}

function decideSubmit(deps: RequestDeps, state: State, call: Call<SubmitBody>): Decision<SubmitAnswer> {
  const { proposal, draftId } = call.body
  const situation = state.situations.get(call)
  const draft = draftId === undefined ? undefined : state.drafts.get(draftId)
  const requestId = draft?.id ?? deps.newId('request')
  const object = { type: 'request', id: requestId }
  const objection =
    entityObjection(call.actor, proposal) ??
    draftObjection(call, draft) ??
    refuseIncomplete(proposal) ??
    usedElsewhere(state.files, call.actor.personId, proposal.fileIds, draft?.id, '/body/proposal/fileIds') ??
    situation?.objection
  if (objection) return { refusal: objection, object }
  const weighing = situation && weigh(state.shared, situation, { requesterId: call.actor.personId })
  if (!situation || !weighing)
    return { refusal: refuse('requests.unknown_kind', {}, '/body/proposal/kindId'), object }
  if (weighing.effect === 'attempt') return prohibited(deps, call, situation, weighing, requestId, draft)
  const refused =
    payeeObjection(situation, weighing) ??
    looseningObjection(situation.loosenings, weighing) ??
    budgetObjection(weighing)
  if (refused) return { refusal: refused, object }
  if (weighing.effect === 'route' && isRefusal(weighing.route)) return { refusal: weighing.route, object }
  const benefitId = deps.newId('benefit')
  const review = reviewOf(weighing, benefitId)
  const number = numberOf(state.numbers.shift() ?? 0n, situation.today)
  const files = ownFiles(state.files, call.actor.personId, proposal.fileIds)
  const { shared, later } = state
  const about = { shared, weighing, requestId, benefitId, number, draft, files, review }
  const filing = { deps, call, situation, ...about }
  const changes = fileChanges(filing)
  const alerts = alertsOf({ newId: deps.newId, shared, later }, { changes, at: call.at })
  const left = laterNote(state, situation, changes)
  const added = linesAdded(changes)
  for (const { benefitId } of added) later.set(benefitId, weighing.facts)
  shared.history.push(...added)
  takeOf(shared, weighing)
  return {
    answer: answerOf(requestId, number, weighing),
    object,
    changes: [...changes, ...alerts],
    entityId: situation.entityId,
    reason: purposeOf(proposal),
    note: {
      ...verdictNote(weighing),
      ...budgetNote(weighing),
      ...drawNote(review),
      ...(alerts.length === 0 ? {} : { alerts: alerts.length }),
      ...left,
    },
  }
}

function answerOf(requestId: string, number: string, weighing: Weighing): SubmitAnswer {
  return {
    requestId,
    number,
    state: stateFor(weighing),
    effect: effectFor(weighing),
    route: weighing.effect === 'route' ? routePeople(weighing).map((step) => step.personIds) : [],
    missing: weighing.effect === 'hold' ? weighing.decision.missing : [],
  }
}

/** What keeps a draft from being filed: it is somebody else's, filed already, or changed meanwhile. */
export function draftObjection(call: Call<SubmitBody>, draft: RequestRow | undefined): Refusal | undefined {
  if (call.body.draftId === undefined) return undefined
  if (!draft || draft.requester_id !== call.actor.personId) return refuse('platform.not_found')
  if (draft.state !== 'draft') return refuse('requests.not_a_draft', { state: draft.state })
  const { draftVersion } = call.body
  return draftVersion !== undefined && draftVersion !== draft.version ? refuse('platform.stale') : undefined
}

/** A forbidden submit reaches no inbox: it is recorded as a refused attempt, with who and what. */
function prohibited(
  deps: RequestDeps,
  call: Call<SubmitBody>,
  situation: Situation,
  weighing: Weighing,
  requestId: string,
  draft: RequestRow | undefined,
): Decision<SubmitAnswer> {
  const decisionId = deps.newId('decision')
  const leading = leadingRule(weighing)
  const attemptId = deps.newId('attempt')
  return {
    refusal: refuse('requests.prohibited', leading),
    object: draft ? { type: 'request', id: requestId } : { type: 'attempt', id: attemptId },
    entityId: situation.entityId,
    note: verdictNote(weighing),
    changes: [
      decisionChange(decisionId, { type: 'attempt', id: attemptId }, weighing, call.at),
      insertRow(attemptTable, {
        id: attemptId,
        entity_id: situation.entityId,
        request_id: draft?.id ?? null,
        person_id: call.actor.personId,
        via: 'submit',
        application: textOf(call.body.proposal),
        decision_id: decisionId,
        at: call.at,
      }),
    ],
  }
}

type Filing = {
  readonly deps: RequestDeps
  readonly call: Call<SubmitBody>
  readonly situation: Situation
  readonly shared: Shared
  readonly weighing: Weighing
  readonly requestId: string
  readonly benefitId: string
  readonly number: string
  readonly draft: RequestRow | undefined
  readonly files: readonly EvidenceRow[]
  readonly review: DrawnReview | undefined
}

function fileChanges(filing: Filing): RowChange[] {
  const { deps, call, situation, weighing, requestId, benefitId } = filing
  const object = { type: 'request', id: requestId }
  const decisionId = deps.newId('decision')
  const benefit = registerBenefit(
    benefitRow(filing, benefitId, decisionId),
    [recipientOf(situation)],
    { personId: call.actor.personId, group: situation.giver.group },
    [deps.newId('line'), deps.newId('line')],
  )
  return [
    ...situation.parties.changes,
    decisionChange(decisionId, object, weighing, call.at),
    ...benefit,
    requestChange(filing, benefitId, decisionId),
    ...attachEvidence(filing.files, { id: requestId, entity_id: situation.entityId }),
    dutyChange(object, call.actor.personId, 'requester'),
    ...roundOf(filing),
    ...breachOf(filing),
  ]
}

/**
 * Forbidden and given already, it is recorded with its verdict and laid before compliance; so is what is
 * declared late by whoever made the rules milder for its recipient, unless others decide on it anyway.
 */
function breachOf(filing: Filing): RowChange[] {
  const { deps, call, situation, shared, weighing, requestId: id, benefitId } = filing
  const { effect } = weighing
  const forbidden = effect === 'record' ? reasonsOf(weighing, { isAfter: false }) : []
  const loosened = lateLoosening(situation, weighing)
  const request = { id, entity_id: situation.entityId, requester_id: call.actor.personId }
  const isUnderReview = effect === 'route' || effect === 'hold' || filing.review !== undefined
  const breach = { request, benefitId, situation, shared, weighing, duties: [], isUnderReview, alerts: [] }
  return referToCompliance(deps, breach, [...forbidden, ...loosened], call)
}

/** The round of approval; or of review, where it is recorded at once and drawn. */
function roundOf({ deps, call, situation, weighing, requestId, review }: Filing): RowChange[] {
  const isRouted = weighing.effect === 'route'
  const route = isRouted ? weighing.route : (review?.route ?? [])
  if (isRefusal(route) || route.length === 0) return []
  return openFlow({
    entityId: situation.entityId,
    object: { type: isRouted ? 'request' : reviewType, id: requestId },
    requesterId: call.actor.personId,
    kind: situation.proposal.kindId ?? '',
    route,
    at: call.at,
    dueFrom: deps.dueFrom,
    newId: deps.newId,
  })
}

function benefitRow(filing: Filing, id: string, decisionId: string): Parameters<typeof registerBenefit>[0] {
  const { call, situation, weighing, number } = filing
  const { asked, parties } = situation
  if (!asked?.form) throw new Error('a complete proposal has a form')
  const whole = wholeOf(asked)
  return {
    id,
    number,
    book: ownBook,
    direction: situation.proposal.direction ?? 'given',
    state: stateFor(weighing),
    entity_id: situation.entityId,
    form: asked.form,
    title: titleOf(situation.proposal),
    reason: reasonOf(situation.proposal),
    requester_id: call.actor.personId,
    customer_id: parties.customer?.id ?? null,
    recipient_kind: parties.person ? 'person' : 'entity',
    recipient_id: recipientOf(situation).recipientId,
    recipient_count: asked.recipientCount,
    deal_id: asked.dealId ?? null,
    event_id: asked.eventId ?? null,
    programme_id: null,
    place: weighing.facts.benefit?.place ?? null,
    value_minor: whole.minor,
    value_currency: whole.currency,
    value_is_at_least: false,
    happened_on: asked.happensOn,
    recorded_at: call.at,
    is_late: weighing.isLate,
    outcome: weighing.decision.outcome,
    decision_id: decisionId,
    source: call.actor.via,
    way: wayOf(situation.proposal) ?? null,
    unit_id: filing.shared.organisation.people.get(call.actor.personId)?.unit_id ?? null,
  }
}

function requestChange(filing: Filing, benefitId: string, decisionId: string): RowChange {
  const { call, situation, weighing, draft } = filing
  const value = situation.asked?.value
  const fields = {
    number: filing.number,
    state: stateFor(weighing),
    benefit_id: benefitId,
    customer_id: situation.parties.customer?.id ?? null,
    person_id: situation.parties.person?.id ?? null,
    form: situation.asked?.form ?? null,
    title: titleOf(situation.proposal),
    reason: reasonOf(situation.proposal),
    value_minor: value ? BigInt(value.minor) : null,
    value_currency: value?.currency ?? null,
    happened_on: situation.asked?.happensOn ?? null,
    application: textOf(situation.proposal),
    outcome: weighing.decision.outcome,
    level: weighing.decision.level ?? null,
    decision_id: decisionId,
    waiting_on: waitingOn(weighing),
    is_late: weighing.isLate,
    submitted_at: call.at,
    closed_at: null,
    changed_at: call.at,
    ended_as: null,
  }
  // A draft may be filed for another entity than it was opened in; all of it goes there.
  if (draft) return updateRow(requestTable, draft, { ...fields, entity_id: situation.entityId })
  const { actor, at } = call
  const rest = {
    id: filing.requestId,
    entity_id: situation.entityId,
    requester_id: actor.personId,
    created_at: at,
  }
  return insertRow(requestTable, { ...fields, ...rest })
}

const stateOfEffect: Readonly<Record<Weighing['effect'], RequestState>> = {
  attempt: 'draft',
  hold: 'more_information',
  route: 'submitted',
  register: 'approved',
  record: 'given',
}

function stateFor(weighing: Weighing): RequestState {
  return stateOfEffect[weighing.effect]
}

function effectFor(weighing: Weighing): SubmitAnswer['effect'] {
  if (weighing.effect === 'hold') return 'hold'
  return weighing.effect === 'route' ? 'submit' : 'register_only'
}

function waitingOn(weighing: Weighing): string | null {
  if (weighing.effect === 'hold') return waitsOn(weighing.decision.missing)
  return weighing.effect === 'route' ? 'approver' : null
}

function reasonOf(proposal: Proposal): string {
  return proposal.reason?.trim() ?? ''
}

/** Why it is asked for: what the applicant wrote, or the purpose that they chose. */
export function purposeOf(proposal: Proposal): Reason {
  const { kindId = '', reasonChip = '' } = proposal
  return wordsOr(reasonOf(proposal), because('requests.purpose', { kind: kindId, purpose: reasonChip }))
}

function textOf(proposal: Proposal): string {
  return canonical(proposal as CanonicalValue)
}
