import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadSignIns } from '../attendance/store.ts'
import { wasGiven } from '../domain.ts'
import { loadAttendees } from '../store-giving.ts'
import type { GivingRow, GuestSignInRow, RequestRow } from '../tables.ts'
import { storedAttendee, type Attendee } from './guests.ts'

/** Who was there, by request; of what is closed nobody is weighed any more. */
export async function presentAt(
  tx: Transaction,
  requests: readonly RequestRow[],
  givings: ReadonlyMap<string, GivingRow>,
): Promise<Map<string, Attendee[]>> {
  const open = requests.filter(({ state }) => state !== 'paid' && state !== 'completed')
  const ids = open.flatMap(({ id }) => givings.get(id)?.id ?? [])
  const rows = await loadAttendees(tx, ids)
  return new Map(
    [...rows.values()].flatMap((those) => {
      const [first] = those
      return first ? [[first.request_id, those.map(storedAttendee)] as const] : []
    }),
  )
}

/**
 * Who signed in by the code, by request, as far as it matters: while a giving is recorded, and beside it for
 * as long as it is on record.
 */
export function signedInTo(
  tx: Transaction,
  requests: readonly RequestRow[],
): Promise<Map<string, GuestSignInRow[]>> {
  const those = requests.filter(
    ({ state, is_late: isLate }) => isLate || state === 'approved' || wasGiven(state),
  )
  return loadSignIns(
    tx,
    those.map(({ id }) => id),
  )
}
