import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { BenefitRow } from './tables.ts'

/** What the books need to know of an entry of the register. */
export type BookedColumns = Pick<
  BenefitRow,
  | 'id'
  | 'book'
  | 'direction'
  | 'state'
  | 'entity_id'
  | 'form'
  | 'way'
  | 'value_minor'
  | 'value_currency'
  | 'released_minor'
  | 'happened_on'
  | 'source'
>

/** The driver gives them as text, so that nothing is rounded. */
type Amounts = 'value_minor' | 'released_minor'

/** The next entries of our own book after an identifier, in their order, as the books need them. */
export async function ownBenefitsAfter(tx: Transaction, id: string, max: number): Promise<BookedColumns[]> {
  const rows = await tx.sql<Omit<BookedColumns, Amounts> & Readonly<Record<Amounts, string>>>(
    `select id, book, direction, state, entity_id, form, way, value_minor::text as value_minor,
  released_minor::text as released_minor, value_currency, happened_on, source
from benefits.benefit
where id > $1
and book = $2
order by id
limit $3`,
    [id, ownBook, max],
  )
  return rows.map((row) => ({
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
  }))
}
