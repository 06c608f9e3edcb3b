import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Piece } from './pieces.ts'
import { bookedPieces } from './standings.ts'
import { loadVouchersIn, type Span } from './store.ts'

/** A statutory number on record, and what its document booked. */
export type RecordedNumber = {
  readonly voucherId: string
  readonly benefitId: string
  readonly number: string
  readonly on: LocalDate
  /** It is that of the voucher that books the benefit itself, and not of a payment or of a tax on it. */
  readonly isOwn: boolean
  /** The debits of its voucher; absent where a further one takes something back: books show that in red. */
  readonly minor?: bigint
}

/** The statutory numbers that count of an entity with a day in these days; amounts in one currency. */
export async function recordedNumbers(
  tx: Transaction,
  { currency, ...span }: Span & { readonly currency: string },
): Promise<RecordedNumber[]> {
  const vouchers = await loadVouchersIn(tx, span)
  const benefitIds = [...new Set(vouchers.map(({ benefit_id: id }) => id))].sort()
  const pieces = await bookedPieces(tx, span.entityId, benefitIds)
  const numbered = Map.groupBy(pieces, ({ number }) => number?.id)
  const ofDocument = Map.groupBy(pieces, ({ document }) => `${document.benefitId} ${document.documentId}`)
  return vouchers.map((row) => {
    const { id: voucherId, benefit_id: benefitId, number, voucher_date: on } = row
    const own = numbered.get(voucherId) ?? []
    const all = ofDocument.get(`${benefitId} ${row.document_id}`) ?? []
    const sums = sumsOf(own, currency)
    const isWhole = own.some((piece) =>
      all.every((other) => !isAlike(piece, other) || placeOf(piece) <= placeOf(other)),
    )
    const minor = isWhole || (sums.get('expense') ?? 0n) > 0n ? debitOf(sums) : 0n
    const isOwn = row.document_id === benefitId
    return { voucherId, benefitId, number, on, isOwn, ...(minor > 0n && { minor }) }
  })
}

/** In one currency, or of an earlier build that held all of them together. */
function isAlike(one: Piece, other: Piece): boolean {
  return one.currency === undefined || other.currency === undefined || one.currency === other.currency
}

/** Where a voucher stands among those of its document. */
function placeOf({ period, part }: Piece): string {
  return `${period} ${String(part).padStart(6, '0')}`
}

function sumsOf(pieces: readonly Piece[], currency: string): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const line of pieces.flatMap(({ lines }) => lines)) {
    if (line.currency === currency) sums.set(line.account, (sums.get(line.account) ?? 0n) + line.minor)
  }
  return sums
}

/** What is debited once accounts are summed. */
function debitOf(sums: ReadonlyMap<string, bigint>): bigint {
  return [...sums.values()].reduce((debit, sum) => (sum > 0n ? debit + sum : debit), 0n)
}
