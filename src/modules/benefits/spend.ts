import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { BenefitRow } from './tables.ts'

/** What a benefit does to a budget: asked for it is held, approved it is committed, given it is spent. */
export type Stage = 'held' | 'committed' | 'spent'

const stages: Readonly<Record<string, Stage>> = {
  submitted: 'held',
  more_information: 'held',
  approved: 'committed',
  given: 'spent',
  paid: 'spent',
  completed: 'spent',
}

type Staged = Pick<BenefitRow, 'book' | 'direction' | 'source' | 'state' | 'entity_id'>

/**
 * What a benefit of the register does to the budgets that cover it; undefined where it does nothing. Only
 * what we give counts, and no history that an import brought: the books do not hold it either.
 */
export function stageOf({ book, direction, source, state, entity_id: entityId }: Staged): Stage | undefined {
  const counts = book === ownBook && direction === 'given' && entityId !== null
  return counts && !source.startsWith('import') ? stages[state] : undefined
}

/** The benefits that are added up: of an entity in whole months, of some units and kinds or of all. */
export type SpendWanted = {
  readonly entityId: string
  readonly from: LocalDate
  readonly until: LocalDate
  /** Undefined where the whole entity counts. */
  readonly unitIds: readonly string[] | undefined
  /** Undefined where all kinds count. */
  readonly forms: readonly string[] | undefined
}

/** A sum of one stage in one currency. */
export type Spend = {
  readonly stage: Stage
  readonly currency: string
  readonly minor: bigint
  readonly count: number
}

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
