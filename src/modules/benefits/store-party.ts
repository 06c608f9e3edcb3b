import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/**
 * Of whom lines are read: a person by what they received, a customer also by what its people received there.
 */
export type Receiver = { readonly recipientIds: readonly string[]; readonly orgIds: readonly string[] }

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
  /** Nothing where it was taken back on its own day. */
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

/**
 * What was taken back on its own day adds up to nothing and was received all the same. What was withdrawn or
 * rejected was not, nor what was asked for otherwise before it was given: of a benefit that was reversed,
 * only the lines written last had been received. They bear one moment; those of nothing count for it too.
 * Asked for each such group by itself, so that a long history is read by no other order.
 */
const isReceived = `(
    sum(minor) <> 0
    or (
      (select state from benefits.benefit where id = line.benefit_id) = 'reversed'
      and max(recorded_at) filter (where minor > 0) = (
        select max(written.recorded_at)
        from benefits.line as written
        where written.benefit_id = line.benefit_id
        and written.minor >= 0
      )
    )
  )`

/**
 * A page of a receiver's lines, newest first: what each benefit gave one recipient on one day, or took
 * back. Of each party the first are read in the order of its index, so that a long history costs what a
 * short one does.
 */
export async function findNetLines(tx: Transaction, receiver: Receiver, page: LinesPage): Promise<NetLine[]> {
  const values: unknown[] = [ownBook, receiver.recipientIds, receiver.orgIds]
  const put = (value: unknown) => `$${values.push(value)}`
  const wheres = ['book = $1', ...lineConditions(page, put)]
  const from = page.after && `(happened_on, min(id)) < (${put(page.after.on)}::date, ${put(page.after.id)})`
  const limit = put(page.limit)
  const linesOf = (column: string, ids: string, more: readonly string[]) => `select found.*
from unnest(${ids}::text[]) as party (id)
cross join lateral (
  select min(id) as line_id, benefit_id, recipient_id, form, entity_id, currency, happened_on,
    sum(minor) as minor
  from benefits.line
  where ${[`${column} = party.id`, ...wheres, ...more].join('\n  and ')}
  group by happened_on, benefit_id, recipient_id, form, entity_id, currency
  having ${[isReceived, ...(from === undefined ? [] : [from])].join('\n  and ')}
  order by happened_on desc, min(id) desc
  limit ${limit}
) as found`
  const rows = await tx.sql<LineRow>(
    `${linesOf('org_id', '$3', [])}
union all
${linesOf('recipient_id', '$2', ['(org_id is null or org_id <> all($3::text[]))'])}
order by happened_on desc, line_id desc
limit ${limit}`,
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

/** What was taken back of benefits on their own day, by `takenBackKey`: the last such line. */
export async function findTakenBack(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly lineId: string; readonly minor: bigint }>> {
  if (benefitIds.length === 0) return new Map()
  const rows = await tx.sql<Omit<LineRow, 'entity_id'>>(
    `select distinct on (benefit_id, recipient_id, happened_on, form, currency)
  id as line_id, benefit_id, recipient_id, happened_on, form, currency, minor
from benefits.line
where benefit_id = any($1::text[])
and minor < 0
order by benefit_id, recipient_id, happened_on, form, currency, recorded_at desc, id`,
    [benefitIds],
    'benefits_taken_back',
  )
  return new Map(
    rows.map((row) => [
      takenBackKey({
        benefitId: row.benefit_id,
        recipientId: row.recipient_id,
        happenedOn: row.happened_on,
        form: row.form,
        currency: row.currency.trim(),
      }),
      { lineId: row.line_id, minor: BigInt(row.minor) },
    ]),
  )
}

/** The key of a line in `findTakenBack`. */
export function takenBackKey(
  line: Pick<NetLine, 'benefitId' | 'recipientId' | 'happenedOn' | 'form' | 'currency'>,
): string {
  return [line.benefitId, line.recipientId, line.happenedOn, line.form, line.currency].join(' ')
}

function lineConditions(page: LinesPage, put: (value: unknown) => string): string[] {
  const { direction, year, form, entityId, onlyEntities, after } = page
  return [
    `direction = ${put(direction)}`,
    ...(year === undefined
      ? []
      : [`happened_on between ${put(`${year}-01-01`)}::date and ${put(`${year}-12-31`)}::date`]),
    ...(form === undefined ? [] : [`form = ${put(form)}`]),
    ...(entityId === undefined ? [] : [`entity_id = ${put(entityId)}`]),
    ...(onlyEntities === undefined ? [] : [`entity_id = any(${put(onlyEntities)}::text[])`]),
    ...(after === undefined ? [] : [`happened_on <= ${put(after.on)}::date`]),
  ]
}
