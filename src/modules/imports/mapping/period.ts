import { addDays, type LocalDate } from '../../../kernel/time.ts'

/** A span of days that a register covers. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate }

const names = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** The month that a word means: its name or at least three letters of it, so also "Sept". */
export function monthOf(word: string): number | undefined {
  const low = word.toLowerCase().replace(/\.$/, '')
  if (low.length < 3) return undefined
  const at = names.findIndex((name) => name.startsWith(low))
  return at === -1 ? undefined : at + 1
}

/** The last day of a month. */
export function lastOfMonth(year: number, month: number): LocalDate {
  const next = month === 12 ? isoDay(year + 1, 1, 1) : isoDay(year, month + 1, 1)
  return addDays(next, -1)
}

/** The day as ISO text; whether it exists is checked by the caller. */
export function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The period in a title such as "… : July to October 2024" or "… September 2025", if it has one. */
export function periodIn(title: string): Period | undefined {
  const span = /([a-z]{3,9})\.?(?: (\d{4}))?\s*(?:to|and|-|–)\s*([a-z]{3,9})\.? (\d{4})/i.exec(title)
  const single = /([a-z]{3,9})\.? (\d{4})/i.exec(title)
  const last = monthOf(span?.[3] ?? single?.[1] ?? '')
  const lastYear = Number(span?.[4] ?? single?.[2] ?? 'NaN')
  const first = monthOf(span?.[1] ?? single?.[1] ?? '')
  if (first === undefined || last === undefined) return undefined
  const firstYear = span ? Number(span[2] ?? (first > last ? lastYear - 1 : lastYear)) : lastYear
  return { from: isoDay(firstYear, first, 1), to: lastOfMonth(lastYear, last) }
}
