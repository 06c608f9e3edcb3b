import type { Pool } from 'pg'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  isOfSingles,
  scopesOf,
  type RegisterFilter,
  type RegisterPage,
  type RegisterText,
  type Sight,
} from './register-filter.ts'
import { markConditions, putting, rowConditions, titleHolds, type KeptText, type Put } from './store-cells.ts'
import { findKept, firstOfKept } from './store-kept.ts'
import { afterPlace, orderOf, partyConditions, readRows, spanOf } from './store-page.ts'
import {
  added,
  findListsTotals,
  findPartiesTotals,
  takenOff,
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
  const near = await nearWithTitle(tx, page, text)
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

/**
 * The first rows with such a title, where they are found without the index of titles. Undefined where that
 * index is to be asked.
 */
async function nearWithTitle(
  tx: Transaction,
  page: RegisterPage,
  text: RegisterText,
): Promise<readonly string[] | undefined> {
  const kept = await keptFor(tx, page.filter, text)
  return kept ? firstOfKept(tx, page, kept) : newestWithTitle(tx, page, text)
}

/** The totals of a text, as far as they answer a filter: they tell nothing of single parties and benefits. */
async function keptFor(
  tx: Transaction,
  filter: RegisterFilter,
  text: RegisterText,
): Promise<KeptText | undefined> {
  return isOfSingles(filter) ? undefined : findKept(tx, patternOf(text.part))
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
  const pattern = put(patternOf(text.part))
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
 * Count and sums of what a text may stand for: those of its parties, and those of titles and numbers beside
 * them. A text that many titles hold is kept, and its titles are then counted by its own totals; any other
 * takes as long as its titles are many.
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
  const kept = await keptFor(tx, filter, text)
  const ofTitles = kept
    ? await keptTotals(tx, filter, { sight, text, kept }, counting)
    : await rowTotals(tx, filter, { sight, counting }, (put) => titlesBeside(text, put))
  return added([...ofParties, ...ofTitles])
}

/**
 * What the totals of a kept text say, without the rows of the parties that the text names as well, and with
 * the numbers that it may be where their titles do not hold it.
 */
async function keptTotals(
  tx: Transaction,
  filter: RegisterFilter,
  { sight, text, kept }: { readonly sight: Sight; readonly text: RegisterText; readonly kept: KeptText },
  counting: Counting,
): Promise<CurrencyTotal[]> {
  const ids = text.partyIds
  const asked = { sight, counting }
  const withTitle = await findListsTotals(tx, filter, sight, counting, kept)
  const twice =
    ids.length === 0
      ? []
      : await rowTotals(tx, filter, asked, (put) => {
          const place = put(ids)
          return [`(${isCustomer(place)} or ${isRecipient(place)})`, titleHolds(kept, put)]
        })
  const numbers =
    text.numbers.length === 0
      ? []
      : await rowTotals(tx, filter, asked, (put) => [
          ...numberCondition(text, put),
          `not (${titleHolds(kept, put)})`,
          ...notOfParties(text, put),
        ])
  return [...withTitle, ...numbers, ...twice.map(takenOff)]
}

/** Count and sums by row. */
async function rowTotals(
  tx: Transaction,
  filter: RegisterFilter,
  { sight, counting }: { readonly sight: Sight; readonly counting: Counting },
  more: (put: Put) => readonly string[],
): Promise<CurrencyTotal[]> {
  const { put, values } = putting()
  const wheres = [...textConditions(filter, sight, put), ...more(put)]
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
  return rows.map(totalOf)
}

const isCustomer = (ids: string) => `customer_id = any(${ids}::text[])`
const isRecipient = (ids: string) => `recipient_id = any(${ids}::text[])`
const isNotCustomer = (ids: string) => `(customer_id is null or customer_id <> all(${ids}::text[]))`

/** Titles and numbers, without the rows of the parties. */
function titlesBeside(text: RegisterText, put: Put): string[] {
  const named = [titleCondition(text, put), ...numberCondition(text, put)].map((part) => `(${part})`)
  return [`(${named.join(' or ')})`, ...notOfParties(text, put)]
}

function notOfParties({ partyIds }: RegisterText, put: Put): string[] {
  if (partyIds.length === 0) return []
  const ids = put(partyIds)
  return [isNotCustomer(ids), `recipient_id <> all(${ids}::text[])`]
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
function titleCondition(text: Pick<RegisterText, 'part'>, put: Put): string {
  const signs = [...text.part.toLowerCase()]
  const pattern = put(patternOf(text.part))
  if (signs.length > 2) return `title ilike ${pattern}`
  // The empty text keeps the trigrams out: for so short a pattern their whole index would be read.
  return `string_to_array(lower(title), null) @> ${put(signs)}::text[] and title || '' ilike ${pattern}`
}

/** True when so many titles hold a text that reading them row by row takes long. */
export async function isOfMany(pool: Pool, part: string): Promise<boolean> {
  const { put, values } = putting()
  const found = await pool.query<{ many: boolean }>(
    `select count(*) = ${put(manyTitles)}::int as many
from (
  select from benefits.benefit
  where ${titleCondition({ part }, put)}
  limit ${put(manyTitles)}
) as counted`,
    values,
  )
  return found.rows[0]?.many === true
}

/** From so many titles on a text is kept: to read fewer by row takes some twenty milliseconds. */
const manyTitles = 5_000

/** What a title is compared with to find a text in it. */
export function patternOf(part: string): string {
  return `%${[...part].map(literal).join('')}%`
}

/** A sign as a pattern takes it for itself. */
function literal(sign: string): string {
  return /[\\%_]/.test(sign) ? `\\${sign}` : sign
}
