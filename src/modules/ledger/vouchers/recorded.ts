import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { monthOf } from '../periods/months.ts'
import { voucherDocument, type VoucherDocument } from './make.ts'
import { loadBookedOf, loadVouchersIn, loadVouchersOf, type Span } from './store.ts'
import type { VoucherRow } from './tables.ts'

/** A statutory number on record, and what its document booked. */
export type RecordedNumber = {
  readonly voucherId: string
  readonly benefitId: string
  readonly number: string
  readonly on: LocalDate
  /** It is that of the voucher that books the benefit itself, and not of a payment or of a tax on it. */
  readonly isOwn: boolean
  /** The debits of the document; absent where it has several numbers, and nobody can tell the parts apart. */
  readonly minor?: bigint
}

/** The statutory numbers that count of an entity with a day in these days; amounts in one currency. */
export async function recordedNumbers(
  tx: Transaction,
  { currency, ...span }: Span & { readonly currency: string },
): Promise<RecordedNumber[]> {
  const vouchers = await loadVouchersIn(tx, span)
  const benefitIds = [...new Set(vouchers.map(({ benefit_id: id }) => id))].sort()
  const [lines, ofBenefits] = await Promise.all([
    loadBookedOf(tx, span.entityId, benefitIds),
    loadVouchersOf(tx, span.entityId, benefitIds),
  ])
  const booked = Map.groupBy(
    lines.filter((line) => line.currency === currency),
    (line) => keyOf(voucherDocument(line)),
  )
  const known = Map.groupBy(ofBenefits, keyOfRow)
  return vouchers.map((row) => {
    const { id: voucherId, benefit_id: benefitId, number, voucher_date: on } = row
    const isOnly = known.get(keyOfRow(row))?.length === 1
    // What it books in a later month has a number of that month.
    const own = (booked.get(keyOfRow(row)) ?? []).filter((line) => monthOf(line.bookedOn) <= monthOf(on))
    const minor = isOnly ? debitOf(own) : 0n
    const isOwn = row.document_id === benefitId
    return { voucherId, benefitId, number, on, isOwn, ...(minor > 0n && { minor }) }
  })
}

/** What a document debits once its accounts are summed. */
function debitOf(lines: readonly { readonly account: string; readonly minor: bigint }[]): bigint {
  const sums = new Map<string, bigint>()
  for (const { account, minor } of lines) sums.set(account, (sums.get(account) ?? 0n) + minor)
  return [...sums.values()].reduce((debit, sum) => (sum > 0n ? debit + sum : debit), 0n)
}

function keyOf({ benefitId, documentId }: VoucherDocument): string {
  return `${benefitId} ${documentId}`
}

function keyOfRow(row: VoucherRow): string {
  return `${row.benefit_id} ${row.document_id}`
}
