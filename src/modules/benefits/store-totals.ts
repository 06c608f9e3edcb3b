import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { scopesOf, type RegisterFilter, type Sight } from './register-filter.ts'
import {
  findLists,
  putting,
  rowConditions,
  titleHolds,
  totalsOf,
  type KeptText,
  type List,
  type Put,
} from './store-cells.ts'
import { partyConditions } from './store-page.ts'
import { monthEnd, monthsOf, stepsOf, type Amounts, type Months, type Steps } from './whole-parts.ts'

/**
 * Count and sum of a selection in one currency; only what counts is summed, and late declarations beside
 * it.
 */
export type CurrencyTotal = {
  readonly currency: string
  readonly count: bigint
  readonly minor: bigint
  readonly lateCount: bigint
  readonly lateMinor: bigint
}

/** What counts in the sums: these states, of one direction. */
export type Counting = { readonly states: readonly string[]; readonly direction: string }

type TotalRow = {
  currency: string
  count: string | bigint
  minor: string | null
  late_count: string | bigint | null
  late_minor: string | null
}

/** The columns of a total over parts that have `count`, `minor`, `counts` and `is_late`. */
export const totalColumns = `currency, sum(count) as count, sum(minor) filter (where counts) as minor,
  sum(count) filter (where is_late) as late_count, sum(minor) filter (where counts and is_late) as late_minor`

/**
 * Count and sums of a selection by marks, days, amounts and people, exact at any moment: whole months and
 * steps of amount from the totals, what waits to be folded into them, and the rest by row from the indexes.
 * Of a kept text its own totals are read, and of the rest the rows whose title holds it.
 */
export async function findListsTotals(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  counting: Counting,
  kept?: KeptText,
): Promise<CurrencyTotal[]> {
  const found: CurrencyTotal[] = []
  for (const scope of scopesOf(filter, sight)) {
    const lists = await findLists(tx, filter, scope, kept)
    const isOfPeople = scope.requesterIds !== undefined
    if (lists.length > 0) {
      found.push(...(await scopeTotals(tx, filter, { isOfPeople, kept }, lists, counting)))
    }
  }
  return added(found)
}

type Source = { readonly isOfPeople: boolean; readonly kept: KeptText | undefined }

async function scopeTotals(
  tx: Transaction,
  filter: RegisterFilter,
  source: Source,
  lists: readonly List[],
  counting: Counting,
): Promise<CurrencyTotal[]> {
  const { put, values } = putting()
  const { isOfPeople, kept } = source
  const isByAmount = filter.minMinor !== undefined || filter.maxMinor !== undefined
  // The totals of people have no steps of amount; those of a text have.
  const parts =
    isOfPeople && isByAmount && !kept ? [byRow(source, filter, 1, put)] : partsOf(filter, source, put)
  const rows = await tx.sql<TotalRow>(
    `with list as (${listed(lists, isOfPeople, counting, put)})
select ${totalColumns}
from (
${parts.join('\nunion all\n')}
) as part
group by currency`,
    values,
  )
  return rows.map(totalOf)
}

function listed(lists: readonly List[], isOfPeople: boolean, counting: Counting, put: Put): string {
  const isCounted = (list: List) =>
    counting.states.includes(list.state) && list.direction === counting.direction
  const arrays = [
    `${put(lists.map((list) => list.cell))}::bigint[]`,
    `${put(lists.map(isCounted))}::boolean[]`,
    `${put(lists.map((list) => list.isLate))}::boolean[]`,
    ...(isOfPeople ? [`${put(lists.map((list) => list.requesterId))}::text[]`] : []),
  ]
  const names = isOfPeople ? 'cell, counts, is_late, requester_id' : 'cell, counts, is_late'
  return `select * from unnest(${arrays.join(', ')}) as given (${names})`
}

/** The parts of a selection: whole months and steps, steps cut short, days beside and days too many. */
function partsOf(filter: RegisterFilter, source: Source, put: Put): string[] {
  const months = monthsOf(filter.from, filter.to)
  const { minMinor, maxMinor } = filter
  const steps = stepsOf(bigintOf(minMinor), bigintOf(maxMinor))
  const whole = { from: months.first, to: months.last === undefined ? undefined : monthEnd(months.last) }
  const cut = (amounts: Amounts) =>
    byRow(source, { ...whole, minMinor: `${amounts.from}`, maxMinor: `${amounts.to}` }, 1, put)
  return [
    ...(months.none || steps.none ? [] : fromTotals(months, steps, source, put)),
    ...(months.none ? [] : steps.plus.map(cut)),
    ...months.plus.map((days) => byRow(source, { ...days, minMinor, maxMinor }, 1, put)),
    ...months.minus.map((days) => byRow(source, { ...days, minMinor, maxMinor }, -1, put)),
    nothing,
  ]
}

/** A part without rows, so that there is always one. */
const nothing = `select null::text as currency, 0 as count, 0::numeric as minor, false as counts,
  false as is_late
where false`

function bigintOf(minor: string | undefined): bigint | undefined {
  return minor === undefined ? undefined : BigInt(minor)
}

function fromTotals(months: Months, steps: Steps, { isOfPeople, kept }: Source, put: Put): string[] {
  const wheres = [
    ...(months.first === undefined ? [] : [`month >= ${put(months.first)}::date`]),
    ...(months.last === undefined ? [] : [`month <= ${put(months.last)}::date`]),
    ...(steps.above === undefined ? [] : [`band > ${put(steps.above)}::int`]),
    ...(steps.below === undefined ? [] : [`band < ${put(steps.below)}::int`]),
  ]
  const using = isOfPeople ? 'cell, requester_id' : 'cell'
  const totals = totalsOf(isOfPeople, kept, put)
  const from = (table: string, more: readonly string[]) => {
    const all = [...wheres, ...more]
    const where = all.length === 0 ? '' : `\nwhere ${all.join('\nand ')}`
    return `select kept.currency::text as currency, kept.count, kept.minor, list.counts, list.is_late
from list
join ${table} as kept using (${using})${where}`
  }
  return [from(totals.table, totals.folded), from('benefits.total_change', totals.waiting)]
}

type Span = {
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  readonly minMinor?: string | undefined
  readonly maxMinor?: string | undefined
}

/** The rows of the lists in a span, added up or taken off. */
function byRow({ isOfPeople, kept }: Source, span: Span, sign: 1 | -1, put: Put): string {
  const wheres = [
    ...(isOfPeople ? ['benefit.requester_id = list.requester_id'] : []),
    'benefit.cell = list.cell',
    ...rowConditions(span, put),
    ...(kept ? [titleHolds(kept, put)] : []),
  ]
  const minus = sign < 0 ? '-' : ''
  return `select value_currency::text as currency, ${minus}count(*) as count,
  ${minus}sum(value_minor) as minor, list.counts, list.is_late
from list
join benefits.benefit as benefit on ${wheres.join('\nand ')}
group by value_currency, list.counts, list.is_late`
}

/**
 * Count and sums of what few parties had to do with, by row from the index of the parties. `more` narrows the
 * selection by columns of that index.
 */
export async function findPartiesTotals(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  counting: Counting,
  more: (put: Put) => readonly string[] = () => [],
): Promise<CurrencyTotal[]> {
  const { put, values } = putting()
  const wheres = await partyConditions(tx, { filter, sight }, put)
  if (!wheres) return []
  const { from: _, to: __, minMinor: ___, maxMinor: ____, ...marks } = filter
  const lists = await findLists(tx, marks, {})
  const rows = await tx.sql<TotalRow>(
    `with list as (${listed(lists, false, counting, put)})
select ${totalColumns}
from (
  select value_currency::text as currency, cell, count(*) as count, sum(value_minor) as minor
  from benefits.benefit
  where ${[...wheres, ...more(put)].join('\n  and ')}
  group by 1, 2
) as part
join list using (cell)
group by currency`,
    values,
  )
  return added(rows.map(totalOf))
}

/** A row of a total as the register reads it. */
export function totalOf(row: TotalRow): CurrencyTotal {
  return {
    currency: row.currency.trim(),
    count: BigInt(row.count),
    minor: BigInt(row.minor ?? '0'),
    lateCount: BigInt(row.late_count ?? 0),
    lateMinor: BigInt(row.late_minor ?? '0'),
  }
}

/** A total to be taken off others. */
export function takenOff({ currency, ...total }: CurrencyTotal): CurrencyTotal {
  return {
    currency,
    count: -total.count,
    minor: -total.minor,
    lateCount: -total.lateCount,
    lateMinor: -total.lateMinor,
  }
}

/** Totals of parts that have no row in common, the currency with the most rows first. */
export function added(parts: readonly CurrencyTotal[]): CurrencyTotal[] {
  const sum = (own: readonly CurrencyTotal[], of: (total: CurrencyTotal) => bigint) =>
    own.reduce((all, each) => all + of(each), 0n)
  return [...Map.groupBy(parts, (part) => part.currency)]
    .map(([currency, own]) => ({
      currency,
      count: sum(own, (total) => total.count),
      minor: sum(own, (total) => total.minor),
      lateCount: sum(own, (total) => total.lateCount),
      lateMinor: sum(own, (total) => total.lateMinor),
    }))
    .filter((total) => total.count !== 0n)
    .toSorted((a, b) => Number(b.count - a.count) || (a.currency < b.currency ? -1 : 1))
}
