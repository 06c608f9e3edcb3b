import type { Transaction } from '../../platform/db/transaction.ts'
import type { OrderRow } from './tables.ts'

/** What the books need to know of a payment order. */
type PaidOrder = Pick<
  OrderRow,
  'benefit_id' | 'state' | 'entity_id' | 'form' | 'currency' | 'minor' | 'withheld_minor'
>

/** The paid orders of some benefits. */
export async function loadPaidOrders(tx: Transaction, benefitIds: readonly string[]): Promise<PaidOrder[]> {
  const rows = await tx.sql<PaidOrder>(
    `select benefit_id, state, entity_id, form, currency, minor, withheld_minor
from payments.order
where benefit_id = any($1::text[])
and state = 'paid'`,
    [benefitIds],
    'payments_paid_orders',
  )
  return rows.map((row) => ({
    ...row,
    minor: BigInt(row.minor),
    withheld_minor: BigInt(row.withheld_minor),
  }))
}
