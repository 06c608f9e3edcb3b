import { createHash, type KeyObject } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant } from '../../../kernel/time.ts'
import { syncPath, writeWhole } from './evidence.ts'
import { writePart } from './pack.ts'

/**
 * An archive holds the log of changes of one life of one data folder, so that a restored copy never writes
 * into
 * the archive of the one before it. A segment lies there under its name, the moment up to which everything
 * that
 * was acknowledged stands in it or before it, and the beginning of its digest.
 */
export type ArchivedSegment = {
  readonly file: string
  readonly segment: string
  readonly coversMs: number
  readonly digest: string
}

const fileName = /^([0-9A-F]{24})\.(\d+)\.([0-9a-f]{16})\.abk$/

/** The segments of an archive, by name. */
export function segmentsIn(folder: string): ArchivedSegment[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((file) => {
      const found = fileName.exec(file)
      if (!found) return []
      const [, segment = '', covers = '', digest = ''] = found
      return [{ file, segment, coversMs: Number(covers), digest }]
    })
    .toSorted((a, b) => (a.segment < b.segment ? -1 : 1))
}

/** The archive holds another segment of that name: two servers write into one archive. */
class OtherHistory extends Error {
  readonly code = 'other_history'
}

/** Seals a finished segment into the archive, whole and on the disk when it returns; never over another. */
export async function archiveSegment(
  to: { readonly folder: string; readonly recipient: KeyObject },
  from: { readonly file: string; readonly segment: string; readonly coversMs: number },
): Promise<void> {
  const bytes = await readFile(from.file)
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const there = segmentsIn(to.folder).filter(({ segment }) => segment === from.segment)
  if (there.some((one) => one.digest !== digest)) throw new OtherHistory(from.segment)
  if (there.length > 0) return
  const name = `${from.segment}.${from.coversMs}.${digest}.abk`
  const beside = join(to.folder, 'part')
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true, mode: 0o700 })
  try {
    await writePart({ folder: beside, name, recipient: to.recipient }, [{ path: from.segment, bytes }])
    await rename(join(beside, name), join(to.folder, name))
    await syncPath(to.folder)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

const covered = z.object({ segment: z.string(), at: z.iso.datetime() })

/** Up to when everything that was acknowledged stands in the archive while nothing more was written. */
export type Covered = z.infer<typeof covered>

/** Notes in the archive up to when it is whole. */
export async function keepCovered(folder: string, note: Covered): Promise<void> {
  await writeWhole(folder, 'covered.json', `${JSON.stringify(note)}\n`)
}

/** Up to when an archive says that it is whole. */
export function readCovered(folder: string): Covered | undefined {
  const file = join(folder, 'covered.json')
  if (!existsSync(file)) return undefined
  const read = covered.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return read.success ? read.data : undefined
}

const standing = z.object({
  /** The archive's name below the archive folder. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Up to when everything that was acknowledged stands in the archive. */
  coveredTo: z.string().nullable(),
  /** What last went wrong, by its code; null while all is well. */
  problem: z.string().nullable(),
  /** When the archive lost its thread: what lies before cannot be carried on by what lies behind. */
  holeAt: z.string().nullable(),
})

/** How archiving stands, in the data folder, where `doctor` reads it. */
export type ArchiveStanding = z.infer<typeof standing>

const standingFile = 'archive.json'

/** How archiving of a data folder stands; undefined where it never began. */
export function readStanding(data: string): ArchiveStanding | undefined {
  const file = join(data, standingFile)
  if (!existsSync(file)) return undefined
  const read = standing.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return read.success ? read.data : undefined
}

/** Keeps how archiving stands. */
export async function keepStanding(data: string, now: ArchiveStanding): Promise<void> {
  await writeWhole(data, standingFile, `${JSON.stringify(now)}\n`)
}

/** Two rounds and a slow disk: longer than this the loss would be more than a minute. */
const lateMsMax = 120_000

/** Whether archiving needs somebody to look: a problem, a hole, or nothing new for two minutes. */
export function isArchiveAlarming(now: ArchiveStanding | undefined, at: Instant): boolean {
  if (now === undefined || now.coveredTo === null) return true
  return now.problem !== null || Date.parse(at) - Date.parse(now.coveredTo) > lateMsMax
}
