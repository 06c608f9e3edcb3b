import { addDays, daysBetween } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { findOnClaim, loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { loadRequests, requestsOfBenefits, type RequestRow } from '../../requests/index.ts'
import { wayOf } from '../orders/domain.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { mayClaim } from './whose.ts'

/** How far apart in days what one bill is for may lie, and how many given benefits are looked through. */
const near = 31
const lookedAt = 400

/**
 * A request of somebody else for which the reader may claim, then those that stand nearest to it and may
 * stand on the same claim: one hotel sends one invoice for the dinners of several people.
 */
export async function forOthers(
  tx: Transaction,
  { actor }: PaymentReader,
  requestId: string | undefined,
): Promise<RequestRow[]> {
  if (requestId === undefined) return []
  const request = (await loadRequests(tx, [requestId])).get(requestId)
  if (!request?.benefit_id || !mayClaim(actor, request)) return []
  const benefit = (await loadBenefits(tx, [request.benefit_id])).get(request.benefit_id)
  if (!benefit || benefit.state !== 'given') return []
  return [request, ...(await beside(tx, { request, benefit }))]
}

type Given = { readonly request: RequestRow; readonly benefit: BenefitRow }

async function beside(tx: Transaction, { request, benefit }: Given): Promise<RequestRow[]> {
  const from = { on: addDays(benefit.happened_on, -near), id: '' }
  const found = await findOnClaim(tx, { entityIds: [request.entity_id], after: from, limit: lookedAt })
  const away = ({ happenedOn }: { readonly happenedOn: string }) =>
    Math.abs(daysBetween(benefit.happened_on, happenedOn))
  const ids = found
    .filter((each) => each.id !== benefit.id && away(each) <= near)
    .toSorted((a, b) => away(a) - away(b))
    .map(({ id }) => id)
  const requestOf = await requestsOfBenefits(tx, ids)
  const requests = await loadRequests(tx, [...requestOf.values()].sort())
  const benefits = await loadBenefits(tx, ids.toSorted())
  return ids.flatMap((id) => {
    const [other, own] = [requests.get(requestOf.get(id) ?? ''), benefits.get(id)]
    return other && own && isAlike({ request: other, benefit: own }, { request, benefit }) ? [other] : []
  })
}

/** What may stand on one claim: of one way and currency, and for one person where that one is reimbursed. */
function isAlike(one: Given, other: Given): boolean {
  const way = wayOf(one.benefit)
  return (
    way === wayOf(other.benefit) &&
    one.benefit.value_currency === other.benefit.value_currency &&
    (way !== 'reimbursement' || one.request.requester_id === other.request.requester_id)
  )
}
