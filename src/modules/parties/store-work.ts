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

/**
 * Who works for one of these customers and for somebody else at the same time, also by a record that was
 * merged: what they get counts for each of their employers.
 */
export async function loadSharedWork(tx: Transaction, customerIds: readonly string[]): Promise<SharedWork> {
  if (customerIds.length === 0) return noWork
  const rows = await tx.sql<{ one: string; other: string }>(
    `select distinct one.person_id as one, other.person_id as other
from parties.employment as one
join parties.person as mine on mine.id = one.person_id
join lateral (
  select coalesce(mine.merged_into, mine.id) as id
  union all
  select id from parties.person where merged_into = coalesce(mine.merged_into, mine.id)
) as same on true
join parties.employment as other on other.person_id = same.id
where one.customer_id = any(
  array(
    select unnest($1::text[])
    union all
    select id from parties.customer where merged_into = any($1::text[])
  )
)
and other.customer_id <> one.customer_id
and one.from_on <= coalesce(other.until_on, date '9999-12-31')
and other.from_on <= coalesce(one.until_on, date '9999-12-31')`,
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
