import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { homeZone } from '../access/index.ts'

/**
 * The people who ask for a benefit for one of these parties: their request is under way, the benefit is of a
 * day since `since`, or they tried since then, by the company's own days, to file one that is forbidden. What
 * was taken back or rejected counts no more.
 */
export async function findAskers(
  tx: Transaction,
  partyIds: readonly string[],
  since: LocalDate,
): Promise<string[]> {
  const rows = await tx.sql<{ person_id: string }>(
    `select requester_id as person_id
from requests.request
where (customer_id = any($1::text[]) or person_id = any($1::text[]))
and (
  state in ('submitted', 'more_information', 'approved')
  or (state in ('given', 'completed') and happened_on >= $2)
)
union
select person_id
from requests.attempt
where via = 'submit' and (at at time zone $3)::date >= $2::date
and (
  application::json #>> '{customer,partyId}' = any($1::text[])
  or application::json #>> '{recipient,partyId}' = any($1::text[])
)
order by 1`,
    [partyIds, since, homeZone],
    'requests_askers_of',
  )
  return rows.map((row) => row.person_id)
}
