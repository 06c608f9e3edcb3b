import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import type { RowDay } from '../domain.ts'
import { dayOfSerial } from '../../../platform/tables/xlsx-numbers.ts'
import { findParts, type DateOrder, type DayParts } from './day-parts.ts'
import { isoDay, lastOfMonth, type Period } from './period.ts'
import { missing, plainText, quoted, read, unreadable, type Finding, type Reading } from './reading.ts'

/** What helps to read a day. */
export type DayContext = {
  readonly order: DateOrder
  readonly serials: boolean
  readonly base1904: boolean
  readonly earliest: LocalDate
  /** The day of the import: a register of what happened cannot hold a later one. */
  readonly today: LocalDate
  /** The period that the register says it covers. */
  readonly period?: Period
}

/**
 * Reads a day, a span of days or a month in the spellings people use. Where a spelling leaves a choice,
 * the note says which was taken; where it leaves two that both make sense, the cell is unreadable.
 */
export function readDay(cell: string, context: DayContext): Reading<RowDay> {
  const text = plainText(cell)
  if (text === '' || /^[-.?/]+$/.test(text)) return missing('date.missing')
  const serial =
    context.serials && /^\d{5}(\.\d+)?$/.test(text) ? dayOfSerial(Number(text), context.base1904) : undefined
  if (serial !== undefined) return checked({ from: serial, to: serial, precision: 'day' }, [], cell, context)
  const found = findParts(text, context)
  if ('code' in found) return unreadable(found.code, { text: quoted(cell) })
  return build(found.from, found.to, found.notes, cell, context)
}

function build(
  first: DayParts,
  last: DayParts,
  notes: readonly Finding[],
  cell: string,
  context: DayContext,
): Reading<RowDay> {
  const from = isoDay(first.year, first.month, first.day ?? 1)
  const to = last.day === undefined ? lastDay(last) : isoDay(last.year, last.month, last.day)
  if (!isLocalDate(from) || !isLocalDate(to) || to < from)
    return unreadable('date.impossible', { text: quoted(cell) })
  if (first.day === undefined) {
    return checked(
      { from, to, precision: 'month' },
      [...notes, { code: 'date.month', params: { from } }],
      cell,
      context,
    )
  }
  if (from === to) return checked({ from, to, precision: 'day' }, notes, cell, context)
  const span: Finding = { code: 'date.span', params: { from, to } }
  return checked({ from, to, precision: 'span' }, [...notes, span], cell, context)
}

function lastDay(parts: DayParts): string {
  return parts.month >= 1 && parts.month <= 12 ? lastOfMonth(parts.year, parts.month) : 'no such month'
}

function checked(day: RowDay, notes: readonly Finding[], cell: string, context: DayContext): Reading<RowDay> {
  const { period, today, earliest } = context
  const params = { text: quoted(cell), day: day.from }
  if (day.from > today) return unreadable('date.future', params)
  if (day.from < earliest) return unreadable('date.too_old', params)
  if (!period || (day.to >= period.from && day.from <= period.to)) return read(day, notes)
  return read(day, [
    ...notes,
    { code: 'date.outside_period', params: { ...params, from: period.from, to: period.to } },
  ])
}
