import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { Receiver } from './store-party.ts'
import { monthsOf } from './whole-parts.ts'

/**
 * Days as the totals of parties give them: whole months from `first` to `last`, and spans of days that are
 * added to them or taken off by line.
 */
export type MonthsAndDays = {
  readonly first: LocalDate
  readonly last: LocalDate
  readonly spansFrom: readonly LocalDate[]
  readonly spansTo: readonly LocalDate[]
  readonly signs: readonly number[]
}

/** Takes the days after one day until another apart. */
export function monthsAndDays(after: LocalDate, until: LocalDate): MonthsAndDays {
  const { first, last, none, plus, minus } = monthsOf(addDays(after, 1), until)
  const spans = [...plus.map((days) => [days, 1] as const), ...minus.map((days) => [days, -1] as const)]
  return {
    // Where no month is whole, the first lies behind the last.
    first: none || first === undefined ? '9999-12-01' : first,
    last: none || last === undefined ? '0001-01-01' : last,
    spansFrom: spans.map(([days]) => days.from),
    spansTo: spans.map(([days]) => days.to),
    signs: spans.map(([, sign]) => sign),
  }
}

/** What one year, form, entity and currency add up to. */
export type NetGroup = {
  readonly direction: string
  readonly year: number
  readonly form: string
  readonly entityId: string | null
  readonly currency: string
  readonly count: number
  readonly minor: bigint
  /** The part that lies in the last twelve months. */
  readonly recentCount: number
  readonly recentMinor: bigint
}

type GroupRow = {
  direction: string
  year: string | number
  form: string
  entity_id: string | null
  currency: string
  count: string | bigint
  minor: string
  recent_count: string | bigint | null
  recent_minor: string | null
}

const keptColumns = 'month, direction, form, entity_id, currency, count, minor'

// A receiver has each line once: what people received at a customer, and what a person or the customer itself
// received beside that. `$1` are the recipients and `$2` the organisations.
const groupsSql = `select direction, extract(year from month)::int as year, form,
  nullif(entity_id, '') as entity_id, currency, sum(count) as count, sum(minor) as minor,
  sum(recent_count) as recent_count, sum(recent_minor) as recent_minor
from (
  select direction, month, form, entity_id, currency, count, minor,
    case when month between $3 and $4 then count else 0 end as recent_count,
    case when month between $3 and $4 then minor else 0 end as recent_minor
  from (
    select ${keptColumns}
    from benefits.org_total
    where org_id = any($2::text[])
    union all
    select ${keptColumns}
    from benefits.recipient_total
    where recipient_id = any($1::text[])
    and org_id <> all($2::text[])
    union all
    select ${keptColumns}
    from benefits.line_change
    where org_id = any($2::text[])
    or (recipient_id = any($1::text[]) and org_id <> all($2::text[]))
  ) as kept
  union all
  select direction, date_trunc('month', happened_on)::date, form, coalesce(entity_id, ''), currency, 0, 0,
    sign * sign(minor), sign * minor
  from unnest($5::date[], $6::date[], $7::int[]) as span (from_on, to_on, sign)
  cross join lateral (
    select direction, happened_on, form, entity_id, currency, minor
    from benefits.line
    where book = $8
    and org_id = any($2::text[])
    and happened_on between from_on and to_on
    union all
    select direction, happened_on, form, entity_id, currency, minor
    from benefits.line
    where book = $8
    and recipient_id = any($1::text[])
    and (org_id is null or org_id <> all($2::text[]))
    and happened_on between from_on and to_on
  ) as line
) as part
group by 1, 2, 3, 4, 5
having sum(count) <> 0 or sum(minor) <> 0`

/**
 * The one sum of a receiver over all our entities, cut by year, form and entity; days after
 * `recent.after` are recent. Each line counts on its own day: what was taken back later is taken off in
 * the year in which it was.
 */
export async function findNetGroups(
  tx: Transaction,
  { recipientIds, orgIds }: Receiver,
  recent: { readonly after: LocalDate; readonly until: LocalDate },
): Promise<NetGroup[]> {
  const { first, last, spansFrom, spansTo, signs } = monthsAndDays(recent.after, recent.until)
  const values = [recipientIds, orgIds, first, last, spansFrom, spansTo, signs, ownBook]
  const rows = await tx.sql<GroupRow>(groupsSql, values, 'benefits_net_groups')
  return rows.map((row) => ({
    direction: row.direction,
    year: Number(row.year),
    form: row.form,
    entityId: row.entity_id,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
    recentCount: Number(row.recent_count ?? 0),
    recentMinor: BigInt(row.recent_minor ?? '0'),
  }))
}

/** What one of several receivers got in one currency. */
export type ReceiverTotal = {
  readonly id: string
  readonly currency: string
  readonly count: number
  readonly minor: bigint
}

const totalTables = { recipient_id: 'benefits.recipient_total', org_id: 'benefits.org_total' } as const

/** What each of these people, or each of these customers with its people, was given. */
export async function findReceiverTotals(
  tx: Transaction,
  by: 'recipient_id' | 'org_id',
  ids: readonly string[],
): Promise<ReceiverTotal[]> {
  if (ids.length === 0) return []
  const from = (table: string) => `select ${by} as id, currency, count, minor
  from ${table}
  where direction = 'given'
  and ${by} = any($1::text[])`
  const rows = await tx.sql<{ id: string; currency: string; count: string | bigint; minor: string }>(
    `select id, currency, sum(count) as count, sum(minor) as minor
from (
  ${from(totalTables[by])}
  union all
  ${from('benefits.line_change')}
) as kept
group by 1, 2
having sum(count) <> 0 or sum(minor) <> 0`,
    [ids],
    `benefits_totals_by_${by}`,
  )
  return rows.map((row) => ({
    id: row.id,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
  }))
}
