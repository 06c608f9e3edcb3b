import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/**
 * Of whom lines are read: a person by what they received, a customer also by what its people received there.
 */
export type Receiver = { readonly recipientIds: readonly string[]; readonly orgIds: readonly string[] }

/**
 * What remains of each benefit and recipient after everything that was taken off; `$1` to `$3` are its
 * values.
 */
const netLines = `select benefit_id, recipient_id, min(id) as line_id, direction, form, entity_id, currency,
  min(happened_on) as happened_on, sum(minor) as minor
from benefits.line
where book = $1
and (recipient_id = any($2::text[]) or org_id = any($3::text[]))
group by benefit_id, recipient_id, direction, form, entity_id, currency
having sum(minor) <> 0`

function receiverValues({ recipientIds, orgIds }: Receiver): unknown[] {
  return [ownBook, recipientIds, orgIds]
}

/** What one year, form, entity and currency add up to. */
export type NetGroup = {
  readonly direction: string
  readonly year: number
  readonly form: string
  readonly entityId: string | null
  readonly currency: string
  readonly count: number
  readonly minor: bigint
  /** The part that lies in the last twelve months. */
  readonly recentCount: number
  readonly recentMinor: bigint
}

type GroupRow = {
  direction: string
  year: string | number
  form: string
  entity_id: string | null
  currency: string
  count: string | bigint
  minor: string
  recent_count: string | bigint
  recent_minor: string | null
}

/**
 * The one sum of a receiver over all our entities, cut by year, form and entity; days after `from` are
 * recent.
 */
export async function findNetGroups(
  tx: Transaction,
  receiver: Receiver,
  recent: { readonly after: LocalDate; readonly until: LocalDate },
): Promise<NetGroup[]> {
  const rows = await tx.sql<GroupRow>(
    `select direction, extract(year from happened_on)::int as year, form, entity_id, currency,
  count(*) as count, sum(minor) as minor,
  count(*) filter (where happened_on > $4 and happened_on <= $5) as recent_count,
  sum(minor) filter (where happened_on > $4 and happened_on <= $5) as recent_minor
from (${netLines}) as net
group by 1, 2, 3, 4, 5`,
    [...receiverValues(receiver), recent.after, recent.until],
    'benefits_net_groups',
  )
  return rows.map((row) => ({
    direction: row.direction,
    year: Number(row.year),
    form: row.form,
    entityId: row.entity_id,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
    recentCount: Number(row.recent_count),
    recentMinor: BigInt(row.recent_minor ?? '0'),
  }))
}

/** What one of several receivers got in one currency. */
export type ReceiverTotal = {
  readonly id: string
  readonly currency: string
  readonly count: number
  readonly minor: bigint
}

/** What each of these people, or each of these customers with its people, was given. */
export async function findReceiverTotals(
  tx: Transaction,
  by: 'recipient_id' | 'org_id',
  ids: readonly string[],
): Promise<ReceiverTotal[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql<{ id: string; currency: string; count: string | bigint; minor: string }>(
    `select id, currency, count(*) as count, sum(minor) as minor
from (
  select ${by} as id, benefit_id, recipient_id, currency, sum(minor) as minor
  from benefits.line
  where book = $1
  and direction = 'given'
  and ${by} = any($2::text[])
  group by 1, 2, 3, 4
  having sum(minor) <> 0
) as net
group by 1, 2`,
    [ownBook, ids],
    `benefits_totals_by_${by}`,
  )
  return rows.map((row) => ({
    id: row.id,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
  }))
}

/** Which lines of a receiver are asked for. */
export type LinesPage = {
  readonly direction: string
  readonly year?: number | undefined
  readonly form?: string | undefined
  readonly entityId?: string | undefined
  /** Only lines of these entities, where a filter would tell of masked lines what the mask hides. */
  readonly onlyEntities?: readonly string[] | undefined
  readonly after?: { readonly on: LocalDate; readonly id: string } | undefined
  readonly limit: number
}

/** One benefit as one receiver got it. */
export type NetLine = {
  readonly lineId: string
  readonly benefitId: string
  readonly recipientId: string
  readonly form: string
  readonly entityId: string | null
  readonly currency: string
  readonly happenedOn: LocalDate
  readonly minor: bigint
}

type LineRow = {
  line_id: string
  benefit_id: string
  recipient_id: string
  form: string
  entity_id: string | null
  currency: string
  happened_on: LocalDate
  minor: string
}

/** A page of a receiver's lines, newest first. */
export async function findNetLines(tx: Transaction, receiver: Receiver, page: LinesPage): Promise<NetLine[]> {
  const values = receiverValues(receiver)
  const put = (value: unknown) => `$${values.push(value)}`
  const wheres = [`direction = ${put(page.direction)}`]
  if (page.year !== undefined) wheres.push(`extract(year from happened_on)::int = ${put(page.year)}::int`)
  if (page.form !== undefined) wheres.push(`form = ${put(page.form)}`)
  if (page.entityId !== undefined) wheres.push(`entity_id = ${put(page.entityId)}`)
  if (page.onlyEntities) wheres.push(`entity_id = any(${put(page.onlyEntities)}::text[])`)
  if (page.after) {
    wheres.push(`(happened_on, line_id) < (${put(page.after.on)}::date, ${put(page.after.id)})`)
  }
  const rows = await tx.sql<LineRow>(
    `select line_id, benefit_id, recipient_id, form, entity_id, currency, happened_on, minor
from (${netLines}) as net
where ${wheres.join('\nand ')}
order by happened_on desc, line_id desc
limit ${put(page.limit)}`,
    values,
  )
  return rows.map((row) => ({
    lineId: row.line_id,
    benefitId: row.benefit_id,
    recipientId: row.recipient_id,
    form: row.form,
    entityId: row.entity_id,
    currency: row.currency.trim(),
    happenedOn: row.happened_on,
    minor: BigInt(row.minor),
  }))
}
