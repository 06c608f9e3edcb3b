import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { firstDayOf, monthOf, type Month } from '../periods/months.ts'
import { voucherDocument, type BookedLine, type VoucherDocument } from './make.ts'
import type { FixedVoucherRow, VoucherExportRow, VoucherRow } from './tables.ts'

/** A line with the entry, or the row of input tax, that it stands in. */
export type EntryLine = BookedLine & { readonly entryId: string; readonly recordedAt: Instant }

/** What of a number says of which voucher it is. */
export type NumberRow = Pick<
  VoucherRow,
  | 'id'
  | 'benefit_id'
  | 'document_type'
  | 'document_id'
  | 'number'
  | 'voucher_date'
  | 'recorded_at'
  | 'period'
  | 'part'
>

/**
 * What one voucher holds: all that a document booked in a month, or a part of it where a voucher left or got
 * its number in between. What it booked afterwards is a voucher of its own, a supplement (补充凭证).
 */
export type Piece = {
  readonly document: VoucherDocument
  readonly period: Month
  /** Counted from nought in its month; all but the first are supplements. */
  readonly part: number
  readonly lines: readonly EntryLine[]
  /** The first day on which it books. */
  readonly firstOn: LocalDate
  /** What it holds stands in a row, and never changes again. */
  readonly isFixed: boolean
  /** The first file in which it left. */
  readonly exportId?: string | undefined
  readonly number?: NumberRow | undefined
}

/** What vouchers hold and have, as far as it is known of some documents. */
export type Fixed = {
  readonly fixed: readonly FixedVoucherRow[]
  readonly numbers: readonly NumberRow[]
  /** Files of builds that did not keep what their vouchers held, oldest first. */
  readonly oldFiles: readonly Pick<VoucherExportRow, 'id' | 'period' | 'exported_at'>[]
}

/** What some lines of the books are as vouchers: one piece for each part of each document and month. */
export function piecesOf(lines: readonly EntryLine[], { fixed, numbers, oldFiles }: Fixed): Piece[] {
  const fixedOf = Map.groupBy(fixed, (row) => `${keyOfRow(row)} ${row.period}`)
  const numbersOf = Map.groupBy(numbers, keyOfRow)
  const groups = Map.groupBy(lines, (line) => keyOf(voucherDocument(line)) + ` ${monthOf(line.bookedOn)}`)
  return [...groups].flatMap(([key, group]) => {
    const [first] = group
    if (!first) return []
    const document = voucherDocument(first)
    const period = monthOf(first.bookedOn)
    return piecesOfMonth(
      { document, period, group },
      {
        fixed: fixedOf.get(key) ?? [],
        numbers: numbersOf.get(keyOf(document)) ?? [],
        oldFiles: oldFiles.filter((file) => file.period === period),
      },
    )
  })
}

type MonthOfDocument = Pick<Piece, 'document' | 'period'> & { readonly group: readonly EntryLine[] }

function piecesOfMonth({ document, period, group }: MonthOfDocument, known: Fixed): Piece[] {
  const partOf = new Map(
    known.fixed.flatMap(({ entries, part }) => entries.split(' ').map((id) => [id, part])),
  )
  const old = oldCover({ period, group: group.filter(({ entryId }) => !partOf.has(entryId)) }, known)
  const free = Math.max(-1, ...known.fixed.map(({ part }) => part), old ? 0 : -1) + 1
  const parts = Map.groupBy(group, ({ entryId, recordedAt }) => {
    const isOld = old !== undefined && recordedAt <= old.until
    return partOf.get(entryId) ?? (isOld ? 0 : free)
  })
  return [...parts].map(([part, lines]) => {
    const row = known.fixed.find((each) => each.part === part)
    const number = row
      ? known.numbers.find((each) => each.period === period && each.part === part)
      : part === free
        ? undefined
        : old?.number
    const firstOn = lines.map(({ bookedOn }) => bookedOn).reduce((a, b) => (a < b ? a : b))
    const exportId = row ? (row.export_id ?? undefined) : part === free ? undefined : old?.exportId
    return { document, period, part, lines, firstOn, isFixed: row !== undefined, exportId, number }
  })
}

type OldCover = { readonly until: Instant } & Pick<Piece, 'exportId' | 'number'>

/**
 * Until when what no row holds belongs to a voucher of an earlier build. A number of that time covers what
 * was booked when it was recorded, in the months up to its day; else the first file after it was booked does.
 */
function oldCover({ period, group }: Omit<MonthOfDocument, 'document'>, known: Fixed): OldCover | undefined {
  if (group.length === 0) return undefined
  const begun = group.map(({ recordedAt }) => recordedAt).reduce((a, b) => (a < b ? a : b))
  const numbers = known.numbers
    .filter((row) => row.period === null && row.voucher_date >= firstDayOf(period))
    .filter((row) => row.recorded_at >= begun)
    .toSorted((a, b) => (a.voucher_date < b.voucher_date ? -1 : 1))
  const [number] = numbers
  if (number) {
    const until = numbers.map((row) => row.recorded_at).reduce((a, b) => (a > b ? a : b))
    return { until, number }
  }
  const file = known.oldFiles.find((each) => each.exported_at >= begun)
  return file && { until: file.exported_at, exportId: file.id }
}

/**
 * True where what a piece booked comes to something on the accounts of the general ledger, so that there is a
 * voucher: where two accounts of ours have one code there, nothing is left of what one owes the other.
 */
export function isSomething({ lines }: Pick<Piece, 'lines'>, codeOf: (line: EntryLine) => string): boolean {
  const sums = new Map<string, bigint>()
  for (const line of lines) {
    const key = `${codeOf(line)} ${line.currency}`
    sums.set(key, (sums.get(key) ?? 0n) + line.minor)
  }
  return [...sums.values()].some((sum) => sum !== 0n)
}

/** The order of the vouchers of one document. */
export function byPlace(a: Pick<Piece, 'period' | 'part'>, b: Pick<Piece, 'period' | 'part'>): number {
  return a.period === b.period ? a.part - b.part : a.period < b.period ? -1 : 1
}

/** The entries of a piece, as its row holds them. */
export function entriesOf({ lines }: Pick<Piece, 'lines'>): string {
  return [...new Set(lines.map(({ entryId }) => entryId))].sort().join(' ')
}

function keyOf({ benefitId, documentId }: Pick<VoucherDocument, 'benefitId' | 'documentId'>): string {
  return `${benefitId} ${documentId}`
}

function keyOfRow(row: Pick<VoucherRow, 'benefit_id' | 'document_id'>): string {
  return `${row.benefit_id} ${row.document_id}`
}
