import { canonical } from '../../kernel/canonical.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Call } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Unanswered } from '../../platform/matters.ts'
import { holdersOf } from '../access/index.ts'
import { closeFlow, rounds, type Flow } from '../approvals/index.ts'
import type { OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { wasGiven } from './domain.ts'
import { attachEvidence } from './evidence.ts'
import { excludedFrom } from './situation.ts'
import { reversalTable, type EvidenceRow, type RequestRow, type ReversalRow } from './tables.ts'

/** The kind of object of a round that confirms a reversal. */
export const reversalType = 'reversal'

/** The verbs that take something given off again; their words end in the same state. */
export type ReversalVerb = 'reverse' | 'decline'

/** Where a confirmed reversal leads the request. */
export const afterReversal: Readonly<Record<ReversalVerb, 'reversed' | 'declined'>> = {
  reverse: 'reversed',
  decline: 'declined',
}

/** True where a verb would take something given off the sums, which nobody does alone. */
export function takesBack({ request }: Pick<OpenCase, 'request'>, verb: string): verb is ReversalVerb {
  return wasGiven(request.state) && (verb === 'reverse' || verb === 'decline')
}

/** Who may confirm that something given is taken off: the role that is asked, and its people. */
export type Confirmers = {
  readonly role: 'compliance' | 'general_manager'
  readonly personIds: readonly string[]
}

/**
 * Compliance, and the general manager where nobody of compliance is left: never the applicant, whoever asks
 * for it, whoever decided on the request, or anybody who is close to the recipient.
 */
export function confirmersOf(
  found: Pick<OpenCase, 'duties' | 'situation' | 'shared'> & {
    readonly request: Pick<RequestRow, 'requester_id' | 'entity_id'>
  },
  askedBy: string,
): Confirmers {
  const { request, duties, situation, shared } = found
  const decided = duties.filter(({ duty }) => duty !== 'checker').map((row) => row.person_id)
  const excludedIds = [askedBy, ...decided, ...excludedFrom(situation)]
  const subject = { requesterId: request.requester_id, entityId: request.entity_id, excludedIds }
  const of = (role: Confirmers['role']): Confirmers => ({
    role,
    personIds: holdersOf(shared.organisation, role, subject, situation.today),
  })
  const compliance = of('compliance')
  return compliance.personIds.length > 0 ? compliance : of('general_manager')
}

/** A reversal as it is asked for: the verb, why, and the papers that prove it. */
type Asking = {
  readonly verb: ReversalVerb
  readonly call: Call<{ readonly text?: string | undefined }>
  readonly files: readonly EvidenceRow[]
}

/** Asks a second person to confirm a reversal. Until then everything stays as it is, in the sums as well. */
export function askReversal(
  deps: RequestDeps,
  found: OpenCase,
  { verb, call, files }: Asking,
): RowChange[] | Refusal {
  const { request, situation } = found
  if (files.length === 0) return refuse('requests.reversal_needs_paper', {}, '/body/fileIds')
  const { role, personIds } = confirmersOf(found, call.actor.personId)
  if (personIds.length === 0) return refuse('requests.nobody_to_reverse')
  const id = deps.newId('reversal')
  const row = insertRow(reversalTable, {
    id,
    entity_id: request.entity_id,
    request_id: request.id,
    verb,
    reason: call.body.text?.trim() ?? '',
    file_ids: canonical(files.map((file) => file.id)),
    state: 'proposed',
    asked_by: call.actor.personId,
    asked_at: call.at,
    answered_by: null,
    answered_at: null,
  })
  const round = rounds(deps).open({
    object: { type: reversalType, id },
    entityId: request.entity_id,
    requesterId: call.actor.personId,
    kind: situation.proposal.kindId ?? '',
    role,
    personIds,
    at: call.at,
  })
  return [row, ...attachEvidence(files, request), ...round]
}

/** True where the verb takes back a reversal that still waits for its answer. */
export function takesReversalBack({ reversal }: Pick<OpenCase, 'reversal'>, verb: string): boolean {
  return reversal !== undefined && verb === 'withdraw'
}

/** Whoever asked for a reversal takes it back: what was given stands, and nobody is asked any more. */
export function withdrawReversal(row: ReversalRow, round: Flow | undefined, at: Instant): RowChange[] {
  return [endedReversal(row, 'withdrawn', at), ...(round ? closeFlow(round, 'withdrawn', at) : [])]
}

/** A reversal that ends without an answer. */
export function endedReversal(row: ReversalRow, state: Unanswered, at: Instant): RowChange {
  return updateRow(reversalTable, row, { state, answered_at: at })
}

/** What keeps a request from going anywhere while its reversal waits for an answer. */
export function pendingObjection({ reversal }: Pick<OpenCase, 'reversal'>): Refusal | undefined {
  return reversal && refuse('requests.reversal_waits')
}

/** The papers of a reversal, by their identifiers. */
export function papersOf(reversal: Pick<ReversalRow, 'file_ids'>): string[] {
  const ids: unknown = JSON.parse(reversal.file_ids)
  return Array.isArray(ids) ? ids.map(String) : []
}
