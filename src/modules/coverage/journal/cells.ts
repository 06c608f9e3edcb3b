import { fromDecimal } from '../../../kernel/money.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import { dayOfSerial } from '../../../platform/tables/xlsx-numbers.ts'

/** An amount in minor units, nothing where the cell is empty, or the code of the reason why it is none. */
export type ReadAmount = bigint | undefined | { readonly code: string }

/**
 * Reads an amount as journals write it: grouped or not, in full-width digits, with a currency sign,
 * negative by a sign or
 * in brackets. What a spreadsheet has rounded (1.2E+05, sixteen digits) is refused, because the number is
 * lost.
 */
export function readAmount(cell: string, currency: string): ReadAmount {
  if (cell === '') return undefined
  if (/^\d{1,9}\.\d\d$/.test(cell) && currency === 'CNY') return BigInt(cell.replace('.', ''))
  const text = cell
    .normalize('NFKC')
    .replace(/[\s'"]/g, '')
    .replace(/^(RMB|CNY|¥|人民币)/i, '')
    .replace(/(元|CNY|RMB)$/i, '')
  if (text === '' || /^[-–—]+$/.test(text)) return undefined
  if (/^-?\d(\.\d+)?e[+-]?\d+$/i.test(text)) return { code: 'spoilt.exponent' }
  if (text.startsWith('#')) return { code: 'spoilt.error' }
  const bare = /^\((.*)\)$/.exec(text)?.[1]
  const signed = (bare === undefined ? text : `-${bare}`)
    .replace(/^(-?)(?:¥|CNY)/, '$1')
    .replace(/^−/, '-')
    .replace(/^\+/, '')
  const found = fromDecimal(currency, signed)
  if (found !== undefined) return found.minor
  if (/^-?[\d,]+\.\d{3,}$/.test(signed)) return { code: 'spoilt.decimals' }
  return { code: 'spoilt.amount' }
}

/** In which order the parts of a day with slashes stand, where the file shows it. */
export type DayOrder = 'dmy' | 'mdy' | undefined

/** Reads a day; undefined when it is none, or when day and month cannot be told apart. */
export function readDay(cell: string, order: DayOrder): LocalDate | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(cell) && isLocalDate(cell)) return cell
  const text = cell.normalize('NFKC').trim()
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (found) return built(found[1], found[2], found[3])
  if (/^\d{5}(\.\d+)?$/.test(text)) return dayOfSerial(Number(text), false)
  const named = /^(\d{1,2})[-\s/]([a-z]{3})[a-z]*[-\s/,]+(\d{4})$/i.exec(text)
  if (named) return built(named[3], String(monthOf(named[2] ?? '')), named[1])
  const parts = slashed(text)
  if (!parts) return undefined
  const [first, second, year] = parts
  if (first > 12) return built(String(year), String(second), String(first))
  if (second > 12) return built(String(year), String(first), String(second))
  if (first === second || order === 'mdy') return built(String(year), String(first), String(second))
  return order === 'dmy' ? built(String(year), String(second), String(first)) : undefined
}

/** The order that the first days of a file show: one part above twelve is a day. */
export function orderOf(cells: readonly string[]): DayOrder {
  for (const cell of cells) {
    const [first = 0, second = 0] = slashed(cell.normalize('NFKC').trim()) ?? []
    if (first > 12) return 'dmy'
    if (second > 12) return 'mdy'
  }
  return undefined
}

function slashed(text: string): readonly [number, number, number] | undefined {
  const found = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s.*)?$/.exec(text)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(name: string): number {
  return months.indexOf(name.toLowerCase()) + 1
}

function built(year = '', month = '', day = ''): LocalDate | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(text) ? text : undefined
}

/** Debit (1), credit (-1) or unknown, of a column that names the side. */
export function sideOf(cell: string): 1 | -1 | undefined {
  const text = cell.normalize('NFKC').trim().toLowerCase()
  if (/^(借|借方|d|dr|debit|s|40|1|\+)$/.test(text)) return 1
  if (/^(贷|贷方|c|cr|credit|h|50|-1|-)$/.test(text)) return -1
  return undefined
}

/** What a column of dimensions says: `供应商:甲公司;部门:销售部`, `【职员】王伟`, `vendor=Acme`. */
export function readAux(cell: string): {
  readonly party: string
  readonly staff: string
  readonly unit: string
} {
  const found = { party: '', staff: '', unit: '' }
  for (const part of cell.split(/[;；,，|\n]|\s\/\s|(?=【)|(?=\[)/)) {
    const pair = /^\s*[【[]?\s*([^】\]:：=]{1,12})\s*[】\]:：=]+\s*(.+)$/.exec(part)
    if (!pair) continue
    const [, heading = '', value = ''] = pair
    if (/供应|客户|往来|客商|单位|vendor|supplier|customer|payee|partner/i.test(heading))
      found.party ||= value.trim()
    else if (/职员|个人|员工|人员|业务员|employee|staff|person/i.test(heading)) found.staff ||= value.trim()
    else if (/部门|成本中心|dep|cost ?cent/i.test(heading)) found.unit ||= value.trim()
  }
  return found
}
