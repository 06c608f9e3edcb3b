import { refuse } from '../../kernel/refusal.ts'
import { stopReading, type Opened, type ReadLimits, type ReadRow } from './read.ts'
import { dayOfSerial, plainNumber } from './xlsx-numbers.ts'
import { openWorkbook, type Workbook, type WorkbookSheet } from './xlsx-parts.ts'
import { attribute, type XmlEvents } from './xml.ts'

/**
 * Reads one sheet of a workbook: the named one, else the only visible one that holds anything. Of several a
 * person chooses, because a register with a sheet for each month would else lose all months but one. Formulas
 * are never evaluated: the value that the writing program stored counts, and a formula without one is a fault
 * of its cell.
 */
export function* readWorkbook(
  bytes: Uint8Array,
  limits: ReadLimits,
  sheetName?: string,
): Generator<Opened | ReadRow> {
  const book = openWorkbook(bytes, limits)
  const filled = book.sheets.filter((each) => holdsAnything(book, each))
  const sheet = chosen(book, filled, sheetName)
  const otherSheets = filled
    .filter((each) => each !== sheet)
    .map(({ name, isHidden }) => ({ name, isHidden }))
  const { base1904 } = book
  yield { kind: 'opened', format: 'xlsx', compressed: false, sheet: sheet.name, otherSheets, base1904 }
  const ready: ReadRow[] = []
  let nextLine = 1
  const rows = rowCollector(book, (row) => ready.push(row))
  for (const _ of book.scan(sheet.path, rows)) {
    for (const row of ready.splice(0)) nextLine = yield* withGaps(row, nextLine)
  }
  for (const row of ready) nextLine = yield* withGaps(row, nextLine)
}

/** The sheet to read; stops when there is none, or when only a person can say which. */
function chosen(book: Workbook, filled: readonly WorkbookSheet[], sheetName?: string): WorkbookSheet {
  const visible = filled.filter((each) => !each.isHidden)
  const found =
    sheetName === undefined
      ? (visible[0] ?? book.sheets.find((each) => !each.isHidden))
      : book.sheets.find((each) => each.name.trim() === sheetName.trim())
  if (!found) {
    const sheets = book.sheets.map(({ name }) => name).join(', ')
    return stopReading(refuse('imports.sheet_missing', { sheet: sheetName ?? '', sheets }))
  }
  if (sheetName === undefined && visible.length > 1) {
    stopReading(refuse('imports.sheet_needed', { sheets: visible.map(({ name }) => name).join(', ') }))
  }
  return found
}

/** Reads a sheet until its first cell with something in it. */
function holdsAnything(book: Workbook, sheet: WorkbookSheet): boolean {
  if (!book.has(sheet.path)) return false
  let isFilled = false
  const rows = rowCollector(book, ({ cells, faults }) => {
    isFilled ||= faults !== undefined || cells.some((cell) => cell.trim() !== '')
  })
  for (const _ of book.scan(sheet.path, rows)) if (isFilled) break
  return isFilled
}

/** Empty rows before a filled one count as lines, as in a text file; empty rows after the last do not. */
function* withGaps(row: ReadRow, nextLine: number): Generator<ReadRow, number> {
  if (row.cells.every((cell) => cell.trim() === '') && row.faults === undefined) return nextLine
  for (let line = nextLine; line < row.line; line++) yield { kind: 'row', line, cells: [] }
  yield row
  return row.line + 1
}

type OpenCell = { column: number; type: string; style: number; text: string; hasFormula: boolean }

/** A sheet has at most this many columns; a file that names a later one is damaged or malicious. */
const columnsMax = 16_384
const rowsMax = 1_048_576

function rowCollector(book: Workbook, add: (row: ReadRow) => void): XmlEvents {
  let line = 0
  let cells: string[] = []
  let faults: Map<number, string> | undefined
  let longNumbers: Set<number> | undefined
  let cell: OpenCell | undefined
  let isValue = false
  let isReading = false
  return {
    open: (name, attributes, isEmpty) => {
      if (name === 'row') {
        line = Number(attribute(attributes, 'r') ?? line + 1)
        if (!(line >= 1 && line <= rowsMax)) stopReading(refuse('imports.archive_damaged'))
        cells = []
        faults = undefined
        longNumbers = undefined
      } else if (name === 'c') cell = openCell(attributes, cells.length)
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'rPh') isReading = !isEmpty
      else if (name === 'v' || name === 't') isValue = !isEmpty
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'rPh') isReading = false
      else if (name === 'c' && cell) {
        while (cells.length < cell.column) cells.push('')
        const text = cellText(cell, book)
        cells[cell.column] = text
        if (cell.type === 'n' && /^\d{10,}$/.test(text)) {
          longNumbers = (longNumbers ?? new Set<number>()).add(cell.column)
        }
        const fault = cellFault(cell)
        if (fault !== undefined) faults = (faults ?? new Map<number, string>()).set(cell.column, fault)
        cell = undefined
      } else if (name === 'row')
        add({ kind: 'row', line, cells, ...(faults && { faults }), ...(longNumbers && { longNumbers }) })
    },
    text: (text) => {
      if (cell && isValue && !isReading) cell.text += text
    },
  }
}

function openCell(attributes: string, next: number): OpenCell {
  const column = columnOf(attribute(attributes, 'r')) ?? next
  if (column >= columnsMax) stopReading(refuse('imports.archive_damaged'))
  const type = attribute(attributes, 't') ?? 'n'
  return { column, type, style: Number(attribute(attributes, 's') ?? '0'), text: '', hasFormula: false }
}

/** `BC12` is column 54, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function cellText(cell: OpenCell, book: Workbook): string {
  switch (cell.type) {
    case 's':
      return book.sharedStrings[Number(cell.text)] ?? ''
    case 'n':
      return numberText(cell, book)
    case 'd':
      return cell.text.slice(0, 10)
    case 'b':
      return cell.text === '1' ? 'TRUE' : 'FALSE'
    default:
      return cell.text
  }
}

function numberText(cell: OpenCell, book: Workbook): string {
  if (cell.text !== '' && book.dateStyles[cell.style] === true) {
    return dayOfSerial(Number(cell.text), book.base1904) ?? plainNumber(cell.text)
  }
  return plainNumber(cell.text)
}

function cellFault(cell: OpenCell): string | undefined {
  if (cell.type === 'e') return 'cell.error'
  return cell.hasFormula && cell.text === '' ? 'cell.formula_empty' : undefined
}
