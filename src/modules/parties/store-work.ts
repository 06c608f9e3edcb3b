import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { holdsOn } from './domain.ts'
import { loadWorkOf } from './store.ts'

/** The people who work for several employers at once, and for whom on a day. */
export type SharedWork = {
  readonly personIds: readonly string[]
  /** For whom the people of one record and of those that it stands for worked on a day. */
  readonly employersOn: (isPerson: (id: string) => boolean, day: LocalDate) => readonly string[]
}

const noWork: SharedWork = { personIds: [], employersOn: () => [] }

const sharedWorkSql = `with recursive firm (id) as (
  select unnest($1::text[])
  union
  select next.id
  from firm
  join lateral (
    select merged_into as id from parties.customer where id = firm.id and merged_into is not null
    union all
    select id from parties.customer where merged_into = firm.id
  ) as next on true
),
work as materialized (
  select person_id, customer_id, from_on, until_on
  from parties.employment
  where customer_id = any(array(select id from firm))
),
same (person_id, id) as (
  select person_id, person_id from work
  union
  select same.person_id, next.id
  from same
  join lateral (
    select merged_into as id from parties.person where id = same.id and merged_into is not null
    union all
    select id from parties.person where merged_into = same.id
  ) as next on true
)
select distinct one.person_id as one, other.person_id as other
from work as one
join same on same.person_id = one.person_id
join parties.employment as other on other.person_id = same.id
where other.customer_id <> one.customer_id
and one.from_on <= coalesce(other.until_on, date '9999-12-31')
and other.from_on <= coalesce(one.until_on, date '9999-12-31')`

/**
 * Who works for one of these customers and for somebody else at the same time. Records that were merged count
 * as one, however many steps lie between them (`withMerged`): what people get counts for each of their
 * employers.
 */
export async function loadSharedWork(tx: Transaction, customerIds: readonly string[]): Promise<SharedWork> {
  if (customerIds.length === 0) return noWork
  const rows = await tx.sql<{ one: string; other: string }>(
    sharedWorkSql,
    [customerIds],
    'parties_shared_work',
  )
  if (rows.length === 0) return noWork
  const personIds = [...new Set(rows.flatMap(({ one, other }) => [one, other]))].sort()
  const work = await loadWorkOf(tx, personIds)
  return {
    personIds,
    employersOn: (isPerson, day) =>
      work.filter((row) => isPerson(row.person_id) && holdsOn(row, day)).map((row) => row.customer_id),
  }
}
