import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** A clause whose terms are compared with those of its group, on a day. */
export type ComparedClause = {
  readonly customerId: string
  readonly form: string
  readonly termsGroup: string
  readonly ratePercent: string
  /** Published terms are compared with published ones; what was agreed with one alone, with all. */
  readonly isPublished: boolean
  readonly day: LocalDate
}

/** A customer of the same group whose rate is another. */
export type OtherRate = { readonly customerId: string; readonly ratePercent: string }

/**
 * The customers of the same role and grade who have another rate for the same form on that day: one for each
 * rate, at most twenty. Where all have the same, the index answers with nothing and no clause is read.
 */
export async function findOtherRates(tx: Transaction, of: ComparedClause): Promise<OtherRate[]> {
  const rows = await tx.sql<{ customer_id: string; rate_percent: string }>(
    `select distinct on (clause.rate_percent) agreement.customer_id, clause.rate_percent
from deals.clause as clause
join deals.agreement as agreement on agreement.id = clause.agreement_id
where clause.form = $1
and clause.terms_group = $2
and (clause.rate_percent < $3 or clause.rate_percent > $3)
and clause.from_on <= $4
and (clause.until_on is null or clause.until_on >= $4)
and (clause.is_published or not $6::boolean)
and agreement.state = 'active'
and agreement.customer_id <> $5
order by clause.rate_percent, agreement.customer_id
limit 20`,
    [of.form, of.termsGroup, of.ratePercent, of.day, of.customerId, of.isPublished],
    'deals_other_rates',
  )
  return rows.map((row) => ({ customerId: row.customer_id, ratePercent: row.rate_percent }))
}
