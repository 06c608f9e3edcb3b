import { because } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { systemActor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Acted } from './approve.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { waitsOn } from './domain.ts'
import { applicantObjection } from './loosening.ts'
import { refiledRows, standingAfter } from './refile.ts'
import { drawNote, drawnAgain } from './review.ts'
import { loadHeld } from './store-held.ts'
import type { Touched } from './subscriptions.ts'
import { attemptTable, type RequestRow } from './tables.ts'
import { verdictNote } from './weigh.ts'
import type { Weighing } from './weigh.ts'

/** A held request whose facts may be there now. */
export type WeighAgainBody = { readonly requestId: string; readonly version: number }

/** The held requests on which something changes now that these facts have changed; without locks. */
export async function findMoved(
  deps: RequestDeps,
  tx: Transaction,
  touched: Touched,
  at: Instant,
): Promise<WeighAgainBody[]> {
  const moved: WeighAgainBody[] = []
  let held = await loadHeld(tx, touched)
  while (held.length > 0) {
    moved.push(...(await movedOf(deps, tx, held, at)))
    held = await loadHeld(tx, touched, { after: held.at(-1)?.id ?? '' })
  }
  return moved
}

async function movedOf(
  deps: RequestDeps,
  tx: Transaction,
  held: readonly RequestRow[],
  at: Instant,
): Promise<WeighAgainBody[]> {
  const calls = held.map((row) => ({ key: '', actor: systemActor, at, body: { requestId: row.id } }))
  const cases = await loadCases(deps, tx, calls)
  return [...cases.values()]
    .filter((found) => found.weighing !== undefined && isMoved(found, found.weighing))
    .map(({ request }) => ({ requestId: request.id, version: request.version }))
}

function isMoved(found: OpenCase, weighing: Weighing): boolean {
  const { decision } = weighing
  if (decision.outcome !== 'hold') return staysHeld(found, weighing) === undefined
  return waitsOn(decision.missing) !== found.request.waiting_on
}

/**
 * What keeps a held request where it is although no fact is missing: its applicant made the rules milder for
 * the recipient, as at the submit, or nobody can approve it. Undefined where it goes on.
 */
export function staysHeld({ situation }: OpenCase, weighing: Weighing): Refusal | undefined {
  const { effect, route } = weighing
  if (effect === 'hold' || effect === 'attempt') return undefined
  const loosened = applicantObjection(situation.loosenings, weighing)
  return loosened ?? (effect === 'route' && isRefusal(route) ? route : undefined)
}

/** True while the policy holds a request until somebody supplies a fact. */
export function isHeld({ state, outcome }: Pick<RequestRow, 'state' | 'outcome'>): boolean {
  return state === 'more_information' && outcome === 'hold'
}

/**
 * Decides held requests again when what they wait for has been put on record: on to the approvers when all
 * is there, to the register where nobody has to be asked, to the applicant for what is still theirs, and a
 * forbidden one back to the applicant with the attempt on record. By the system, one entry a request; it
 * never approves.
 */
export function weighAgainCommand(
  deps: RequestDeps,
): Command<WeighAgainBody, ReadonlyMap<string, OpenCase>, Acted> {
  return {
    operation: 'requests.weigh_again',
    load: (tx, calls) => loadCases(deps, tx, calls, { withReviews: true }),
    decide: (cases, call) => decideOne(deps, cases.get(call.body.requestId), call),
  }
}

function decideOne(
  deps: RequestDeps,
  found: OpenCase | undefined,
  call: Call<WeighAgainBody>,
): Decision<Acted> {
  const object = { type: 'request', id: call.body.requestId }
  if (!found) return { refusal: refuse('platform.not_found'), object }
  const { request, situation } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const weighing = found.weighing
  const objection = objectionTo(found, call) ?? (weighing && staysHeld(found, weighing))
  if (objection || !weighing) return { ...about, refusal: objection ?? refuse('requests.unknown_kind') }
  const to = standingAfter(weighing)
  const review = drawnAgain(found, weighing)
  const rows = refiledRows(deps, { found, situation, weighing, call, to, files: [], review })
  if (isRefusal(rows)) return { ...about, refusal: rows }
  return {
    ...about,
    answer: { requestId: request.id, state: to, version: request.version + 1 },
    changes: [...rows, ...attempts(deps, found, weighing, rows, call)],
    reason: because('requests.facts_arrived', { outcome: weighing.decision.outcome }),
    note: { ...verdictNote(weighing), ...drawNote(review) },
  }
}

function objectionTo({ request }: OpenCase, call: Call<WeighAgainBody>): Refusal | undefined {
  if (call.body.version !== request.version) return refuse('platform.stale')
  return isHeld(request)
    ? undefined
    : refuse('requests.no_such_move', { from: request.state, to: 'submitted' })
}

/** What turned out to be forbidden was an attempt of its applicant, recorded like any other. */
function attempts(
  deps: RequestDeps,
  { request }: OpenCase,
  weighing: Weighing,
  rows: Exclude<ReturnType<typeof refiledRows>, Refusal>,
  call: Call<WeighAgainBody>,
) {
  if (weighing.effect !== 'attempt') return []
  const decision = rows.find((change) => change.table.name === 'policy.decision')
  if (!decision) throw new Error('a request is decided again with its decision')
  return [
    insertRow(attemptTable, {
      id: deps.newId('attempt'),
      entity_id: request.entity_id,
      request_id: request.id,
      person_id: request.requester_id,
      via: 'submit',
      application: request.application,
      decision_id: decision.row.id,
      at: call.at,
    }),
  ]
}
