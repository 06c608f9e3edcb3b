import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** Whose terms are shown beside those of an agreement, and of which entities. */
export type RatesOf = {
  readonly agreementId: string
  readonly customerId: string
  readonly form: string
  readonly day: LocalDate
  /** The entities that the reader sees; all of them where it is undefined. */
  readonly entityIds: readonly string[] | undefined
  readonly limit: number
}

/**
 * The rates that other customers of the same role and grade have for the same form on that day: for each
 * customer the one that was signed last.
 */
export async function findRates(tx: Transaction, of: RatesOf): Promise<string[]> {
  const rows = await tx.sql<{ rate_percent: string }>(
    `select distinct on (agreement.customer_id) clause.rate_percent
from deals.clause as own
join deals.clause as clause on clause.form = own.form
  and clause.terms_group = own.terms_group
join deals.agreement as agreement on agreement.id = clause.agreement_id
where own.agreement_id = $1
and own.form = $2
and clause.rate_percent is not null
and clause.from_on <= $3
and (clause.until_on is null or clause.until_on >= $3)
and agreement.state = 'active'
and agreement.customer_id <> $4
and ($5::text[] is null or agreement.entity_id = any($5::text[]))
order by agreement.customer_id, agreement.signed_on desc, agreement.id desc
limit $6`,
    [of.agreementId, of.form, of.day, of.customerId, of.entityIds ?? null, of.limit],
    'deals_rates',
  )
  return rows.map((row) => row.rate_percent)
}
