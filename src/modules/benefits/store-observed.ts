import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/** What one party of an observed book has there, in one currency. */
export type ObservedSum = {
  readonly id: string
  readonly currency: string
  readonly count: number
  readonly minor: bigint
  /** True where some of it is known only from below, so that the sum is at least this. */
  readonly isAtLeast: boolean
  readonly from: LocalDate
  readonly to: LocalDate
}

type SumRow = {
  id: string
  currency: string
  count: string | bigint
  minor: string
  at_least: boolean
  from_on: LocalDate
  to_on: LocalDate
}

const sumsSql = `select id, currency, count(*) as count, sum(minor) as minor, bool_or(at_least) as at_least,
  min(happened_on) as from_on, max(happened_on) as to_on
from (
  select party.id, line.benefit_id, line.currency, min(line.happened_on) as happened_on,
    sum(line.minor) as minor, bool_or(benefit.value_is_at_least) as at_least
  from unnest($2::text[]) as party (id)
  join benefits.line as line on line.recipient_id = party.id or line.org_id = party.id
  join benefits.benefit as benefit on benefit.id = line.benefit_id
  where line.book <> $1
  group by 1, 2, 3
  having sum(line.minor) <> 0
) as net
group by 1, 2
order by 1, 4 desc`

/** The sums of parties of observed books, each by itself; our own book is never among them. */
export async function findObservedSums(tx: Transaction, ids: readonly string[]): Promise<ObservedSum[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql<SumRow>(sumsSql, [ownBook, ids], 'benefits_observed_sums')
  return rows.map((row) => ({
    id: row.id,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
    isAtLeast: row.at_least,
    from: row.from_on,
    to: row.to_on,
  }))
}

/** The giver of each benefit of an observed book, by the identifier of its giver group. */
export async function findGivers(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql<{ benefit_id: string; giver_group: string }>(
    `select distinct benefit_id, giver_group
from benefits.line
where benefit_id = any($1::text[])`,
    [benefitIds],
    'benefits_givers',
  )
  return new Map(rows.map((row) => [row.benefit_id, row.giver_group]))
}
