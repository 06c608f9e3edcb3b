import { plainAccount } from '../../../kernel/bank-account.ts'
import { fromDecimal, type Money } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import type { ByteSource, ReadLimits, ReadRow } from '../../../platform/tables/read.ts'

/** What a table of a bank may have as headings, by what we call the column. */
export type Headings = Readonly<Record<string, readonly string[]>>

/** A table of a bank: what stands above its heading, its rows and what it calls where. */
export type BankTable = {
  readonly above: readonly (readonly string[])[]
  readonly columns: ReadonlyMap<string, readonly number[]>
  readonly rows: readonly ReadRow[]
}

/**
 * Bank tables are small; more than this is no table of a bank, or a file that was made to fill the memory.
 */
const limits: ReadLimits = { fileBytes: 64 << 20, unpackedBytes: 256 << 20, ratio: 250, entries: 200 }
const rowsMax = 300_000
/** Banks set their name, the account and the period above the heading. */
const aboveMax = 30

/**
 * Reads a table as Chinese banks export it, CSV or XLSX, UTF-8 or GBK, and finds its heading: the first row
 * of the first thirty in which all of `needed` are recognised.
 */
export async function readBankTable(
  source: ByteSource,
  headings: Headings,
  needed: readonly string[],
): Promise<BankTable | Refusal> {
  const rows: ReadRow[] = []
  for await (const read of readTable(source, { encodings: ['utf-8', 'gb18030'], limits })) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'broken') return refuse('bank.row_broken', { row: read.line })
    if (read.kind === 'row') rows.push(read)
    if (rows.length > rowsMax) return refuse('bank.too_many_rows', { most: rowsMax })
  }
  const at = rows.slice(0, aboveMax).findIndex((row) => hasAll(columnsOf(row.cells, headings), needed))
  const heading = rows[at]
  if (heading === undefined) return refuse('bank.heading_missing', { needed: neededWords(headings, needed) })
  return {
    above: rows.slice(0, at).map(({ cells }) => cells),
    columns: columnsOf(heading.cells, headings),
    rows: rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  }
}

function hasAll(columns: ReadonlyMap<string, readonly number[]>, needed: readonly string[]): boolean {
  return needed.every((name) => name.split('|').some((each) => columns.has(each)))
}

function neededWords(headings: Headings, needed: readonly string[]): string {
  return needed
    .map((name) =>
      name
        .split('|')
        .map((each) => headings[each]?.[0] ?? each)
        .join('/'),
    )
    .join(', ')
}

function columnsOf(cells: readonly string[], headings: Headings): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const [i, cell] of cells.entries()) {
    const title = plainTitle(cell)
    const name = Object.keys(headings).find((each) =>
      headings[each]?.some((one) => plainTitle(one) === title),
    )
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), i])
  }
  return found
}

/** A heading without blanks, brackets and units: `借方发生额（元）` is `借方发生额`. */
export function plainTitle(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\((元|人民币|RMB|CNY)\)/gi, '')
    .replace(/[\s()*:_]/g, '')
    .toLowerCase()
}

/** The text of a column in a row; several columns of one kind are joined. Banks pad cells with tabs. */
export function cellOf(table: BankTable, row: ReadRow, name: string): string {
  const texts = (table.columns.get(name) ?? []).map((i) => plainCell(row.cells[i] ?? ''))
  return texts.filter((text) => text !== '').join(' ')
}

/** A mark before a number keeps spreadsheets from changing it; it is no part of the number. */
function plainCell(text: string): string {
  return text
    .trim()
    .replace(/^['`=]?"?(?=\d)|"$/g, '')
    .trim()
}

/**
 * An account number of a row. Refused where a spreadsheet has spoilt it: written as 6.2E+18, or held as a
 * number with more digits than a number can keep. Lost leading zeros show only beside the account it should
 * be.
 */
export function accountCell(table: BankTable, row: ReadRow, name: string): string | Refusal {
  const text = plainAccount(cellOf(table, row, name))
  const isNumber = (table.columns.get(name) ?? []).some((i) => row.longNumbers?.has(i))
  if (/^\d+(\.\d+)?E\+?\d+$/.test(text) || /^\d+\.\d+$/.test(text) || (isNumber && text.length > 15)) {
    return refuse('bank.account_spoilt', { row: row.line, text })
  }
  return text
}

/** True where `text` is `account` after a program dropped the zeros at its beginning. */
export function lostZeros(text: string, account: string): boolean {
  return text !== account && account.startsWith('0') && text === account.replace(/^0+/, '')
}

/** An amount of a row; undefined for an empty cell, a refusal for what is none or finer than the currency. */
export function amountCell(
  table: BankTable,
  row: ReadRow,
  at: { readonly name: string; readonly currency: string },
): Money | undefined | Refusal {
  const text = cellOf(table, row, at.name).normalize('NFKC').replace(/[¥\s]/g, '')
  if (text === '' || text === '-' || text === '--') return undefined
  return (
    fromDecimal(at.currency, text.replace(/^\+/, '')) ??
    refuse('bank.row_amount', { row: row.line, text: figures(text) })
  )
}

/** A day as banks write it: 2026-11-02, 2026/11/2, 20261102, 2026年11月2日, with or without a time. */
export function dayCell(table: BankTable, row: ReadRow, name: string): LocalDate | Refusal {
  const text = cellOf(table, row, name)
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?!\d*[-/.])/.exec(text)
  const [, year = '', month = found?.[4] ?? '', day = found?.[5] ?? ''] = found ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(date) ? date : refuse('bank.row_day', { row: row.line, text: figures(text) })
}

/** The value beside or inside a cell above the heading that begins with one of these words. */
export function aboveValue(table: BankTable, words: readonly string[]): string | undefined {
  for (const cells of table.above) {
    for (const [i, cell] of cells.entries()) {
      const text = cell.normalize('NFKC').trim()
      const word = words.find((each) => text.startsWith(each))
      if (word === undefined) continue
      const inside = text.slice(word.length).replace(/^[\s:]+/, '')
      const beside = cells.slice(i + 1).find((each) => each.trim() !== '')
      const value = inside === '' ? beside?.trim() : inside
      if (value !== undefined && value !== '') return plainCell(value)
    }
  }
  return undefined
}

/** What a refusal may repeat of a cell: figures. Words may be names, when columns are out of place. */
function figures(text: string): string {
  return /^[\d.,+\-/:E ]{1,30}$/i.test(text) ? text : ''
}
