import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/** A benefit that an entity gave, with what its taxes and its books are reckoned on. */
export type GivenBenefit = {
  readonly id: string
  readonly number: string
  readonly form: string
  readonly title: string
  readonly customer_id: string | null
  readonly value_minor: bigint
  readonly released_minor: bigint
  readonly value_currency: string
  readonly happened_on: LocalDate
  readonly decision_id: string | null
}

/**
 * What an entity gave from one day up to, and without, another: what stands as given, in the order of days.
 */
export async function loadGivenBetween(
  tx: Transaction,
  {
    entityId,
    from,
    before,
  }: { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate },
): Promise<GivenBenefit[]> {
  const rows = await tx.sql<GivenBenefit>(
    `select id, number, form, title, customer_id, value_minor, released_minor, value_currency, happened_on,
  decision_id
from benefits.benefit
where book = $1
and direction = 'given'
and entity_id = $2
and state in ('given', 'paid', 'completed')
and happened_on >= $3
and happened_on < $4
order by happened_on, id`,
    [ownBook, entityId, from, before],
  )
  return rows.map((row) => ({
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    value_currency: row.value_currency.trim(),
  }))
}
