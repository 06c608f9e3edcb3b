import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dutyChange } from '../access/index.ts'
import {
  lockSubjects,
  nextNumbers,
  numberOf,
  ownBook,
  registerBenefit,
  type HistoryLine,
} from '../benefits/index.ts'
import { decisionChange } from '../policy/index.ts'
import { dayObjection } from './day-reach.ts'
import type { RequestDeps } from './deps.ts'
import { attachEvidence, kindsOf, ownFiles, usedElsewhere } from './evidence.ts'
import { findKind } from './kinds.ts'
import { entityObjection, refuseIncomplete } from './proposal.ts'
import {
  disposalOf,
  loadReceivedBefore,
  standingOf,
  weighReceived,
  type ReceivedBefore,
  type Standing,
} from './received.ts'
import { loadSituations, type Shared, type Situation } from './situation.ts'
import { loadFiles, loadRequests } from './store.ts'
import { draftObjection, purposeOf, type SubmitAnswer, type SubmitBody } from './submit.ts'
import { requestTable, type EvidenceRow, type RequestRow } from './tables.ts'
import type { Weighing } from './weigh.ts'

type State = {
  readonly shared: Shared
  readonly situations: readonly Situation[]
  readonly calls: readonly Call<SubmitBody>[]
  readonly before: ReceivedBefore
  readonly drafts: ReadonlyMap<string, RequestRow>
  readonly files: ReadonlyMap<string, EvidenceRow>
  readonly numbers: bigint[]
}

/**
 * Files what others gave or offered to our own staff. It is the same submit, with the same register, sums of
 * their own, decision and log; but it has happened, so it is recorded whatever the verdict.
 */
export function declareCommand(deps: RequestDeps): Command<SubmitBody, State, SubmitAnswer> {
  return {
    operation: 'requests.submit',
    load: (tx, calls) => loadState(deps, tx, calls),
    decide: (state, call) => decideOne(deps, state, call),
  }
}

async function loadState(
  deps: RequestDeps,
  tx: Transaction,
  calls: readonly Call<SubmitBody>[],
): Promise<State> {
  const proposals = calls.map((call) => call.body.proposal)
  const files = await loadFiles(
    tx,
    proposals.flatMap((proposal) => proposal.fileIds ?? []),
  )
  const drafts = await loadRequests(
    tx,
    calls.flatMap((call) => call.body.draftId ?? []),
  )
  const filed = calls.map((call) => ({
    call,
    proposal: call.body.proposal,
    evidence: kindsOf(ownFiles(files, call.actor.personId, call.body.proposal.fileIds)),
  }))
  const { shared, situations } = await loadSituations(deps, tx, filed)
  // The member of staff is the subject of these sums: two declarations of one person come one after the
  // other.
  const staff = calls.map((call) => call.actor.personId)
  await lockSubjects(tx, [...new Set(staff)].sort())
  const before = await loadReceivedBefore(tx, staff)
  return { shared, situations, calls, before, drafts, files, numbers: await nextNumbers(tx, calls.length) }
}

function decideOne(deps: RequestDeps, state: State, call: Call<SubmitBody>): Decision<SubmitAnswer> {
  const { proposal, draftId } = call.body
  const situation = state.situations[state.calls.indexOf(call)]
  const draft = draftId === undefined ? undefined : state.drafts.get(draftId)
  const requestId = draft?.id ?? deps.newId('request')
  const object = { type: 'request', id: requestId }
  const objection =
    entityObjection(call.actor, proposal) ??
    draftObjection(call, draft) ??
    refuseIncomplete(proposal) ??
    usedElsewhere(state.files, call.actor.personId, proposal.fileIds, draft?.id, '/body/proposal/fileIds') ??
    (situation && dayOf(situation, state.shared)) ??
    situation?.parties.refusal
  if (objection) return { refusal: objection, object }
  const by = { staffId: call.actor.personId, before: state.before }
  const weighing = situation && weighReceived(state.shared, situation, by)
  if (!situation || !weighing) return { refusal: refuse('requests.unknown_kind'), object }
  const standing = standingOf(disposalOf(proposal), weighing.decision.outcome)
  const number = numberOf(state.numbers.shift() ?? 0n, situation.today)
  const files = ownFiles(state.files, call.actor.personId, proposal.fileIds)
  const declaring = { deps, call, situation, weighing, standing, requestId, number, draft, files }
  const changes = changesOf(declaring)
  if (standing.state !== 'declined') state.before.get(by.staffId)?.push(lineOf(declaring))
  return {
    answer: { requestId, number, state: standing.state, effect: 'register_only', route: [], missing: [] },
    object,
    changes,
    entityId: situation.entityId,
    reason: purposeOf(proposal),
    note: {
      outcome: weighing.decision.outcome,
      rules: [...weighing.decision.ruleIds],
      record: weighing.record.sha256,
    },
  }
}

/** What later declarations of the same set must see; sums are read by everything but the benefit itself. */
function lineOf({ call, situation, requestId }: Declaring): HistoryLine {
  const { asked, parties } = situation
  return {
    benefitId: requestId,
    happenedOn: asked?.happensOn ?? situation.today,
    offOn: undefined,
    form: asked?.form ?? '',
    currency: asked?.value?.currency ?? '',
    minor: BigInt(asked?.value?.minor ?? '0'),
    recipientId: call.actor.personId,
    householdId: undefined,
    orgId: undefined,
    giverPersonId: undefined,
    giverGroup: parties.customer?.id ?? '',
    programmeId: undefined,
    eventId: undefined,
    dealId: undefined,
    place: undefined,
    entityId: situation.entityId,
  }
}

/**
 * What keeps its day from being one on which it was received. What has not come yet was not: an invitation
 * that is accepted is declared on its day.
 */
function dayOf({ proposal, today }: Situation, { policy }: Shared): Refusal | undefined {
  const { happensOn = today } = proposal
  if (happensOn > today) return refuse('requests.received_in_future', {}, '/body/proposal/happensOn')
  return dayObjection(policy, happensOn, today)
}

type Declaring = {
  readonly deps: RequestDeps
  readonly call: Call<SubmitBody>
  readonly situation: Situation
  readonly weighing: Weighing
  readonly standing: Standing
  readonly requestId: string
  readonly number: string
  readonly draft: RequestRow | undefined
  readonly files: readonly EvidenceRow[]
}

function changesOf(declaring: Declaring): RowChange[] {
  const { deps, call, situation, weighing, requestId, files } = declaring
  const object = { type: 'request', id: requestId }
  const decisionId = deps.newId('decision')
  const benefitId = deps.newId('benefit')
  const staffId = call.actor.personId
  return [
    ...situation.parties.changes,
    decisionChange(decisionId, object, weighing, call.at),
    ...registerBenefit(
      benefitRow(declaring, benefitId, decisionId),
      // The giver is outside, so the thing counts for the member of staff and for whoever gave it.
      [{ recipientId: staffId }],
      { group: situation.parties.customer?.id ?? '' },
      [deps.newId('line')],
    ),
    requestChange(declaring, benefitId, decisionId),
    ...attachEvidence(files, { id: requestId, entity_id: situation.entityId }),
    dutyChange(object, staffId, 'requester'),
  ]
}

function benefitRow(
  { call, situation, weighing, standing, number }: Declaring,
  id: string,
  decisionId: string,
): Parameters<typeof registerBenefit>[0] {
  const { asked, parties, proposal } = situation
  if (!asked?.form || !asked.value) throw new Error('a complete declaration has a form and a value')
  return {
    id,
    number,
    book: ownBook,
    direction: proposal.direction ?? 'received',
    state: standing.state,
    entity_id: situation.entityId,
    form: asked.form,
    title: titleOf(situation),
    reason: proposal.reason?.trim() ?? '',
    requester_id: call.actor.personId,
    customer_id: parties.customer?.id ?? null,
    recipient_kind: 'person',
    recipient_id: call.actor.personId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: BigInt(asked.value.minor),
    value_currency: asked.value.currency,
    value_is_at_least: false,
    happened_on: asked.happensOn,
    recorded_at: call.at,
    is_late: false,
    outcome: weighing.decision.outcome,
    decision_id: decisionId,
    source: call.actor.via,
    way: null,
  }
}

function requestChange(declaring: Declaring, benefitId: string, decisionId: string): RowChange {
  const { call, situation, weighing, standing, draft, requestId } = declaring
  const { asked, proposal, parties } = situation
  const { actor, at } = call
  const fields = {
    number: declaring.number,
    state: standing.state,
    benefit_id: benefitId,
    customer_id: parties.customer?.id ?? null,
    person_id: null,
    form: asked?.form ?? null,
    title: titleOf(situation),
    reason: proposal.reason?.trim() ?? '',
    value_minor: asked?.value ? BigInt(asked.value.minor) : null,
    value_currency: asked?.value?.currency ?? null,
    happened_on: asked?.happensOn ?? null,
    application: canonical(proposal as CanonicalValue),
    outcome: weighing.decision.outcome,
    level: weighing.decision.level ?? null,
    decision_id: decisionId,
    waiting_on: standing.waitingOn,
    is_late: false,
    submitted_at: at,
    closed_at: standing.state === 'given' ? null : at,
    changed_at: at,
    ended_as: null,
  }
  // A draft may be declared for another entity than it was opened in; all of it goes there.
  if (draft) return updateRow(requestTable, draft, { ...fields, entity_id: situation.entityId })
  const rest = { id: requestId, entity_id: situation.entityId, requester_id: actor.personId, created_at: at }
  return insertRow(requestTable, { ...fields, ...rest })
}

/** The title in Chinese, as it stands in the register: the chosen reason, or the kind. */
function titleOf({ proposal }: Situation): string {
  const kind = findKind(proposal.kindId)
  const chip = kind?.reasons.find((reason) => reason.key === proposal.reasonChip)
  return [chip?.word.zh, kind?.word.zh].filter(Boolean).join(' · ')
}
