import type { ClientBase, Pool } from 'pg'

/**
 * Folds what waits longest into the totals of the register, `most` changes at once, and says how many it
 * were.
 */
export async function foldTotals(pool: Pool, most: number): Promise<number> {
  const found = await pool.query<{ folded: string | bigint }>('select benefits.fold_totals($1) as folded', [
    most,
  ])
  return Number(found.rows[0]?.folded ?? 0)
}

const apartSql = `select count(*) as apart
from (
  select from (
    select cell, month, band, currency, count, minor from benefits.total
    union all
    select cell, month, band, currency, count, minor from benefits.total_change
    union all
    select cell, date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      -count(*), -sum(value_minor)
    from benefits.benefit
    group by 1, 2, 3, 4
  ) as part
  group by cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select requester_id, cell, month, currency, count, minor from benefits.requester_total
    union all
    select requester_id, cell, month, currency, count, minor from benefits.total_change
    where requester_id is not null
    union all
    select requester_id, cell, date_trunc('month', happened_on)::date, value_currency,
      -count(*), -sum(value_minor)
    from benefits.benefit
    where requester_id is not null
    group by 1, 2, 3, 4
  ) as part
  group by requester_id, cell, month, currency
  having sum(count) <> 0 or sum(minor) <> 0
) as apart`

/**
 * How many totals of the register differ from what its rows add up to: none, unless somebody changed them.
 */
export async function totalsApart(client: ClientBase | Pool): Promise<number> {
  const found = await client.query<{ apart: string | bigint }>(apartSql)
  return Number(found.rows[0]?.apart ?? 0)
}
