import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { BenefitRow } from './tables.ts'

/**
 * Which rows of the register somebody may see: all of them, or those of some entities and those that some
 * people filed.
 */
export type Sight =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly entityIds: readonly string[]; readonly requesterIds: readonly string[] }

/** What somebody looks for in the register. Lists are alternatives; everything given must hold. */
export type RegisterFilter = {
  readonly book: string
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  readonly states?: readonly string[] | undefined
  readonly outcomes?: readonly string[] | undefined
  readonly forms?: readonly string[] | undefined
  readonly direction?: string | undefined
  readonly entityId?: string | undefined
  /** With all that were merged into the customer. */
  readonly customerIds?: readonly string[] | undefined
  readonly recipientIds?: readonly string[] | undefined
  readonly requesterId?: string | undefined
  readonly minMinor?: string | undefined
  readonly maxMinor?: string | undefined
  readonly isLate?: boolean | undefined
  /** A text, taken apart: numbers it may be, a part of the title, parties of that name. */
  readonly text?: RegisterText | undefined
}

/** What a typed text may stand for. */
export type RegisterText = {
  readonly numbers: readonly string[]
  readonly part: string
  readonly partyIds: readonly string[]
}

/** Where the next page begins: after this row in the order of the page. */
export type Place = { readonly on: LocalDate; readonly minor: string; readonly id: string }

/** One page of the register. */
export type RegisterPage = {
  readonly filter: RegisterFilter
  readonly sight: Sight
  readonly sort: 'newest' | 'largest'
  readonly after?: Place | undefined
  readonly limit: number
}

type Values = unknown[]

/**
 * One page in the order of an index, by keyset, so that page a thousand costs what page one does and rows
 * that come meanwhile neither repeat nor hide others. A text is one branch an index (numbers, titles,
 * parties), and a team is one branch a member.
 */
export async function findRegisterPage(tx: Transaction, page: RegisterPage): Promise<BenefitRow[]> {
  const values: Values = []
  const { filter, sight } = page
  const members = filter.text ? [] : teamOf(sight)
  const seen: Sight = members.length === 0 ? sight : { kind: 'all' }
  const wheres = conditions(filter, seen, values)
  if (page.after) wheres.push(afterPlace(page.sort, page.after, values))
  const order = page.sort === 'newest' ? 'happened_on desc, id desc' : 'value_minor desc, id desc'
  const limit = put(values, page.limit)
  const branches = [
    ...(members.length === 0 ? branchesOf(filter.text, values) : []),
    ...members.map((id) => [`requester_id = ${put(values, id)}`]),
  ]
  const selects = branches.map(
    (branch) => `(select *
from benefits.benefit
where ${[...wheres, ...branch].join('\nand ')}
order by ${order}
limit ${limit})`,
  )
  const sql =
    selects.length === 1
      ? (selects[0] ?? '')
      : `select *
from (${selects.join('\nunion\n')}) as found
order by ${order}
limit ${limit}`
  const rows = await tx.sql<BenefitRow & Record<string, unknown>>(sql, values)
  return rows.map((row) => ({
    ...row,
    value_minor: BigInt(row.value_minor),
    value_currency: row.value_currency.trim(),
  }))
}

/** More members than this are found faster by walking through all rows of the day. */
const teamMax = 40

/** The people whose rows make up what somebody sees, where these are few and nothing else is in sight. */
function teamOf(sight: Sight): readonly string[] {
  const isTeam = sight.kind === 'some' && sight.entityIds.length === 0
  return isTeam && sight.requesterIds.length > 1 && sight.requesterIds.length <= teamMax
    ? sight.requesterIds
    : []
}

/** Count and sum of a selection in one currency; only what counts is summed. */
export type CurrencyTotal = { readonly currency: string; readonly count: bigint; readonly minor: bigint }

/**
 * Count and sums of a selection. The index `benefit_for_totals` holds every column that a filter and the sum
 * need, so a million rows are read from it alone (index-only); the page never waits for this.
 */
export async function findRegisterTotals(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  counting: { readonly states: readonly string[]; readonly direction: string },
): Promise<CurrencyTotal[]> {
  const values: Values = []
  const wheres = conditions(filter, sight, values)
  const branches = branchesOf(filter.text, values).map((branch) => branch.join(' and ') || 'true')
  if (filter.text) wheres.push(`(${branches.join(' or ')})`)
  const states = put(values, counting.states)
  const direction = put(values, counting.direction)
  const rows = await tx.sql<{ currency: string; count: string | bigint; minor: string | null }>(
    `select value_currency as currency, count(*) as count,
  sum(value_minor) filter (where state = any(${states}) and direction = ${direction}) as minor
from benefits.benefit
where ${wheres.join('\nand ')}
group by value_currency
order by count(*) desc, value_currency`,
    values,
  )
  return rows.map((row) => ({
    currency: row.currency.trim(),
    count: BigInt(row.count),
    minor: BigInt(row.minor ?? '0'),
  }))
}

/** How many rows a selection has, counted to `max` at most, so that a question about too many stays cheap. */
export async function countUpTo(
  tx: Transaction,
  filter: RegisterFilter,
  sight: Sight,
  max: number,
): Promise<number> {
  const values: Values = []
  const wheres = conditions(filter, sight, values)
  const branches = branchesOf(filter.text, values).map((branch) => branch.join(' and ') || 'true')
  if (filter.text) wheres.push(`(${branches.join(' or ')})`)
  const limit = put(values, max)
  const rows = await tx.sql<{ count: string | bigint }>(
    `select count(*) as count
from (select from benefits.benefit where ${wheres.join(' and ')} limit ${limit}) as counted`,
    values,
  )
  return Number(rows[0]?.count ?? 0)
}

/** The books that there are, found by stepping through the index and not by reading all rows. */
export async function findBooks(tx: Transaction): Promise<string[]> {
  const rows = await tx.sql<{ book: string }>(
    `with recursive step (book) as (
  (select book from benefits.benefit order by book limit 1)
  union all
  select (select book from benefits.benefit where book > step.book order by book limit 1)
  from step
  where step.book is not null
)
select book from step where book is not null`,
  )
  return rows.map((row) => row.book)
}

function conditions(filter: RegisterFilter, sight: Sight, values: Values): string[] {
  const wheres = [`book = ${put(values, filter.book)}`]
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined) wheres.push(condition(put(values, value)))
  }
  add(filter.from, (place) => `happened_on >= ${place}`)
  add(filter.to, (place) => `happened_on <= ${place}`)
  add(filter.states, (place) => `state = any(${place}::text[])`)
  add(filter.outcomes, (place) => `outcome = any(${place}::text[])`)
  add(filter.forms, (place) => `form = any(${place}::text[])`)
  add(filter.direction, (place) => `direction = ${place}`)
  add(filter.entityId, (place) => `entity_id = ${place}`)
  add(filter.customerIds, (place) => `customer_id = any(${place}::text[])`)
  add(filter.recipientIds, (place) => `recipient_id = any(${place}::text[])`)
  add(filter.requesterId, (place) => `requester_id = ${place}`)
  add(filter.minMinor, (place) => `value_minor >= ${place}::numeric`)
  add(filter.maxMinor, (place) => `value_minor <= ${place}::numeric`)
  // A rare mark is an index of its own, which the planner uses only where the condition is written out.
  if (filter.isLate !== undefined) wheres.push(filter.isLate ? 'is_late' : 'not is_late')
  if (filter.direction !== undefined && filter.direction !== 'given') wheres.push(`direction <> 'given'`)
  if (sight.kind === 'some') wheres.push(inSight(sight, values))
  return wheres
}

function inSight(sight: Extract<Sight, { kind: 'some' }>, values: Values): string {
  const own = `requester_id = any(${put(values, sight.requesterIds)}::text[])`
  if (sight.entityIds.length === 0) return own
  return `(entity_id = any(${put(values, sight.entityIds)}::text[]) or ${own})`
}

function afterPlace(sort: RegisterPage['sort'], place: Place, values: Values): string {
  const id = put(values, place.id)
  return sort === 'newest'
    ? `(happened_on, id) < (${put(values, place.on)}::date, ${id})`
    : `(value_minor, id) < (${put(values, place.minor)}::numeric, ${id})`
}

/** The alternatives of a text, each with an index of its own; one empty alternative without a text. */
function branchesOf(text: RegisterText | undefined, values: Values): string[][] {
  if (!text) return [[]]
  // The index holds each sign of a title twice, so that a word of two signs has trigrams too.
  const doubled = [...text.part].map((sign) => literal(sign).repeat(2)).join('')
  const branches = [[`regexp_replace(title, '(.)', '\\1\\1', 'g') ilike ${put(values, `%${doubled}%`)}`]]
  if (text.numbers.length > 0) branches.push([`number = any(${put(values, text.numbers)}::text[])`])
  if (text.partyIds.length > 0) {
    const ids = put(values, text.partyIds)
    branches.push([`customer_id = any(${ids}::text[])`], [`recipient_id = any(${ids}::text[])`])
  }
  return branches
}

/** A sign as a pattern takes it for itself. */
function literal(sign: string): string {
  return /[\\%_]/.test(sign) ? `\\${sign}` : sign
}

function put(values: Values, value: unknown): string {
  values.push(value)
  return `$${values.length}`
}
