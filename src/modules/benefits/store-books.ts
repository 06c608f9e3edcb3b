import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { BenefitRow } from './tables.ts'

/** What the books say of benefits: their number, their form and their way, and nobody's name. */
export async function loadForBooks(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<BenefitRow, 'number' | 'form' | 'way'>>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<Pick<BenefitRow, 'id' | 'number' | 'form' | 'way'>>(
    'select id, number, form, way from benefits.benefit where id = any($1::text[])',
    [ids],
    'benefits_for_books',
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** Whom and what the books of a finance system may ask of a benefit, by our identifiers. */
type BehindRow = Pick<
  BenefitRow,
  'id' | 'requester_id' | 'customer_id' | 'unit_id' | 'programme_id' | 'event_id' | 'deal_id'
>

/** Who asked for some benefits, on whose budget, for which organisation, and as a part of what. */
export function loadBehind(tx: Transaction, ids: readonly string[]): Promise<BehindRow[]> {
  return tx.sql<BehindRow>(
    `select id, requester_id, customer_id, unit_id, programme_id, event_id, deal_id
from benefits.benefit
where id = any($1::text[])
order by id`,
    [ids],
    'benefits_behind',
  )
}

/** The benefits of our own book by their numbers. */
export async function findNumberedBenefits(
  tx: Transaction,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await tx.sql<Pick<BenefitRow, 'id' | 'number'>>(
    'select id, number from benefits.benefit where book = $1 and number = any($2::text[])',
    [ownBook, numbers],
    'benefits_numbered',
  )
  return new Map(rows.map(({ id, number }) => [number, id]))
}
