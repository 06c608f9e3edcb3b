import type { Transaction } from '../../platform/db/transaction.ts'
import type { NormalisedRow, Remark } from './domain.ts'
import { partKeys } from './parts.ts'
import type { Profile } from './profiles/profile.ts'
import { strictest } from './stops.ts'
import { findKnownRows, type KnownRow } from './store.ts'
import { eachOnce, readTaken } from './taken-for.ts'

type Keyed = Pick<NormalisedRow, 'key' | 'olderKey' | 'others'>

/** A row of a file that is in the register, with what its decision came to: the strictest of its parts. */
export type KnownLine = Pick<KnownRow, 'run_id' | 'outcome'> & {
  readonly stops: readonly string[]
  /** What was known of its first part, where the number of a row makes it the same row. */
  readonly facts: string | null
  readonly taken: readonly Remark[]
}

/**
 * Which of these rows the register has, in their order. A row that entered by an earlier version of the
 * profile, which told rows apart by less, is known by the key that it got then.
 */
export async function findKnown(
  tx: Transaction,
  book: string,
  profile: Pick<Profile, 'identity'>,
  rows: readonly Keyed[],
): Promise<(KnownLine | undefined)[]> {
  const keys = rows.flatMap((row) => [
    ...partKeys(row),
    ...(row.olderKey === undefined ? [] : [row.olderKey]),
  ])
  const withFacts = profile.identity.by === 'number'
  const found = new Map((await findKnownRows(tx, book, keys, { withFacts })).map((row) => [row.key, row]))
  const since = profile.identity.also?.since ?? 0
  return rows.map((row) => {
    const [known, ...more] = partKeys(row).map((key) => found.get(key))
    if (known) return lineOf([known, ...more.filter((part) => part !== undefined)])
    const older = row.olderKey === undefined ? undefined : found.get(row.olderKey)
    return older && older.profile_version < since ? lineOf([older]) : undefined
  })
}

/** Its parts entered together, or none of them. */
function lineOf(parts: readonly [KnownRow, ...KnownRow[]]): KnownLine {
  const [{ run_id, facts }] = parts
  const stops = parts.flatMap(({ stopped_by: ids }) => ids.split(',').filter((id) => id !== ''))
  const outcome = strictest(parts.map((part) => part.outcome))
  const taken = eachOnce(parts.flatMap((part) => readTaken(part.taken_for)))
  return { run_id, facts, outcome, taken, stops: [...new Set(stops)].sort() }
}
