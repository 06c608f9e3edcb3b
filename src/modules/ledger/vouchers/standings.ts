import type { Transaction } from '../../../platform/db/transaction.ts'
import { chartOf, type ChartLine } from './chart.ts'
import { isSomething, piecesOf, type Piece } from './pieces.ts'
import { findChart, loadBookedOf, loadFixed, loadOldFiles, loadOwed, loadVouchersOf } from './store.ts'

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

/** Says of some benefits by what their accounts in the general ledger are found. */
export type KindsOf = (
  tx: Transaction,
  benefitIds: readonly string[],
) => Promise<ReadonlyMap<string, { readonly form: string; readonly way: string | null }>>

/** Where some benefits stand in the books; what has booked nothing is left out. */
export async function loadStandings(
  tx: Transaction,
  benefitIds: readonly string[],
  kindsOf: KindsOf,
): Promise<ReadonlyMap<string, BooksStanding>> {
  const owed = await loadOwed(tx, benefitIds)
  const own = new Map<string, Piece[]>()
  const waiting = new Set<string>()
  for (const [entityId, rows] of Map.groupBy(owed, ({ entityId }) => entityId)) {
    const ids = [...new Set(rows.map(({ benefitId }) => benefitId))].sort()
    const pieces = (await bookedPieces(tx, entityId, ids)).filter(isOwn)
    for (const [id, some] of Map.groupBy(pieces, ({ document }) => document.benefitId))
      own.set(id, [...(own.get(id) ?? []), ...some])
    for (const piece of await vouchersAmong(tx, entityId, pieces, kindsOf))
      if (!piece.number) waiting.add(piece.document.benefitId)
  }
  return new Map(
    [...Map.groupBy(owed, ({ benefitId }) => benefitId)].map(([id, rows]) => {
      const isSettled = [...Map.groupBy(rows, ({ currency }) => currency).values()].every(
        (each) => each.reduce((sum, { payable }) => sum + payable, 0n) === 0n,
      )
      return [id, { isSettled, isNumbered: own.has(id) && !waiting.has(id) }]
    }),
  )
}

function isOwn({ document }: Piece): boolean {
  return document.documentId === document.benefitId
}

/**
 * Those of some pieces of which there is a voucher: what has left or has its number, and what comes to
 * something by the chart of the entity.
 */
export async function vouchersAmong(
  tx: Transaction,
  entityId: string,
  pieces: readonly Piece[],
  kindsOf: KindsOf,
): Promise<readonly Piece[]> {
  const isSure = ({ isFixed, exportId, number }: Piece) =>
    isFixed || exportId !== undefined || number !== undefined
  const open = pieces.filter((piece) => !isSure(piece))
  if (open.length === 0) return pieces
  const ids = [...new Set(open.map(({ document }) => document.benefitId))].sort()
  const [lines, kinds] = await Promise.all([findChart(tx, entityId), kindsOf(tx, ids)])
  // The database holds the list of our accounts.
  const chart = chartOf(lines as readonly ChartLine[])
  const codeOf = ({ benefitId, account }: Piece['lines'][number]) => {
    const kind = kinds.get(benefitId)
    return kind ? chart(account, kind).code : account
  }
  return pieces.filter((piece) => isSure(piece) || isSomething(piece, codeOf))
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
