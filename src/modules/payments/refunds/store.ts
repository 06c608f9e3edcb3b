import type { Transaction } from '../../../platform/db/transaction.ts'
import type { StatementLineRow } from '../bank/tables.ts'
import { withAmounts } from '../store.ts'
import type { OrderRow } from '../tables.ts'

/** A payment that stands as paid, with how much of it came back before. */
export type PaidRow = OrderRow & { readonly refunded_minor: bigint }

/** However many payments an entity made, no more are looked through for one line: the latest of them. */
const lookedAtMax = 2_000

/**
 * The payments of the line's entity that were paid by its day, in its currency, and of which as much as it
 * shows is still there; the whole only of those that left from its account. The latest first.
 */
export async function paidBefore(
  tx: Transaction,
  line: Pick<StatementLineRow, 'entity_id' | 'account_id' | 'currency' | 'minor' | 'booked_on'>,
): Promise<PaidRow[]> {
  const rows = await tx.sql<PaidRow>(
    `select o.*, coalesce(back.minor, 0)::text as refunded_minor
from payments.order as o
cross join lateral (
  select sum(refund.minor) as minor
  from payments.refund as refund
  where refund.order_id = o.id
    and refund.state = 'recorded'
) as back
where o.entity_id = $1
  and o.currency = $2
  and o.state = 'paid'
  and o.paid_on <= $3
  and o.minor - coalesce(back.minor, 0) >= $4
  and (o.minor > $4 or exists (
    select from payments.batch_line as left_in
    join payments.batch as batch on batch.id = left_in.batch_id
    where left_in.order_id = o.id
      and batch.account_id = $6
  ))
order by o.paid_on desc, o.id desc
limit $5`,
    [line.entity_id, line.currency, line.booked_on, line.minor.toString(), lookedAtMax, line.account_id],
    'payments_paid_before',
  )
  return rows.map((row) => ({ ...withAmounts(row), refunded_minor: BigInt(row.refunded_minor) }))
}

/** What came back to an account in parts, by what is recorded and stands: as our records have it. */
export async function refundedTo(
  tx: Transaction,
  accountId: string,
): Promise<{ readonly lines: number; readonly minor: bigint }> {
  const [row] = await tx.sql<{ lines: number; minor: string }>(
    `select count(*)::int as lines, coalesce(sum(refund.minor), 0)::text as minor
from payments.refund as refund
join payments.statement_line as line on line.id = refund.line_id
where line.account_id = $1
  and refund.state = 'recorded'`,
    [accountId],
    'payments_refunded_to',
  )
  return { lines: row?.lines ?? 0, minor: BigInt(row?.minor ?? '0') }
}
