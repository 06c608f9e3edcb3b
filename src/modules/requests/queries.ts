import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { isId } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dayFor, leadersOf, mayWith, type Organisation } from '../access/index.ts'
import { findFlowObject } from '../approvals/index.ts'
import { loadCases, type Matter, type OpenCase } from './decide-again.ts'
import { reviewType } from './review.ts'
import type { ViewDeps } from './view/deps.ts'
import type { Reader } from './view/reader.ts'
import { principalsOf } from './view/permissions.ts'

/** The reader of a request to us, with the organisation of this moment. */
export async function readerOf(deps: ViewDeps, tx: Transaction, actor: Actor, now: Instant): Promise<Reader> {
  const organisation = await deps.organisation(tx)
  return { actor, language: actor.language, now, zone: zoneOf(organisation, actor), organisation }
}

function zoneOf(organisation: Organisation, actor: Actor): string {
  const entityId = organisation.people.get(actor.personId)?.entity_id ?? ''
  return organisation.entities.get(entityId)?.zone ?? 'Asia/Shanghai'
}

/** One request that the reader may see; not found and not to be known are one answer. */
export async function findCase(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  requestId: string,
  matter: Matter = 'request',
): Promise<OpenCase | Refusal> {
  const call = { key: '', actor: reader.actor, body: { requestId }, at: reader.now } satisfies Call<object>
  const found = (await loadCases(deps, tx, [call], { matter })).get(requestId)
  if (!found || !maySee(reader, found)) return refuse('platform.not_found')
  return found
}

/**
 * The applicant, those who lead them, those who are or were asked or copied, and whoever watches the entity.
 */
function maySee(reader: Reader, found: OpenCase): boolean {
  const { request, flow, shared } = found
  const { actor } = reader
  if (flow?.copies.some((copy) => copy.person_id === actor.personId)) return true
  const asked = (flow?.tasks ?? []).map((task) => task.person_id)
  const signed = found.duties.map((duty) => duty.person_id)
  const day = dayFor(shared.organisation, actor.personId, reader.now)
  return mayWith(actor, 'requests.detail', {
    ownerId: request.requester_id,
    entityId: request.entity_id,
    state: request.state,
    leaderIds: leadersOf(shared.organisation, request.requester_id, day),
    assignedIds: [...asked, ...signed],
    deputyIds: principalsOf(reader, found).length > 0 ? [actor.personId] : [],
  }).can
}

/** The request behind a round, and what the round decides about it. */
export async function requestOfApproval(
  tx: Transaction,
  approvalId: string,
): Promise<{ readonly requestId: string; readonly matter: Matter } | undefined> {
  // What waits for a fact has no round: the inbox names the request itself.
  if (isId('request', approvalId)) return { requestId: approvalId, matter: 'request' }
  const object = await findFlowObject(tx, approvalId)
  if (object?.type !== 'request' && object?.type !== reviewType) return undefined
  return { requestId: object.id, matter: object.type }
}
