import { join } from 'node:path'
import type { Instant } from '../../../kernel/time.ts'
import { setupFault } from '../../setup-fault.ts'
import { readCovered, segmentsIn, type ArchivedSegment } from './archive-folder.ts'
import { backupsIn, type Backup } from './manifest.ts'
import { segmentName, segmentOf } from './wal.ts'

/** What a restore is made from. */
export type RestorePlan = {
  readonly backup: Backup
  /** Segments of the archive that go on behind the backup's own, in order, without a gap. */
  readonly segments: readonly ArchivedSegment[]
  /** The folder of the archive; undefined where none goes on behind the backup. */
  readonly archive: string | undefined
  /** The moment that is asked for; undefined means as far as the log of changes leads. */
  readonly to: Instant | undefined
  /** Up to when everything that was acknowledged comes back. */
  readonly reaches: Instant
}

/**
 * Chooses the newest backup before `to` and the segments that lead from it to that moment. Throws in words
 * where there is no such backup, a segment is missing on the way, or the archive does not reach that far.
 */
export function planRestore(
  from: string,
  archives: string | undefined,
  to: Instant | undefined,
): RestorePlan {
  const backup = chooseBackup(from, to)
  const { manifest } = backup
  const name = manifest.archive
  const archive = archives === undefined || name === null ? undefined : join(archives, name)
  if (to !== undefined && to <= manifest.stoppedAt) {
    return { backup, segments: [], archive, to, reaches: to }
  }
  const behind = archive === undefined ? { run: [], hole: undefined } : behindBackup(backup, archive)
  const reaches = reachOf(behind.run, archive, manifest.stoppedAt)
  if (to === undefined) {
    if (behind.hole !== undefined) throw holeFault(behind.hole, reaches)
    return { backup, segments: behind.run, archive, to, reaches }
  }
  const enough = behind.run.findIndex(({ coversMs }) => coversMs >= Date.parse(to))
  if (enough >= 0) return { backup, segments: behind.run.slice(0, enough + 1), archive, to, reaches: to }
  if (to <= reaches) return { backup, segments: behind.run, archive, to, reaches: to }
  if (behind.hole !== undefined) throw holeFault(behind.hole, reaches)
  throw setupFault('setup.restore_not_covered', { to, reaches })
}

function holeFault(segment: string, reaches: Instant) {
  return setupFault('setup.archive_hole', { segment, reaches })
}

function chooseBackup(from: string, to: Instant | undefined): Backup {
  const all = backupsIn(from)
  const [newest] = all
  if (!newest) throw setupFault('setup.no_backup_there', { folder: from })
  if (to === undefined) return newest
  const found = all.find(({ manifest }) => manifest.stoppedAt < to)
  if (found) return found
  throw setupFault('setup.restore_too_early', { to, first: all.at(-1)?.manifest.stoppedAt ?? '' })
}

/** The segments that follow the backup one after the other, and the first that is missing before others. */
function behindBackup(
  { manifest }: Backup,
  archive: string,
): { readonly run: ArchivedSegment[]; readonly hole: string | undefined } {
  const { timeline, last } = manifest.wal
  const segmentBytes = BigInt(manifest.wal.segmentBytes)
  const start = segmentOf(last, segmentBytes)?.number ?? 0n
  const named = segmentsIn(archive).flatMap((one) => {
    const segment = segmentOf(one.segment, segmentBytes)
    return segment && segment.timeline === timeline && segment.number > start ? [{ ...one, segment }] : []
  })
  const run: ArchivedSegment[] = []
  for (const { segment, ...one } of named) {
    const expected = start + BigInt(run.length) + 1n
    const missing = segmentName({ timeline, number: expected }, segmentBytes)
    if (segment.number !== expected) return { run, hole: missing }
    run.push({ ...one, segment: missing })
  }
  return { run, hole: undefined }
}

/** The archive's own note counts where all up to the segment that it names is here. */
function reachOf(run: readonly ArchivedSegment[], archive: string | undefined, stoppedAt: Instant): Instant {
  const covered = archive === undefined ? undefined : readCovered(archive)
  const lastSegment = run.at(-1)?.segment
  const isHere = covered !== undefined && lastSegment !== undefined && covered.segment <= lastSegment
  const moments = [
    Date.parse(stoppedAt),
    ...run.map(({ coversMs }) => coversMs),
    ...(isHere ? [Date.parse(covered.at)] : []),
  ]
  return new Date(Math.max(...moments)).toISOString()
}
