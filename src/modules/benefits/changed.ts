import type { RowChange } from '../../platform/act/rows.ts'
import { benefitTable, type BenefitRow } from './tables.ts'

/** An entry of the register before and after a decision; without `before` it is new. */
export type ChangedBenefit = { readonly before?: BenefitRow; readonly after: BenefitRow }

/** The entries of the register among the changes of one decision, each once, however often it changes. */
export function changedBenefits(changes: readonly RowChange[]): ChangedBenefit[] {
  const found = new Map<string, ChangedBenefit>()
  for (const { table, row, old } of changes) {
    if (table.name !== benefitTable.name) continue
    // The table of the change says which columns its row has.
    const after = row as unknown as BenefitRow
    const first = found.get(row.id)
    const before = first ? first.before : (old as unknown as BenefitRow | undefined)
    found.set(row.id, before === undefined ? { after } : { before, after })
  }
  return [...found.values()]
}
