import type { Instant } from '../kernel/time.ts'
import { randomBytes } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { OpenDatabase } from '../platform/db/connect.ts'
import { isArchiveAlarming, readStanding } from '../platform/postgres/backup/archive-folder.ts'
import { endArchiving, startArchiver } from '../platform/postgres/backup/archiver.ts'
import { findPublicKey } from '../platform/postgres/backup/backup-key.ts'
import { newestBackup } from '../platform/postgres/backup/manifest.ts'
import type { Repeated } from '../platform/repeat.ts'
import { setupFault } from '../platform/setup-fault.ts'

/** Starts archiving the log of changes where a folder is named for it; where none is, ends what was begun. */
export async function startArchiving(
  { server }: Pick<OpenDatabase, 'server'>,
  { archiveFolder, backupKey, data }: Config,
  onFault: (fault: unknown) => void,
): Promise<Repeated> {
  if (server === undefined) return { stop: async () => undefined }
  if (archiveFolder === undefined) {
    if (readStanding(data) !== undefined) await endArchiving(server, data)
    return { stop: async () => undefined }
  }
  const recipient = findPublicKey(data, backupKey)
  if (recipient === undefined) throw setupFault('setup.backup_key_missing')
  return startArchiver({ server, data, folder: archiveFolder, recipient, random: randomBytes, onFault })
}

/** How backups and the archive stand, for the operator's pages. */
export type BackupFigures = {
  /** Absent where no archive is kept. */
  readonly archive?: { readonly ok: boolean; readonly coveredTo: Instant | null }
  /** Absent where no folder of backups is named. */
  readonly backup?: { readonly at: Instant | null }
}

/** Reads how backups and the archive stand at `now`. */
export function backupFigures(config: Config, now: Instant): BackupFigures {
  const { archiveFolder, backupFolder, data } = config
  const standing = readStanding(data)
  const at = backupFolder === undefined ? null : (newestBackup(backupFolder)?.manifest.stoppedAt ?? null)
  // A backup that came after it makes an archive whole again that lost its thread.
  const isHoled = standing !== undefined && standing.holeAt !== null && (at === null || at <= standing.holeAt)
  const ok = !isHoled && !isArchiveAlarming(standing, now)
  return {
    ...(archiveFolder === undefined ? {} : { archive: { ok, coveredTo: standing?.coveredTo ?? null } }),
    ...(backupFolder === undefined ? {} : { backup: { at } }),
  }
}
