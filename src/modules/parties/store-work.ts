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
 * Who works for one of these customers and for somebody else at the same time: what they get counts for
 * each of their employers.
 */
export async function loadSharedWork(tx: Transaction, customerIds: readonly string[]): Promise<SharedWork> {
  if (customerIds.length === 0) return noWork
  const rows = await tx.sql<{ person_id: string }>(
    `select distinct one.person_id
from parties.employment as one
join parties.employment as other on other.person_id = one.person_id
where (
  one.customer_id = any($1::text[])
  or one.customer_id in (select id from parties.customer where merged_into = any($1::text[]))
)
and other.customer_id <> one.customer_id
and one.from_on <= coalesce(other.until_on, date '9999-12-31')
and other.from_on <= coalesce(one.until_on, date '9999-12-31')
order by 1`,
    [customerIds],
    'parties_shared_work',
  )
  if (rows.length === 0) return noWork
  const personIds = rows.map((row) => row.person_id)
  const work = await loadWorkOf(tx, personIds)
  return {
    personIds,
    employersOn: (isPerson, day) =>
      work.filter((row) => isPerson(row.person_id) && holdsOn(row, day)).map((row) => row.customer_id),
  }
}
