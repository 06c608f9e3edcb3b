import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/**
 * The people who ask for a benefit for one of these parties: their request is under way, or the benefit is of
 * a day since `since`. What was taken back or refused counts no more.
 */
export async function findAskers(
  tx: Transaction,
  partyIds: readonly string[],
  since: LocalDate,
): Promise<string[]> {
  const rows = await tx.sql<{ requester_id: string }>(
    `select distinct requester_id
from requests.request
where (customer_id = any($1::text[]) or person_id = any($1::text[]))
and (
  state in ('submitted', 'more_information', 'approved')
  or (state in ('given', 'completed') and happened_on >= $2)
)
order by 1`,
    [partyIds, since],
    'requests_askers_of',
  )
  return rows.map((row) => row.requester_id)
}
