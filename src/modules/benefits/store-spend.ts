import type { Transaction } from '../../platform/db/transaction.ts'
import type { Spend, SpendWanted, Stage } from './spend.ts'

type SpendRow = {
  readonly n: number
  readonly stage: string
  readonly currency: string
  readonly minor: string
  readonly count: number
}

/** What the register adds up to, a list for each question, in one read by index. */
export async function spendOf(tx: Transaction, wanted: readonly SpendWanted[]): Promise<Spend[][]> {
  const rows = await tx.sql<SpendRow>(
    spendSql,
    [
      wanted.map((_, n) => n),
      wanted.map(({ entityId }) => entityId),
      wanted.map(({ from }) => from),
      wanted.map(({ until }) => until),
      wanted.map(({ unitIds }) => unitIds?.join(',') ?? null),
      wanted.map(({ forms }) => forms?.join(',') ?? null),
    ],
    'benefits_spend_of',
  )
  return wanted.map((_, n) =>
    rows
      .filter((row) => row.n === n)
      .map(({ stage, currency, minor, count }) => ({
        // `benefits.stage_of` knows no other.
        stage: stage as Stage,
        currency,
        minor: BigInt(minor),
        count,
      })),
  )
}

const partSql = (table: string) => `select stage, currency, minor, count
  from ${table}
  where entity_id = asked.entity_id
  and month between asked.from_on and asked.until_on
  and (asked.units is null or unit_id = any(string_to_array(asked.units, ',')))
  and (asked.forms is null or form = any(string_to_array(asked.forms, ',')))`

const spendSql = `select asked.n, part.stage, part.currency, sum(part.minor)::text as minor,
  sum(part.count)::int as count
from unnest($1::int[], $2::text[], $3::date[], $4::date[], $5::text[], $6::text[])
  as asked (n, entity_id, from_on, until_on, units, forms)
cross join lateral (
  ${partSql('benefits.spend_total')}
  union all
  ${partSql('benefits.spend_change')}
) as part
group by asked.n, part.stage, part.currency
having sum(part.minor) <> 0 or sum(part.count) <> 0`
