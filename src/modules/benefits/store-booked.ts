import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import { stageOf } from './spend.ts'
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
  | 'refunded_minor'
  | 'happened_on'
  | 'source'
>

/** The driver gives them as text, so that nothing is rounded. */
type Amounts = 'value_minor' | 'released_minor' | 'refunded_minor'

/** The next entries of our own book after an identifier, in their order, as the books need them. */
export async function ownBenefitsAfter(tx: Transaction, id: string, max: number): Promise<BookedColumns[]> {
  const rows = await tx.sql<BookedTexts>(
    `select id, book, direction, state, entity_id, form, way, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor,
  value_currency, happened_on, source
from benefits.benefit
where id > $1
and book = $2
order by id
limit $3`,
    [id, ownBook, max],
  )
  return rows.map(bookedRow)
}

type BookedTexts = Omit<BookedColumns, Amounts> & Readonly<Record<Amounts, string>>

function bookedRow(row: BookedTexts): BookedColumns {
  return {
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    refunded_minor: BigInt(row.refunded_minor),
  }
}

/** What an entity promised for a day up to this one, and nobody recorded as given. */
export async function promisedUntil(
  tx: Transaction,
  { entityId, until }: { readonly entityId: string; readonly until: LocalDate },
): Promise<BookedColumns[]> {
  const rows = await tx.sql<BookedTexts>(
    `select id, book, direction, state, entity_id, form, way, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor,
  value_currency, happened_on, source
from benefits.benefit
where book = 'own'
and direction = 'given'
and state = 'approved'
and entity_id = $1
and happened_on <= $2
order by id`,
    [entityId, until],
    'benefits_promised_until',
  )
  return rows.map(bookedRow).filter((row) => stageOf(row) === 'committed')
}
