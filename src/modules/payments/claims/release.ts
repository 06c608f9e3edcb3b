import { toMoneyJson } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { benefitTable, loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { loadRequests, movedByPayment, type RequestRow } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { keepMoved, type InHand } from '../in-hand.ts'
import { wayOf } from '../orders/domain.ts'
import { count, isAllPaid, restOf, type Payables } from '../payable.ts'
import { loadPayables } from '../store.ts'
import { releaseTable, type ReleaseRow } from '../tables.ts'

/** That nothing more will be claimed of a benefit; the amount is always the whole rest. */
export type ReleaseBody = { readonly requestId: string; readonly reason: string }

/** What became of a release, and how much of the benefit it is about. */
export type Released = {
  readonly releaseId: string
  readonly requestId: string
  readonly state: 'released' | 'withdrawn'
  readonly version: number
  readonly amount: { readonly currency: string; readonly minor: string }
}

/** Requests with their benefits and counts, locked; each change is put in for the next call of a set. */
export type Releasing = InHand & { readonly payables: Payables }

/** Locks in the order that every command about payments keeps: requests, benefits, counts. */
export async function loadReleasing(tx: Transaction, requestIds: readonly string[]): Promise<Releasing> {
  const requests = await loadRequests(tx, [...new Set(requestIds)].sort())
  const ids = [...requests.values()].flatMap(({ benefit_id: id }) => id ?? []).sort()
  // Sent in this order, which is the order of the locks.
  const [benefits, payables] = await Promise.all([loadBenefits(tx, ids), loadPayables(tx, ids)])
  return { requests: new Map(requests), benefits: new Map(benefits), payables }
}

/**
 * Whoever asked for a benefit, or finance, says that nothing more will follow for it. What nobody claimed is
 * owed to nobody any more. It gives nobody anything and takes nothing from what was received, so that one
 * person is enough.
 */
export function releaseRest(deps: PaymentDeps): Command<ReleaseBody, Releasing, Released> {
  return {
    operation: 'payments.release',
    load: (tx, calls) =>
      loadReleasing(
        tx,
        calls.map(({ body }) => body.requestId),
      ),
    decide: (state, call) => decideReleased(deps, state, call),
  }
}

function decideReleased(
  deps: PaymentDeps,
  state: Releasing,
  { body, actor, at }: Call<ReleaseBody>,
): Decision<Released> {
  const request = state.requests.get(body.requestId)
  const benefit = state.benefits.get(request?.benefit_id ?? '')
  const object = { type: 'request', id: body.requestId }
  if (!request || !benefit) return { refusal: refuse('platform.not_found'), object }
  const entityId = request.entity_id
  const whose = { ownerId: request.requester_id, entityId }
  const permission = mayWith(actor, 'payments.release', whose)
  const minor = restOf(benefit, state.payables.get(benefit.id))
  const refusal = permission.can ? releaseObjection({ request, benefit }, minor) : permission.refusal
  if (refusal) return { refusal, object, entityId }
  const currency = benefit.value_currency.trim()
  const release = insertRow(releaseTable, {
    id: deps.newId('release'),
    entity_id: entityId,
    request_id: request.id,
    benefit_id: benefit.id,
    currency,
    form: benefit.form,
    minor,
    reason: body.reason,
    state: 'released',
    made_by: actor.personId,
    made_at: at,
    withdrawn_by: null,
    withdrawn_at: null,
  })
  return {
    answer: releasedAs(rowAfter(releaseTable, release)),
    object,
    entityId,
    reason: body.reason,
    note: { releases: minor.toString(), currency },
    changes: [release, ...countedBy(state, { request, benefit }, { released: minor, at })],
  }
}

type Given = { readonly request: RequestRow; readonly benefit: BenefitRow }

/** What keeps the rest of a benefit from being released. */
export function releaseObjection({ request, benefit }: Given, rest: bigint): Refusal | undefined {
  const way = wayOf(benefit)
  if (benefit.direction !== 'given') return refuse('payments.release_other_way')
  if (way === 'company_account') return refuse('payments.release_company_account')
  if (way !== 'vendor' && way !== 'reimbursement') return refuse('payments.release_other_way')
  const closed = closedObjection(benefit)
  if (closed) return closed
  const isGiven = benefit.state === 'given' || benefit.state === 'paid'
  if (!isGiven || request.state !== benefit.state) return refuse('payments.release_before_giving')
  return rest > 0n ? undefined : refuse('payments.nothing_to_release')
}

const ended: readonly string[] = ['reversed', 'declined', 'cancelled', 'withdrawn', 'rejected', 'expired']

/** What was completed or has ended keeps what was released of it, and nothing more is. */
export function closedObjection({ state }: Pick<BenefitRow, 'state'>): Refusal | undefined {
  if (state === 'completed') return refuse('payments.release_completed')
  return ended.includes(state) ? refuse('payments.release_ended') : undefined
}

/**
 * The counts and the register follow. What was paid and released in full is paid, as by the last part of a
 * payment; of which something is owed again, is given.
 */
export function countedBy(
  state: Releasing,
  { request, benefit }: Given,
  { released, at }: { readonly released: bigint; readonly at: Instant },
): RowChange[] {
  const counted = count(state.payables, benefit, request.id, { released })
  const after = state.payables.get(benefit.id)
  const patch = { released_minor: benefit.released_minor + released }
  const to = after && isAllPaid(benefit, after) ? 'paid' : 'given'
  const moved = to === request.state ? [] : movedByPayment({ request, benefit }, to, { at, patch })
  const changes = moved.length > 0 ? moved : [updateRow(benefitTable, benefit, patch)]
  keepMoved(state, changes)
  return [counted, ...changes]
}

/** A release as its answer tells it. */
export function releasedAs(row: ReleaseRow): Released {
  return {
    releaseId: row.id,
    requestId: row.request_id,
    // The database holds both states.
    state: row.state as Released['state'],
    version: row.version,
    amount: toMoneyJson({ currency: row.currency.trim(), minor: row.minor }),
  }
}
