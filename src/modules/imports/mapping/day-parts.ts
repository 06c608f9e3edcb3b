import { addDays, isLocalDate } from '../../../kernel/time.ts'
import { isoDay, lastOfMonth, monthOf, type Period } from './period.ts'
import type { Finding } from './reading.ts'

/** In which order a file writes day, month and year when it writes them as bare numbers. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** The parts of a day as written; without `day` it is a month. */
export type DayParts = { readonly year: number; readonly month: number; readonly day?: number }

type Found = { readonly from: DayParts; readonly to: DayParts; readonly notes: readonly Finding[] }
type Single = { readonly parts: DayParts; readonly notes: readonly Finding[] }
type Failed = { readonly code: string }
type Context = { readonly order: DateOrder; readonly period?: Period }

/** Finds the first and the last day that a text names, or the code of the reason why not. */
export function findParts(text: string, context: Context): Found | Failed {
  const tidy = withoutDecoration(text)
  const single = oneDay(tidy, context)
  if (!('code' in single)) return { from: single.parts, to: single.parts, notes: single.notes }
  return week(tidy, context) ?? span(tidy, context) ?? single
}

const months = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)'
/** "Mid March" says no more than March: which days of it are meant, nobody knows. */
const partOfMonth = new RegExp(
  `\\b(?:early|mid|late|(?:start|beginning|middle|end) of)[- ]+(?=${months}[a-z]*\\b)`,
  'gi',
)
const twoMonths = new RegExp(`^(${months}[a-z]{0,6})/(?=${months}[a-z]{0,6}\\b)`, 'i')

/** Weekdays, ordinal endings, times of day and the star of a footnote add nothing; a stroke may mean "to". */
function withoutDecoration(text: string): string {
  return text
    .replace(/\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?,?/gi, ' ')
    .replace(/[([]?(星期|周|礼拜)[一二三四五六日天][)\]]?/g, '')
    .replace(/\b(\d{1,2})(st|nd|rd|th)\b/gi, '$1')
    .replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?(Z|[+-]\d{2}:?\d{2})?$/i, '')
    .replace(/(?<=[日号])(上午|中午|下午|傍晚|晚上?)$/u, '')
    .replace(/(?<=\d)\*+$/, '')
    .replace(/(?<=\d) ?\([^()\d]*\)$/, '')
    .replace(partOfMonth, '')
    .replace(twoMonths, '$1 to ')
    .replace(/^(\d{1,2})\/(?=\d{1,2} [a-z]{3,9}\b)|^(\d{4}-\d{2}-\d{2})\/(?=\d{4}-)/i, '$1$2 to ')
    .replace(/\bof\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,.;]$/, '')
}

function oneDay(text: string, context: Context): Single | Failed {
  return (
    yearFirst(text, context.order) ??
    bareNumbers(text, context.order) ??
    withMonthName(text, context) ??
    withoutYear(text, context) ?? {
      code: /^(\d{4}年?|q[1-4].*|.*\bq[1-4] ?\d{4}|\d{4}年(第?[一二三四1-4]季度|[上下]半年))$/i.test(text)
        ? 'date.too_coarse'
        : 'date.unreadable',
    }
  )
}

function yearFirst(text: string, order: DateOrder): Single | Failed | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const found = compact ?? /^(\d{4}) ?[-/.年] ?(\d{1,2})(?: ?[-/.月] ?(\d{1,2}) ?[日号]?| ?月)?$/.exec(text)
  if (!found) return undefined
  const [year, month] = [Number(found[1]), Number(found[2])]
  // 2013/14 is a year that ends in 2014, and 2011/12 may be one or a month.
  const maySpanYears = order !== 'ymd' && /^\d{4} ?[-/] ?\d{2}$/.test(text) && month === (year + 1) % 100
  if (maySpanYears) return { code: month > 12 ? 'date.too_coarse' : 'date.ambiguous' }
  if (found[3] === undefined) return { parts: { year, month }, notes: [] }
  const day = Number(found[3])
  // Where the day always stands last, a month of 13 is a slip, and nobody knows of which number. Elsewhere
  // 2025-20-08 has one meaning only, because there is no twentieth month.
  if (month <= 12 || day > 12 || order === 'ymd') return { parts: { year, month, day }, notes: [] }
  return swapped({ year, month: day, day: month })
}

function swapped(parts: DayParts): Single {
  const day = isoDay(parts.year, parts.month, parts.day ?? 1)
  return { parts, notes: [{ code: 'date.only_meaning', params: { day } }] }
}

function bareNumbers(text: string, order: DateOrder): Single | Failed | undefined {
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (month) return { parts: { year: Number(month[2]), month: Number(month[1]) }, notes: [] }
  const found = /^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{1,2})$/.exec(text)
  if (!found) return undefined
  const [a, b] = [Number(found[1]), Number(found[2])]
  if ((found[3] ?? '').length < (order === 'ymd' ? 4 : 2)) return { code: 'date.ambiguous' }
  const { year, notes } = fullYear(found[3] ?? '')
  const isDayFirst = order === 'ymd' ? a > 12 : order === 'dmy'
  if (order === 'ymd' && a <= 12 && b <= 12 && a !== b) return { code: 'date.ambiguous' }
  const [day, monthNumber] = isDayFirst ? [a, b] : [b, a]
  if (monthNumber > 12 && day <= 12) return swapped({ year, month: day, day: monthNumber })
  return { parts: { year, month: monthNumber, day }, notes }
}

function fullYear(text: string): { year: number; notes: readonly Finding[] } {
  if (text.length === 4) return { year: Number(text), notes: [] }
  const year = 2000 + Number(text.slice(-2))
  return { year, notes: [{ code: 'date.short_year', params: { text, year } }] }
}

function withMonthName(text: string, context: Context): Single | undefined {
  const dayFirst = /^(\d{1,2})[-/. ]{0,2}([a-z]{3,9})\.?[-/., ]{0,2}'?(\d{4}|\d{2})$/i.exec(text)
  const nameFirst = /^([a-z]{3,9})\.?[-/. ]{0,2}(\d{1,2})[,. ]{1,2}(\d{4})$/i.exec(text)
  const monthOnly = /^([a-z]{3,9})\.?[-/., ]{0,2}'?(\d{4}|\d{2})$/i.exec(text)
  const word = dayFirst?.[2] ?? nameFirst?.[1] ?? monthOnly?.[1]
  const month = word === undefined ? undefined : monthOf(word)
  if (month === undefined) return undefined
  const { year, notes } = fullYear(dayFirst?.[3] ?? nameFirst?.[3] ?? monthOnly?.[2] ?? '')
  const day = dayFirst?.[1] ?? nameFirst?.[2]
  const own = monthOnly && ofPeriod(month, Number(monthOnly[2]), context.period)
  // A spreadsheet writes "Mar-14" for a day as well; which of both it is, the register's period tells.
  if (own && context.period && !meets(year, month, context.period)) return own
  return { parts: day === undefined ? { year, month } : { year, month, day: Number(day) }, notes }
}

/** A day or month without its year takes the year of the register's period, when that holds it once. */
function withoutYear(text: string, { order, period }: Context): Single | Failed | undefined {
  const month = /^[a-z]{3,9}\.?$/i.test(text) ? monthOf(text) : undefined
  if (month !== undefined) return ofPeriod(month, undefined, period) ?? { code: 'date.no_year' }
  const found =
    /^(\d{1,2})[-/. ]?([a-z]{3,9})\.?$|^([a-z]{3,9})\.? ?(\d{1,2})$|^(\d{1,2})月(\d{1,2})[日号]?$/i.exec(text)
  const bare = order === 'dmy' ? /^(\d{1,2})\/(\d{1,2})$/.exec(text) : null
  const named = monthOf(found?.[2] ?? found?.[3] ?? '') ?? Number(found?.[5] ?? bare?.[2])
  if ((!found && !bare) || !(named >= 1 && named <= 12)) return undefined
  const day = Number(found?.[1] ?? found?.[4] ?? found?.[6] ?? bare?.[1])
  return ofPeriod(named, day, period) ?? { code: 'date.no_year' }
}

/** The day or month in the year of the period; undefined when no year of it holds that, or several do. */
function ofPeriod(month: number, day: number | undefined, period: Period | undefined): Single | undefined {
  if (!period) return undefined
  const [first, last] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))]
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  const years = all.filter((year) =>
    day === undefined ? meets(year, month, period) : isIn(isoDay(year, month, day), period),
  )
  const [year] = years
  if (year === undefined || years.length > 1) return undefined
  const notes = [{ code: 'date.year_of_period', params: { year } }]
  return { parts: day === undefined ? { year, month } : { year, month, day }, notes }
}

function isIn(day: string, period: Period): boolean {
  return day >= period.from && day <= period.to
}

function meets(year: number, month: number, period: Period): boolean {
  return lastOfMonth(year, month) >= period.from && isoDay(year, month, 1) <= period.to
}

/** A week that is named by the day on which it begins or ends. */
function week(text: string, context: Context): Found | undefined {
  const found = /^(?:w\/[ce]|week (?:commencing|beginning|starting|ending)):? (.*)$/i.exec(text)
  const named = found ? oneDay(found[1] ?? '', context) : undefined
  if (!named || 'code' in named || named.parts.day === undefined) return undefined
  const { parts, notes } = named
  const day = isoDay(parts.year, parts.month, named.parts.day)
  if (!isLocalDate(day)) return { from: parts, to: parts, notes }
  const isEnd = /^(?:w\/e|week ending)/i.test(text)
  const other = partsOf(addDays(day, isEnd ? -6 : 6))
  return isEnd ? { from: other, to: parts, notes } : { from: parts, to: other, notes }
}

function partsOf(day: string): DayParts {
  const [year = 0, month = 0, number = 0] = day.split('-').map(Number)
  return { year, month, day: number }
}

const between = / ?(?:\bto\b|\band\b|\buntil\b|[-&,;至到和、]) ?/gi

/** Two days with a word or dash between them; a part that one side leaves out is the other side's. */
function span(text: string, context: Context): Found | undefined {
  for (const split of text.matchAll(between)) {
    const left = text.slice(0, split.index).trim()
    const right = text.slice(split.index + split[0].length).trim()
    const found = left === '' || right === '' ? undefined : joinSides(left, right, context)
    if (found) return found
  }
  return undefined
}

function joinSides(left: string, right: string, context: Context): Found | undefined {
  const last = oneDay(right, context)
  if (!('code' in last)) {
    const first = completedFrom(left, last.parts, context)
    return first && { from: first, to: last.parts, notes: last.notes }
  }
  const first = oneDay(left, context)
  if ('code' in first || first.parts.day === undefined) return undefined
  // Behind a day that begins with its year 3.7 can only be month and day.
  const isYearFirst = /^\d{4}\D/.test(left)
  const bare =
    /^(?:(\d{1,2})月)?(\d{1,2})[日号]?$/.exec(right) ??
    (isYearFirst ? /^(\d{1,2})[-/.](\d{1,2})$/.exec(right) : null)
  if (!bare) return undefined
  const to = { ...first.parts, month: Number(bare[1] ?? first.parts.month), day: Number(bare[2]) }
  return { from: first.parts, to, notes: first.notes }
}

function completedFrom(left: string, last: DayParts, context: Context): DayParts | undefined {
  // "12, 13 and 14 May 2025": the first number is the first day.
  const days = /^(\d{1,2})(?:[ ,&]+\d{1,2})*$/.exec(left)
  if (days && last.day !== undefined) return { ...last, day: Number(days[1]) }
  const monthName = monthOf(left)
  if (monthName !== undefined && last.day === undefined) return { year: last.year, month: monthName }
  const own = oneDay(left, context)
  if (!('code' in own)) return own.parts
  const dated = oneDay(`${left} ${last.year}`, context)
  if ('code' in dated) return undefined
  // "30 December to 2 January 2026" begins in the year before.
  return dated.parts.month > last.month ? { ...dated.parts, year: last.year - 1 } : dated.parts
}
