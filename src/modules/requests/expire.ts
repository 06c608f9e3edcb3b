import { because, type Because } from '../../kernel/because.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { addDays, dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { closeFlow } from '../approvals/index.ts'
import { moveBenefit } from '../benefits/index.ts'
import type { Acted } from './approve.ts'
import { endedWithGuests } from './attendance/ended.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { decideMove, validUntil, type RequestState } from './domain.ts'
import { underPayment } from './paid.ts'
import { loadOpenSince } from './store-expiry.ts'
import { requestTable, type RequestRow } from './tables.ts'

/** A request that stayed open for longer than the policy lets it. */
export type ExpireBody = { readonly requestId: string; readonly version: number }

/** What the day of expiry is read from. */
type Days = Pick<RequestDeps, 'dayOf'>

/** The last day on which this request stays open by itself, and today, both in its entity. */
function daysOf(
  deps: Days,
  shared: OpenCase['shared'],
  request: RequestRow,
  at: Instant,
): { readonly today: LocalDate; readonly until: LocalDate | undefined } {
  const day = (moment: Instant) => deps.dayOf(shared.organisation, request.entity_id, moment)
  const open = {
    state: request.state,
    isLate: request.is_late,
    waitingOn: request.waiting_on,
    changedOn: day(request.changed_at),
    happensOn: request.happened_on,
    leftOn: shared.organisation.people.get(request.requester_id)?.left_on ?? null,
  }
  const today = day(at)
  return { today, until: validUntil(open, shared.policy.validity(today)) }
}

/** The last day of a request for whoever looks at it; undefined when it does not expire. */
export function lastDayOf(deps: Days, found: OpenCase, at: Instant): LocalDate | undefined {
  return daysOf(deps, found.shared, found.request, at).until
}

/** The requests whose last day is over, as the system's round finds them; without locks. */
export async function findExpired(deps: RequestDeps, tx: Transaction, at: Instant): Promise<ExpireBody[]> {
  const policy = await deps.policy(tx)
  // The days of the world differ by one at most; each request is then looked at on the day of its own entity.
  const tomorrow = addDays(dayIn('UTC', at), 1)
  const { approvedDays, unansweredDays } = policy.validity(dayIn('UTC', at))
  const organisation = await deps.organisation(tx)
  const left = [...organisation.people.values()].filter((person) => (person.left_on ?? tomorrow) < tomorrow)
  const rows = await loadOpenSince(tx, {
    approvedBefore: addDays(tomorrow, -approvedDays),
    askedBefore: addDays(tomorrow, -unansweredDays),
    leftIds: left.map((person) => person.id),
  })
  if (rows.length === 0) return []
  const shared = { organisation, policy, history: [] }
  return rows.flatMap((request) => {
    const { today, until } = daysOf(deps, shared, request, at)
    return until !== undefined && until < today ? [{ requestId: request.id, version: request.version }] : []
  })
}

/**
 * Ends what nobody used or answered in time: by the system, one entry a request. It frees the sums, closes
 * what is still asked, and writes to the applicant. It never approves, and it never ends what was given.
 */
export function expireCommand(deps: RequestDeps): Command<ExpireBody, ReadonlyMap<string, OpenCase>, Acted> {
  return {
    operation: 'requests.expire',
    load: (tx, calls) => loadCases(deps, tx, calls),
    decide: (cases, call) => decideOne(deps, cases.get(call.body.requestId), call),
    constraints: underPayment<ExpireBody>(),
  }
}

function decideOne(deps: RequestDeps, found: OpenCase | undefined, call: Call<ExpireBody>): Decision<Acted> {
  const object = { type: 'request', id: call.body.requestId }
  if (!found) return { refusal: refuse('platform.not_found'), object }
  const { request, benefit, lines, flow } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  if (call.body.version !== request.version) return { ...about, refusal: refuse('platform.stale') }
  // The database holds the list of states.
  const objection = decideMove(request.state as RequestState, 'expired')
  if (objection) return { ...about, refusal: objection }
  const { today, until } = daysOf(deps, found.shared, request, call.at)
  if (until === undefined || until >= today) {
    return { ...about, refusal: refuse('requests.still_open', { until: until ?? '' }) }
  }
  const moved = benefit
    ? moveBenefit(benefit, {
        to: 'expired',
        at: call.at,
        today,
        lines,
        lineIds: lines.map(() => deps.newId('line')),
      })
    : []
  if (isRefusal(moved)) return { ...about, refusal: moved }
  const change = updateRow(requestTable, request, {
    state: 'expired',
    waiting_on: null,
    closed_at: call.at,
    changed_at: call.at,
  })
  return {
    ...about,
    answer: { requestId: request.id, state: 'expired', version: request.version + 1 },
    changes: [
      change,
      ...moved,
      ...endedWithGuests(deps, found, call.at),
      ...(flow ? closeFlow(flow, 'stopped', call.at) : []),
    ],
    reason: whyOver(request, until),
    note: { validUntil: until },
    jobs: [{ queue: 'notify', data: { kind: 'expired', requestId: request.id } }],
  }
}

/** It was approved and not used, it was asked for and not answered, or its applicant has left. */
function whyOver(request: RequestRow, until: LocalDate): Because {
  if (request.state === 'approved') return because('requests.unused', { until })
  return request.state === 'more_information' && request.waiting_on === 'applicant'
    ? because('requests.unanswered', { until })
    : because('requests.applicant_left', { until })
}
