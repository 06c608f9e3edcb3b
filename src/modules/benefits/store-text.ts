import type { Transaction } from '../../platform/db/transaction.ts'
import {
  scopesOf,
  type RegisterFilter,
  type RegisterPage,
  type RegisterText,
  type Sight,
} from './register-filter.ts'
import { markConditions, putting, rowConditions, type Put } from './store-cells.ts'
import { afterPlace, orderOf, partyConditions, readRows, spanOf } from './store-page.ts'
import {
  added,
  findPartiesTotals,
  totalColumns,
  totalOf,
  type Counting,
  type CurrencyTotal,
} from './store-totals.ts'
import type { BenefitRow } from './tables.ts'

/**
 * One page of what a text may stand for: the first rows of titles and numbers, and the first rows of each
 * party of that name, each from an index of its own.
 */
export async function findTextPage(
  tx: Transaction,
  page: RegisterPage,
  text: RegisterText,
): Promise<BenefitRow[]> {
  const { put, values } = putting()
  const order = orderOf(page.sort)
  const after = afterPlace(page.sort, page.after, put)
  const wheres = [...textConditions(spanOf(page), page.sight, put), ...after]
  const end = `order by ${order}\n  limit ${put(page.limit)}`
  const near = await newestWithTitle(tx, page, text)
  const title = near ? `id = any(${put(near)}::text[])` : titleCondition(text, put)
  const byTitle = [title, ...numberCondition(text, put)].map(
    (branch) => `(select id, happened_on, value_minor
from benefits.benefit
where ${[...wheres, branch].join('\nand ')}
${end})`,
  )
  const ofParty =
    text.partyIds.length === 0 ? undefined : await partyConditions(tx, { ...page, filter: spanOf(page) }, put)
  const parties = ofParty && put(text.partyIds)
  const byParty = (ofParty ? partyColumns : []).map(
    (column) => `(select found.*
from unnest(${parties}::text[]) as party (id)
cross join lateral (
  select id, happened_on, value_minor
  from benefits.benefit
  where ${[`${column} = party.id`, ...(ofParty ?? []), ...after].join('\n  and ')}
  ${end}
) as found)`,
  )
  const select = `select *
from (
${[...byTitle, ...byParty].join('\nunion\n')}
) as every
${end}`
  return readRows(tx, page.sort, select, values)
}

/** How many of the newest rows are looked through before the titles are searched by their index. */
const lookedThrough = 5_000

/**
 * The newest rows with such a title, where enough of them are among the newest of all: a word of many
 * titles is found at once that way, while its index would give all of them to be sorted. Undefined where
 * they are not.
 */
async function newestWithTitle(
  tx: Transaction,
  page: RegisterPage,
  text: RegisterText,
): Promise<readonly string[] | undefined> {
  if (page.sort !== 'newest') return undefined
  const { put, values } = putting()
  const wheres = [...textConditions(spanOf(page), page.sight, put), ...afterPlace(page.sort, page.after, put)]
  const pattern = put(patternOf(text))
  const rows = await tx.sql<{ id: string }>(
    `select id
from (
  select id, happened_on, title
  from benefits.benefit
  where ${wheres.join('\n  and ')}
  order by happened_on desc, id desc
  limit ${lookedThrough}
) as newest
where title ilike ${pattern}
order by happened_on desc, id desc
limit ${put(page.limit)}`,
    values,
  )
  return rows.length < page.limit ? undefined : rows.map((row) => row.id)
}

const partyColumns = ['customer_id', 'recipient_id'] as const

/**
 * Count and sums of what a text may stand for, by row: those of its parties, and those of titles and numbers
 * beside them. A word of many titles takes as long as they are many.
 */
export async function findTextTotals(
  tx: Transaction,
  filter: RegisterFilter,
  { sight, text }: { readonly sight: Sight; readonly text: RegisterText },
  counting: Counting,
): Promise<CurrencyTotal[]> {
  const ids = text.partyIds
  const ofParties =
    ids.length === 0
      ? []
      : [
          ...(await findPartiesTotals(tx, filter, sight, counting, (put) => [isCustomer(put(ids))])),
          ...(await findPartiesTotals(tx, filter, sight, counting, (put) => {
            const place = put(ids)
            return [isRecipient(place), isNotCustomer(place)]
          })),
        ]
  const { put, values } = putting()
  const wheres = [...textConditions(filter, sight, put), ...titlesBeside(text, put)]
  const rows = await tx.sql<Parameters<typeof totalOf>[0]>(
    `select ${totalColumns}
from (
  select value_currency::text as currency, 1 as count, value_minor as minor, is_late,
    state = any(${put(counting.states)}::text[]) and direction = ${put(counting.direction)} as counts
  from benefits.benefit
  where ${wheres.join('\n  and ')}
) as part
group by currency`,
    values,
  )
  return added([...ofParties, ...rows.map(totalOf)])
}

const isCustomer = (ids: string) => `customer_id = any(${ids}::text[])`
const isRecipient = (ids: string) => `recipient_id = any(${ids}::text[])`
const isNotCustomer = (ids: string) => `(customer_id is null or customer_id <> all(${ids}::text[]))`

/** Titles and numbers, without the rows of the parties. */
function titlesBeside(text: RegisterText, put: Put): string[] {
  const named = [titleCondition(text, put), ...numberCondition(text, put)].map((part) => `(${part})`)
  if (text.partyIds.length === 0) return [`(${named.join(' or ')})`]
  const ids = put(text.partyIds)
  return [`(${named.join(' or ')})`, isNotCustomer(ids), `recipient_id <> all(${ids}::text[])`]
}

/** How many rows a text has, counted to `max` at most, so that a question about too many stays cheap. */
export async function countTextUpTo(
  tx: Transaction,
  filter: RegisterFilter,
  { sight, text }: { readonly sight: Sight; readonly text: RegisterText },
  max: number,
): Promise<number> {
  const { put, values } = putting()
  const wheres = textConditions(filter, sight, put)
  const limit = put(max)
  const ids = put(text.partyIds)
  const parts = [[isCustomer(ids)], [isRecipient(ids), isNotCustomer(ids)], titlesBeside(text, put)].map(
    (part) => `(select from benefits.benefit where ${[...wheres, ...part].join(' and ')} limit ${limit})`,
  )
  const rows = await tx.sql<{ count: string | bigint }>(
    `select count(*) as count
from (select from (${parts.join('\nunion all\n')}) as every limit ${limit}) as counted`,
    values,
  )
  return Number(rows[0]?.count ?? 0)
}

function textConditions(filter: RegisterFilter, sight: Sight, put: Put): string[] {
  const wheres = [...markConditions(filter, {}, put), ...rowConditions(filter, put)]
  const add = (ids: readonly string[] | undefined, column: string) => {
    if (ids !== undefined) wheres.push(`${column} = any(${put(ids)}::text[])`)
  }
  add(filter.customerIds, 'customer_id')
  add(filter.recipientIds, 'recipient_id')
  const scopes = scopesOf(filter, sight).map(({ requesterIds, entityIds }) => {
    const people = requesterIds && `requester_id = any(${put(requesterIds)}::text[])`
    const entities = entityIds && `entity_id = any(${put(entityIds)}::text[])`
    return [people, entities].filter((part) => part !== undefined).join(' and ')
  })
  if (scopes.length === 0) wheres.push('false')
  else if (!scopes.includes('')) wheres.push(`(${scopes.join(' or ')})`)
  return wheres
}

function numberCondition({ numbers }: RegisterText, put: Put): string[] {
  return numbers.length === 0 ? [] : [`number = any(${put(numbers)}::text[])`]
}

/** What a title must hold: three signs and more are found by trigrams, one or two by the signs themselves. */
function titleCondition(text: RegisterText, put: Put): string {
  const signs = [...text.part.toLowerCase()]
  const pattern = put(patternOf(text))
  if (signs.length > 2) return `title ilike ${pattern}`
  // The empty text keeps the trigrams out: for so short a pattern their whole index would be read.
  return `string_to_array(lower(title), null) @> ${put(signs)}::text[] and title || '' ilike ${pattern}`
}

function patternOf({ part }: RegisterText): string {
  return `%${[...part].map(literal).join('')}%`
}

/** A sign as a pattern takes it for itself. */
function literal(sign: string): string {
  return /[\\%_]/.test(sign) ? `\\${sign}` : sign
}
