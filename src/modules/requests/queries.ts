import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { isId } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { zoneOf } from '../access/index.ts'
import { findFlowObjects, loadParticipants } from '../approvals/index.ts'
import { loadCases, type Matter, type OpenCase } from './decide-again.ts'
import { reviewType } from './review.ts'
import { maySee } from './sight.ts'
import type { ViewDeps } from './view/deps.ts'
import type { Reader } from './view/reader.ts'

/** The reader of a request to us, with the organisation of this moment. */
export async function readerOf(
  deps: Pick<ViewDeps, 'organisation'>,
  tx: Transaction,
  actor: Actor,
  now: Instant,
): Promise<Reader> {
  const organisation = await deps.organisation(tx)
  const zone = zoneOf(organisation, organisation.people.get(actor.personId)?.entity_id)
  return { actor, language: actor.language, now, zone, organisation }
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
  if (!found) return refuse('platform.not_found')
  if (maySee(reader, found, 'requests.detail')) return found
  const earlier = await loadParticipants(tx, matter, [requestId])
  return maySee(reader, found, 'requests.detail', earlier.get(requestId))
    ? found
    : refuse('platform.not_found')
}

/** The request behind a round, and what the round decides about it. */
export type Round = { readonly requestId: string; readonly matter: Matter }

/** The request behind a round; undefined where it is a round of something else. */
export async function requestOfApproval(tx: Transaction, approvalId: string): Promise<Round | undefined> {
  return (await requestsOfApprovals(tx, [approvalId])).get(approvalId)
}

/** The requests behind rounds, by round; rounds of something else are missing. */
export async function requestsOfApprovals(
  tx: Transaction,
  approvalIds: readonly string[],
): Promise<Map<string, Round>> {
  // What waits for a fact has no round: the inbox names the request itself.
  const named = approvalIds.filter((id) => isId('request', id))
  const objects = await findFlowObjects(
    tx,
    approvalIds.filter((id) => !named.includes(id)),
  )
  const rounds = new Map(named.map((id): [string, Round] => [id, { requestId: id, matter: 'request' }]))
  for (const [id, { type, id: requestId }] of objects) {
    if (type === 'request' || type === reviewType) rounds.set(id, { requestId, matter: type })
  }
  return rounds
}
