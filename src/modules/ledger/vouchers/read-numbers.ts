import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import { readLimits, type ByteSource, type ReadRow } from '../../../platform/tables/read.ts'

/** A row of a file of statutory numbers: our reference, their number, and the day of the voucher. */
export type NumberRow = {
  readonly line: number
  readonly reference: string
  readonly number: string
  readonly on: LocalDate
}

/** A row that cannot be taken, and why. */
export type NumberProblem = { readonly line: number; readonly refusal: Refusal }

/** What a file of statutory numbers says, row by row. */
export type ReadNumbers = { readonly rows: readonly NumberRow[]; readonly problems: readonly NumberProblem[] }

/** A month of a large company; the file comes back from the finance system by month. */
const numberRowsMax = 20_000

const headings = {
  reference: ['业务参考号', '参考信息', '备注', '登记编号', 'reference', 'our reference'],
  number: ['凭证号', '凭证编号', '凭证号码', 'voucher number', 'number'],
  word: ['凭证字', '凭证类别', '凭证类型', 'voucher word'],
  date: ['凭证日期', '制单日期', '日期', '记账日期', 'voucher date', 'date'],
} as const

type Field = keyof typeof headings
type Columns = Partial<Record<Field, number>>

/**
 * Reads a CSV or XLSX file of statutory numbers. The columns are found by their headings, which are those of
 * our own layouts too: a file that was exported, numbered and exported again comes back as it is.
 */
export async function readNumbers(bytes: Uint8Array): Promise<ReadNumbers | Refusal> {
  const rows: NumberRow[] = []
  const problems: NumberProblem[] = []
  let columns: Columns | undefined
  for await (const read of readTable(inOnePiece(bytes), { encodings: ['utf-8', 'gb18030'], limits })) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'opened') continue
    if (read.kind === 'broken') {
      problems.push({ line: read.line, refusal: refuse('ledger.voucher_line_unreadable') })
      continue
    }
    if (read.cells.every((cell) => cell.trim() === '')) continue
    if (columns === undefined) {
      const found = columnsOf(read.cells)
      if (isRefusal(found)) return found
      columns = found
      continue
    }
    const row = rowOf(read, columns)
    if (isRefusal(row)) problems.push({ line: read.line, refusal: row })
    else rows.push(row)
    if (rows.length + problems.length > numberRowsMax)
      return refuse('ledger.voucher_file_too_long', { limit: numberRowsMax })
  }
  return columns === undefined ? refuse('ledger.voucher_file_empty') : { rows, problems }
}

async function* inOnePiece(bytes: Uint8Array): ByteSource {
  yield bytes
}

/** Numbers of a month are small; a file that unpacks into more is none. */
const limits = { ...readLimits, fileBytes: 20 * 1024 * 1024, unpackedBytes: 200 * 1024 * 1024 }

function columnsOf(cells: readonly string[]): Columns | Refusal {
  const plain = cells.map((cell) =>
    cell
      .replace(/[\s\ufeff]+/g, ' ')
      .trim()
      .toLowerCase(),
  )
  const columns: Columns = {}
  for (const field of Object.keys(headings) as Field[]) {
    const place = headings[field].map((heading) => plain.indexOf(heading)).find((found) => found !== -1)
    if (place !== undefined) columns[field] = place
  }
  for (const field of ['reference', 'number', 'date'] as const) {
    if (columns[field] === undefined)
      return refuse('ledger.voucher_column_missing', { column: headings[field][0] })
  }
  return columns
}

function rowOf(read: ReadRow, columns: Columns): NumberRow | Refusal {
  const at = (field: Field) => (columns[field] === undefined ? '' : (read.cells[columns[field]] ?? '').trim())
  for (const field of ['reference', 'number', 'date'] as const) {
    if (read.faults?.has(columns[field] ?? -1)) return refuse('ledger.voucher_cell_error', { column: field })
  }
  const reference = at('reference')
  if (reference === '') return refuse('ledger.voucher_reference_missing')
  const number = readNumber(at('number'), at('word'))
  if (isRefusal(number)) return number
  const on = readDay(at('date'))
  return on === undefined
    ? refuse('ledger.voucher_date_unreadable', { found: at('date').slice(0, 40) })
    : { line: read.line, reference, number, on }
}

/**
 * The statutory number as it stands in the books, with its word before it (记-12). A number that a spreadsheet
 * has turned into a power of ten, a day, a fraction or an error is refused, for nobody can tell what it was.
 */
export function readNumber(found: string, word = ''): string | Refusal {
  const number = found.normalize('NFKC').trim()
  if (number === '') return refuse('ledger.voucher_number_missing')
  if (spoilt.some((pattern) => pattern.test(number)))
    return refuse('ledger.voucher_number_spoilt', { found: number.slice(0, 40) })
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\-_/.() ]{0,39}$/u.test(number))
    return refuse('ledger.voucher_number_wrong', { found: number.slice(0, 40) })
  const before = word.normalize('NFKC').trim().replace(/字$/, '')
  return before === '' || number.startsWith(before) ? number : `${before}-${number}`
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'

/** What spreadsheets make of a number, one pattern a way. */
const spoilt: readonly RegExp[] = [
  // A power of ten.
  /^\d+(\.\d+)?e[+-]?\d+$/i,
  // A day, of 12-1.
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}( \d{1,2}:\d{2}(:\d{2})?)?$/,
  /^\d{1,2}月\d{1,2}日$/,
  new RegExp(`^(\\d{1,2}-(${months})|(${months})-\\d{2,4})$`, 'i'),
  // A fraction.
  /^\d+\.\d+$/,
  // An error, or a column too narrow.
  /^#/,
  /^(true|false)$/i,
  // Beyond the fifteenth figure a spreadsheet keeps only zeros.
  /^\d{15}0+$/,
]

/** The day of a voucher, with the year first: other orders leave it open which is the month. */
export function readDay(found: string): LocalDate | undefined {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T ].*)?$/.exec(
    found.trim(),
  )
  const [, year, month = parts?.[4], day = parts?.[5]] = parts ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(on) ? on : undefined
}
