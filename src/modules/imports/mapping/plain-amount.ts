import { fromDecimal, money, type Money } from '../../../kernel/money.ts'

const currencies: readonly (readonly [RegExp, string])[] = [
  [/^(US\$|USD|美元|美金)$/i, 'USD'],
  [/^(HK\$|HKD|港币|港元)$/i, 'HKD'],
  [/^(A\$|AU\$|AUD|澳元)$/i, 'AUD'],
  [/^(C\$|CA\$|CAD)$/i, 'CAD'],
  [/^(S\$|SGD)$/i, 'SGD'],
  [/^\$$/, 'USD'],
  [/^(£|GBP|pounds?|英镑)$/i, 'GBP'],
  [/^(€|EUR|欧元)$/i, 'EUR'],
  [/^(CHF)$/i, 'CHF'],
  [/^(AED|INR|QAR|SAR|KWD|TWD|KRW)$/i, ''],
  [/^(CNY|RMB|CN¥|人民币|元|圆|块)$/i, 'CNY'],
  [/^(JPY|JP¥|日元)$/i, 'JPY'],
]

const anySign =
  '(?:US\\$|HK\\$|A\\$|AU\\$|C\\$|CA\\$|S\\$|CN¥|JP¥|[£€$¥]|pounds?|[A-Z]{3}|人民币|美元|美金|港币|港元|澳元|英镑|欧元|日元)'
const shape = new RegExp(
  `^(${anySign})?[ :]?(¥)?(-?)(\\d[\\d,]*\\.?\\d*|\\.\\d+) ?(千|万|亿|k|m)?(${anySign}|元|圆|块|块钱)?[整正]?\\.?$`,
  'iu',
)

/** What the heading says about the amounts below it. */
export type HeadingUnit = { readonly currency: string; readonly power: number }

/** What a plain amount turned out to be, or the code of the reason why it is none. */
export type PlainAmount =
  { readonly money: Money; readonly hasOwnCurrency: boolean } | { readonly code: string }

/**
 * Reads one amount with its currency sign or word before or after it, grouped by commas or not, and the
 * multipliers 千, 万, 亿, k and m. Undefined when the text has not the shape of one amount at all.
 */
export function readPlainAmount(text: string, unit: HeadingUnit): PlainAmount | undefined {
  const { currency } = unit
  const pence = currency === 'GBP' ? /^(\d{1,4}) ?p(?:ence)?$/i.exec(text)?.[1] : undefined
  if (pence !== undefined) return { money: money('GBP', BigInt(pence)), hasOwnCurrency: false }
  const found = shape.exec(text.replace(/(\d) (?=\d{3}(?!\d))/g, '$1'))
  if (!found) return undefined
  if (found[3] === '-') return { code: 'value.negative' }
  const number = (found[4] ?? '').replace(/^\./, '0.').replace(/\.$/, '')
  const named = [found[1], found[2], found[6]].filter((sign) => sign !== undefined)
  const codes = new Set(named.map((sign) => currencyOf(sign, currency)))
  if (codes.size > 1 || codes.has(undefined)) return { code: 'value.currency' }
  if (number.includes(',') && !/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) return { code: 'value.grouping' }
  const code = [...codes][0] ?? currency
  const amount = fromDecimal(code, shiftPoint(number, powerOf(found, unit)))
  if (amount === undefined) return { code: 'value.decimals' }
  if (amount.minor >= 10n ** 16n) return { code: 'value.too_large' }
  return { money: amount, hasOwnCurrency: code !== currency }
}

function currencyOf(sign: string, profileCurrency: string): string | undefined {
  // ¥ is the sign of two currencies: it means the one of the file, where that is one of them.
  if (sign === '¥')
    return profileCurrency === 'CNY' || profileCurrency === 'JPY' ? profileCurrency : undefined
  if (/^块钱$/.test(sign)) return 'CNY'
  const found = currencies.find(([pattern]) => pattern.test(sign))
  return found === undefined ? undefined : found[1] === '' ? sign.toUpperCase() : found[1]
}

/** The multiplier in the cell, else the heading's; a cell that writes its own 元 means 元. */
function powerOf(found: RegExpExecArray, unit: HeadingUnit): number {
  const hasOwnUnit = /^(元|圆|块|块钱)$/.test(found[6] ?? '')
  switch (found[5]?.toLowerCase()) {
    case '千':
    case 'k':
      return 3
    case '万':
      return 4
    case 'm':
      return 6
    case '亿':
      return 8
    default:
      return hasOwnUnit ? 0 : unit.power
  }
}

/** Moves the decimal point to the right without floating point. */
function shiftPoint(number: string, places: number): string {
  if (places === 0) return number
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.')
  const moved = whole + fraction.slice(0, places).padEnd(places, '0')
  const rest = fraction.slice(places)
  return moved.replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`)
}
