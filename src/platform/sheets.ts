import { strToU8, Zip, ZipDeflate } from 'fflate'
import { daysBetween, type LocalDate } from '../kernel/time.ts'
import { decimalsOf, toDecimal, type Money } from '../kernel/money.ts'

/** One cell of an export. Text stays text: no program may take it for a formula. */
export type SheetCell =
  | string
  | boolean
  | null
  | { readonly number: number | bigint }
  | { readonly date: LocalDate }
  | { readonly money: Money }

/** A table to write: its heading and its rows, as they come. */
export type Sheet = {
  readonly name: string
  readonly heading: readonly string[]
  readonly rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>
}

/**
 * Puts an apostrophe before text that a spreadsheet would run as a formula: = + - @, tab and return, also
 * after blanks and in full-width letters, because Excel reads those alike.
 */
export function guardText(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text
}

/**
 * Writes CSV text in pieces of about 64 kB: RFC 4180 with a byte order mark, so that Excel shows Chinese.
 * Numbers and amounts are typed and hence digits only; every other text is guarded.
 */
export async function* csvText(sheet: Sheet): AsyncGenerator<string> {
  let piece = `\ufeff${csvLine(sheet.heading)}`
  for await (const row of sheet.rows) {
    piece += csvLine(row)
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield piece
}

function csvLine(cells: readonly SheetCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (typeof cell !== 'string')
    return 'number' in cell ? String(cell.number) : 'date' in cell ? cell.date : toDecimal(cell.money)
  const text = guardText(cell)
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Writes an XLSX workbook in pieces, with text, numbers, days and amounts as what they are. Text is stored
 * inline as text, so a leading equals sign stays a letter; the writer knows no formulas at all.
 */
export async function* xlsxBytes(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    out.push(chunk)
  })
  const names = uniqueNames(sheets.map((sheet) => sheet.name))
  for (const [path, text] of packageParts(names)) addPart(zip, path).push(strToU8(text), true)
  for (const [i, sheet] of sheets.entries()) {
    const part = addPart(zip, `xl/worksheets/sheet${i + 1}.xml`)
    for await (const text of sheetText(sheet)) {
      part.push(strToU8(text), false)
      yield* out.splice(0)
    }
    part.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* out.splice(0)
}

function addPart(zip: Zip, path: string): ZipDeflate {
  const part = new ZipDeflate(path, { level: 6 })
  // A fixed time makes the same table the same file, so that its digest can stand in the log.
  part.mtime = new Date(1980, 0, 1, 0, 0, 0)
  zip.add(part)
  return part
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Cell styles by their place in `styles`: 1 heading, 2 day, 3 and up amounts with 0, 1, 2, 3 decimals. */
const style = { heading: 1, day: 2, amount: 3 }

function packageParts(names: readonly string[]): [string, string][] {
  const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${office}.${type}+xml"/>`
  const types = names.map((_, i) => override(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')
  const link = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${relationships}/${type}" Target="${target}"/>`
  const sheets = names
    .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')
  const links = names.map((_, i) => link(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')
  const relations = (inner: string) =>
    `${xml}<Relationships xmlns="${packages}/relationships">${inner}</Relationships>`
  return [
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="${packages}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        override('/xl/workbook.xml', 'sheet.main') +
        override('/xl/styles.xml', 'styles') +
        `${types}</Types>`,
    ],
    ['_rels/.rels', relations(link(1, 'officeDocument', 'xl/workbook.xml'))],
    ['xl/_rels/workbook.xml.rels', relations(links + link(names.length + 1, 'styles', 'styles.xml'))],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets}</sheets></workbook>`,
    ],
    ['xl/styles.xml', styles()],
  ]
}

function styles(): string {
  const formats = ['#,##0', '#,##0.0', '#,##0.00', '#,##0.000']
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${165 + i}" formatCode="${code}"/>`).join('')
  const amounts = formats
    .map((_, i) => `<xf numFmtId="${165 + i}" fontId="0" applyNumberFormat="1"/>`)
    .join('')
  return (
    `${xml}<styleSheet xmlns="${main}">` +
    `<numFmts count="5"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>${numFmts}</numFmts>` +
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>' +
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0"/>' +
    '<xf numFmtId="0" fontId="1" applyFont="1"/>' +
    `<xf numFmtId="164" fontId="0" applyNumberFormat="1"/>${amounts}` +
    '</cellXfs></styleSheet>'
  )
}

async function* sheetText(sheet: Sheet): AsyncGenerator<string> {
  let piece =
    `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    '<sheetData>' +
    `<row>${sheet.heading.map((text) => textCell(text, style.heading)).join('')}</row>`
  for await (const row of sheet.rows) {
    piece += `<row>${row.map(xlsxCell).join('')}</row>`
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function xlsxCell(cell: SheetCell): string {
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell === 'string') return textCell(cell, 0)
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`
  if ('number' in cell) return exactNumber(String(cell.number), 0)
  if ('date' in cell) return `<c s="${style.day}"><v>${daysBetween('1899-12-30', cell.date)}</v></c>`
  return exactNumber(toDecimal(cell.money), style.amount + decimalsOf(cell.money.currency))
}

/** A spreadsheet keeps fifteen digits; a longer number would change silently, so it is written as text. */
function exactNumber(digits: string, styleIndex: number): string {
  if (digits.replace(/\D/g, '').length > 15) return textCell(digits, 0)
  return `<c s="${styleIndex}"><v>${digits}</v></c>`
}

function textCell(text: string, styleIndex: number): string {
  const kept = escaped(text.slice(0, 32_767))
  return `<c t="inlineStr" s="${styleIndex}"><is><t xml:space="preserve">${kept}</t></is></c>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML text; control characters that XML cannot hold become U+FFFD instead of a file that does not open. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)
}

/** Sheet names as Excel allows them: at most 31 letters, none of []:*?/\, none twice. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    const plain = name
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31)
    const free =
      plain === '' || taken.has(plain.toLowerCase()) ? `${plain.slice(0, 26)} (${i + 1})`.trim() : plain
    taken.add(free.toLowerCase())
    return free
  })
}
