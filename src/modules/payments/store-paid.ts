import type { Transaction } from '../../platform/db/transaction.ts'
import type { BookedOrder } from './orders/booked.ts'
import { withClosed } from './store.ts'
import type { OrderRow } from './tables.ts'

type PaidOrder = BookedOrder & Pick<OrderRow, 'benefit_id'>

/** The paid orders of some benefits. */
export async function loadPaidOrders(tx: Transaction, benefitIds: readonly string[]): Promise<PaidOrder[]> {
  const rows = await tx.sql<PaidOrder>(
    `select benefit_id, state, entity_id, form, currency, minor, withheld_minor, closes_currency, closes_minor
from payments.order
where benefit_id = any($1::text[])
and state = 'paid'`,
    [benefitIds],
    'payments_paid_orders',
  )
  return rows.map((row) => ({ ...withClosed(row), withheld_minor: BigInt(row.withheld_minor) }))
}

/** A vendor whom a claim for a benefit pays. */
type ClaimedVendor = { readonly benefitId: string; readonly vendorId: string }

/** The vendors whom the claims for some benefits pay; what was refused or withdrawn pays nobody. */
export function vendorsOfClaims(tx: Transaction, benefitIds: readonly string[]): Promise<ClaimedVendor[]> {
  return tx.sql<ClaimedVendor>(
    `select distinct line.benefit_id as "benefitId", claim.payee_id as "vendorId"
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
and claim.state not in ('refused', 'withdrawn')
order by 1, 2`,
    [benefitIds],
    'payments_vendors_of_claims',
  )
}

/** What of a benefit is paid in another currency than its own, by claims that are accepted. */
export type PaidInOther = {
  readonly benefitId: string
  /** How much of the benefit it closes, and what of that came back. */
  readonly closes: bigint
  readonly closesBack: bigint
  /** What is paid in that currency, and what of that came back. */
  readonly currency: string
  readonly minor: bigint
  readonly minorBack: bigint
}

/** What of some benefits is paid in another currency than their own. */
export async function loadPaidInOther(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, PaidInOther>> {
  const rows = await tx.sql<Record<keyof PaidInOther, string>>(
    `select line.benefit_id as "benefitId", line.pay_currency as currency,
  sum(line.minor)::text as closes, sum(line.pay_minor)::text as minor,
  coalesce(max(back.closes), 0)::text as "closesBack", coalesce(max(back.minor), 0)::text as "minorBack"
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
left join (
  select benefit_id, currency, sum(closes_minor) as closes, sum(minor) as minor
  from payments.refund
  where benefit_id = any($1::text[])
  and state = 'recorded'
  group by benefit_id, currency
) as back on back.benefit_id = line.benefit_id and back.currency = line.pay_currency
where line.benefit_id = any($1::text[])
and line.pay_currency is not null
and claim.state = 'accepted'
group by line.benefit_id, line.pay_currency`,
    [benefitIds],
    'payments_paid_in_other',
  )
  // An entity keeps its books in one currency, so that no benefit is here twice.
  return new Map(
    rows.map(({ benefitId, currency, closes, closesBack, minor, minorBack }) => [
      benefitId,
      {
        benefitId,
        currency,
        closes: BigInt(closes),
        closesBack: BigInt(closesBack),
        minor: BigInt(minor),
        minorBack: BigInt(minorBack),
      },
    ]),
  )
}
