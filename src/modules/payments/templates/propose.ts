import type { z } from 'zod'
import { templateColumnsMax } from '../../../contract/bank-template-content.ts'
import type { proposeTemplate } from '../../../contract/bank-templates.ts'
import { refuse, isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Opened, ReadLimits, ReadRow } from '../../../platform/tables/read.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import { plainTitle } from '../bank/bank-table.ts'
import { neededFields } from './content.ts'
import { templateHeadings, type TemplateField } from './headings.ts'
import { firstTwice } from './judge.ts'

/** What the file of a bank seems to ask for; a person corrects it. */
export type Proposal = z.output<typeof proposeTemplate.answer>

/** A template is a page of headings; more than this was made to fill the memory. */
const limits: ReadLimits = { fileBytes: 8 << 20, unpackedBytes: 32 << 20, ratio: 100, entries: 200 }
const rowsMax = 20_000
/** Banks set a title and notes above the heading. */
const aboveMax = 30

/** Reads an empty or sample template, CSV or XLSX, and proposes what each of its columns holds. */
export async function proposalOf(bytes: Uint8Array, sheet: string | undefined): Promise<Proposal | Refusal> {
  const read = await firstRows(bytes, sheet)
  if (isRefusal(read)) return read
  const { opened, rows } = read
  const isCut = rows.some(({ cells }) => cells.some((cell) => cell.includes('\ufffd')))
  if (isCut || opened.encoding?.startsWith('utf-16')) return refuse('bank.template_encoding_unknown')
  const at = headingAt(rows)
  const heading = rows[at]
  if (heading === undefined) return refuse('bank.template_no_headings')
  const titles = trimmed(heading.cells)
  const objection = titlesObjection(titles)
  if (objection) return objection
  const columns = columnsOf(titles, rows.slice(at + 1).find(isFilled))
  const fields = columns.map(({ field }) => field)
  return {
    file: opened.format === 'xlsx' ? 'xlsx' : 'text',
    ...shapeOf(bytes, opened),
    above: rows.slice(0, at).map(({ cells }) => trimmed(cells)),
    columns,
    missing: neededFields.filter((field) => !fields.includes(field)),
  }
}

async function firstRows(
  bytes: Uint8Array,
  sheet: string | undefined,
): Promise<{ readonly opened: Opened; readonly rows: readonly ReadRow[] } | Refusal> {
  const rows: ReadRow[] = []
  let opened: Opened | undefined
  let count = 0
  for await (const read of readTable(asSource(bytes), { encodings: ['utf-8', 'gb18030'], sheet, limits })) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'broken') return refuse('bank.row_broken', { row: read.line })
    if (read.kind === 'opened') opened = read
    if (read.kind !== 'row') continue
    if (++count > rowsMax) return refuse('bank.too_many_rows', { most: rowsMax })
    // A blank row above the headings is the bank's: without it each payment would stand too high.
    if (rows.length <= aboveMax) rows.push(read)
  }
  return opened === undefined ? refuse('imports.not_a_table') : { opened, rows }
}

/** The row with the most known headings, at least two of them. */
function headingAt(rows: readonly ReadRow[]): number {
  const known = rows
    .slice(0, aboveMax)
    .map(({ cells }) => new Set(cells.flatMap((cell) => fieldOf(cell) ?? [])))
  const most = Math.max(0, ...known.map(({ size }) => size))
  return most < 2 ? -1 : known.findIndex(({ size }) => size === most)
}

function isFilled({ cells }: ReadRow): boolean {
  return cells.some((cell) => cell.trim() !== '')
}

function trimmed(cells: readonly string[]): string[] {
  const plain = cells.map((cell) => cell.trim())
  return plain.slice(0, plain.findLastIndex((cell) => cell !== '') + 1)
}

function titlesObjection(titles: readonly string[]): Refusal | undefined {
  if (titles.length > templateColumnsMax) {
    return refuse('bank.template_too_many_columns', { count: titles.length, most: templateColumnsMax })
  }
  const empty = titles.indexOf('')
  if (empty !== -1) return refuse('bank.template_heading_empty', { column: empty + 1 })
  const title = firstTwice(titles)
  return title === undefined
    ? undefined
    : refuse('bank.template_headings_alike', { title: title.slice(0, 40) })
}

function columnsOf(titles: readonly string[], sample: ReadRow | undefined): Proposal['columns'] {
  const taken = new Set<string>()
  return titles.map((title, i) => {
    const field = fieldOf(title)
    const isFree = field !== undefined && !taken.has(field)
    if (isFree) taken.add(field)
    const text = sample?.cells[i]?.trim().slice(0, 60) ?? ''
    return {
      title: title.slice(0, 60),
      ...(isFree ? { field } : {}),
      ...(text === '' ? {} : { sample: text }),
      needed: /^\*|\*$|必填/.test(title) && !/非必填/.test(title),
    }
  })
}

const fieldByTitle = new Map(
  // The first field of the list that claims a heading has it.
  Object.entries(templateHeadings)
    .flatMap(([field, titles]) => titles.map((title): [string, string] => [plainTitle(title), field]))
    .toReversed(),
)

/** What a heading says that its column holds; a note in brackets (必填, 限 60 字) is none of its name. */
function fieldOf(title: string): TemplateField | undefined {
  const bare = title.normalize('NFKC').replace(/[([【][^)\]】]*[)\]】]/g, '')
  // Every value of the map is a key of the list.
  return fieldByTitle.get(plainTitle(bare)) as TemplateField | undefined
}

const separatorOf = new Map([
  [',', 'comma'],
  ['|', 'bar'],
  [';', 'semicolon'],
  ['\t', 'tab'],
] as const)

function shapeOf(
  bytes: Uint8Array,
  { format, encoding, delimiter }: Opened,
): Pick<Proposal, 'encoding' | 'separator' | 'lineEnd'> {
  if (format === 'xlsx') return { encoding: 'utf-8', separator: 'comma', lineEnd: 'crlf' }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const found = [...separatorOf].find(([sign]) => sign === delimiter)?.[1]
  return {
    encoding: encoding === 'gb18030' ? 'gbk' : hasMark ? 'utf-8-mark' : 'utf-8',
    separator: found ?? 'comma',
    lineEnd: isCrlf(bytes) ? 'crlf' : 'lf',
  }
}

function isCrlf(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x0a)
  return at === -1 || bytes[at - 1] === 0x0d
}

async function* asSource(bytes: Uint8Array) {
  yield bytes
}
