import type { Transaction } from '../../platform/db/transaction.ts'
import { loadNear, withMerged } from '../parties/index.ts'
import { withBigint } from './store.ts'
import type { Touched } from './subscriptions.ts'
import type { RequestRow } from './tables.ts'

/** How many held requests are loaded at once. */
const heldAtOnce = 200

/**
 * Requests that the policy holds until somebody supplies a fact, for which something that was touched may be
 * it: of these parties, of whoever works there, is related to them or lives with them, of these entities, of
 * these ids, or all of them. Those behind `after` in the order of their ids, so many at once.
 */
export async function loadHeld(
  tx: Transaction,
  of: Touched,
  { after = '', limit = heldAtOnce }: { readonly after?: string; readonly limit?: number } = {},
): Promise<RequestRow[]> {
  const { members } = await withMerged(tx, of.isForAll ? [] : of.partyIds)
  const near = await loadNear(tx, members)
  const rows = await tx.sql<RequestRow>(
    `select *
from requests.request
where state = 'more_information'
and outcome = 'hold'
and id > $1
and ($2 or customer_id = any($3::text[]) or person_id = any($3::text[]) or entity_id = any($4::text[])
  or id = any($5::text[]))
order by id
limit $6`,
    [after, of.isForAll, [...of.partyIds, ...members, ...near], of.entityIds, of.requestIds, limit],
    'requests_held_of',
  )
  return rows.map(withBigint)
}

/** True when one of them is held, so that most of what is put on record starts no work. */
export async function isAnyHeld(tx: Transaction, of: Touched): Promise<boolean> {
  return (await loadHeld(tx, of, { limit: 1 })).length > 0
}

/** All requests that wait for compliance to complete a record, the oldest first. */
export async function loadWaitingOnCompliance(tx: Transaction): Promise<RequestRow[]> {
  const rows = await tx.sql<RequestRow>(
    `select *
from requests.request
where state = 'more_information'
and waiting_on = 'compliance'
order by changed_at, id`,
    [],
    'requests_waiting_on_compliance',
  )
  return rows.map(withBigint)
}
