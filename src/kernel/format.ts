import { decimalsOf, toDecimal, type Money } from './money.ts'
import { dayIn, type Instant, type LocalDate } from './time.ts'

type Language = 'zh-CN' | 'en'

/** Signs that a Chinese reader takes for one currency only; every other currency shows its ISO code. */
const signs: Record<string, string> = { CNY: '¥', USD: 'US$', EUR: '€', GBP: '£', HKD: 'HK$', JPY: 'JP¥' }

/** An amount for the screen: `¥12,800.00`, `US$19.00`, `SGD 20.00`; all decimals of the currency. */
export function formatMoney(amount: Money): string {
  const sign = signs[amount.currency]
  const digits = groupDigits(toDecimal({ ...amount, minor: size(amount.minor) }))
  const minus = amount.minor < 0n ? '-' : ''
  return sign === undefined ? `${minus}${amount.currency} ${digits}` : `${minus}${sign}${digits}`
}

/**
 * A large amount for a dashboard, cut to one decimal and never rounded up: `50 万元`, `1.2 亿元`, `¥1.2M`.
 * Below 10,000 units it is written in full.
 */
export function formatLargeMoney(amount: Money, language: Language): string {
  const unit = size(amount.minor) / 10n ** BigInt(decimalsOf(amount.currency))
  const step = (language === 'en' ? englishSteps : chineseSteps).find((candidate) => unit >= candidate.from)
  if (step === undefined) return formatMoney(amount)
  const tenths = (unit * 10n) / step.unit
  const minus = amount.minor < 0n ? '-' : ''
  const figure = groupDigits(tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`)
  const sign = signs[amount.currency] ?? `${amount.currency} `
  if (language === 'en') return `${minus}${sign}${figure}${step.word}`
  const unitWord = amount.currency === 'CNY' ? `${step.word}元` : `${step.word} ${amount.currency}`
  return `${minus}${figure} ${unitWord}`
}

type Step = { readonly from: bigint; readonly unit: bigint; readonly word: string }

const chineseSteps: readonly Step[] = [
  { from: 100_000_000n, unit: 100_000_000n, word: '亿' },
  { from: 10_000n, unit: 10_000n, word: '万' },
]

const englishSteps: readonly Step[] = [
  { from: 1_000_000_000n, unit: 1_000_000_000n, word: 'B' },
  { from: 1_000_000n, unit: 1_000_000n, word: 'M' },
  { from: 10_000n, unit: 1_000n, word: 'K' },
]

/** A moment in `zone` as `11-23 16:40`; the year stands before it when it is not the year of `now`. */
export function formatMoment(at: Instant, zone: string, now: Instant): string {
  const day = dayIn(zone, at)
  const time = clockIn(zone, at)
  return day.slice(0, 4) === dayIn(zone, now).slice(0, 4) ? `${day.slice(5)} ${time}` : `${day} ${time}`
}

/** The time that a clock in `zone` shows at a moment, `16:40`. */
export function clockIn(zone: string, at: Instant): string {
  return clockFormat(zone).format(new Date(at))
}

/** A range of days, `2026-01-01 – 2026-03-31`; one day when both ends are the same. */
export function formatDateRange(from: LocalDate, to: LocalDate): string {
  return from === to ? from : `${from} – ${to}`
}

/** A whole number with its digits in groups of three: `18,204`. */
export function formatCount(count: number | bigint): string {
  return groupDigits(String(count))
}

/** Telephone numbers with the middle of each hidden: `138****1234`; a short one is hidden whole. */
export function maskPhone(phone: string): string {
  return phone
    .split(/[、,;/]/u)
    .map(maskOne)
    .join('、')
}

function maskOne(phone: string): string {
  const digits = phone.replace(/[^0-9+]/g, '')
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, -8)}****${digits.slice(-4)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockFormat(zone: string): Intl.DateTimeFormat {
  let format = clocks.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    clocks.set(zone, format)
  }
  return format
}

function groupDigits(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function size(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}
