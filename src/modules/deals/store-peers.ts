import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** A clause whose terms are compared with those of its group, on a day. */
export type ComparedClause = {
  readonly form: string
  readonly termsGroup: string
  readonly ratePercent: string
  /** Published terms are compared with published ones; what was agreed with one alone, with all. */
  readonly isPublished: boolean
  readonly day: LocalDate
}

/** Another rate of the group, with customers who have it: first and last by identifier, or the one. */
export type OtherRate = { readonly customerIds: readonly string[]; readonly ratePercent: string }

/**
 * The other rates that customers of the same role and grade have for the same form on that day. It walks from
 * rate to rate along the index, so that a thousand clauses of one rate cost one look. The customer of the
 * clause may be among them, with another clause of its own.
 */
export async function findOtherRates(tx: Transaction, of: ComparedClause): Promise<OtherRate[]> {
  const rows = await tx.sql<{ first: string; last: string; rate_percent: string }>(
    `with recursive rate (percent) as (
  (
    select rate_percent
    from deals.clause
    where form = $1 and terms_group = $2
    order by rate_percent
    limit 1
  )
  union all
  select (
    select rate_percent
    from deals.clause
    where form = $1 and terms_group = $2 and rate_percent > rate.percent
    order by rate_percent
    limit 1
  )
  from rate
  where rate.percent is not null
)
select held.first, held.last, rate.percent as rate_percent
from rate
join lateral (
  select min(agreement.customer_id) as first, max(agreement.customer_id) as last
  from deals.clause as clause
  join deals.agreement as agreement on agreement.id = clause.agreement_id
  where clause.form = $1
  and clause.terms_group = $2
  and clause.rate_percent = rate.percent
  and clause.from_on <= $4
  and (clause.until_on is null or clause.until_on >= $4)
  and (clause.is_published or not $5::boolean)
  and agreement.state = 'active'
) as held on held.first is not null
where rate.percent <> $3
order by rate.percent`,
    [of.form, of.termsGroup, of.ratePercent, of.day, of.isPublished],
    'deals_other_rates',
  )
  return rows.map((row) => ({ customerIds: [row.first, row.last], ratePercent: row.rate_percent }))
}
