import type { Transaction } from '../../platform/db/transaction.ts'
import type { NormalisedRow } from './domain.ts'
import type { Profile } from './profiles/profile.ts'
import { findKnownRows, type KnownRow } from './store.ts'

type Keyed = Pick<NormalisedRow, 'key' | 'olderKey'>

/**
 * Which of these rows the register has, in their order. A row that entered by an earlier version of the
 * profile, which told rows apart by less, is known by the key that it got then.
 */
export async function findKnown(
  tx: Transaction,
  book: string,
  profile: Pick<Profile, 'identity'>,
  rows: readonly Keyed[],
): Promise<(KnownRow | undefined)[]> {
  const keys = rows.flatMap(({ key, olderKey }) => (olderKey === undefined ? [key] : [key, olderKey]))
  const found = new Map((await findKnownRows(tx, book, keys)).map((row) => [row.key, row]))
  const since = profile.identity.also?.since ?? 0
  return rows.map(({ key, olderKey }) => {
    const known = found.get(key)
    if (known || olderKey === undefined) return known
    const older = found.get(olderKey)
    return older && older.profile_version < since ? older : undefined
  })
}
