import { daysBetween, type LocalDate } from '../../kernel/time.ts'
import { decimalsOf } from '../../kernel/money.ts'
import { quotient } from '../../kernel/ratio.ts'

/** An exchange rate of one day: so many units of `quote` for one of `base`, as a plain decimal. */
export type Rate = {
  readonly base: string
  readonly quote: string
  readonly date: LocalDate
  readonly rate: string
}

/** Finds the rate for a day; undefined when there is none, which makes a decision wait. */
export type RateFinder = (base: string, quote: string, on: LocalDate) => Rate | undefined

/** How old a rate may be: markets close for a week at the longest Chinese holiday, and then ten days. */
const rateAgeDaysMax = 10

/** A finder over a list: the latest rate on or before the day, not older than ten days. */
export function ratesFrom(list: readonly Rate[]): RateFinder {
  const byPair = new Map<string, Rate[]>()
  for (const rate of list) {
    const pair = `${rate.base}/${rate.quote}`
    const known = byPair.get(pair)
    if (known) known.push(rate)
    else byPair.set(pair, [rate])
  }
  for (const rates of byPair.values()) rates.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  return (base, quote, on) => {
    const found = byPair.get(`${base}/${quote}`)?.find((rate) => rate.date <= on)
    return found && daysBetween(found.date, on) <= rateAgeDaysMax ? found : undefined
  }
}

/** Minor units of `quote` for those of `base`, rounded half to even. Throws on a rate that is no decimal. */
export function convertMinor(minor: bigint, rate: Rate): bigint {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(rate.rate)
  if (!parts) throw new Error(`not a rate: ${rate.rate}`)
  const fraction = parts[2] ?? ''
  let top = minor * BigInt((parts[1] ?? '') + fraction)
  let bottom = 10n ** BigInt(fraction.length)
  const shift = decimalsOf(rate.quote) - decimalsOf(rate.base)
  if (shift > 0) top *= 10n ** BigInt(shift)
  else bottom *= 10n ** BigInt(-shift)
  return quotient(top, bottom)
}
