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

/** Folds what waits of the lines into the totals of parties, `most` at once, and says how many it were. */
export async function foldLines(pool: Pool, most: number): Promise<number> {
  const found = await pool.query<{ folded: string | bigint }>('select benefits.fold_lines($1) as folded', [
    most,
  ])
  return Number(found.rows[0]?.folded ?? 0)
}

/** Folds what waits of what budgets are held against, `most` at once, and says how many it were. */
export async function foldSpend(pool: Pool, most: number): Promise<number> {
  const found = await pool.query<{ folded: string | bigint }>('select benefits.fold_spend($1) as folded', [
    most,
  ])
  return Number(found.rows[0]?.folded ?? 0)
}

const apartSql = `with held as materialized (
  select text.id as text_id, requester_id, cell, month, band, currency, count, minor
  from benefits.kept_text as text
  join benefits.total_change as waiting on waiting.title ilike text.pattern
  union all
  select text.id, requester_id, cell, date_trunc('month', happened_on)::date, benefits.band_of(value_minor),
    value_currency, -count(*), -sum(value_minor)
  from benefits.kept_text as text
  join benefits.benefit as benefit on benefit.title ilike text.pattern
  group by 1, 2, 3, 4, 5, 6
)
select count(*) as apart
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
  union all
  select from (
    select text_id, cell, month, band, currency, count, minor from benefits.text_total
    union all
    select text_id, cell, month, band, currency, count, minor from held
  ) as part
  group by text_id, cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select text_id, requester_id, cell, month, band, currency, count, minor from benefits.text_requester_total
    union all
    select text_id, requester_id, cell, month, band, currency, count, minor from held
    where requester_id is not null
  ) as part
  group by text_id, requester_id, cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select org_id, month, direction, form, entity_id, currency, count, minor from benefits.org_total
    union all
    select org_id, month, direction, form, entity_id, currency, count, minor from benefits.line_change
    where org_id <> ''
    union all
    select org_id, date_trunc('month', happened_on)::date, direction, form, coalesce(entity_id, ''), currency,
      -sum(sign(minor)), -sum(minor)
    from benefits.line
    where book = 'own' and org_id is not null
    group by 1, 2, 3, 4, 5, 6
  ) as part
  group by org_id, month, direction, form, entity_id, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select recipient_id, org_id, month, direction, form, entity_id, currency, count, minor
    from benefits.recipient_total
    union all
    select recipient_id, org_id, month, direction, form, entity_id, currency, count, minor
    from benefits.line_change
    union all
    select recipient_id, coalesce(org_id, ''), date_trunc('month', happened_on)::date, direction, form,
      coalesce(entity_id, ''), currency, -sum(sign(minor)), -sum(minor)
    from benefits.line
    where book = 'own'
    group by 1, 2, 3, 4, 5, 6, 7
  ) as part
  group by recipient_id, org_id, month, direction, form, entity_id, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select entity_id, month, unit_id, form, currency, stage, count, minor from benefits.spend_total
    union all
    select entity_id, month, unit_id, form, currency, stage, count, minor from benefits.spend_change
    union all
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), -count(*), -sum(value_minor)
    from benefits.benefit
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null
    group by 1, 2, 3, 4, 5, 6
  ) as part
  group by entity_id, month, unit_id, form, currency, stage
  having sum(count) <> 0 or sum(minor) <> 0
) as apart`

/**
 * How many totals of the register differ from what its rows add up to: none, unless somebody changed them.
 */
export async function totalsApart(client: ClientBase | Pool): Promise<number> {
  const found = await client.query<{ apart: string | bigint }>(apartSql)
  return Number(found.rows[0]?.apart ?? 0)
}
