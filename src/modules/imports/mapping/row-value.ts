import { toDecimal, type Money } from '../../../kernel/money.ts'
import type { RowValue } from '../domain.ts'
import type { ProfileField } from '../profiles/profile.ts'
import type { Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import { missing, plainText, quoted, unreadable, type Reading } from './reading.ts'
import { settle, type Sheet } from './sheet.ts'

/** What a row is worth: for all who share it, and for one of them. */
export type Worth = {
  readonly whole: RowValue | undefined
  readonly each: RowValue | undefined
  readonly count: number
  /** What the file says of it, by which two rows without a readable value are told apart. */
  readonly text: string
}

/** The fields that can say what a row is worth, the surest first. */
export const valueFields = ['value', 'worth', 'unitPrice'] as const
export type ValueField = (typeof valueFields)[number]

/**
 * Reads the value of a row. A total is taken as it stands; a price of one piece only together with how many
 * there were, because a row of fifty pieces that counts as one would hide the other forty-nine from every
 * limit. What leaves that open waits for a person. `named` is how many people the row names.
 */
export function readWorth(mapper: Mapper, cells: Cells, sheet: Sheet, named = 1): Worth {
  const has = (field: ProfileField) => mapper.columns.at.has(field)
  const field = valueFields.find((each) => cells(each) !== '') ?? valueFields.find(has) ?? 'value'
  const reading = mapper.value(field, cells(field))
  const text = plainText(`${cells(field)} ${cells('quantity')}`).toLowerCase()
  const count = countIn('count', cells('count'), 'count.unreadable', sheet) ?? named
  const read = settle(field, reading, sheet)
  const isForAll = says(reading, 'value.product') || says(reading, 'value.total')
  const isForOnePerson = says(reading, 'value.each')
  const pieces = read && !isForAll ? piecesOf(mapper, field, cells, sheet) : 1
  const priced = read && pieces !== undefined ? times(read, pieces) : undefined
  if (read && pieces !== undefined && pieces > 1) notePieces(sheet, field, cells(field), pieces)
  if (field === 'value' && read) checkTotal(mapper, cells, read, sheet)
  const whole = priced && isForOnePerson && count > 1 ? times(priced, count) : priced
  if (count > 1 && named === 1) {
    const code = isForOnePerson ? 'count.each' : 'count.shared'
    sheet.notes.push(sheet.remark('count', { code, params: { count } }))
  }
  return { whole, each: whole && shareOf(whole, count), count, text }
}

function says(reading: Reading<RowValue>, code: string): boolean {
  return reading.is === 'read' && reading.notes.some((note) => note.code === code)
}

function notePieces(sheet: Sheet, field: ValueField, price: string, pieces: number): void {
  const params = { text: quoted(`${price} × ${pieces}`) }
  sheet.notes.push(sheet.remark(field, { code: 'value.product', params }))
}

/** How many times the amount counts; undefined when the row leaves open whether it is for one or for all. */
function piecesOf(mapper: Mapper, field: ValueField, cells: Cells, sheet: Sheet): number | undefined {
  if (field === 'value') return 1
  const cell = cells('quantity')
  const isSaid = cell !== '' && !mapper.isNil(cell)
  const pieces = isSaid ? countIn('quantity', cell, 'quantity.unreadable', sheet) : undefined
  if (isSaid && pieces === undefined) return undefined
  if (field === 'unitPrice') {
    if (pieces === undefined)
      settle(field, missing('quantity.missing', { text: quoted(cells(field)) }), sheet)
    return pieces
  }
  if (pieces === undefined || pieces === 1) return 1
  const params = { text: quoted(cells(field)), number: pieces }
  settle(field, missing('value.one_or_all', params), sheet)
  return undefined
}

/** A total that is not price times number: one of the three is wrong, and only a person can say which. */
function checkTotal(mapper: Mapper, cells: Cells, total: RowValue, sheet: Sheet): void {
  const [price, number] = [cells('unitPrice'), cells('quantity')]
  if (price === '' || number === '' || mapper.isNil(price) || mapper.isNil(number)) return
  const reading = mapper.value('unitPrice', price)
  const pieces = countOf(number)
  if (reading.is !== 'read' || pieces === undefined || total.known !== 'exact') return
  const product = says(reading, 'value.product') ? reading.value : times(reading.value, pieces)
  if (product.known !== 'exact' || isSame(product.money, total.money)) return
  const params = { text: quoted(`${price} × ${number}`), total: quoted(cells('value')) }
  settle('value', missing('value.disagrees', params), sheet)
}

function isSame(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor
}

/** A whole number of people or pieces, also with the word that counts them; undefined when it is none. */
function countOf(cell: string): number | undefined {
  const text = plainText(cell).replace(/ ?[人名位个件份盒套瓶条张箱只台本包袋支提束枚]$/u, '')
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(/\.0+$/, '')
  const count = Number(digits)
  return /^\d{1,5}$/.test(digits) && count > 0 ? count : undefined
}

function countIn(field: ProfileField, cell: string, code: string, sheet: Sheet): number | undefined {
  if (plainText(cell) === '') return undefined
  const count = countOf(cell)
  if (count === undefined) settle(field, unreadable(code, { text: quoted(cell) }), sheet)
  return count
}

function times(value: RowValue, count: number): RowValue {
  return count === 1 ? value : mapped(value, (minor) => minor * BigInt(count))
}

/**
 * What one of those who share it got. It is rounded up, so that no limit is missed; the register keeps the
 * whole as it is.
 */
function shareOf(value: RowValue, count: number): RowValue {
  const parts = BigInt(count)
  return count === 1 ? value : mapped(value, (minor) => (minor + parts - 1n) / parts)
}

function mapped(value: RowValue, change: (minor: bigint) => bigint): RowValue {
  const changed = ({ currency, minor }: Money): Money => ({ currency, minor: change(minor) })
  if (value.known === 'between')
    return { known: 'between', low: changed(value.low), high: changed(value.high) }
  return { ...value, money: changed(value.money) }
}

/** The value as text that does not depend on its spelling, for the key of the row. */
export function valueText(value: RowValue): string {
  const text = (amount: Money) => `${amount.currency} ${toDecimal(amount)}`
  if (value.known === 'between') return `${text(value.low)}-${text(value.high)}`
  return value.known === 'exact' ? text(value.money) : `${value.known} ${text(value.money)}`
}
