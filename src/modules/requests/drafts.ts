import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { RequestDeps } from './deps.ts'
import { findKind } from './kinds.ts'
import { amountObjection, amountsOf, entityObjection, type Proposal } from './proposal.ts'
import { loadRequests } from './store.ts'
import { requestTable, type RequestRow } from './tables.ts'

/** A saved draft. */
export type DraftAnswer = { readonly requestId: string; readonly version: number; readonly savedAt: string }

/** Opens a draft: a request that nobody else is asked about yet. */
export function createDraftCommand(
  deps: RequestDeps,
): Command<{ proposal: Proposal }, undefined, DraftAnswer> {
  return {
    operation: 'requests.create_draft',
    load: async () => undefined,
    decide: (_, call) => {
      const requestId = deps.newId('request')
      const { actor, at, body } = call
      const object = { type: 'request', id: requestId }
      const change = draftChange(requestId, call, body.proposal)
      if (isRefusal(change)) return { refusal: change, object }
      return {
        answer: { requestId, version: 1, savedAt: at },
        object,
        entityId: body.proposal.entityId ?? actor.entityIds[0] ?? '',
        reason: null,
        changes: [change],
      }
    },
  }
}

/** The row of a draft of whoever calls; also for modules from whose matter a request begins. */
export function draftChange(
  id: string,
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
  proposal: Proposal,
): RowChange | Refusal {
  const objection = entityObjection(actor, proposal) ?? amountObjection(proposal)
  if (objection) return objection
  return insertRow(requestTable, {
    ...fieldsOf(proposal),
    id,
    entity_id: proposal.entityId ?? actor.entityIds[0] ?? '',
    number: null,
    state: 'draft',
    requester_id: actor.personId,
    benefit_id: null,
    outcome: null,
    level: null,
    decision_id: null,
    waiting_on: 'applicant',
    is_late: false,
    created_at: at,
    submitted_at: null,
    closed_at: null,
    changed_at: at,
    ended_as: null,
  })
}

/** What saving a draft carries. */
export type SaveBody = { readonly requestId: string; readonly version: number; readonly proposal: Proposal }

/** Saves a draft whole. Somebody else's draft is not to be known. */
export function saveDraftCommand(): Command<SaveBody, ReadonlyMap<string, RequestRow>, DraftAnswer> {
  return {
    operation: 'requests.save_draft',
    load: (tx, calls) =>
      loadRequests(
        tx,
        calls.map((call) => call.body.requestId),
      ),
    decide: decideSave,
  }
}

function decideSave(drafts: ReadonlyMap<string, RequestRow>, call: Call<SaveBody>): Decision<DraftAnswer> {
  const { requestId, version, proposal } = call.body
  const object = { type: 'request', id: requestId }
  const draft = drafts.get(requestId)
  if (!draft || draft.requester_id !== call.actor.personId)
    return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: draft.entity_id }
  if (draft.state !== 'draft') {
    return { ...about, refusal: refuse('requests.not_a_draft', { state: draft.state }) }
  }
  if (draft.version !== version) return { ...about, refusal: refuse('platform.stale') }
  const objection = entityObjection(call.actor, proposal) ?? amountObjection(proposal)
  if (objection) return { ...about, refusal: objection }
  const change = updateRow(requestTable, draft, { ...fieldsOf(proposal), changed_at: call.at })
  return {
    ...about,
    answer: { requestId, version: draft.version + 1, savedAt: call.at },
    reason: null,
    changes: [change],
  }
}

function fieldsOf(proposal: Proposal) {
  const { customer, recipient } = proposal
  const { value } = amountsOf(proposal, findKind(proposal.kindId))
  return {
    customer_id: customer && 'partyId' in customer ? customer.partyId : null,
    person_id: recipient && 'partyId' in recipient ? recipient.partyId : null,
    form: findKind(proposal.kindId)?.form ?? null,
    title: findKind(proposal.kindId)?.word.zh ?? '',
    reason: proposal.reason?.trim() ?? '',
    value_minor: value ? BigInt(value.minor) : null,
    value_currency: value?.currency ?? null,
    happened_on: proposal.happensOn ?? null,
    application: canonical(proposal as CanonicalValue),
  }
}
