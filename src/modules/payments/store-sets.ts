import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withClosed } from './store.ts'
import type { OrderRow } from './tables.ts'

/** Who was paid before, on which account. */
export type PaidBefore = { readonly payee_id: string; readonly account_id: string }

/** The accounts on which these payees were paid before, in the entities that the reader sees. */
export async function accountsPaid(tx: Transaction, payeeIds: readonly string[]): Promise<PaidBefore[]> {
  return tx.sql<PaidBefore>(
    `select distinct payee_id, account_id
from payments.order
where payee_id = any($1::text[])
and state = 'paid'`,
    [payeeIds],
    'payments_accounts_paid',
  )
}

/** An order beside others to the same payee. */
export type Alike = Pick<
  OrderRow,
  'id' | 'number' | 'payee_id' | 'currency' | 'minor' | 'closes_currency' | 'closes_minor'
>

/** The orders to these payees since a moment that hold or held money, the oldest first. */
export async function ordersSince(
  tx: Transaction,
  payeeIds: readonly string[],
  since: Instant,
): Promise<Alike[]> {
  const rows = await tx.sql<Alike>(
    `select id, number, payee_id, currency, minor, closes_currency, closes_minor
from payments.order
where payee_id = any($1::text[])
and state not in ('failed', 'returned', 'stopped')
and made_at >= $2
order by made_at, id`,
    [payeeIds, since],
    'payments_orders_since',
  )
  return rows.map(withClosed)
}
