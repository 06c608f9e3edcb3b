import type { Transaction } from '../../platform/db/transaction.ts'

/**
 * Which of these benefits stand in the register a second time by all appearance: of the same recipient,
 * day, kind and amount there is another one that counts as well.
 */
export async function findTwins(
  tx: Transaction,
  ids: readonly string[],
  counting: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.sql<{ id: string }>(
    `select distinct benefit.id
from benefits.benefit
cross join lateral (
  select id
  from benefits.benefit as near
  where near.recipient_id = benefit.recipient_id
  and near.happened_on = benefit.happened_on
  and near.value_minor = benefit.value_minor
  and near.value_currency = benefit.value_currency
  and near.id <> benefit.id
) as near
join benefits.benefit as twin on twin.id = near.id
where benefit.id = any($1::text[])
and benefit.state = any($2::text[])
and twin.state = any($2::text[])
and twin.book = benefit.book
and twin.direction = benefit.direction
and twin.form = benefit.form`,
    [ids, counting],
    'benefits_twins',
  )
  return new Set(rows.map((row) => row.id))
}
