import type { LocalDate } from '../../../kernel/time.ts'
import type { ReadRow } from '../../../platform/tables/read.ts'
import type { JournalLine, SpoiltLine } from '../domain.ts'
import { readAmount, readAux, readDay, sideOf, type DayOrder } from './cells.ts'
import { columnsOf, type Columns, type Role } from './columns.ts'

type RowOptions = { readonly currency: string; readonly order: DayOrder }

/** What a row is: a line, a line that cannot be read, or none (empty, a sum, a heading again). */
export type RowRead = JournalLine | SpoiltLine | 'nothing'

/** Words of lines that sum up or carry over; they are no entries. */
const sums = new RegExp(
  [
    '^(本?(页|日|月|年|期)?(合|小|累|总)计|过次页|承前页|期初余额|期末余额|上年结转',
    '|(sub|grand )?totals?|opening balance|closing balance|balance (brought|carried) forward)[:：]?$',
  ].join(''),
  'i',
)

/**
 * Reads the rows of one file. Day and number of a voucher that stand in its first row only are carried to
 * the rows
 * below, as exports with merged cells have them.
 */
export function rowReader(columns: Columns, { currency, order }: RowOptions): (row: ReadRow) => RowRead {
  let lastDay: LocalDate | undefined
  let lastVoucher = ''
  const days = new Map<string, LocalDate | undefined>()
  const dayOf = (text: string): LocalDate | undefined => {
    if (!days.has(text)) days.set(text, readDay(text, order))
    return days.get(text)
  }
  return ({ line, cells, faults }) => {
    const cell = (role: Role) => firstOf(cells, columns[role])
    const spoilt = (code: string, role: Role, text = cell(role)): SpoiltLine => ({
      line,
      code,
      params: { column: role, text: text.slice(0, 40) },
    })
    if (cells.every((each) => each.trim() === '') && !faults) return 'nothing'
    const account = accountOf(cells, columns)
    const text = cell('text')
    if (isNoEntry(cells, columns, account.code + account.name)) return 'nothing'
    if (hasFault(faults, columns)) return spoilt('spoilt.error', 'amount', '')
    const dayText = dayCell(cells, columns)
    const day = dayText === '' ? lastDay : dayOf(dayText)
    if (day === undefined) return spoilt(dayText === '' ? 'spoilt.no_day' : 'spoilt.day', 'day', dayText)
    const voucher = voucherOf(cells, columns)
    if (dayText !== '') lastVoucher = voucher
    else if (voucher !== '') lastVoucher = voucher
    lastDay = day
    if (account.code === '' && account.name === '') return spoilt('spoilt.no_account', 'code')
    const minor = amountOf(cells, columns, currency)
    if (typeof minor !== 'bigint') return spoilt(minor.code, minor.role, minor.text)
    if (text.includes('\uFFFD') || account.name.includes('\uFFFD')) return spoilt('spoilt.letters', 'text')
    const aux = columns.aux.length > 0 ? readAux(cells[columns.aux[0] ?? 0] ?? '') : undefined
    return {
      line,
      day,
      voucher: lastVoucher,
      text,
      ...account,
      minor,
      party: cell('party') || (aux?.party ?? ''),
      staff: cell('staff') || (aux?.staff ?? ''),
      unit: cell('unit') || (aux?.unit ?? ''),
    }
  }
}

/** The first of these cells that holds something. */
export function firstOf(cells: readonly string[], places: readonly number[]): string {
  for (const at of places) {
    const cell = cells[at]
    if (cell !== undefined && cell !== '') {
      const text = cell.trim()
      if (text !== '') return text
    }
  }
  return ''
}

function isNoEntry(cells: readonly string[], columns: Columns, account: string): boolean {
  const day = firstOf(cells, columns.day)
  if (/^\d/.test(day) && account !== '' && !isShort(firstOf(cells, columns.text))) return false
  const words = [firstOf(cells, columns.text), account, day, cells[0]?.trim() ?? '']
  if (words.some((word) => sums.test(word.replace(/\s/g, '')) || sums.test(word))) return true
  // Without account and amount there is nothing to read: a signature, a page number, the rest of a heading.
  const amounts = [columns.debit, columns.credit, columns.amount].some(
    (places) => firstOf(cells, places) !== '',
  )
  return (account === '' && !amounts) || (!/\d/.test(day) && columnsOf(cells) !== undefined)
}

/** Lines that sum up say so in a few letters. */
function isShort(text: string): boolean {
  return text.length <= 25 && /[计页额转]|total|balance/i.test(text)
}

function hasFault(faults: ReadonlyMap<number, string> | undefined, columns: Columns): boolean {
  if (!faults) return false
  const looked = [columns.day, columns.debit, columns.credit, columns.amount, columns.code].flat()
  return looked.some((at) => faults.has(at))
}

function dayCell(cells: readonly string[], columns: Columns): string {
  if (columns.day.length > 0) return firstOf(cells, columns.day)
  const [year, month, day] = (['year', 'month', 'dayOfMonth'] as const).map((role) =>
    firstOf(cells, columns[role]),
  )
  return month === '' || day === '' ? '' : `${year}-${month}-${day}`
}

function voucherOf(cells: readonly string[], columns: Columns): string {
  const word = firstOf(cells, columns.voucherWord)
  const number = firstOf(cells, columns.voucher)
  return word === '' || number === '' || number.startsWith(word) ? number : `${word}-${number}`
}

/** Number and name; one cell may hold both, and the parts of a name may stand in several columns. */
function accountOf(
  cells: readonly string[],
  columns: Columns,
): { readonly code: string; readonly name: string } {
  const code = firstOf(cells, columns.code)
  const names = columns.name.map((at) => cells[at]?.trim() ?? '').filter((name) => name !== '')
  const name = names.length > 1 ? [...new Set(names)].join('-') : (names[0] ?? '')
  const both = /^([\d.]{3,})[\s\-_\\/]+(\D.*)$/.exec(code === '' ? name : code)
  if (both && (code === '' || name === '')) return { code: both[1] ?? '', name: both[2] ?? '' }
  if (code === '' && /^[\d.]{3,}$/.test(name)) return { code: name, name: '' }
  // A column called account may hold a name.
  if (code !== '' && name === '' && !/^[\d.-]+$/.test(code)) return { code: '', name: code }
  return { code, name }
}

type NoAmount = { readonly code: string; readonly role: Role; readonly text: string }

/** Debit less credit. */
function amountOf(cells: readonly string[], columns: Columns, currency: string): bigint | NoAmount {
  if (columns.debit.length > 0) {
    const [debit, credit] = (['debit', 'credit'] as const).map((role) =>
      sideAmount(cells, columns, role, currency),
    )
    if (typeof debit === 'object') return debit
    if (typeof credit === 'object') return credit
    if (debit === undefined && credit === undefined)
      return { code: 'spoilt.no_amount', role: 'debit', text: '' }
    return (debit ?? 0n) - (credit ?? 0n)
  }
  const amount = sideAmount(cells, columns, 'amount', currency)
  if (typeof amount === 'object') return amount
  if (amount === undefined) return { code: 'spoilt.no_amount', role: 'amount', text: '' }
  if (columns.direction.length === 0) return amount
  const word = firstOf(cells, columns.direction)
  const side = sideOf(word)
  if (side === undefined) return { code: 'spoilt.direction', role: 'direction', text: word }
  return side === 1 ? amount : -amount
}

function sideAmount(
  cells: readonly string[],
  columns: Columns,
  role: 'debit' | 'credit' | 'amount',
  currency: string,
): bigint | undefined | NoAmount {
  const at = columns[role][0]
  const text = (at === undefined ? undefined : cells[at])?.trim() ?? ''
  const read = readAmount(text, currency)
  return typeof read === 'object' ? { code: read.code, role, text } : read
}
