import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts'
import { quotient } from '../../kernel/ratio.ts'

/** What happens where a budget would be exceeded: it is said, one more person decides, or it is refused. */
export type Answer = 'warn' | 'step' | 'refuse'

/** What happens where no budget covers a benefit; free, because no budget is no limit. */
export type Demand = 'free' | Answer

/** How strict each of them is, the mildest first. */
const strictness: Readonly<Record<Demand, number>> = { free: 0, warn: 1, step: 2, refuse: 3 }

/** The strictest of some answers. */
export function strictestOf(answers: readonly Demand[]): Demand {
  return answers.reduce<Demand>((most, each) => (strictness[each] > strictness[most] ? each : most), 'free')
}

/** The first and the last day of a year (`2026`), quarter (`2026-Q4`) or month (`2026-11`). */
export function spanOf(period: string): { readonly from: LocalDate; readonly until: LocalDate } {
  const year = period.slice(0, 4)
  const part = period.slice(5)
  if (part === '') return { from: `${year}-01-01`, until: `${year}-12-31` }
  const isQuarter = part.startsWith('Q')
  const first = isQuarter ? Number(part.slice(1)) * 3 - 2 : Number(part)
  const last = isQuarter ? first + 2 : first
  return { from: `${year}-${twoOf(first)}-01`, until: lastDayOf(year, last) }
}

function twoOf(month: number): string {
  return String(month).padStart(2, '0')
}

function lastDayOf(year: string, month: number): LocalDate {
  const next = month === 12 ? `${Number(year) + 1}-01-01` : `${year}-${twoOf(month + 1)}-01`
  return addDays(next, -1)
}

/** What a budget covers. */
export type Scope = {
  readonly entityId: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly unitId: string | undefined
  /** Undefined where all kinds count. */
  readonly forms: readonly string[] | undefined
}

/** What of a benefit decides which budgets cover it. */
export type Covered = {
  readonly entityId: string
  readonly day: LocalDate
  readonly form: string
  /** The unit of whoever asked for it and those above it; none where no unit is known. */
  readonly unitIds: readonly string[]
}

/** Whether a budget covers a benefit: each part of its scope has to hold. */
export function covers(scope: Scope, { entityId, day, form, unitIds }: Covered): boolean {
  return (
    scope.entityId === entityId &&
    scope.from <= day &&
    day <= scope.until &&
    (scope.unitId === undefined || unitIds.includes(scope.unitId)) &&
    (scope.forms === undefined || scope.forms.includes(form))
  )
}

/** The sums of a budget in its currency. */
export type Sums = { readonly held: bigint; readonly committed: bigint; readonly spent: bigint }

/** What is left; below zero where more was promised and spent than planned. */
export function restOf(planned: bigint, { held, committed, spent }: Sums): bigint {
  return planned - held - committed - spent
}

/**
 * What will have been spent on the last day: what is asked for and promised already, and beside it as much a
 * day as was spent so far, whichever of the two is more. Before its first day only what is asked for and
 * promised counts, and after its last nothing is added.
 */
export function forecastOf(
  { held, committed, spent }: Sums,
  { from, until }: Pick<Scope, 'from' | 'until'>,
  today: LocalDate,
): bigint {
  const known = held + committed + spent
  if (today < from || today > until) return known
  const passed = BigInt(daysBetween(from, today) + 1)
  const all = BigInt(daysBetween(from, until) + 1)
  const atThisPace = quotient(spent * all, passed)
  return atThisPace > known ? atThisPace : known
}
