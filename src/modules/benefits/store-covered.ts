import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook, type BenefitState } from './domain.ts'
import type { SpendWanted } from './spend.ts'
import type { BenefitRow } from './tables.ts'

/** Which benefits behind a sum: the states of it, the place of the page, and how many. */
export type CoveredWanted = SpendWanted & {
  readonly states: readonly BenefitState[]
  readonly after?: { readonly on: LocalDate; readonly id: string } | undefined
  readonly max: number
}

/** A benefit that stands behind the sum of a budget. */
export type CoveredBenefit = Pick<
  BenefitRow,
  | 'id'
  | 'number'
  | 'title'
  | 'form'
  | 'state'
  | 'way'
  | 'happened_on'
  | 'value_minor'
  | 'released_minor'
  | 'refunded_minor'
  | 'value_currency'
  | 'unit_id'
>

/** The driver gives them as text, so that nothing is rounded. */
type Amounts = 'value_minor' | 'released_minor' | 'refunded_minor'

/** The benefits behind a sum, the latest day first: cell by cell, as the register is read. */
export async function listCovered(tx: Transaction, wanted: CoveredWanted): Promise<CoveredBenefit[]> {
  const { entityId, from, until, unitIds, forms, states, after, max } = wanted
  const rows = await tx.sql<Omit<CoveredBenefit, Amounts> & Readonly<Record<Amounts, string>>>(
    `select id, number, title, form, state, way, happened_on, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor, value_currency, unit_id
from benefits.benefit
where cell = any(array(
  select id
  from benefits.cell
  where book = $1
  and direction = 'given'
  and entity_id = $2
  and state = any($3::text[])
  and ($4::text[] is null or form = any($4::text[]))
  union
  select cell
  from benefits.total_change
  where book = $1
  and direction = 'given'
  and entity_id = $2
  and state = any($3::text[])
  and ($4::text[] is null or form = any($4::text[]))
))
and happened_on between $5 and $6
and ($7::text[] is null or unit_id = any($7::text[]))
and source not like 'import%'
and ($8::date is null or (happened_on, id) < ($8::date, $9::text))
order by happened_on desc, id desc
limit $10`,
    [
      ownBook,
      entityId,
      states,
      forms ?? null,
      from,
      until,
      unitIds ?? null,
      after?.on ?? null,
      after?.id ?? null,
      max,
    ],
  )
  return rows.map((row) => ({
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    refunded_minor: BigInt(row.refunded_minor),
  }))
}
