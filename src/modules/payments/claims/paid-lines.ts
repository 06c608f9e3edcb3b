import { formatMoney } from '../../../kernel/format.ts'
import type { Money } from '../../../kernel/money.ts'
import { quotient } from '../../../kernel/ratio.ts'
import { sayClaim } from '../../../texts/claims.ts'
import type { Language } from '../../../texts/text.ts'
import type { ClaimLineRow, ClaimRow } from '../tables.ts'

/** A line of a claim, as far as its two amounts go. */
export type PaidLine = Pick<
  ClaimLineRow,
  | 'currency'
  | 'minor'
  | 'pay_currency'
  | 'pay_minor'
  | 'day_minor'
  | 'rate'
  | 'rate_on'
  | 'rate_table'
  | 'pay_source'
>

/** What is paid of a claim or of a line of one, in the currency in which it is paid. */
export function paidOf(row: Pick<ClaimRow, 'currency' | 'minor' | 'pay_currency' | 'pay_minor'>): Money {
  const { currency, minor, pay_currency: other, pay_minor: paid } = row
  return other === null || paid === null
    ? { currency: currency.trim(), minor }
    : { currency: other, minor: paid }
}

/**
 * What the invoices of a line have to show: what it closes of the benefit; of a vendor that is paid in
 * another currency, what is paid.
 */
export function shownIn(
  line: Pick<PaidLine, 'currency' | 'minor' | 'pay_currency' | 'pay_minor' | 'pay_source'>,
): Money {
  return line.pay_source === 'invoice' ? paidOf(line) : { currency: line.currency.trim(), minor: line.minor }
}

/** Both amounts of a line with the rate and its source, in one sentence; nothing where there is but one. */
export function paySays(language: Language, line: PaidLine): string | undefined {
  const said = wordsOf(line)
  if (said === undefined) return undefined
  // The database holds the list of sources.
  const source = line.pay_source as 'day_rate' | 'card' | 'invoice'
  const sample = line.rate_table === 'sample' ? sayClaim(language, 'pay.sample') : ''
  return sayClaim(language, `pay.${source}`, { ...said, sample })
}

/** What an amount comes to at the rate of its day, in one sentence. */
export function worthSays(
  language: Language,
  worth: Money & {
    readonly pay_currency: string
    readonly day_minor: bigint
    readonly rate: string
    readonly rate_on: string
    readonly rate_table: string
  },
): string {
  const { rate, rate_on: on } = worth
  return sayClaim(language, 'books.says', {
    closes: formatMoney(worth),
    day: formatMoney({ currency: worth.pay_currency, minor: worth.day_minor }),
    rate,
    on,
    sample: worth.rate_table === 'sample' ? sayClaim(language, 'pay.sample') : '',
  })
}

/** What whoever accepts a line answers in words: it lies far from the rate, or the rate is a sample's. */
export function payQuestion(language: Language, line: PaidLine, limit: number): string | undefined {
  const said = wordsOf(line)
  if (said === undefined || line.pay_minor === null || line.day_minor === null) return undefined
  const apart = abs(line.pay_minor - line.day_minor)
  const isFar = apart * 100n > line.day_minor * BigInt(limit)
  const asked = [
    ...(isFar
      ? [sayClaim(language, 'pay.far', { ...said, percent: percentOf(apart, line.day_minor), limit })]
      : []),
    ...(line.rate_table === 'sample' ? [sayClaim(language, 'pay.by_sample', said)] : []),
  ]
  return asked.length === 0 ? undefined : asked.join(language === 'en' ? ' ' : '')
}

function wordsOf(line: PaidLine) {
  const { currency, minor, pay_currency: other, pay_minor: paid, day_minor: day, rate, rate_on: on } = line
  if (other === null || paid === null || day === null || rate === null || on === null) return undefined
  return {
    closes: formatMoney({ currency: currency.trim(), minor }),
    paid: formatMoney({ currency: other, minor: paid }),
    day: formatMoney({ currency: other, minor: day }),
    rate,
    on,
  }
}

/** How far apart, in percent with two decimals. */
function percentOf(apart: bigint, whole: bigint): string {
  const hundredths = quotient(apart * 10_000n, whole)
    .toString()
    .padStart(3, '0')
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`
}

function abs(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}
