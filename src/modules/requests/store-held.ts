import type { Transaction } from '../../platform/db/transaction.ts'

/** The people who have a request under way for each of these customers. */
export async function requestersOf(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.sql<{ customer_id: string; requester_id: string }>(
    `select distinct customer_id, requester_id
from requests.request
where customer_id = any($1::text[])
and state in ('submitted', 'more_information', 'approved')`,
    [customerIds],
    'requests_requesters_of',
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.customer_id)].map(([id, own]) => [
      id,
      own.map((row) => row.requester_id),
    ]),
  )
}
