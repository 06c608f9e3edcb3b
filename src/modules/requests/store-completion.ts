import type { Transaction } from '../../platform/db/transaction.ts'
import type { RequestRow } from './tables.ts'

/** A request that was given or paid and is not completed yet. */
export type Closable = Pick<RequestRow, 'id' | 'version' | 'benefit_id'>

/** Requests that are looked at in one transaction: what is beyond them is found within the hour. */
const closableMax = 200

/** Of these requests, and of those of these benefits, the ones that were given or paid and are open still. */
export function findClosable(
  tx: Transaction,
  of: { readonly requestIds: readonly string[]; readonly benefitIds: readonly string[] },
): Promise<Closable[]> {
  return tx.sql<Closable>(
    // Two lookups by index: of one condition with `or` every open request would be read.
    `select id, version, benefit_id
from requests.request
where state in ('given', 'paid')
and id in (
  select unnest($1::text[])
  union
  select id from requests.request where benefit_id = any($2::text[])
)
order by id
limit ${closableMax}`,
    [of.requestIds, of.benefitIds],
    'requests_closable',
  )
}

/** The next requests after an identifier that were given or paid and are open still. */
export async function closableAfter(tx: Transaction, after: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select id
from requests.request
where state in ('given', 'paid')
and id > $1
order by id
limit ${closableMax}`,
    [after],
    'requests_closable_after',
  )
  return rows.map(({ id }) => id)
}
