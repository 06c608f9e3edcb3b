import type { Transaction } from '../../../platform/db/transaction.ts'
import { isSomething, piecesOf, type Piece } from './pieces.ts'
import { loadBookedOf, loadFixed, loadOldFiles, loadOwed, loadVouchersOf } from './store.ts'

/** Where a benefit stands in the books, ours and the lawful ones. */
export type BooksStanding = {
  /** Nobody is owed anything for it any more. */
  readonly isSettled: boolean
  /**
   * Each of its own vouchers has its statutory number, also one that supplements another. The number of a
   * payment, of a tax on it or of an accrual says nothing of the benefit.
   */
  readonly isNumbered: boolean
}

/** Where some benefits stand in the books; what has booked nothing is left out. */
export async function loadStandings(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, BooksStanding>> {
  const owed = await loadOwed(tx, benefitIds)
  const own = new Map<string, Piece[]>()
  for (const [entityId, rows] of Map.groupBy(owed, ({ entityId }) => entityId)) {
    const ids = [...new Set(rows.map(({ benefitId }) => benefitId))].sort()
    for (const piece of await bookedPieces(tx, entityId, ids)) {
      const { benefitId, documentId } = piece.document
      if (documentId === benefitId) own.set(benefitId, [...(own.get(benefitId) ?? []), piece])
    }
  }
  return new Map(
    [...Map.groupBy(owed, ({ benefitId }) => benefitId)].map(([id, rows]) => {
      const pieces = own.get(id) ?? []
      const isSettled = [...Map.groupBy(rows, ({ currency }) => currency).values()].every(
        (each) => each.reduce((sum, { payable }) => sum + payable, 0n) === 0n,
      )
      const isNumbered =
        pieces.some(({ number }) => number) && pieces.every((piece) => piece.number || !isSomething(piece))
      return [id, { isSettled, isNumbered }]
    }),
  )
}

/** All that some benefits booked in an entity's books, as the vouchers that hold it. */
export async function bookedPieces(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<Piece[]> {
  const [lines, fixed, numbers, oldFiles] = await Promise.all([
    loadBookedOf(tx, entityId, benefitIds),
    loadFixed(tx, entityId, benefitIds),
    loadVouchersOf(tx, entityId, benefitIds),
    loadOldFiles(tx, entityId),
  ])
  return piecesOf(lines, { fixed, numbers, oldFiles })
}
