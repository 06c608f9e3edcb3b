import { changesOf, type Changed, type RowChange } from '../../platform/act/rows.ts'
import { benefitTable, type BenefitRow } from './tables.ts'

/** The entries of the register among the changes of one decision, each once, however often it changes. */
export function changedBenefits(changes: readonly RowChange[]): Changed<BenefitRow>[] {
  const found = new Map<string, Changed<BenefitRow>>()
  for (const { before, after } of changesOf(benefitTable, changes)) {
    const first = found.get(after.id)
    const since = first ? first.before : before
    found.set(after.id, since === undefined ? { after } : { before: since, after })
  }
  return [...found.values()]
}
