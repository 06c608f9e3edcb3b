import type { Transaction } from '../../../platform/db/transaction.ts'
import { firstDayOf, lastDayOf } from '../periods/months.ts'
import { chartOf, type ChartLine } from './chart.ts'
import type { VoucherDeps } from './deps.ts'
import { carriedFor } from './dimension-book.ts'
import { byDay, makeVouchers, type Voucher, type VoucherBook } from './make.ts'
import { piecesOf, type EntryLine, type Piece } from './pieces.ts'
import { loadBooked, loadChart, loadEarlier, loadFixed, loadOldFiles, loadVouchersOf } from './store.ts'

/** A voucher, and what of the books it holds. */
export type MonthVoucher = Voucher & { readonly piece: Piece }

/** Which vouchers of a month are asked for. */
export type MonthAsked = {
  readonly entityId: string
  /** `YYYY-MM`. */
  readonly period: string
  /** All vouchers of the month, or those whose statutory number is not on record yet. */
  readonly selection: 'unnumbered' | 'all'
}

/** The vouchers of a month of an entity. */
export async function vouchersOf(
  deps: Pick<VoucherDeps, 'benefitsOf' | 'behindOf' | 'subjectNames' | 'documentNumbers'>,
  tx: Transaction,
  { entityId, period, selection }: MonthAsked,
): Promise<MonthVoucher[]> {
  const span = { entityId, from: firstDayOf(period), until: lastDayOf(period) }
  const [lines, own] = await Promise.all([loadBooked(tx, span), loadChart(tx, entityId)])
  const ids = [...new Set(lines.map(({ benefitId }) => benefitId))].sort()
  const [benefits, documentNumbers, carried, fixed, numbers, oldFiles, before] = await Promise.all([
    deps.benefitsOf(tx, ids),
    deps.documentNumbers(tx, documentsIn(lines)),
    carriedFor(deps, tx, entityId, ids),
    loadFixed(tx, entityId, ids),
    loadVouchersOf(tx, entityId, ids),
    loadOldFiles(tx, entityId),
    loadEarlier(tx, span, ids),
  ])
  const known = new Map(
    [...benefits].map(([id, benefit]) => {
      const behind = carried.behind.get(id)
      return [id, behind ? { ...benefit, behind } : benefit]
    }),
  )
  const chart = chartOf(own as readonly ChartLine[])
  const book = { chart, dimensions: carried.book }
  const earlier = new Set(before.map(({ benefitId, documentId }) => `${benefitId} ${documentId}`))
  return piecesOf(lines, { fixed, numbers, oldFiles })
    .filter(({ number }) => selection === 'all' || number === undefined)
    .flatMap((piece) => {
      const { benefitId, documentId } = piece.document
      const isLater = earlier.has(`${benefitId} ${documentId}`)
      const made = makeVouchers(piece.lines, known, { ...book, ...named(piece, isLater, documentNumbers) })
      return made.map((voucher) => ({ ...voucher, piece }))
    })
    .toSorted(byDay)
}

/**
 * By what a voucher is named. What left keeps its reference, whatever its document booked since and by
 * whatever number people know it now: finance has it by no other. An earlier build kept none, and named
 * documents by their identifiers.
 */
function named(
  { period, part, isSupplement, exportId, reference, isMonthless }: Piece,
  isLater: boolean,
  documentNumbers: ReadonlyMap<string, string>,
): Pick<VoucherBook, 'reference' | 'among' | 'documentNumbers'> {
  const isOfEarlierBuild = exportId !== undefined && reference === undefined
  return {
    reference,
    among: { period, part, isSupplement, isLater: isLater && !(isOfEarlierBuild && isMonthless === true) },
    ...(!isOfEarlierBuild && { documentNumbers }),
  }
}

/** The documents behind some lines, each once. */
export function documentsIn(lines: readonly Pick<EntryLine, 'documentId'>[]): string[] {
  return [...new Set(lines.map(({ documentId }) => documentId))].sort()
}
