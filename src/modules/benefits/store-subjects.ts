import type { Transaction } from '../../platform/db/transaction.ts'

/** The parties on whose sums some benefits stand: the customers and the recipients. */
export async function loadSubjectsOf(tx: Transaction, benefitIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select distinct subject.id
from benefits.benefit as benefit
cross join lateral unnest(array[benefit.customer_id, benefit.recipient_id]) as subject(id)
where benefit.id = any($1::text[])
and subject.id is not null
order by 1`,
    [benefitIds],
    'benefits_subjects_of',
  )
  return rows.map((row) => row.id)
}

/** What some benefits add up to in the sums, by currency. */
export async function sumOf(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<{ readonly currency: string; readonly minor: bigint }[]> {
  const rows = await tx.sql<{ currency: string; minor: string }>(
    `select currency, sum(minor)::text as minor
from benefits.line
where benefit_id = any($1::text[])
group by currency
order by currency`,
    [benefitIds],
    'benefits_sum_of',
  )
  return rows.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) }))
}
