import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { lastDayOf, monthAfter, monthBefore, monthOf, type Month } from './months.ts'

/** What may be done with a month. */
export type Verb = 'close' | 'reopen'

/** Where the months of an entity stand. */
export type Standing = {
  readonly closedUntil: LocalDate | undefined
  /** The first day that holds an entry; undefined in empty books. */
  readonly firstBookedOn: LocalDate | undefined
  readonly today: LocalDate
}

/** Why a month cannot be closed or opened now: they are closed whole, once they are over, in their order. */
export function periodObjection(verb: Verb, month: Month, standing: Standing): Refusal | undefined {
  return verb === 'close' ? closingObjection(month, standing) : openingObjection(month, standing)
}

function closingObjection(
  month: Month,
  { closedUntil, firstBookedOn, today }: Standing,
): Refusal | undefined {
  const last = lastDayOf(month)
  if (last >= today) return refuse('ledger.month_not_over', { month, until: last })
  if (closedUntil !== undefined && last <= closedUntil) {
    return refuse('ledger.month_closed', { month, closed: monthOf(closedUntil) })
  }
  const next = nextToClose({ closedUntil, firstBookedOn })
  // What comes before the first entry is empty, and is closed along with it.
  const isNext = next === undefined || month === next || (closedUntil === undefined && month < next)
  return isNext ? undefined : refuse('ledger.month_not_next', { month, next })
}

function openingObjection(month: Month, { closedUntil }: Standing): Refusal | undefined {
  if (closedUntil === undefined || lastDayOf(month) > closedUntil) {
    return refuse('ledger.month_open', { month })
  }
  const last = monthOf(closedUntil)
  return month === last ? undefined : refuse('ledger.month_not_last', { month, last })
}

/** The month that is to be closed next; undefined where nothing was booked and nothing closed. */
export function nextToClose({
  closedUntil,
  firstBookedOn,
}: Pick<Standing, 'closedUntil' | 'firstBookedOn'>): Month | undefined {
  if (closedUntil !== undefined) return monthAfter(monthOf(closedUntil))
  return firstBookedOn === undefined ? undefined : monthOf(firstBookedOn)
}

/** The day until which the books are closed once a month was closed or opened again. */
export function closedAfter(verb: Verb, month: Month): LocalDate {
  return lastDayOf(verb === 'close' ? month : monthBefore(month))
}
