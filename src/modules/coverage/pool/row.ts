import type { LocalDate } from '../../../kernel/time.ts'
import type { ReadRow } from '../../../platform/tables/read.ts'
import { invoiceKey } from '../../invoices/index.ts'
import type { SpoiltLine } from '../domain.ts'
import { readAmount, readDay, type DayOrder } from '../journal/cells.ts'
import { firstOf } from '../journal/row.ts'
import type { PoolColumns, PoolRole } from './columns.ts'

/** One line of a list: an invoice, or one of its items. */
export type PoolLine = {
  readonly line: number
  readonly key: string
  readonly number: string
  readonly day: LocalDate
  readonly seller: string
  readonly item: string
  readonly total: bigint
  readonly net: bigint | undefined
  readonly isVoid: boolean
  /** All that the line says, to know one that stands twice. */
  readonly said: string
}

type RowOptions = {
  readonly currency: string
  readonly order: DayOrder
  /** Our tax number, where it is on record: an invoice to somebody else is none of ours. */
  readonly taxNumber?: string | undefined
}

/** Words of the status and the kind of invoices with which nothing was bought. */
const voided = /作废|红冲|全额冲红|void|cancel|reversed/i

/** Reads the rows of one list. */
export function poolRows(columns: PoolColumns, options: RowOptions) {
  return (row: ReadRow): PoolLine | SpoiltLine | 'nothing' => {
    const { line, cells, longNumbers } = row
    const cell = (role: PoolRole) => firstOf(cells, columns[role])
    const spoilt = (code: string, role: PoolRole): SpoiltLine => ({
      line,
      code,
      params: { column: role, text: cell(role).slice(0, 40) },
    })
    const number = cell('number').replace(/\s/g, '')
    if (number === '' && (cell('seller') === '' || isSum(cells))) return 'nothing'
    const isLong = columns.number.some((at) => longNumbers?.has(at) === true)
    if (isLong || /^\d(\.\d+)?e\+?\d+$/i.test(number)) return spoilt('spoilt.number_lost', 'number')
    if (!/^[0-9A-Za-z]{6,30}$/.test(number)) return spoilt('spoilt.number', 'number')
    const day = readDay(cell('day'), options.order)
    if (day === undefined) return spoilt(cell('day') === '' ? 'spoilt.no_day' : 'spoilt.day', 'day')
    if (cell('seller') === '') return spoilt('spoilt.no_seller', 'seller')
    if ([number, cell('seller'), cell('items')].some((text) => text.includes('\uFFFD')))
      return spoilt('spoilt.letters', 'seller')
    if (isOfOthers(cell('buyerTax'), options.taxNumber)) return spoilt('spoilt.other_buyer', 'buyerTax')
    const amounts = amountsOf(cell, options.currency)
    if ('code' in amounts) return spoilt(amounts.code, amounts.role)
    const code = cell('code')
    const key = invoiceKey({ number, sellerName: cell('seller'), ...(code !== '' && { code }) })
    return {
      line,
      key,
      number,
      day,
      seller: cell('seller'),
      item: cell('items'),
      ...amounts,
      isVoid: voided.test(cell('status')),
      said: saidOf(cells, columns),
    }
  }
}

function isSum(cells: readonly string[]): boolean {
  return cells.some((each) => /^(合计|总计|小计|totals?)[:：]?$/i.test(each.trim()))
}

function isOfOthers(buyerTax: string, ours: string | undefined): boolean {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return ours !== undefined && buyerTax !== '' && plain(buyerTax) !== plain(ours)
}

type Amounts = { readonly total: bigint; readonly net: bigint | undefined }

/** The total, as it stands there or as net and tax together; what contradicts itself is spoilt. */
function amountsOf(
  cell: (role: PoolRole) => string,
  currency: string,
): Amounts | { readonly code: string; readonly role: PoolRole } {
  const read = (role: PoolRole) => readAmount(cell(role), currency)
  const [total, net, tax] = [read('total'), read('net'), read('tax')]
  if (typeof total === 'object') return { ...total, role: 'total' }
  if (typeof net === 'object') return { ...net, role: 'net' }
  // 免税 and 不征税 stand where a tax would: there is none.
  const taxed = typeof tax === 'object' ? 0n : (tax ?? 0n)
  const sum = net === undefined ? undefined : net + taxed
  if (total !== undefined && sum !== undefined && typeof tax === 'bigint' && total !== sum)
    return { code: 'spoilt.sums', role: 'total' }
  const said = total ?? sum
  return said === undefined ? { code: 'spoilt.no_amount', role: 'total' } : { total: said, net }
}

/** A row without what only counts it. */
function saidOf(cells: readonly string[], columns: PoolColumns): string {
  const first = Math.min(...Object.values(columns).flat())
  return JSON.stringify(cells.slice(first))
}
