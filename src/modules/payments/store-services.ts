import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withAmounts } from './store.ts'
import type { OrderRow } from './tables.ts'

/**
 * Pay for services of one payee is ordered and checked one after the other, so that no two orders reckon
 * their tax without each other. Taken after what is payable and before the orders of the payee are read.
 */
export async function lockPayees(tx: Transaction, payeeIds: readonly string[]): Promise<void> {
  if (tx.isReadOnly) return
  for (const id of [...new Set(payeeIds)].sort()) {
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`payments.payee ${id}`])
  }
}

/** Whose orders are asked for, and from which day on those that were paid or made. */
type Asked = {
  readonly entityIds: readonly string[]
  readonly payeeIds: readonly string[]
  readonly from: LocalDate
}

/** Live orders of pay for services to some payees, whatever their benefit: what is not paid, or was since. */
export async function loadServiceOrders(
  tx: Transaction,
  { entityIds, payeeIds, from }: Asked,
): Promise<OrderRow[]> {
  // A day begins earlier in some zones than in that of the database.
  const rows = await tx.sql<OrderRow>(
    `select o.*
from payments.order o
join payments.order_state s on s.name = o.state and s.is_live
join payments.exception x on x.id = o.exception_id
where o.entity_id = any($1::text[])
and o.payee_id = any($2::text[])
and o.exception_id is not null
and x.tax_treatment = 'labour_income'
and (o.state <> 'paid' or o.paid_on >= $3::date or o.made_at >= $3::date - interval '1 day')
order by o.id`,
    [entityIds, payeeIds, from],
    'payments_service_orders',
  )
  return rows.map(withAmounts)
}
