import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '../../../kernel/time.ts'
import { segmentsIn } from './archive-folder.ts'
import { syncPath } from './evidence.ts'
import { backupsIn, manifestFile, type Backup } from './manifest.ts'

/** What is kept, and from where the rest is taken away. */
export type PruneAsk = {
  /** The folder of backups. */
  readonly folder: string
  /** The folder of archives, where there is one. */
  readonly archives: string | undefined
  /** Every moment of so many days can still be restored. */
  readonly keepDays: number
  readonly now: Instant
}

/** What was taken away. */
export type Pruned = { readonly backups: readonly string[]; readonly segments: number }

const dayMs = 86_400_000

/**
 * Takes away what no moment of the last `keepDays` days needs: backups older than the newest one that is
 * older than that, and the segments of its archive from before it. The newest backup always stays. Copies of
 * evidence files stay as well: every backup names those that it needs, and none is written twice.
 */
export async function pruneBackups({ folder, archives, keepDays, now }: PruneAsk): Promise<Pruned> {
  // A folder that is one backup itself is nobody's to prune.
  if (existsSync(join(folder, manifestFile))) return { backups: [], segments: 0 }
  const cutMs = Date.parse(now) - keepDays * dayMs
  const all = backupsIn(folder)
  const before = all.filter(({ manifest }) => Date.parse(manifest.stoppedAt) < cutMs)
  // The first of these still leads to the earliest moment that is kept.
  const [base, ...gone] = before
  for (const backup of gone) await remove(backup.folder)
  for (const name of halfRemoved(folder, cutMs)) await rm(join(folder, name), { recursive: true })
  if (gone.length > 0) await syncPath(folder)
  const oldest = base ?? all.at(-1)
  const segments = archives === undefined || oldest === undefined ? 0 : await pruneArchive(archives, oldest)
  return { backups: gone.map(({ manifest }) => manifest.id), segments }
}

/** Without its manifest a folder is no backup any more, so that one that is half gone is never restored. */
async function remove(folder: string): Promise<void> {
  await rm(join(folder, manifestFile))
  await syncPath(folder)
  await rm(folder, { recursive: true })
}

/** What an earlier run had begun to take away when it was ended. */
function halfRemoved(folder: string, cutMs: number): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => {
    const named = /^backup-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name)?.slice(1).map(Number)
    if (!named || existsSync(join(folder, name, manifestFile))) return false
    const [year = 0, month = 1, ...rest] = named
    return Date.UTC(year, month - 1, ...rest) < cutMs
  })
}

/** Segments of the archive that goes on behind a backup; the archive of another life is left as it is. */
async function pruneArchive(archives: string, { manifest }: Backup): Promise<number> {
  const { archive, wal } = manifest
  if (archive === null) return 0
  const folder = join(archives, archive)
  // The first eight characters are the timeline, which a later backup may have left behind.
  const old = segmentsIn(folder).filter(({ segment }) => segment.slice(8) < wal.first.slice(8))
  for (const { file } of old) await rm(join(folder, file))
  if (old.length > 0) await syncPath(folder)
  return old.length
}
