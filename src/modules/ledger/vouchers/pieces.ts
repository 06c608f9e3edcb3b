import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { firstDayOf, monthOf, type Month } from '../periods/months.ts'
import { readReference, voucherDocument, type BookedLine, type VoucherDocument } from './make.ts'
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
 * What one voucher holds: all that a document booked in a month in one currency, or a part of it where a
 * voucher left or got its number in between. What it booked afterwards is a voucher of its own, a supplement
 * (补充凭证). The finance system numbers each currency by itself, since a voucher balances in one.
 */
export type Piece = {
  readonly document: VoucherDocument
  readonly period: Month
  /** Counted from nought among the vouchers of its document in its month, whatever their currencies. */
  readonly part: number
  /** An earlier one of the same currency left or had its number. */
  readonly isSupplement: boolean
  /** Absent where an earlier build held all currencies together. */
  readonly currency?: string | undefined
  readonly lines: readonly EntryLine[]
  /** The first day on which it books. */
  readonly firstOn: LocalDate
  /** What it holds stands in a row, and never changes again. */
  readonly isFixed: boolean
  /** The first file in which it left. */
  readonly exportId?: string | undefined
  /** The reference under which it first left; an earlier build kept none. */
  readonly reference?: string | undefined
  /** It left under a reference that names no month. */
  readonly isMonthless?: boolean
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
  const rowOf = rowsByLine(known.fixed)
  const old = oldCover({ period, group: group.filter((line) => !rowOf(line)) }, known)
  const isOld = ({ recordedAt }: EntryLine) => old !== undefined && recordedAt <= old.until
  const open = group.filter((line) => !rowOf(line) && !isOld(line))
  const partIn = freeParts(open, [...known.fixed.map(({ part }) => part), ...(old ? [0] : [])])
  const parts = Map.groupBy(
    group,
    (line) => rowOf(line)?.part ?? (isOld(line) ? 0 : (partIn.get(line.currency) ?? 0)),
  )
  const openParts = new Set(partIn.values())
  return [...parts].map(([part, lines]) => {
    const row = known.fixed.find((each) => each.part === part)
    const isOpen = openParts.has(part)
    const number = row
      ? known.numbers.find((each) => each.period === period && each.part === part)
      : isOpen
        ? undefined
        : old?.number
    const firstOn = lines.map(({ bookedOn }) => bookedOn).reduce((a, b) => (a < b ? a : b))
    const exportId = row ? (row.export_id ?? undefined) : isOpen ? undefined : old?.exportId
    const isMonthless = row ? isWithoutMonth(row, known) : exportId !== undefined
    const currency = isOpen ? lines[0]?.currency : (row?.currency ?? undefined)
    const isSupplement = [...parts].some(
      ([other, theirs]) =>
        other < part && theirs.some((line) => lines.some((own) => own.currency === line.currency)),
    )
    return {
      document,
      period,
      part,
      isSupplement,
      currency,
      lines,
      firstOn,
      isFixed: row !== undefined,
      exportId,
      reference: row?.reference ?? undefined,
      isMonthless,
      number,
    }
  })
}

/** Finds the row that holds a line: one of its currency, or one of a build that held all of them together. */
function rowsByLine(fixed: readonly FixedVoucherRow[]) {
  const rows = new Map(
    fixed.flatMap((row) => row.entries.split(' ').map((id) => [`${id} ${row.currency ?? ''}`, row])),
  )
  return ({ entryId, currency }: EntryLine) => rows.get(`${entryId} ${currency}`) ?? rows.get(`${entryId} `)
}

/**
 * The places of what no row holds yet, one for each currency: the first that are free, in the order in which
 * the currencies were booked, so that a voucher keeps its place when the other one leaves or is numbered.
 */
function freeParts(open: readonly EntryLine[], taken: readonly number[]): ReadonlyMap<string, number> {
  const begun = new Map<string, Instant>()
  for (const { currency, recordedAt } of open) {
    const first = begun.get(currency)
    if (first === undefined || recordedAt < first) begun.set(currency, recordedAt)
  }
  const currencies = [...begun].toSorted(([a, atA], [b, atB]) => (`${atA} ${a}` < `${atB} ${b}` ? -1 : 1))
  const free = Array.from({ length: taken.length + begun.size }, (_, part) => part)
  const places = free.filter((part) => !taken.includes(part))
  return new Map(currencies.map(([currency], i) => [currency, places[i] ?? taken.length + i]))
}

function isWithoutMonth(row: FixedVoucherRow, { oldFiles }: Pick<Fixed, 'oldFiles'>): boolean {
  return row.reference === null
    ? oldFiles.some(({ id }) => id === row.export_id)
    : readReference(row.reference).period === undefined
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
