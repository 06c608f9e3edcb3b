import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { GuestLinkRow, GuestSignInRow } from '../tables.ts'

type Tables = { 'requests.guest_link': GuestLinkRow; 'requests.guest_sign_in': GuestSignInRow }

const rowsBy = rowsFor<Tables>()

/** The links of requests, by request, oldest first. */
export async function loadLinks(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, GuestLinkRow[]>> {
  const by = { column: 'request_id', values: requestIds, order: 'opened_at' } as const
  return Map.groupBy(await rowsBy(tx, 'requests.guest_link', by), (row) => row.request_id)
}

/** The link whose secret has this hash. */
export async function findLink(tx: Transaction, secretHash: string): Promise<GuestLinkRow | undefined> {
  const [row] = await rowsBy(tx, 'requests.guest_link', { column: 'secret_hash', values: [secretHash] })
  return row
}

/** Who signed in, by request, in the order in which they did. */
export async function loadSignIns(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, GuestSignInRow[]>> {
  const by = { column: 'request_id', values: requestIds, order: 'signed_at' } as const
  return Map.groupBy(await rowsBy(tx, 'requests.guest_sign_in', by), (row) => row.request_id)
}
