import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import { monthsAndDays } from './store-party-sums.ts'
import { monthStart } from './whole-parts.ts'

/**
 * What an organisation got in one currency, its people included: on one day, or in the currency asked for in
 * all the days, which then need no rate of their own.
 */
export type OrganisationDay = {
  readonly orgId: string
  readonly on: LocalDate
  readonly currency: string
  readonly minor: bigint
}

/** Of which organisations, kind, entities and days something is summed. */
export type AlikeSelection = {
  readonly orgIds: readonly string[]
  /** One kind of benefit; every kind where it is undefined. */
  readonly form: string | undefined
  /** The entities that the reader sees; all of them where it is undefined. */
  readonly entityIds: readonly string[] | undefined
  readonly after: LocalDate
  readonly until: LocalDate
  readonly currency: string
}

const isMeant = `direction = 'given'
  and ($2::text is null or form = $2)
  and ($3::text[] is null or entity_id = any($3::text[]))`

/** What is kept of the organisations: what people got there, and what each got itself. */
const kept = (condition: string) => `select org_id, month, currency, minor
  from benefits.org_total
  where org_id = any($1::text[])
  and ${isMeant}
  and ${condition}
  union all
  select recipient_id, month, currency, minor
  from benefits.recipient_total
  where recipient_id = any($1::text[])
  and org_id <> recipient_id
  and ${isMeant}
  and ${condition}
  union all
  select org_id, month, currency, minor
  from benefits.line_change
  where org_id = any($1::text[])
  and ${isMeant}
  and ${condition}
  union all
  select recipient_id, month, currency, minor
  from benefits.line_change
  where recipient_id = any($1::text[])
  and org_id <> recipient_id
  and ${isMeant}
  and ${condition}`

/** The lines of the organisations on some days. */
const lines = (days: string) => `select org_id, happened_on, currency, minor
  from benefits.line
  where book = $4
  and org_id = any($1::text[])
  and ${isMeant}
  and ${days}
  union all
  select recipient_id, happened_on, currency, minor
  from benefits.line
  where book = $4
  and recipient_id = any($1::text[])
  and org_id is distinct from recipient_id
  and ${isMeant}
  and ${days}`

const totalsSql = `select org_id, currency, sum(minor) as minor
from (
  select org_id, currency, case when month between $7 and $8 then minor else 0 end as minor
  from (
  ${kept('month between $5 and $6')}
  ) as months
  union all
  select org_id, currency, sign * minor
  from unnest($9::date[], $10::date[], $11::int[]) as span (from_on, to_on, sign)
  cross join lateral (
  ${lines('happened_on between from_on and to_on')}
  ) as days
) as part
group by 1, 2`

const daysSql = `select org_id, happened_on, currency, sum(minor) as minor
from (
  ${lines('happened_on between $5 and $6 and currency <> $7')}
) as days
group by 1, 2, 3
having sum(minor) <> 0`

type DayRow = { org_id: string; happened_on: LocalDate; currency: string; minor: string }

/**
 * What each of some organisations got from those of our entities that the reader sees: from the totals of
 * parties, and day by day only of organisations that have another currency than the one asked for.
 */
export async function sumAlike(tx: Transaction, of: AlikeSelection): Promise<OrganisationDay[]> {
  if (of.orgIds.length === 0) return []
  const chosen = [of.form ?? null, of.entityIds ?? null, ownBook]
  const from = addDays(of.after, 1)
  const { first, last, spansFrom, spansTo, signs } = monthsAndDays(of.after, of.until)
  const rows = await tx.sql<Omit<DayRow, 'happened_on'>>(
    totalsSql,
    [of.orgIds, ...chosen, monthStart(from), monthStart(of.until), first, last, spansFrom, spansTo, signs],
    'benefits_alike',
  )
  const isOwn = ({ currency }: { currency: string }) => currency.trim() === of.currency
  const others = [...new Set(rows.filter((row) => !isOwn(row)).map((row) => row.org_id))]
  const days =
    others.length === 0
      ? []
      : await tx.sql<DayRow>(daysSql, [others, ...chosen, from, of.until, of.currency], 'benefits_alike_days')
  const sums = rows.filter(isOwn).map((row) => ({ ...row, happened_on: of.until }))
  return [...sums, ...days].map((row) => ({
    orgId: row.org_id,
    on: row.happened_on,
    currency: row.currency.trim(),
    minor: BigInt(row.minor),
  }))
}
