import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type Instant, type LocalDate } from '../../kernel/time.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { matrixId } from './domain.ts'
import type { ReadVersion } from './read-version.ts'
import { packTable, type PackRow } from './tables.ts'

/** Where a version stands on a day. One that was called off was never in force. */
export type VersionState = 'in_force' | 'planned' | 'ended' | 'called_off'

type Named = Pick<ReadVersion, 'packId' | 'packVersion'>

/** The identifier of a stored version. */
export function versionId({ packId, packVersion }: Named): string {
  return `pack_${packId}_${packVersion}`
}

/** Where a version stands on a day. */
export function stateOn(row: PackRow, day: LocalDate): VersionState {
  const { effective_from: from, effective_to: to } = row
  if (isCalledOff(row)) return 'called_off'
  if (day < from) return 'planned'
  return to !== null && to < day ? 'ended' : 'in_force'
}

function isCalledOff({ effective_from, effective_to }: PackRow): boolean {
  return effective_to !== null && effective_to < effective_from
}

/** The version that a new one would follow: the last of its pack that was not called off. */
export function lastVersion(rows: readonly PackRow[], packId: string): PackRow | undefined {
  return rows
    .filter((row) => row.pack_id === packId && !isCalledOff(row))
    .toSorted((a, b) => (a.effective_from < b.effective_from ? -1 : 1))
    .at(-1)
}

/**
 * Why a version cannot be adopted from that day. It takes effect in the future only, and follows the last.
 */
export function adoptionObjection(
  rows: readonly PackRow[],
  version: Named,
  { from, today }: { readonly from: LocalDate; readonly today: LocalDate },
): Refusal | undefined {
  const { packId, packVersion } = version
  if (from <= today) return refuse('policy.day_not_ahead', { day: from })
  const own = rows.filter((row) => row.pack_id === packId)
  if (own.some((row) => row.pack_version === packVersion))
    return refuse('policy.version_known', { pack: packId, version: packVersion })
  const newest = own
    .map((row) => row.pack_version)
    .toSorted(byVersion)
    .at(-1)
  if (newest !== undefined && byVersion(packVersion, newest) < 0)
    return refuse('policy.version_not_higher', { version: packVersion, newest })
  const last = lastVersion(rows, packId)
  if (last && from <= last.effective_from)
    return refuse('policy.later_version_planned', { version: last.pack_version, day: last.effective_from })
  if (last?.effective_to && from <= last.effective_to)
    return refuse('policy.ended_later', { version: last.pack_version, day: last.effective_to })
  return undefined
}

/**
 * Ends the version before on the day before, so that there is neither gap nor overlap, and adds the new one.
 */
export function adoptionChanges(
  rows: readonly PackRow[],
  version: ReadVersion,
  given: { readonly from: LocalDate; readonly by: string; readonly at: Instant },
): RowChange[] {
  const last = lastVersion(rows, version.packId)
  const ending =
    last?.effective_to === null ? [updateRow(packTable, last, { effective_to: addDays(given.from, -1) })] : []
  return [
    ...ending,
    insertRow(packTable, {
      id: versionId(version),
      pack_id: version.packId,
      pack_version: version.packVersion,
      sha256: version.sha256,
      content: version.content,
      effective_from: given.from,
      effective_to: null,
      adopted_by: given.by,
      adopted_at: given.at,
    }),
  ]
}

/**
 * The packs that must go on for ever: without a matrix nobody approves, without them nothing is the
 * company's.
 */
function mustGoOn(packId: string, companyPacks: ReadonlySet<string>): boolean {
  return packId === matrixId || companyPacks.has(packId)
}

/**
 * Why a version cannot end with that day. A version that has not begun is called off by a day before its
 * first, and the one before goes on.
 */
export function endObjection(
  rows: readonly PackRow[],
  row: PackRow,
  { on, today, companyPacks }: { on: LocalDate; today: LocalDate; companyPacks: ReadonlySet<string> },
): Refusal | undefined {
  const state = stateOn(row, today)
  const { pack_version: version, effective_from: from, effective_to: to } = row
  if (state === 'ended' || state === 'called_off' || to !== null)
    return refuse('policy.ended_already', { version, day: to ?? from })
  if (state === 'planned' && on < from) {
    const isFirst = before(rows, row) === undefined
    return isFirst && mustGoOn(row.pack_id, companyPacks)
      ? refuse('policy.must_go_on', { pack: row.pack_id })
      : undefined
  }
  if (on < today) return refuse('policy.day_not_ahead', { day: on })
  return mustGoOn(row.pack_id, companyPacks) ? refuse('policy.must_go_on', { pack: row.pack_id }) : undefined
}

/** The version that was to end where this one begins. */
function before(rows: readonly PackRow[], row: PackRow): PackRow | undefined {
  const lastDay = addDays(row.effective_from, -1)
  return rows.find(
    (each) => each.pack_id === row.pack_id && each.effective_to === lastDay && !isCalledOff(each),
  )
}

/** Ends a version with its last day, or calls it off and lets the one before go on. */
export function endChanges(rows: readonly PackRow[], row: PackRow, on: LocalDate): RowChange[] {
  if (on >= row.effective_from) return [updateRow(packTable, row, { effective_to: on })]
  const earlier = before(rows, row)
  const off = updateRow(packTable, row, { effective_to: addDays(row.effective_from, -1) })
  return earlier ? [off, updateRow(packTable, earlier, { effective_to: null })] : [off]
}

/** Orders versions by their three numbers. */
function byVersion(a: string, b: string): number {
  const [one, two] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (const at of [0, 1, 2]) {
    const difference = (one[at] ?? 0) - (two[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
