import { addDays, type Instant } from '../kernel/time.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { OpenDatabase } from '../platform/db/connect.ts'
import { newestBackup } from '../platform/postgres/backup/manifest.ts'
import { pruneBackups, type Pruned } from '../platform/postgres/backup/prune.ts'
import { repeat, type Repeated } from '../platform/repeat.ts'
import { backUp } from './backup.ts'
import { homeZone } from './world.ts'

const everyMs = 60_000
/** After a fault it is tried again in an hour: a backup that fails reads a whole database each time. */
const againMs = 3_600_000

/**
 * Backs up every night at the hour of the setting while the application runs, and prunes what the retention
 * lets go. Nights on which nothing ran are made up for at the next start.
 */
export function startBackups(
  config: Config,
  database: OpenDatabase,
  onFault: (fault: unknown) => void,
): Repeated {
  const { backupAt, backupFolder } = config
  const { server } = database
  if (backupAt === undefined || backupFolder === undefined || server === undefined)
    return { stop: async () => undefined }
  const now = systemClock()
  let notBefore = ''
  return repeat(
    async () => {
      const at = now()
      const newest = newestBackup(backupFolder)?.manifest.stoppedAt
      if (at < notBefore || !isDue({ at, newest, hour: backupAt })) return 'enough'
      notBefore = new Date(Date.parse(at) + againMs).toISOString()
      await backUp(config, { ...database, server }, backupFolder)
      await pruneByRetention(config, backupFolder, now)
      return 'enough'
    },
    everyMs,
    onFault,
  )
}

/** Takes away what the retention of the settings lets go; nothing where none is stated. */
export async function pruneByRetention(
  { backupKeepDays, archiveFolder }: Pick<Config, 'backupKeepDays' | 'archiveFolder'>,
  folder: string,
  now: Clock,
): Promise<Pruned> {
  if (backupKeepDays === undefined) return { backups: [], segments: 0 }
  return pruneBackups({ folder, archives: archiveFolder, keepDays: backupKeepDays, now: now() })
}

type Look = { readonly at: Instant; readonly newest: Instant | undefined; readonly hour: string }

/** True where no backup was taken since the last time that it was this hour, on the clock of the house. */
export function isDue({ at, newest, hour }: Look): boolean {
  if (newest === undefined) return true
  const clock = clockAt(at)
  const today = clock.slice(0, 10)
  const last = clock.slice(11) >= hour ? today : addDays(today, -1)
  return clockAt(newest) < `${last} ${hour}`
}

/** A moment as the clock of the house shows it: `YYYY-MM-DD HH:MM`. */
function clockAt(at: Instant): string {
  return clock.format(Date.parse(at))
}

// The Swedish form is the one of our days, with the time behind it.
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: homeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
