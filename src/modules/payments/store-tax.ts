import type { LocalDate } from '../../kernel/time.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { TaxChargeRow, TaxYearRow } from './tables.ts'

const rowsBy = rowsFor<{ 'payments.tax_year': TaxYearRow; 'payments.tax_charge': TaxChargeRow }>()

/** What was stated for tax years, by identifier, locked when it is to be changed or held as it stands. */
export async function loadTaxYears(
  tx: Transaction,
  ids: readonly string[],
  isLocked: true | 'shared' = true,
): Promise<Map<string, TaxYearRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked } as const
  const rows = await rowsBy(tx, 'payments.tax_year', by)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        currency: row.currency.trim(),
        revenue_minor: row.revenue_minor === null ? null : BigInt(row.revenue_minor),
        publicity_carried_minor: BigInt(row.publicity_carried_minor),
      },
    ]),
  )
}

/** The days of a year of an entity, without the last one named. */
type Days = { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate }

/** The taxes in the books of an entity on what was given in these days. */
export async function loadChargesBetween(
  tx: Transaction,
  { entityId, from, before }: Days,
): Promise<TaxChargeRow[]> {
  const rows = await tx.sql<TaxChargeRow>(
    `select *
from payments.tax_charge
where entity_id = $1
and happened_on >= $2
and happened_on < $3
order by id`,
    [entityId, from, before],
    'payments_tax_charges',
  )
  return rows.map(chargeRow)
}

/** The taxes in the books on some benefits. */
export async function loadChargesOf(tx: Transaction, benefitIds: readonly string[]): Promise<TaxChargeRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id', isLocked: false } as const
  return (await rowsBy(tx, 'payments.tax_charge', by)).map(chargeRow)
}

function chargeRow(row: TaxChargeRow): TaxChargeRow {
  return {
    ...row,
    currency: row.currency.trim(),
    base_minor: BigInt(row.base_minor),
    minor: BigInt(row.minor),
  }
}
