import type { Transaction } from '../../platform/db/transaction.ts'
import { scopesOf, type Place, type RegisterFilter, type RegisterPage } from './register-filter.ts'
import {
  findLists,
  putting,
  rowConditions,
  titleHolds,
  type KeptText,
  type List,
  type Put,
} from './store-cells.ts'
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
 * What a page leaves of its filter by day and amount: after a place, the upper end of its order is implied,
 * and beside the place it would only make the index be walked from there.
 */
export function spanOf({ sort, filter, after }: RegisterPage): RegisterFilter {
  if (!after) return filter
  return sort === 'newest' ? { ...filter, to: undefined } : { ...filter, maxMinor: undefined }
}

/** What must hold of the day, the amount and the place of a row of a page. */
function pageConditions(page: RegisterPage, put: Put): string[] {
  return [...rowConditions(spanOf(page), put), ...afterPlace(page.sort, page.after, put)]
}

/** One page by marks, days, amounts and people; only its rows are read from the table. */
export async function findListsPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const { filter, sight, sort } = page
  const lists: List[] = []
  for (const scope of scopesOf(filter, sight)) lists.push(...(await findLists(tx, filter, scope)))
  if (lists.length === 0) return []
  const { put, values } = putting()
  return readRows(tx, sort, firstOfLists(lists, page, put), values)
}

type Walked = Pick<List, 'requesterId' | 'cell' | 'rows' | 'inAmounts'>

/**
 * The first rows of a page: the first rows of each list in its own index, and of them the first of all. So a
 * page costs one short walk a list, and page a thousand costs what page one does. Of a kept text only rows
 * are taken whose title holds it.
 */
export function firstOfLists(
  lists: readonly Walked[],
  page: RegisterPage,
  put: Put,
  kept?: KeptText,
): string {
  const order = orderOf(page.sort)
  const limit = put(page.limit)
  const parts = partsOf(lists, page, put)
  const more = kept ? [titleHolds(kept, put)] : []
  const taking = (most: string, rows: readonly string[]) =>
    `${parts.map((part) => lateral(part, [...rows, ...more], order, most)).join('\nunion all\n')}
order by ${order}
limit ${limit}`
  const rows = pageConditions(page, put)
  if (lists.length <= fewLists) return taking(limit, rows)
  return `with first as (
${taking(String(firstOfEach), rows)}
),
bound as (
  select ${page.sort === 'newest' ? 'happened_on' : 'value_minor'} as at, id
  from first
  order by ${order}
  offset ${limit}::int - 1
  limit 1
)
${taking(limit, fromBound(page, put))}`
}

/**
 * Of many lists a few rows of each are looked at first. The last place of a page filled with these is one
 * that the page reaches in any case, so each list is then walked to there at most and not to a whole page.
 */
const fewLists = 8
const firstOfEach = 4

/**
 * The conditions of a row, down to the place that the page reaches in any case. The lower end of the filter
 * is the lowest place of all: beside a second lower end the index would be walked to the first.
 */
function fromBound(page: RegisterPage, put: Put): string[] {
  const { sort, filter } = page
  const isByDay = sort === 'newest'
  const rest = isByDay ? { ...filter, from: undefined } : { ...filter, minMinor: undefined }
  const lowest = isByDay
    ? `${put(filter.from ?? '-infinity')}::date`
    : `${put(filter.minMinor ?? '-1')}::numeric`
  const column = isByDay ? 'happened_on' : 'value_minor'
  const place = `coalesce((select at from bound), ${lowest}), coalesce((select id from bound), '')`
  return [...pageConditions({ ...page, filter: rest }, put), `(${column}, id) >= (${place})`]
}

type Part = {
  readonly isOrdered: boolean
  readonly cells: string
  /** The people of the lists, where they are lists of people. */
  readonly people: string | undefined
}

function partsOf(lists: readonly Walked[], page: RegisterPage, put: Put): Part[] {
  const ofAll = lists.filter((list) => list.requesterId === undefined)
  const ofPeople = lists.filter((list) => list.requesterId !== undefined)
  const scanned = ofAll.filter((list) => isScanned(list, page))
  const walked = ofAll.filter((list) => !scanned.includes(list))
  const part = (of: readonly Walked[], isOrdered: boolean): Part[] =>
    of.length === 0 ? [] : [partOf(of, isOrdered, put)]
  return [...part(walked, true), ...part(scanned, false), ...part(ofPeople, true)]
}

/** Lists that are read in one go: all of them with people, or none. */
function partOf(lists: readonly Walked[], isOrdered: boolean, put: Put): Part {
  const isOfPeople = lists[0]?.requesterId !== undefined
  return {
    isOrdered,
    cells: put(lists.map((list) => list.cell)),
    people: isOfPeople ? put(lists.map((list) => list.requesterId)) : undefined,
  }
}

/**
 * The newest of some amounts: where a list has few of them, all are read and sorted; where it has many, a
 * walk by day meets enough of them soon. The shorter of both is at most the root of the list's length.
 */
function isScanned(list: Walked, { sort, filter, limit }: RegisterPage): boolean {
  const hasAmounts = filter.minMinor !== undefined || filter.maxMinor !== undefined
  return sort === 'newest' && hasAmounts && list.inAmounts ** 2 <= limit * list.rows
}

function lateral(
  { cells, people, isOrdered }: Part,
  rows: readonly string[],
  order: string,
  most: string,
): string {
  const wheres = [
    ...(people === undefined ? [] : ['benefit.requester_id = list.requester_id']),
    'benefit.cell = list.cell',
    ...rows,
  ]
  const arrays = people === undefined ? `${cells}::bigint[]` : `${cells}::bigint[], ${people}::text[]`
  const names = people === undefined ? 'cell' : 'cell, requester_id'
  return `select found.id, found.happened_on, found.value_minor
from unnest(${arrays}) as list (${names})
cross join lateral (
  select id, happened_on, value_minor
  from benefits.benefit
  where ${wheres.join('\n  and ')}
  ${isOrdered ? `order by ${order}\n  limit ${most}` : ''}
) as found`
}

/**
 * One page of what few parties had to do with: their rows are found by party, and every other condition is
 * looked up in the same index.
 */
export async function findPartiesPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const { put, values } = putting()
  const wheres = await partyConditions(tx, { ...page, filter: spanOf(page) }, put)
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
