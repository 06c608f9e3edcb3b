import { templateFields } from '../../../src/contract/template-fields.ts'
import { payableWays } from '../../../src/contract/states.ts'
import type { Answer } from '../../shell/api.ts'

type Detail = Answer<'bankTemplate'>
type Content = Detail['content']
type Proposal = Answer<'proposeTemplate'>

/** What a column may hold, in the order in which a person looks for it. */
export const fields = templateFields

/** The payments for which a bank wants words of its own. */
export const ways = payableWays

export const encodings = ['utf-8', 'utf-8-mark', 'gbk', 'gb18030'] as const
export const separators = ['comma', 'bar', 'semicolon', 'tab'] as const
export const totalPlaces = ['none', 'first', 'last'] as const
export const resultColumns = ['outcome', 'number', 'account', 'amount', 'reason'] as const
export const resultWords = ['paid', 'failed', 'processing', 'returned'] as const

type Field = (typeof fields)[number]
type Way = (typeof ways)[number]

/** One column in the form. */
export type ColumnValues = {
  readonly key: number
  readonly title: string
  /** Empty until a person says what an unknown heading holds. */
  readonly field: Field | ''
  readonly sample: string
  readonly text: string
  readonly words: Readonly<Record<Way, string>>
  readonly most: string
  readonly isNeeded: boolean
  readonly isNumber: boolean
}

/** A template in the form: texts as a person types them. */
export type TemplateValues = {
  readonly nameZh: string
  readonly nameEn: string
  readonly file: Content['file']
  readonly encoding: Content['encoding']
  readonly separator: Content['separator']
  readonly lineEnd: Content['lineEnd']
  readonly hasHeading: boolean
  readonly above: string
  readonly rows: string
  readonly isSplit: boolean
  readonly totals: (typeof totalPlaces)[number]
  readonly totalsCells: string
  readonly columns: readonly ColumnValues[]
  readonly hasResults: boolean
  readonly results: Readonly<Record<(typeof resultColumns)[number] | (typeof resultWords)[number], string>>
  /** Headings of the result file that the form does not show, kept as they are. */
  readonly otherResults: Readonly<Record<string, readonly string[]>>
  /** The edition before: what nobody touches in the form stays as it is there. */
  readonly kept?: Content
}

const noWords = { company_account: '', vendor: '', reimbursement: '' }
const noResults = {
  outcome: '',
  number: '',
  account: '',
  amount: '',
  reason: '',
  paid: '',
  failed: '',
  processing: '',
  returned: '',
}

/** An empty column with a key that no other has. */
export function newColumn(columns: readonly ColumnValues[]): ColumnValues {
  const key = Math.max(0, ...columns.map((column) => column.key)) + 1
  const empty = { title: '', field: '', sample: '', text: '', words: noWords, most: '' } as const
  return { key, ...empty, isNeeded: false, isNumber: false }
}

/** The form as the upload proposes it. */
export function fromProposal(proposal: Proposal): TemplateValues {
  const { file, encoding, separator, lineEnd, above, columns } = proposal
  return {
    nameZh: '',
    nameEn: '',
    file,
    encoding,
    separator,
    lineEnd,
    hasHeading: true,
    above: aboveText(above),
    rows: '500',
    isSplit: false,
    totals: 'none',
    totalsCells: '',
    columns: columns.map(({ title, field, sample, needed }, at) => ({
      ...newColumn([]),
      key: at + 1,
      title,
      field: field ?? '',
      sample: sample ?? '',
      isNeeded: needed,
    })),
    hasResults: false,
    results: noResults,
    otherResults: {},
  }
}

/** The form of an edition, for the next one. */
export function fromContent(content: Content): TemplateValues {
  const { name, file, encoding, separator, lineEnd, heading, above, rows, split, totals, results } = content
  const listed = (words: readonly string[] | undefined) => (words ?? []).map(listedWord).join(', ')
  const shown = resultColumns.map((key) => [key, listed(results?.columns[key])])
  const other = Object.entries(results?.columns ?? {}).filter(([key]) => !isShown(key))
  return {
    nameZh: name.zh,
    nameEn: name.en,
    file,
    encoding,
    separator,
    lineEnd,
    hasHeading: heading,
    above: aboveText(above),
    rows: String(rows),
    isSplit: split,
    totals: totals?.place ?? 'none',
    totalsCells: (totals?.cells ?? [])
      .map((cell) => (typeof cell === 'string' ? cell : listedText(cell.text)))
      .join(', '),
    columns: content.columns.map((column, at) => ({
      key: at + 1,
      title: column.title,
      field: column.field,
      sample: '',
      text: column.text ?? '',
      words: { ...noWords, ...column.words },
      most: column.most === undefined ? '' : String(column.most),
      isNeeded: column.needed === true,
      isNumber: column.cell === 'number',
    })),
    hasResults: results !== undefined,
    results: {
      ...noResults,
      ...Object.fromEntries(shown),
      ...Object.fromEntries(resultWords.map((key) => [key, listed(results?.words[key])])),
    },
    otherResults: Object.fromEntries(other),
    kept: content,
  }
}

function isShown(key: string): boolean {
  return (resultColumns as readonly string[]).includes(key)
}

/**
 * The rows above the headings as a person types them. A note of several lines stays one cell, or the
 * headings would move down.
 */
function aboveText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) =>
    row.map((cell) => cell.replaceAll(/\r?\n/g, '\\n').replaceAll('|', '\\|')).join(' | '),
  )
  // One empty row is a blank, to be told from none.
  return lines.join('\n') || (rows.length === 0 ? '' : ' ')
}

function aboveCells(line: string): string[] {
  if (line.trim() === '') return []
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\n', '\n').replaceAll('\\|', '|'))
}

/** The columns of which nobody has said what they hold. */
export function unmapped({ columns }: Pick<TemplateValues, 'columns'>): number {
  return columns.filter(({ field }) => field === '').length
}

/** Moves a column one place up. */
export function movedUp(columns: readonly ColumnValues[], at: number): readonly ColumnValues[] {
  const [before, column] = [columns[at - 1], columns[at]]
  if (before === undefined || column === undefined) return columns
  return columns.map((each, i) => (i === at - 1 ? column : i === at ? before : each))
}

const sums = ['count', 'total', 'payer_account', 'day']

/** A word with a comma in it stands in quotation marks, or it would be read as two. */
function listedWord(word: string): string {
  return word === word.trim() && /^[^",，、;；]+$/.test(word) ? word : `"${word}"`
}

/** A text of a line of sums that is empty, or that says `total` itself, is no sum. */
function listedText(text: string): string {
  return sums.includes(text) ? `"${text}"` : listedWord(text)
}

/** What a person typed with commas between, Chinese or Latin ones; what stands in quotation marks is one. */
function partsOf(text: string): { readonly word: string; readonly isQuoted: boolean }[] {
  return (text.match(/\s*"[^"]*"\s*(?=[,，、;；]|$)|[^,，、;；]+/g) ?? [])
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) =>
      /^"[^"]*"$/.test(each) ? { word: each.slice(1, -1), isQuoted: true } : { word: each, isQuoted: false },
    )
}

function listOf(text: string): string[] {
  return partsOf(text).flatMap(({ word }) => (word === '' ? [] : [word]))
}

/** The template as text that the server judges; what nobody touched is as the edition before has it. */
export function textOf(values: TemplateValues): string {
  const { nameZh, nameEn, file, encoding, separator, lineEnd, hasHeading, isSplit, kept } = values
  const before = kept && fromContent(kept)
  const isUntouched = before?.above === values.above
  return JSON.stringify({
    name: { zh: nameZh.trim(), en: nameEn.trim() },
    file,
    encoding,
    separator,
    lineEnd,
    heading: hasHeading,
    above: isUntouched ? kept?.above : rowsAbove(values.above),
    columns: values.columns.map((column) => keptColumn(values, column, before) ?? columnOf(column, file)),
    rows: Number(values.rows),
    split: isSplit,
    ...totalsOf(values, before),
    ...(values.hasResults ? { results: resultsOf(values, before) } : {}),
  })
}

/** An empty line is an empty row of the file. */
function rowsAbove(text: string): string[][] {
  return text === '' ? [] : text.split('\n').map(aboveCells)
}

/** A column that stands in the form as it came; a file of another kind takes other cells. */
function keptColumn({ file, kept }: TemplateValues, column: ColumnValues, before?: TemplateValues) {
  const at = before?.columns.findIndex(({ key }) => key === column.key) ?? -1
  const isSame = JSON.stringify(before?.columns[at]) === JSON.stringify(column)
  return isSame && file === kept?.file ? kept.columns[at] : undefined
}

function totalsOf({ totals: place, totalsCells, kept }: TemplateValues, before?: TemplateValues) {
  if (place === 'none') return {}
  const typed = partsOf(totalsCells).map(({ word, isQuoted }) =>
    sums.includes(word) && !isQuoted ? word : { text: word },
  )
  const isUntouched = before?.totalsCells === totalsCells
  return { totals: { place, cells: (isUntouched ? kept?.totals?.cells : undefined) ?? typed } }
}

function columnOf(
  { title, field, text, words, most, isNeeded, isNumber }: ColumnValues,
  file: TemplateValues['file'],
) {
  const said = ways.flatMap((way) => (words[way].trim() === '' ? [] : [[way, words[way].trim()]]))
  return {
    title: title.trim(),
    field,
    ...(field === 'fixed' ? { text: text.trim() } : {}),
    ...(field === 'purpose' ? { words: Object.fromEntries(said) as Record<string, string> } : {}),
    ...(field === 'amount' && isNumber && file === 'xlsx' ? { cell: 'number' } : {}),
    ...(most.trim() === '' ? {} : { most: Number(most) }),
    ...(isNeeded ? { needed: true } : {}),
  }
}

function resultsOf({ results, otherResults, kept }: TemplateValues, before?: TemplateValues) {
  const was: Readonly<Record<string, readonly string[] | undefined>> = {
    ...kept?.results?.columns,
    ...kept?.results?.words,
  }
  const filled = (keys: readonly (keyof typeof results)[]) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const isUntouched = before?.results[key] === results[key]
        const words = (isUntouched ? was[key] : undefined) ?? listOf(results[key])
        return words.length === 0 ? [] : [[key, words]]
      }),
    ) as Record<string, string[]>
  return { columns: { ...otherResults, ...filled(resultColumns) }, words: filled(resultWords) }
}
