/** So much of one currency, in whole numbers of its smallest unit (分, cent), which nothing rounds. */
export type Money = { readonly currency: string; readonly minor: bigint }

/** Money as JSON carries it: the minor units as a decimal string, so no floating point can touch it. */
export type MoneyJson = { readonly currency: string; readonly minor: string }

/** Minor digits where ISO 4217 differs from two. */
const minorDigits: Record<string, number> = {
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0,
  RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
}

/** The number of decimals that `currency` has (ISO 4217), for example 2 for CNY and 0 for JPY. */
export function decimalsOf(currency: string): number {
  return minorDigits[currency] ?? 2
}

/** Builds an amount from minor units. Throws when the currency is not three capital letters. */
export function money(currency: string, minor: bigint): Money {
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`not a currency: ${currency}`)
  return { currency, minor }
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new Error(`cannot mix ${a.currency} with ${b.currency}`)
}

/** The sum of two amounts of one currency. Throws on two currencies: convert first, at a dated rate. */
export function add(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { currency: a.currency, minor: a.minor + b.minor }
}

/** The difference of two amounts of one currency. Throws on two currencies. */
export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { currency: a.currency, minor: a.minor - b.minor }
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. Throws on two currencies. */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b)
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0
}

/** The amount with its sign turned. */
export function negate(a: Money): Money {
  return { currency: a.currency, minor: -a.minor }
}

/**
 * Divides an amount into `parts` that differ by at most one minor unit and lose nothing;
 * the first parts take the remainder. Throws unless `parts` is a positive whole number.
 */
export function split(a: Money, parts: number): Money[] {
  if (!Number.isInteger(parts) || parts < 1) throw new Error(`cannot split into ${parts}`)
  const count = BigInt(parts)
  const each = a.minor / count
  const rest = a.minor % count
  const step = rest < 0n ? -1n : 1n
  const extra = Number(rest < 0n ? -rest : rest)
  return Array.from({ length: parts }, (_, i) => ({
    currency: a.currency,
    minor: i < extra ? each + step : each,
  }))
}

/** Money as JSON carries it. */
export function toMoneyJson(a: Money): MoneyJson {
  return { currency: a.currency, minor: a.minor.toString() }
}

/** Reads money from its JSON form. Throws on anything but plain integer minor units. */
export function fromMoneyJson(json: MoneyJson): Money {
  if (!/^-?(0|[1-9][0-9]{0,19})$/.test(json.minor)) throw new Error(`not minor units: ${json.minor}`)
  return money(json.currency, BigInt(json.minor))
}

/** The amount as a plain decimal number, for example `12800.00`; no grouping, no currency sign. */
export function toDecimal(a: Money): string {
  const decimals = decimalsOf(a.currency)
  const digits = (a.minor < 0n ? -a.minor : a.minor).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const sign = a.minor < 0n ? '-' : ''
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`
}

/**
 * Reads a plain decimal such as `1,264.5` in the currency's decimals.
 * Gives undefined when it is no number or has more decimals than the currency, so that nothing is rounded.
 */
export function fromDecimal(currency: string, text: string): Money | undefined {
  const found = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!found) return undefined
  const decimals = decimalsOf(currency)
  const fraction = (found[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return undefined
  const minor = BigInt((found[2] ?? '').replaceAll(',', '') + fraction.padEnd(decimals, '0'))
  return money(currency, found[1] === '-' ? -minor : minor)
}
