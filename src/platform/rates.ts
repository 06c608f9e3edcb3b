import { decimalsOf, type Money } from '../kernel/money.ts'
import { quotient } from '../kernel/ratio.ts'
import { addDays, type LocalDate } from '../kernel/time.ts'
import { sampleMonthlyRates } from './rates-sample.ts'

/** The currency into which rates are kept. */
export const homeCurrency = 'CNY'

/** One dated rate, both days included: `per` units of `currency` cost `rate` of the table's home currency. */
export type Rate = {
  readonly currency: string
  readonly per: number
  readonly rate: string
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Dated rates into one home currency. `source` says where they come from and is shown beside every use. */
export type RateTable = {
  readonly home: string
  readonly source: string
  readonly byCurrency: ReadonlyMap<string, readonly Rate[]>
}

/** A converted amount with the rates that were used, as the decision record keeps them. */
export type Converted = { readonly value: Money; readonly rates: readonly Rate[] }

/** Builds a table. Throws when two rates of one currency cover one day, because then neither is certain. */
export function rateTable(home: string, source: string, rates: readonly Rate[]): RateTable {
  const byCurrency = new Map<string, Rate[]>()
  for (const rate of rates) {
    if (!isPositiveDecimal(rate.rate) || rate.per < 1) throw new Error(`not a rate: ${rate.rate}`)
    byCurrency.set(rate.currency, [...(byCurrency.get(rate.currency) ?? []), rate])
  }
  for (const [currency, list] of byCurrency) {
    list.sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const [i, rate] of list.entries()) {
      const next = list[i + 1]
      if (next && next.from <= rate.to) throw new Error(`two rates for ${currency} on ${next.from}`)
    }
  }
  return { home, source, byCurrency }
}

/** The rate of `currency` on `date`; undefined where none covers it, for an older rate would be a guess. */
export function rateOn(table: RateTable, currency: string, date: LocalDate): Rate | undefined {
  const list = table.byCurrency.get(currency) ?? []
  let low = 0
  let high = list.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const rate = list[middle]
    if (rate === undefined) return undefined
    if (date < rate.from) high = middle - 1
    else if (date > rate.to) low = middle + 1
    else return rate
  }
  return undefined
}

/**
 * `amount` in `currency` at the rates of `date`, rounded once, half to even, to the minor unit.
 * Two foreign currencies cross through the home currency. Undefined when a rate is missing.
 */
export function convert(
  table: RateTable,
  amount: Money,
  currency: string,
  date: LocalDate,
): Converted | undefined {
  if (amount.currency === currency) return { value: amount, rates: [] }
  const used = [amount.currency, currency]
    .filter((code) => code !== table.home)
    .map((code) => rateOn(table, code, date))
  const rates = used.filter((rate) => rate !== undefined)
  if (rates.length < used.length) return undefined
  const home: Fraction = { over: 1n, under: 1n }
  const into = amount.currency === table.home ? home : fractionOf(rates[0])
  const outOf = currency === table.home ? home : fractionOf(rates.at(-1))
  const scale = decimalsOf(currency) - decimalsOf(amount.currency)
  const over = into.over * outOf.under * (scale > 0 ? 10n ** BigInt(scale) : 1n)
  const under = into.under * outOf.over * (scale < 0 ? 10n ** BigInt(-scale) : 1n)
  return { value: { currency, minor: quotient(amount.minor * over, under) }, rates }
}

/** One rate as a plain decimal: so many units of `quote` for one of `base`, on one day. */
export type DailyRate = {
  readonly base: string
  readonly quote: string
  readonly date: LocalDate
  readonly rate: string
}

/**
 * The rate between any two currencies on one day, to ten decimals, half to even: what a decision works with
 * and records. Undefined when the table has none for the day.
 */
export function dailyRate(
  table: RateTable,
  base: string,
  quote: string,
  date: LocalDate,
): DailyRate | undefined {
  const from = inHome(table, base, date)
  const to = inHome(table, quote, date)
  if (!from || !to) return undefined
  const digits = quotient(from.over * to.under * 10n ** 10n, from.under * to.over).toString()
  const padded = digits.padStart(11, '0')
  return { base, quote, date, rate: `${padded.slice(0, -10)}.${padded.slice(-10)}` }
}

function inHome(table: RateTable, currency: string, date: LocalDate): Fraction | undefined {
  if (currency === table.home) return { over: 1n, under: 1n }
  const rate = rateOn(table, currency, date)
  return rate && fractionOf(rate)
}

/** The shipped sample for the demonstration: monthly, USD, EUR, GBP, HKD and JPY, 2013 to 2026. */
export function sampleRates(): RateTable {
  const rates: Rate[] = []
  for (const { currency, per, firstYear, years } of sampleMonthlyRates) {
    for (const [i, rate] of years.flatMap((line) => line.split(' ')).entries()) {
      rates.push({ currency, per, rate, ...monthNumber(firstYear, i) })
    }
  }
  return rateTable(homeCurrency, 'sample', rates)
}

/** True for a positive decimal number without sign, exponent or grouping. */
export function isPositiveDecimal(text: string): boolean {
  return /^\d{1,12}(\.\d{1,10})?$/.test(text) && /[1-9]/.test(text)
}

type Fraction = { readonly over: bigint; readonly under: bigint }

function fractionOf(rate: Rate | undefined): Fraction {
  if (rate === undefined) throw new Error('a rate is missing after all were found')
  const [whole = '', decimals = ''] = rate.rate.split('.')
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) * BigInt(rate.per) }
}

function monthNumber(firstYear: number, index: number): { from: LocalDate; to: LocalDate } {
  return { from: firstOfMonth(firstYear, index), to: addDays(firstOfMonth(firstYear, index + 1), -1) }
}

function firstOfMonth(firstYear: number, index: number): LocalDate {
  const year = firstYear + Math.floor(index / 12)
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-01`
}
