import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { TaxYearRow } from './tables.ts'

const rowsBy = rowsFor<{ 'payments.tax_year': TaxYearRow }>()

/** What was stated for tax years, by identifier, locked when it is to be changed. */
export async function loadTaxYears(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, TaxYearRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
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
