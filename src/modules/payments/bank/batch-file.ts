import { plainAccount } from '../../../kernel/bank-account.ts'
import { createHash } from 'node:crypto'
import { money, toDecimal, type Money } from '../../../kernel/money.ts'
import { readProvince } from '../../../kernel/provinces.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { xlsxBytes, type SheetCell } from '../../../platform/sheets.ts'
import { encoded, unwritable } from './batch-encoding.ts'
import type { BatchColumn, BatchTemplate, BatchTotals } from './batch-template.ts'
import {
  sorted,
  transferObjection,
  type AccountOf,
  type LeftOut,
  type Payer,
  type Transfer,
} from './transfer.ts'

/** What a batch is made of. */
export type BatchDraft = {
  readonly batchId: string
  readonly executeOn: LocalDate
  readonly payer: Payer
  readonly transfers: readonly Transfer[]
}

/** One file for the bank. */
export type BatchFile = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly digest: string
  readonly count: number
  readonly total: Money
  readonly taken: readonly Transfer[]
}

/** The files of a batch, and the payments that stand in none with the reason. */
export type BatchFiles = { readonly files: readonly BatchFile[]; readonly leftOut: readonly LeftOut[] }

/** Writes the files of a batch in the form of one bank. Every account number is text in every format. */
export async function writeBatch(template: BatchTemplate, draft: BatchDraft): Promise<BatchFiles | Refusal> {
  const { taken, leftOut } = sorted(draft.transfers, (transfer) => batchObjection(template, draft, transfer))
  if (taken.length === 0) return refuse('bank.nothing_to_pay')
  const groups = groupsOf(template, draft.payer, taken).flatMap(({ suffix, transfers }) =>
    piecesOf(transfers, template.rowsMax).map((piece, i, all) => ({
      name: `${draft.batchId}${suffix}${all.length > 1 ? `-${i + 1}` : ''}`,
      transfers: piece,
    })),
  )
  const files: BatchFile[] = []
  for (const { name, transfers } of groups) {
    files.push(await fileOf(template, { ...draft, transfers }, name))
  }
  return { files, leftOut }
}

/** Why a payment stands in no file of this form. */
export function batchObjection(
  template: BatchTemplate,
  draft: BatchDraft,
  transfer: Transfer,
): Refusal | undefined {
  return transferObjection(transfer, draft.payer) ?? rowObjection(template, draft, transfer)
}

type Group = { readonly suffix: string; readonly transfers: readonly Transfer[] }

function groupsOf(template: BatchTemplate, payer: Payer, transfers: readonly Transfer[]): readonly Group[] {
  if (template.isSplit !== true) return [{ suffix: '', transfers }]
  const own = transfers.filter(({ payee }) => isSameBank(payer, payee) === true)
  const others = transfers.filter(({ payee }) => isSameBank(payer, payee) !== true)
  return [
    { suffix: '-intra', transfers: own },
    { suffix: '-inter', transfers: others },
  ].filter((group) => group.transfers.length > 0)
}

/**
 * Whether both accounts are with one bank: by the three digits of the bank in its clearing number, else by
 * the name up to 银行. Undefined where neither is known.
 */
function isSameBank(payer: AccountOf, payee: AccountOf): boolean | undefined {
  const [one, other] = [payer.bank, payee.bank]
  if (one.cnaps !== undefined && other.cnaps !== undefined) {
    return one.cnaps.slice(0, 3) === other.cnaps.slice(0, 3)
  }
  if (!one.name || !other.name) return undefined
  return bankWord(one.name) === bankWord(other.name)
}

function bankWord(name: string): string {
  return /^.*?银行/.exec(name)?.[0] ?? name
}

function piecesOf(transfers: readonly Transfer[], most: number): readonly (readonly Transfer[])[] {
  const count = Math.ceil(transfers.length / most)
  return Array.from({ length: count }, (_, i) => transfers.slice(i * most, (i + 1) * most))
}

async function fileOf(template: BatchTemplate, draft: BatchDraft, name: string): Promise<BatchFile> {
  const { transfers, payer } = draft
  const total = money(
    payer.currency,
    transfers.reduce((sum, { amount }) => sum + amount.minor, 0n),
  )
  const rows = transfers.map((transfer, i) =>
    template.columns.map((column) => sheetCellOf(template, draft, { column, transfer, sequence: i + 1 })),
  )
  const sums = template.totals && totalsOf(template.totals, draft, total)
  const all: readonly (readonly Cell[])[] = [
    ...(template.above ?? []),
    ...(template.hasHeading ? [template.columns.map(({ title }) => title)] : []),
    ...(sums && template.totals?.place === 'first' ? [sums] : []),
    ...rows,
    ...(sums && template.totals?.place === 'last' ? [sums] : []),
  ]
  const bytes = template.format === 'xlsx' ? await workbookOf(name, all) : textOf(template, all)
  const ending = template.format === 'xlsx' ? 'xlsx' : template.delimiter === ',' ? 'csv' : 'txt'
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { name: `${name}.${ending}`, bytes, digest, count: transfers.length, total, taken: transfers }
}

/** A cell of text, or an amount that the bank wants as a number of a workbook. */
type Cell = string | { readonly money: Money }

function sheetCellOf(template: BatchTemplate, draft: BatchDraft, at: CellAt): Cell {
  const { column, transfer } = at
  return column.isNumber === true ? { money: transfer.amount } : cellOf(template, draft, at)
}

function textOfCell(cell: Cell): string {
  return typeof cell === 'string' ? cell : toDecimal(cell.money)
}

/** Cells of text but for amounts, so that no spreadsheet changes an account number. */
async function workbookOf(name: string, [first = [], ...rows]: readonly (readonly Cell[])[]) {
  const cells: readonly SheetCell[][] = rows.map((row) => [...row])
  const sheet = { name: name.slice(0, 31), heading: first.map(textOfCell), rows: cells }
  const parts: Uint8Array[] = []
  for await (const part of xlsxBytes([sheet])) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

function textOf(
  { delimiter, lineEnd, encoding }: BatchTemplate,
  rows: readonly (readonly Cell[])[],
): Uint8Array {
  const mark = encoding === 'utf-8-mark' ? '\ufeff' : ''
  const lines = rows.map((row) => row.map(textOfCell).join(delimiter) + lineEnd)
  const bytes = encoded(mark + lines.join(''), encoding)
  // Each cell was tried before, so this is a fault of ours.
  if (bytes === undefined) throw new Error('a heading or a sum has a letter that the encoding lacks')
  return bytes
}

function totalsOf(
  { cells }: BatchTotals,
  { payer, transfers, executeOn }: BatchDraft,
  total: Money,
): string[] {
  const values = {
    count: String(transfers.length),
    total: toDecimal(total),
    payer_account: plainAccount(payer.number),
    day: executeOn,
  }
  return cells.map((cell) => (typeof cell === 'string' ? values[cell] : cell.text))
}

type CellAt = { readonly column: BatchColumn; readonly transfer: Transfer; readonly sequence: number }

function cellOf(template: BatchTemplate, draft: BatchDraft, at: CellAt): string {
  const text = rawCell(template, draft, at)
  return at.column.field === 'remark' ? [...text].slice(0, at.column.most ?? 140).join('') : text
}

function rawCell(template: BatchTemplate, { payer, executeOn }: BatchDraft, at: CellAt): string {
  const { payee, amount, endToEndId, purpose, remark } = at.transfer
  const values = {
    sequence: String(at.sequence),
    number: endToEndId,
    payer_account: plainAccount(payer.number),
    payer_name: payer.holder,
    payer_bank: payer.bank.name ?? '',
    payee_account: plainAccount(payee.number),
    payee_name: payee.holder,
    payee_bank: payee.bank.name ?? '',
    payee_cnaps: payee.bank.cnaps ?? '',
    province: payee.province ?? '',
    province_short: (payee.province && readProvince(payee.province)?.short) ?? '',
    city: payee.city ?? '',
    payee_phone: payee.phone ?? '',
    amount: toDecimal(amount),
    currency: amount.currency,
    purpose: template.purposes === undefined ? purpose : (template.purposes[purpose] ?? ''),
    remark,
    day: executeOn,
    same_bank: isSameBank(payer, payee) === true ? '是' : '否',
    fixed: at.column.text ?? '',
  }
  return values[at.column.field].trim()
}

/**
 * Why a payment cannot stand in a file of this form; nothing is cut, guessed or written as a question mark.
 */
function rowObjection(template: BatchTemplate, draft: BatchDraft, transfer: Transfer): Refusal | undefined {
  const number = transfer.endToEndId
  const { purposes } = template
  const asksBank = template.isSplit === true || template.columns.some(({ field }) => field === 'same_bank')
  if (asksBank && isSameBank(draft.payer, transfer.payee) === undefined) {
    return refuse('bank.bank_unknown', { number })
  }
  const asksPurpose = template.columns.some(({ field }) => field === 'purpose')
  if (asksPurpose && purposes !== undefined && purposes[transfer.purpose] === undefined) {
    const words = [...new Set(Object.values(purposes))].join(', ')
    return refuse('bank.purpose_unknown', { number, purpose: transfer.purpose, words })
  }
  for (const column of template.columns) {
    const text = cellOf(template, draft, { column, transfer, sequence: 1 })
    const { title, most } = column
    if (column.isNeeded && text === '') return refuse('bank.cell_missing', { number, title })
    if (most !== undefined && [...text].length > most)
      return refuse('bank.cell_too_long', { number, title, most })
    if (template.format === 'text' && breaksRow(text, template.delimiter)) {
      return refuse('bank.cell_breaks', { number, title })
    }
    const letter = template.format === 'text' ? unwritable(text, template.encoding) : undefined
    if (letter !== undefined) {
      return refuse('bank.cell_letters', { number, title, letter, encoding: template.encoding })
    }
  }
  return undefined
}

/**
 * Whether a text would become another row or cell: banks read these lines without quotation marks. A formula
 * is no name of a payee either.
 */
export function breaksRow(text: string, delimiter: string): boolean {
  return text.includes(delimiter) || /["\r\n\t]/.test(text) || /^[=+\-@]/.test(text)
}
