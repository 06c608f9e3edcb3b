import { lockSubjects } from '../../src/modules/benefits/index.ts'
import { inTransaction } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import type { Company } from './company-on.ts'

/**
 * Runs `waits` while another command decides about `held`, and tells whether it waited for that command,
 * which does `before` its end what it likes.
 */
export async function waitsFor(
  company: Company,
  held: string,
  waits: () => Promise<unknown>,
  before: (tx: Transaction) => Promise<unknown> = async () => undefined,
): Promise<boolean> {
  const { pool } = company.world
  const released = Promise.withResolvers<void>()
  const holds = Promise.withResolvers<void>()
  const other = inTransaction(pool, [company.actor('sales')], async (tx) => {
    await lockSubjects(tx, [held])
    holds.resolve()
    await released.promise
    await before(tx)
  })
  await holds.promise
  let isDone = false
  const waiting = waits().finally(() => (isDone = true))
  let didWait = false
  while (!isDone && !didWait) {
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n
from pg_stat_activity
where datname = current_database()
and wait_event_type = 'Lock'
and query like '%benefits.lock_subjects%'`,
    )
    didWait = (rows[0]?.n ?? 0) > 0
  }
  released.resolve()
  await Promise.all([other, waiting])
  return didWait
}
