import type { Instant } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fileNameOf, type FileKind } from './file.ts'
import type { MonthVoucher } from './of-month.ts'
import { loadExportsOf } from './store.ts'

/** How many of some vouchers left in an earlier file. */
export type LeftBefore = {
  readonly exportId: string
  readonly fileName: string
  readonly at: Instant
  readonly vouchers: number
}

/** Which of some vouchers left already, by the file in which they did first; the latest file comes first. */
export async function leftBefore(
  tx: Transaction,
  { entityId, code }: { readonly entityId: string; readonly code: string },
  vouchers: readonly MonthVoucher[],
): Promise<LeftBefore[]> {
  const counts = new Map<string, number>()
  for (const { piece } of vouchers) {
    if (piece.exportId !== undefined) counts.set(piece.exportId, (counts.get(piece.exportId) ?? 0) + 1)
  }
  const rows = await loadExportsOf(tx, entityId, [...counts.keys()].sort())
  return rows
    .map((row) => ({
      exportId: row.id,
      fileName: fileNameOf({ ...row, code, kind: row.kind as FileKind }),
      at: row.exported_at,
      vouchers: counts.get(row.id) ?? 0,
    }))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
}
