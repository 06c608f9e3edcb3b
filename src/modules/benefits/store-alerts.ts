import type { Transaction } from '../../platform/db/transaction.ts'

/** Alerts are worked on and few; a filter that meets more of them shows the latest. */
const alertedMax = 5_000

/** The benefits that an earlier entry put over a limit, the latest alert first. */
export async function findAlerted(tx: Transaction): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select benefit_id as id
from benefits.alert
group by benefit_id
order by max(raised_at) desc, benefit_id
limit $1`,
    [alertedMax],
    'benefits_alerted',
  )
  return rows.map((row) => row.id)
}

/** Which of these benefits have an alert beside them. */
export async function alertedAmong(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.sql<{ id: string }>(
    'select distinct benefit_id as id from benefits.alert where benefit_id = any($1::text[])',
    [ids],
    'benefits_alerted_among',
  )
  return new Set(rows.map((row) => row.id))
}
