import { addDays, type LocalDate } from '../../../kernel/time.ts'

/** A month, `YYYY-MM`. */
export type Month = string

/** The month of a day. */
export function monthOf(day: LocalDate): Month {
  return day.slice(0, 7)
}

/** The first day of a month. */
export function firstDayOf(month: Month): LocalDate {
  return `${month}-01`
}

/** The last day of a month. */
export function lastDayOf(month: Month): LocalDate {
  // 31 days after its first day it is the next month, whichever month it is.
  return addDays(firstDayOf(monthOf(addDays(firstDayOf(month), 31))), -1)
}

/** The month after another. */
export function monthAfter(month: Month): Month {
  return monthOf(addDays(lastDayOf(month), 1))
}

/** The month before another. */
export function monthBefore(month: Month): Month {
  return monthOf(addDays(firstDayOf(month), -1))
}
