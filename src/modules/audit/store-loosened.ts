import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { looseningOperations } from '../access/index.ts'

/** That somebody made the rules milder for some parties, as the log has it. */
export type Loosened = {
  readonly personId: string
  readonly operation: string
  readonly at: Instant
  readonly partyIds: readonly string[]
}

/** Written out, because the indexes are found by the very words of their condition. */
const ofTheList = `not is_refused and operation in (${looseningOperations.map((id) => `'${id}'`).join(', ')})`

const loosenedSql = `with found as (
  select id
  from audit.entry
  where ${ofTheList}
  and person_id = any($1::text[])
  and at >= $3::date
  union
  select id
  from audit.entry
  where ${ofTheList}
  and (bytes::jsonb #> '{note,loosens}') ?| $2::text[]
  and at >= $3::date
)
select person_id, operation, at, bytes::jsonb #> '{note,loosens}' as party_ids
from audit.entry
where id in (select id from found)
and bytes::jsonb #> '{note,loosens}' is not null
order by id desc`

type Row = {
  readonly person_id: string
  readonly operation: string
  readonly at: Instant
  readonly party_ids: readonly string[]
}

/**
 * What these people did since a day that made the rules milder for anybody, and what anybody did that made
 * them milder for these parties; the latest first. A day of the log is one in UTC: where a legal day begins
 * earlier, whoever asks asks for the day before too, and looks which legal day each falls on.
 */
export async function findLoosened(
  tx: Transaction,
  wanted: {
    readonly personIds: readonly string[]
    readonly partyIds: readonly string[]
    readonly since: LocalDate
  },
): Promise<Loosened[]> {
  const { personIds, partyIds, since } = wanted
  const rows = await tx.sql<Row>(loosenedSql, [personIds, partyIds, since], 'audit_loosened')
  return rows.map(({ person_id: personId, operation, at, party_ids }) => ({
    personId,
    operation,
    at,
    partyIds: party_ids,
  }))
}
