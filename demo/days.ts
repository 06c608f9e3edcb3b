import { addWorkingDays, chinaCalendar, festivalsNear } from '../src/platform/calendar.ts'
import type { LocalDate } from '../src/kernel/time.ts'

const after = new Map<string, LocalDate>()
const festive = new Map<LocalDate, boolean>()
const numbers = new Map<LocalDate, number>()

/** The working day `days` after `date`; remembered, because a million benefits ask for few days. */
export function workingDay(date: LocalDate, days: number): LocalDate {
  const key = `${date}+${days}`
  const known = after.get(key)
  if (known !== undefined) return known
  const day = addWorkingDays(chinaCalendar, date, days).date
  after.set(key, day)
  return day
}

/** True from fifteen days before a festival's rest to five days after it. */
export function isFestive(date: LocalDate): boolean {
  const known = festive.get(date)
  if (known !== undefined) return known
  const near = festivalsNear(chinaCalendar, date, { daysBefore: 15, daysAfter: 5 }).length > 0
  festive.set(date, near)
  return near
}

/** Days since 1970, to compare dates without reading them again. */
export function dayNumber(date: LocalDate): number {
  const known = numbers.get(date)
  if (known !== undefined) return known
  const number = Date.parse(`${date}T00:00:00Z`) / 86_400_000
  numbers.set(date, number)
  return number
}
