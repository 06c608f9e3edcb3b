import type { Transaction } from '../../platform/db/transaction.ts'
import type { AlertKind } from './changes.ts'
import type { RegisterFilter, Scope } from './register-filter.ts'
import { monthEnd, stepOf } from './whole-parts.ts'

/** Collects the values of a statement and gives each its place: `$1`, `$2` … */
export type Put = (value: unknown) => string

/** A collector for one statement. */
export function putting(): { readonly put: Put; readonly values: unknown[] } {
  const values: unknown[] = []
  return { values, put: (value) => `$${values.push(value)}` }
}

/**
 * One list of the register: the rows of a combination of marks, all of them or those that one person filed.
 */
export type List = {
  readonly requesterId: string | undefined
  /** The number of the combination, as text because it has 64 bits. */
  readonly cell: string
  readonly state: string
  readonly direction: string
  readonly isLate: boolean
  /**
   * How many rows it has in the months of the filter, and how many of those may have the amounts asked for.
   */
  readonly rows: number
  readonly inAmounts: number
}

/**
 * A text that many titles hold and that has totals of its own: counts and sums are then read from these, and
 * titles are compared only with what waits to be folded in and with the rows of a page.
 */
export type KeptText = { readonly id: string; readonly pattern: string }

/** The totals that a question reads, and what must hold there and of what waits to be folded into them. */
export type TotalsOf = {
  readonly table: string
  readonly folded: readonly string[]
  readonly waiting: readonly string[]
}

/** The totals of all benefits or of those that few people filed, as they are or of one kept text. */
export function totalsOf(isOfPeople: boolean, kept: KeptText | undefined, put: Put): TotalsOf {
  if (!kept) {
    const table = isOfPeople ? 'benefits.requester_total' : 'benefits.total'
    return { table, folded: [], waiting: [] }
  }
  return {
    table: isOfPeople ? 'benefits.text_requester_total' : 'benefits.text_total',
    folded: [`text_id = ${put(kept.id)}::bigint`],
    waiting: [`title ilike ${put(kept.pattern)}`],
  }
}

/**
 * That the title of a row holds a kept text. Asked whether that is true, the planner still knows how many
 * titles hold it, but leaves the index of titles alone, which would give all its rows to be looked through.
 */
export function titleHolds(kept: KeptText, put: Put): string {
  return `(title ilike ${put(kept.pattern)}) is true`
}

/** What must hold of the marks of a row; the same columns stand in the register and in its totals. */
export function markConditions(filter: RegisterFilter, scope: Scope, put: Put): string[] {
  const wheres = [`book = ${put(filter.book)}`]
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined) wheres.push(condition(put(value)))
  }
  add(filter.states, (place) => `state = any(${place}::text[])`)
  add(filter.outcomes, (place) => `outcome = any(${place}::text[])`)
  add(filter.forms, (place) => `form = any(${place}::text[])`)
  add(filter.direction, (place) => `direction = ${place}`)
  add(filter.entityId, (place) => `entity_id = ${place}`)
  add(filter.isLate, (place) => `is_late = ${place}::boolean`)
  add(scope.entityIds, (place) => `entity_id = any(${place}::text[])`)
  add(scope.notOfEntityIds, (place) => `(entity_id is null or entity_id <> all(${place}::text[]))`)
  return wheres
}

type ListRow = {
  requester_id: string | null
  cell: string
  state: string
  direction: string
  is_late: boolean
  rows: string | bigint
  in_amounts: string | bigint
}

/**
 * The lists that may have rows of a selection, from the totals and from what waits to be folded into them. A
 * list that has nothing in the months or near the amounts asked for is left out.
 */
export async function findLists(
  tx: Transaction,
  filter: RegisterFilter,
  scope: Scope,
  kept?: KeptText,
): Promise<List[]> {
  const { put, values } = putting()
  const marks = markConditions(filter, scope, put)
  const isOfPeople = scope.requesterIds !== undefined
  const months = monthConditions(filter, put)
  const totals = totalsOf(isOfPeople, kept, put)
  const sql = isOfPeople
    ? listsOfPeople(marks, put(scope.requesterIds), months, totals)
    : listsOfAll(marks, months, bandConditions(filter, put), kept && totals)
  const rows = await tx.sql<ListRow>(sql, values)
  return rows.map((row) => ({
    requesterId: row.requester_id ?? undefined,
    cell: row.cell,
    state: row.state,
    direction: row.direction,
    isLate: row.is_late,
    rows: Number(row.rows),
    inAmounts: Number(row.in_amounts),
  }))
}

const markColumns = 'cell, state, direction, is_late'

function listsOfAll(
  marks: readonly string[],
  months: readonly string[],
  bands: readonly string[],
  text: TotalsOf | undefined,
): string {
  if (!text && months.length === 0 && bands.length === 0) return everyList(marks)
  const { table, folded, waiting } = text ?? { table: 'benefits.total', folded: [], waiting: [] }
  const from = [...marks, ...months]
  const isNear = bands.length === 0 ? 'true' : bands.join(' and ')
  return `select null as requester_id, cell::text as cell, state, direction, is_late,
  sum(count) as rows, sum(count) filter (where ${isNear}) as in_amounts
from (
  select ${markColumns}, band, count
  from ${table} as kept
  join benefits.cell on cell.id = kept.cell
  where ${[...from, ...folded].join('\n  and ')}
  union all
  select ${markColumns}, band, count
  from benefits.total_change
  where ${[...from, ...waiting].join('\n  and ')}
) as part
group by ${markColumns}
having sum(count) filter (where ${isNear}) > 0`
}

/**
 * Without days and amounts the marks alone tell the lists; one that has become empty costs next to nothing.
 */
function everyList(marks: readonly string[]): string {
  const where = marks.join('\nand ')
  return `select null as requester_id, id::text as cell, state, direction, is_late, 1 as rows, 1 as in_amounts
from benefits.cell
where ${where}
union
select null, cell::text, state, direction, is_late, 1, 1
from benefits.total_change
where ${where}`
}

function listsOfPeople(
  marks: readonly string[],
  people: string,
  months: readonly string[],
  { table, folded, waiting }: TotalsOf,
): string {
  const from = [...marks, `requester_id = any(${people}::text[])`, ...months]
  return `select requester_id, cell::text as cell, state, direction, is_late,
  sum(count) as rows, sum(count) as in_amounts
from (
  select requester_id, ${markColumns}, count
  from ${table} as kept
  join benefits.cell on cell.id = kept.cell
  where ${[...from, ...folded].join('\n  and ')}
  union all
  select requester_id, ${markColumns}, count
  from benefits.total_change
  where ${[...from, ...waiting].join('\n  and ')}
) as part
group by requester_id, ${markColumns}
having sum(count) > 0`
}

/** The months that the days of a filter touch. */
export function monthConditions({ from, to }: RegisterFilter, put: Put): string[] {
  return [
    ...(from === undefined ? [] : [`month >= ${put(`${from.slice(0, 7)}-01`)}::date`]),
    ...(to === undefined ? [] : [`month <= ${put(monthEnd(to))}::date`]),
  ]
}

/** The steps that the amounts of a filter touch. */
export function bandConditions({ minMinor, maxMinor }: RegisterFilter, put: Put): string[] {
  return [
    ...(minMinor === undefined ? [] : [`band >= ${put(stepOf(BigInt(minMinor)))}::int`]),
    ...(maxMinor === undefined ? [] : [`band <= ${put(stepOf(BigInt(maxMinor)))}::int`]),
  ]
}

/** Many alerts are not named one by one: the register asks of its rows whether they have one. */
function isAlerted(alert: AlertKind, put: Put): string {
  const isOfKind = alert === 'earlier_entry' ? 'reason is null' : `reason = ${put(alert)}`
  return `id in (select benefit_id from benefits.alert where ${isOfKind})`
}

/** What must hold of the day and the amount of a row, and which rows it may be. */
export function rowConditions(
  filter: Pick<RegisterFilter, 'from' | 'to' | 'minMinor' | 'maxMinor' | 'benefitIds' | 'alert'>,
  put: Put,
): string[] {
  const { from, to, minMinor, maxMinor, benefitIds, alert } = filter
  return [
    ...(benefitIds === undefined ? [] : [`id = any(${put(benefitIds)}::text[])`]),
    ...(alert === undefined ? [] : [isAlerted(alert, put)]),
    ...(from === undefined ? [] : [`happened_on >= ${put(from)}::date`]),
    ...(to === undefined ? [] : [`happened_on <= ${put(to)}::date`]),
    ...(minMinor === undefined ? [] : [`value_minor >= ${put(minMinor)}::numeric`]),
    ...(maxMinor === undefined ? [] : [`value_minor <= ${put(maxMinor)}::numeric`]),
  ]
}
