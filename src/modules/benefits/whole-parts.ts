import { addDays, type LocalDate } from '../../kernel/time.ts'

/** A span of days, both ends included. */
export type Days = { readonly from: LocalDate; readonly to: LocalDate }

/** A span of amounts in minor units, both ends included. */
export type Amounts = { readonly from: bigint; readonly to: bigint }

/** Days as whole months, which have their sums, with what is to be counted beside them and taken off them. */
export type Months = {
  /** The first days of the first and the last whole month; `none` where no month is whole. */
  readonly first?: LocalDate
  readonly last?: LocalDate
  readonly none: boolean
  readonly plus: readonly Days[]
  readonly minus: readonly Days[]
}

/**
 * Takes a span of days apart into whole months and the rest: at most half a month at each end is read by
 * row.
 */
export function monthsOf(from: LocalDate | undefined, to: LocalDate | undefined): Months {
  if (from !== undefined && to !== undefined && from > to) return nothing
  if (from !== undefined && to !== undefined && monthStart(from) === monthStart(to)) return oneMonth(from, to)
  const lower: Lower = from === undefined ? {} : lowerEnd(from)
  const upper: Upper = to === undefined ? {} : upperEnd(to)
  const none = lower.first !== undefined && upper.last !== undefined && lower.first > upper.last
  return {
    ...(lower.first === undefined ? {} : { first: lower.first }),
    ...(upper.last === undefined ? {} : { last: upper.last }),
    none,
    plus: [lower.plus, upper.plus].filter((days) => days !== undefined),
    minus: [lower.minus, upper.minus].filter((days) => days !== undefined),
  }
}

const nothing: Months = { none: true, plus: [], minus: [] }

function oneMonth(from: LocalDate, to: LocalDate): Months {
  const [first, last] = [monthStart(from), monthEnd(from)]
  if (from === first && to === last) return { first, last: first, none: false, plus: [], minus: [] }
  return { none: true, plus: [{ from, to }], minus: [] }
}

type Lower = { readonly first?: LocalDate; readonly plus?: Days; readonly minus?: Days }
type Upper = { readonly last?: LocalDate; readonly plus?: Days; readonly minus?: Days }

/** From this day of a month on, less than half of it lies behind. */
const middle = '16'

function lowerEnd(from: LocalDate): Lower {
  const first = monthStart(from)
  if (from === first) return { first }
  if (from.slice(8) <= middle) return { first, minus: { from: first, to: addDays(from, -1) } }
  return { first: addDays(monthEnd(from), 1), plus: { from, to: monthEnd(from) } }
}

function upperEnd(to: LocalDate): Upper {
  const [first, end] = [monthStart(to), monthEnd(to)]
  if (to === end) return { last: first }
  if (to.slice(8) >= middle) return { last: first, minus: { from: addDays(to, 1), to: end } }
  return { last: monthStart(addDays(first, -1)), plus: { from: first, to } }
}

/** The first day of the month of a day. */
export function monthStart(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`
}

/** The last day of the month of a day. */
export function monthEnd(day: LocalDate): LocalDate {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return `${day.slice(0, 8)}${days}`
}

/** Amounts as whole steps of the totals, with the spans that are read by row. */
export type Steps = {
  /** Steps above this one and below that one are whole. */
  readonly above?: number
  readonly below?: number
  readonly none: boolean
  readonly plus: readonly Amounts[]
}

/** Takes a span of amounts apart into whole steps and the rest; round amounts leave next to no rest. */
export function stepsOf(min: bigint | undefined, max: bigint | undefined): Steps {
  if (min !== undefined && max !== undefined && min > max) return { none: true, plus: [] }
  if (min !== undefined && max !== undefined && stepOf(min) === stepOf(max)) return oneStep(min, max)
  const low: Partial<Low> = min === undefined ? {} : lowStep(min)
  const high: Partial<High> = max === undefined ? {} : highStep(max)
  return {
    ...(low.above === undefined ? {} : { above: low.above }),
    ...(high.below === undefined ? {} : { below: high.below }),
    none: false,
    plus: [low.plus, high.plus].filter((amounts) => amounts !== undefined),
  }
}

function oneStep(min: bigint, max: bigint): Steps {
  const step = stepOf(min)
  const { from, to } = amountsOf(step)
  if (min === from && max === to) return { above: step - 1, below: step + 1, none: false, plus: [] }
  return { none: true, plus: [{ from: min, to: max }] }
}

type Low = { readonly above: number; readonly plus?: Amounts }
type High = { readonly below: number; readonly plus?: Amounts }

function lowStep(min: bigint): Low {
  const step = stepOf(min)
  const { from, to } = amountsOf(step)
  return min === from ? { above: step - 1 } : { above: step, plus: { from: min, to } }
}

function highStep(max: bigint): High {
  const step = stepOf(max)
  const { from, to } = amountsOf(step)
  return max === to ? { below: step + 1 } : { below: step, plus: { from, to: max } }
}

/** The step of an amount, as `benefits.band_of` gives it: how many figures it has, and the first of them. */
export function stepOf(minor: bigint): number {
  const text = minor.toString()
  return text.length * 10 + Number(text.charAt(0))
}

/** The amounts of a step. */
export function amountsOf(step: number): Amounts {
  const unit = 10n ** BigInt(Math.floor(step / 10) - 1)
  const lead = BigInt(step % 10)
  return { from: lead * unit, to: (lead + 1n) * unit - 1n }
}
