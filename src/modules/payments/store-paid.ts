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
