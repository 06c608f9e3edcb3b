import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/** What an organisation got on one day in one currency, its people included. */
export type OrganisationDay = {
  readonly orgId: string
  readonly on: LocalDate
  readonly currency: string
  readonly minor: bigint
}

/** Of which organisations, kind, entities and days something is summed. */
export type AlikeSelection = {
  readonly orgIds: readonly string[]
  /** One kind of benefit; every kind where it is undefined. */
  readonly form: string | undefined
  /** The entities that the reader sees; all of them where it is undefined. */
  readonly entityIds: readonly string[] | undefined
  readonly after: LocalDate
  readonly until: LocalDate
}

/** Both halves of a sum come from an index alone: what people got there, and what the organisation got. */
const part = (key: string) => `select ${key} as org_id, happened_on, currency, minor
from benefits.line
where book = $1
and direction = 'given'
and ${key} = any($2::text[])
and happened_on > $3
and happened_on <= $4
and ($5::text is null or form = $5)
and ($6::text[] is null or entity_id = any($6::text[]))`

/** What each of some organisations got from those of our entities that the reader sees. */
export async function sumAlike(tx: Transaction, of: AlikeSelection): Promise<OrganisationDay[]> {
  if (of.orgIds.length === 0) return []
  const rows = await tx.sql<{ org_id: string; happened_on: LocalDate; currency: string; minor: string }>(
    `select org_id, happened_on, currency, sum(minor) as minor
from (
${part('org_id')}
union all
${part('recipient_id')}
and org_id is distinct from recipient_id
) as line
group by 1, 2, 3
having sum(minor) <> 0`,
    [ownBook, of.orgIds, of.after, of.until, of.form ?? null, of.entityIds ?? null],
    'benefits_alike',
  )
  return rows.map((row) => ({
    orgId: row.org_id,
    on: row.happened_on,
    currency: row.currency.trim(),
    minor: BigInt(row.minor),
  }))
}
