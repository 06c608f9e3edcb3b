import type { Transaction } from '../../platform/db/transaction.ts'
import { scopesOf, type Place, type RegisterPage } from './register-filter.ts'
import { findLists, putting, rowConditions, type List, type Put } from './store-cells.ts'
import type { BenefitRow } from './tables.ts'

type Sort = RegisterPage['sort']

/** The order of a page, over the columns of an index or of the register. */
export function orderOf(sort: Sort, table = ''): string {
  const prefix = table === '' ? '' : `${table}.`
  const column = sort === 'newest' ? 'happened_on' : 'value_minor'
  return `${prefix}${column} desc, ${prefix}id desc`
}

/** What lies after a place in the order of a page. */
export function afterPlace(sort: Sort, place: Place | undefined, put: Put): string[] {
  if (!place) return []
  const id = put(place.id)
  return sort === 'newest'
    ? [`(happened_on, id) < (${put(place.on)}::date, ${id})`]
    : [`(value_minor, id) < (${put(place.minor)}::numeric, ${id})`]
}

/**
 * One page by marks, days, amounts and people: the first rows of each list in its own index, of them the
 * first of all, and only these are read from the table. So a page costs one short walk a list, and page a
 * thousand costs what page one does.
 */
export async function findListsPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const { filter, sight } = page
  const lists: List[] = []
  for (const scope of scopesOf(filter, sight)) lists.push(...(await findLists(tx, filter, scope)))
  if (lists.length === 0) return []
  const { put, values } = putting()
  const order = orderOf(page.sort)
  const rows = [...rowConditions(filter, put), ...afterPlace(page.sort, page.after, put)]
  const limit = put(page.limit)
  const parts = [
    walk(lists.filter((list) => list.requesterId === undefined && !isScanned(list, page))),
    scan(lists.filter((list) => list.requesterId === undefined && isScanned(list, page))),
    walk(lists.filter((list) => list.requesterId !== undefined)),
  ]
  const selects = parts.flatMap(({ of, isOrdered }) =>
    of.length === 0 ? [] : [lateral(of, put, rows, isOrdered ? `order by ${order}\n  limit ${limit}` : '')],
  )
  return readRows(
    tx,
    page.sort,
    `${selects.join('\nunion all\n')}\norder by ${order}\nlimit ${limit}`,
    values,
  )
}

const walk = (of: readonly List[]) => ({ of, isOrdered: true })
const scan = (of: readonly List[]) => ({ of, isOrdered: false })

/**
 * The newest of some amounts: where a list has few of them, all are read and sorted; where it has many, a
 * walk by day meets enough of them soon. The shorter of both is at most the root of the list's length.
 */
function isScanned(list: List, { sort, filter, limit }: RegisterPage): boolean {
  const hasAmounts = filter.minMinor !== undefined || filter.maxMinor !== undefined
  return sort === 'newest' && hasAmounts && list.inAmounts ** 2 <= limit * list.rows
}

function lateral(lists: readonly List[], put: Put, rows: readonly string[], end: string): string {
  const isOfPeople = lists[0]?.requesterId !== undefined
  const cells = put(lists.map((list) => list.cell))
  const people = isOfPeople ? `, ${put(lists.map((list) => list.requesterId))}::text[]` : ''
  const names = isOfPeople ? 'cell, requester_id' : 'cell'
  const wheres = [
    ...(isOfPeople ? ['benefit.requester_id = list.requester_id'] : []),
    'benefit.cell = list.cell',
    ...rows,
  ]
  return `select found.id, found.happened_on, found.value_minor
from unnest(${cells}::bigint[]${people}) as list (${names})
cross join lateral (
  select id, happened_on, value_minor
  from benefits.benefit
  where ${wheres.join('\n  and ')}
  ${end}
) as found`
}

/**
 * One page of what few parties had to do with: their rows are found by party, and every other condition is
 * looked up in the same index.
 */
export async function findPartiesPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const { put, values } = putting()
  const wheres = await partyConditions(tx, page, put)
  if (!wheres) return []
  wheres.push(...afterPlace(page.sort, page.after, put))
  const select = `select id, happened_on, value_minor
from benefits.benefit
where ${wheres.join('\nand ')}
order by ${orderOf(page.sort)}
limit ${put(page.limit)}`
  return readRows(tx, page.sort, select, values)
}

/** What must hold of a row of some parties; undefined where no list can have such a row. */
export async function partyConditions(
  tx: Transaction,
  { filter, sight }: Pick<RegisterPage, 'filter' | 'sight'>,
  put: Put,
): Promise<string[] | undefined> {
  const { from: _, to: __, minMinor: ___, maxMinor: ____, ...marks } = filter
  const seen: string[] = []
  for (const scope of scopesOf(filter, sight)) {
    const { requesterIds, ...rest } = scope
    const lists = await findLists(tx, marks, rest)
    if (lists.length === 0) continue
    const cells = `cell = any(${put(lists.map((list) => list.cell))}::bigint[])`
    const people = requesterIds && `requester_id = any(${put(requesterIds)}::text[])`
    seen.push(people === undefined ? cells : `(${cells} and ${people})`)
  }
  if (seen.length === 0) return undefined
  return [
    ...oneOf('customer_id', filter.customerIds, put),
    ...oneOf('recipient_id', filter.recipientIds, put),
    ...rowConditions(filter, put),
    `(${seen.join(' or ')})`,
  ]
}

/** A single party is compared by itself, so that its index gives the rows in their order. */
function oneOf(column: string, ids: readonly string[] | undefined, put: Put): string[] {
  if (ids === undefined) return []
  return ids.length === 1 ? [`${column} = ${put(ids[0])}`] : [`${column} = any(${put(ids)}::text[])`]
}

type Read = BenefitRow & Record<string, unknown>

/** Reads the rows that `select` finds, in the order of the page. */
export async function readRows(
  tx: Transaction,
  sort: Sort,
  select: string,
  values: readonly unknown[],
): Promise<BenefitRow[]> {
  const rows = await tx.sql<Read>(
    `select benefit.*
from (
${select}
) as found
join benefits.benefit as benefit on benefit.id = found.id
order by ${orderOf(sort, 'benefit')}`,
    values,
  )
  return rows.map((row) => ({
    ...row,
    value_minor: BigInt(row.value_minor),
    value_currency: row.value_currency.trim(),
  }))
}
