import type { Pool } from 'pg'
import { addDays } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { scopesOf, type RegisterPage, type Scope } from './register-filter.ts'
import {
  bandConditions,
  markConditions,
  monthConditions,
  putting,
  totalsOf,
  type KeptText,
  type Put,
} from './store-cells.ts'
import { firstOfLists } from './store-page.ts'
import { amountsOf, stepOf, stepsOf } from './whole-parts.ts'

/** The totals of a text, where it has some. */
export async function findKept(tx: Transaction, pattern: string): Promise<KeptText | undefined> {
  const rows = await tx.sql<{ id: string }>(
    `select id::text as id from benefits.kept_text where pattern = $1`,
    [pattern],
    'benefits_kept_text',
  )
  const [row] = rows
  return row && { id: row.id, pattern }
}

/** How many texts are kept, and how many rows their totals have at most. */
const mostTexts = 64
const mostRows = 2_000_000

/** Keeps totals of a text from now on; false when that is to be tried again later. */
export async function keepText(pool: Pool, pattern: string): Promise<boolean> {
  const found = await pool.query<{ kept: boolean }>('select benefits.keep_text($1, $2, $3) as kept', [
    pattern,
    mostTexts,
    mostRows,
  ])
  return found.rows[0]?.kept === true
}

/** A list with rows of a kept text from `floor` on, and how many rows a walk to a full page looks at. */
type Dense = {
  readonly requesterId: string | undefined
  readonly cell: string
  readonly floor: string | undefined
  readonly rows: number
  readonly looked: number
}

/**
 * The first rows of a page whose title holds a kept text. Its totals tell which lists have such rows, and a
 * month or step of amount from which on there are enough for the page; each list is walked to there at most.
 * Undefined where the index of titles gives them sooner, because the walk would meet few of them.
 */
export async function firstOfKept(
  tx: Transaction,
  page: RegisterPage,
  kept: KeptText,
): Promise<readonly string[] | undefined> {
  const scopes = scopesOf(page.filter, page.sight)
  if (scopes.length === 0) return []
  const { lists, rowsOfText } = await findDense(tx, page, scopes, kept)
  if (lists.length === 0) return []
  if (lists.reduce((sum, list) => sum + list.looked, 0) > rowsOfText) return undefined
  const { put, values } = putting()
  // Whatever amounts are asked for, a list is walked in the order of the page and never read as a whole.
  const walked = lists.map((list) => ({ ...list, inAmounts: Number.POSITIVE_INFINITY }))
  const found = await tx.sql<{ id: string }>(
    firstOfLists(walked, fromFloor(page, lists[0]?.floor), put, kept),
    values,
  )
  return found.map((row) => row.id)
}

/** A page down to the month or step of amount that it reaches at most. */
function fromFloor(page: RegisterPage, floor: string | undefined): RegisterPage {
  const { sort, filter } = page
  if (floor === undefined) return page
  if (sort === 'newest') {
    const from = filter.from !== undefined && filter.from > floor ? filter.from : floor
    return { ...page, filter: { ...filter, from } }
  }
  const least = amountsOf(Number(floor)).from
  const asked = BigInt(filter.minMinor ?? 0)
  return { ...page, filter: { ...filter, minMinor: String(asked > least ? asked : least) } }
}

type DenseRow = {
  requester_id: string | null
  cell: string
  floor: string | null
  rows: string | number
  looked: string | number
  of_text: string | bigint
}

async function findDense(
  tx: Transaction,
  page: RegisterPage,
  scopes: readonly Scope[],
  kept: KeptText,
): Promise<{ lists: Dense[]; rowsOfText: number }> {
  const { put, values } = putting()
  const rows = await tx.sql<DenseRow>(denseSql(page, scopes, kept, put), values)
  return {
    rowsOfText: Number(rows[0]?.of_text ?? 0),
    lists: rows.map((row) => ({
      requesterId: row.requester_id ?? undefined,
      cell: row.cell,
      floor: row.floor ?? undefined,
      rows: Number(row.rows),
      looked: Number(row.looked),
    })),
  }
}

/**
 * The lists with rows of a kept text from the step on with which a page is full. A list is as dense as its
 * cell: for the cells the number of all rows is known by the same steps.
 */
function denseSql(page: RegisterPage, scopes: readonly Scope[], kept: KeptText, put: Put): string {
  const unit = page.sort === 'newest' ? 'month' : 'band'
  const limit = put(page.limit)
  const parts = scopes.map((scope) => partOf(page, { scope, unit, kept }, put))
  const text = `text_id = ${put(kept.id)}::bigint`
  const inCells = (table: string, where: string) => `select cell, sum(count) as rows
  from ${table}
  cross join bound
  where ${[where, `(floor is null or ${unit} >= floor)`].join(' and ')}
  group by cell`
  return `with part as materialized (
${parts.join('\nunion all\n')}
),
bound as materialized (
  select max(unit) filter (where reached >= ${limit}::int) as floor
  from (
    select unit, sum(sum(sure)) over (order by unit desc) as reached
    from part
    group by unit
  ) as step
),
list as materialized (
  select requester_id, cell, floor, sum(rows) as rows
  from part
  cross join bound
  where floor is null or unit >= floor
  group by requester_id, cell, floor
),
held as (
  ${inCells('benefits.text_total', text)}
),
every as (
  ${inCells('benefits.total', 'cell in (select cell from list)')}
)
select requester_id, list.cell::text as cell, floor::text as floor, list.rows,
  least(list.rows, ${limit}::int) * coalesce(every.rows / nullif(held.rows, 0), 1) as looked,
  (select sum(count) from benefits.text_total where ${text}) as of_text
from list
left join held using (cell)
left join every using (cell)`
}

type Part = { readonly scope: Scope; readonly unit: 'month' | 'band'; readonly kept: KeptText }

/**
 * The rows of one scope by list and step: all that may be on the page, and those that surely belong to the
 * selection and lie behind the place, whatever their day and amount within the month and step.
 */
function partOf(page: RegisterPage, { scope, unit, kept }: Part, put: Put): string {
  const isOfPeople = scope.requesterIds !== undefined
  const { table, folded, waiting } = totalsOf(isOfPeople, kept, put)
  const from = [
    ...markConditions(page.filter, scope, put),
    ...(isOfPeople ? [`requester_id = any(${put(scope.requesterIds)}::text[])`] : []),
    ...monthConditions(page.filter, put),
    ...bandConditions(page.filter, put),
    ...placeCondition(page, '<=', put),
  ]
  const sure = ['true', ...wholeConditions(page, put), ...placeCondition(page, '<', put)].join(' and ')
  const person = isOfPeople ? 'requester_id' : 'null::text'
  const columns = `${person} as requester_id, cell, month, band, count`
  return `select requester_id, cell, ${unit} as unit, sum(count) as rows,
  coalesce(sum(count) filter (where ${sure}), 0) as sure
from (
  select ${columns}
  from ${table} as kept
  join benefits.cell on cell.id = kept.cell
  where ${[...from, ...folded].join('\n  and ')}
  union all
  select ${columns}
  from benefits.total_change
  where ${[...from, ...waiting].join('\n  and ')}
) as counted
group by requester_id, cell, ${unit}
having sum(count) > 0`
}

/** That a step lies behind the step of the place, or is that step itself. */
function placeCondition({ sort, after }: RegisterPage, sign: '<' | '<=', put: Put): string[] {
  if (!after) return []
  return sort === 'newest'
    ? [`month ${sign} ${put(`${after.on.slice(0, 7)}-01`)}::date`]
    : [`band ${sign} ${put(stepOf(BigInt(after.minor)))}::int`]
}

/** That a month and a step of amount lie in the filter as a whole. */
function wholeConditions({ filter }: RegisterPage, put: Put): string[] {
  const { from, to, minMinor, maxMinor } = filter
  const steps = stepsOf(
    minMinor === undefined ? undefined : BigInt(minMinor),
    maxMinor === undefined ? undefined : BigInt(maxMinor),
  )
  return [
    ...(from === undefined ? [] : [`month >= ${put(from)}::date`]),
    ...(to === undefined ? [] : [`month < ${put(`${addDays(to, 1).slice(0, 7)}-01`)}::date`]),
    ...(steps.none ? ['false'] : []),
    ...(steps.above === undefined ? [] : [`band > ${put(steps.above)}::int`]),
    ...(steps.below === undefined ? [] : [`band < ${put(steps.below)}::int`]),
  ]
}
