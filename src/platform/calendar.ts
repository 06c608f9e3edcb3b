import { addDays, type LocalDate } from '../kernel/time.ts'
import { chinaHolidayNotices, type Festival, type HolidayNotice } from './calendar-data.ts'

/** Working days of one country: the days off and the worked weekends that its notices name. */
export type WorkCalendar = {
  readonly years: ReadonlySet<number>
  readonly off: ReadonlyMap<LocalDate, readonly Festival[]>
  readonly worked: ReadonlySet<LocalDate>
}

/** What one day is. `provisional`: the year has no known notice, only weekdays were counted. */
export type DayKind = {
  readonly working: boolean
  readonly provisional: boolean
  readonly festivals: readonly Festival[]
}

/** China's working days as the State Council's notices fix them. */
export const chinaCalendar: WorkCalendar = workCalendar(chinaHolidayNotices)

/** Builds a calendar from yearly notices. Throws when a notice asks for work on a day that it grants off. */
export function workCalendar(notices: readonly HolidayNotice[]): WorkCalendar {
  const off = new Map<LocalDate, readonly Festival[]>()
  const worked = new Set<LocalDate>()
  for (const { from, to, festivals, workedInstead } of notices.flatMap((notice) => notice.rests)) {
    for (let day = from; day <= to; day = addDays(day, 1)) off.set(day, festivals)
    for (const day of workedInstead) worked.add(day)
  }
  for (const day of worked) if (off.has(day)) throw new Error(`${day} is both off and worked`)
  return { years: new Set(notices.map((notice) => notice.year)), off, worked }
}

/** Whether `date` is worked, which festivals it belongs to, and whether the answer is provisional. */
export function dayKind(calendar: WorkCalendar, date: LocalDate): DayKind {
  const festivals = calendar.off.get(date)
  const known = calendar.years.has(Number(date.slice(0, 4)))
  if (festivals) return { working: false, provisional: false, festivals }
  if (calendar.worked.has(date)) return { working: true, provisional: false, festivals: [] }
  return { working: !isWeekend(date), provisional: !known, festivals: [] }
}

/** A day that was counted, and whether a year without a notice was touched on the way. */
export type CountedDay = { readonly date: LocalDate; readonly provisional: boolean }

/**
 * The working day that lies `days` working days after `date` (before it, when negative); `date` itself is
 * not counted. With 0 it is `date`, or the next working day when `date` is none.
 */
export function addWorkingDays(calendar: WorkCalendar, date: LocalDate, days: number): CountedDay {
  if (!Number.isSafeInteger(days)) throw new Error(`not a number of days: ${days}`)
  const step = days < 0 ? -1 : 1
  let left = Math.abs(days)
  let day = date
  let kind = dayKind(calendar, day)
  let provisional = kind.provisional
  while (left > 0 || !kind.working) {
    day = addDays(day, step)
    kind = dayKind(calendar, day)
    provisional ||= kind.provisional
    if (kind.working && left > 0) left -= 1
  }
  return { date: day, provisional }
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(
  calendar: WorkCalendar,
  from: LocalDate,
  to: LocalDate,
): { readonly days: number; readonly provisional: boolean } {
  const [first, last] = from <= to ? [from, to] : [to, from]
  let days = 0
  let provisional = false
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    const kind = dayKind(calendar, day)
    if (kind.working) days += 1
    provisional ||= kind.provisional
  }
  return { days: from <= to ? days : -days, provisional }
}

/**
 * The festivals whose days off begin within `daysBefore` days after `date`, contain it, or ended within
 * `daysAfter` days before it: the window in which a gift counts as a festival gift.
 */
export function festivalsNear(
  calendar: WorkCalendar,
  date: LocalDate,
  window: { readonly daysBefore: number; readonly daysAfter: number },
): readonly Festival[] {
  const near = new Set<Festival>()
  const last = addDays(date, window.daysBefore)
  for (let day = addDays(date, -window.daysAfter); day <= last; day = addDays(day, 1)) {
    for (const festival of calendar.off.get(day) ?? []) near.add(festival)
  }
  return [...near]
}

function isWeekend(date: LocalDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
