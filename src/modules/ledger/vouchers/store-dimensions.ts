import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { AccountDimensionRow, DimensionCodeRow } from './tables.ts'

const rowsBy = rowsFor<{
  'ledger.account_dimension': AccountDimensionRow
  'ledger.dimension_code': DimensionCodeRow
}>()

/** What the accounts of an entity carry. */
export function loadAccountDimensions(tx: Transaction, entityId: string): Promise<AccountDimensionRow[]> {
  const by = { column: 'entity_id', values: [entityId], order: 'id', isLocked: true } as const
  return rowsBy(tx, 'ledger.account_dimension', by)
}

/** By which codes the finance system of an entity knows ours; also those that were taken away again. */
export function loadDimensionCodes(tx: Transaction, entityId: string): Promise<DimensionCodeRow[]> {
  const by = { column: 'entity_id', values: [entityId], order: 'id', isLocked: true } as const
  return rowsBy(tx, 'ledger.dimension_code', by)
}
