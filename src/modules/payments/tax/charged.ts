import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { pair, type Booking, type Posting } from '../../ledger/index.ts'
import { loadChargesOf } from '../store-tax.ts'
import { taxChargeTable, type TaxChargeRow } from '../tables.ts'

/**
 * What a tax stands for in the books. Output tax of goods given away, and income tax that the company bears,
 * are its expense; what the recipient bears was advanced for them until they pay it.
 */
function chargedAs(
  row: Pick<TaxChargeRow, 'entity_id' | 'form' | 'kind' | 'bearing' | 'currency' | 'minor'>,
): Posting[] {
  const { entity_id: entityId, form, kind, bearing, currency, minor } = row
  const amount = { entityId, form, currency: currency.trim(), minor }
  if (kind === 'output_tax') return pair(amount, { debit: 'expense', credit: 'output_tax' })
  return pair(amount, {
    debit: bearing === 'giver' ? 'expense' : 'tax_advanced',
    credit: 'tax_withheld',
  })
}

/** What the changes of one decision mean for the books as far as taxes go, each on its benefit’s day. */
export function bookingsOfTaxes(changes: readonly RowChange[]): Booking[] {
  return changesOf(taxChargeTable, changes).map(({ before, after }) => ({
    object: { type: 'benefit', id: after.benefit_id },
    document: { type: 'tax_charge', id: after.id },
    documentOn: after.happened_on,
    before: before ? chargedAs(before) : [],
    after: chargedAs(after),
  }))
}

/** What the taxes on some benefits stand for in the books, by benefit. */
export async function chargedBeside(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Posting[]>> {
  const byBenefit = Map.groupBy(await loadChargesOf(tx, benefitIds), (row) => row.benefit_id)
  return new Map([...byBenefit].map(([id, rows]) => [id, rows.flatMap(chargedAs)]))
}
