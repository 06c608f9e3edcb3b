import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  isSinkAlarming,
  sinkName,
  sinkProblemText,
  type LogWaiting,
  type SinkStanding,
} from '../modules/audit/index.ts'
import { isArchiveAlarming, type ArchiveStanding } from '../platform/postgres/backup/archive-folder.ts'
import { readDrill } from '../platform/postgres/backup/drill-note.ts'
import { newestBackup, type Backup } from '../platform/postgres/backup/manifest.ts'
import type { RestoreMark } from '../platform/postgres/backup/quarantine.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { cliTexts } from '../texts/cli.ts'
import type { LostFiles } from '../app/lost-files.ts'
import type { Instant } from '../kernel/time.ts'
import { fill, type Language, type Sentence, type TextValue } from '../texts/index.ts'

/** What a check found, in words to be filled. */
export type Found = {
  readonly ok: boolean
  readonly sentence: Sentence
  readonly params: Readonly<Record<string, TextValue>>
}

/** A minute, because the sequencer numbers every second while it lives. */
const waitingSecondsMax = 60

/** Entries that wait longer than a minute for their number mean that no application runs or it is stuck. */
export function logFound(log: LogWaiting | undefined): Found {
  if (!log) return { ok: false, sentence: cliTexts['cli.doctor.no_log'], params: {} }
  const { entries, waitingSeconds } = log
  if (waitingSeconds > waitingSecondsMax) {
    const params = { seconds: Math.round(waitingSeconds) }
    return { ok: false, sentence: cliTexts['cli.doctor.log_waits'], params }
  }
  return { ok: true, sentence: cliTexts['cli.doctor.log'], params: { count: entries } }
}

/** Outside places that do not follow the log, and when a torn end was taken off one of them. */
export function sinksFound(sinks: readonly SinkStanding[], now: Instant, language: Language): Found {
  const alarming = sinks.filter((sink) => isSinkAlarming(sink, now))
  if (alarming.length > 0) {
    const what = alarming.map((sink) => alarmOf(sink, language)).join('; ')
    return { ok: false, sentence: cliTexts['cli.doctor.sinks_problem'], params: { what } }
  }
  if (sinks.length === 0) return { ok: true, sentence: cliTexts['cli.doctor.no_sinks'], params: {} }
  const names = sinks.map(({ name }) => sinkName(name, language)).join(', ')
  const unread = newest(sinks.map(({ unreadEndAt }) => unreadEndAt))
  if (unread !== undefined) {
    return { ok: true, sentence: cliTexts['cli.doctor.sinks_unread'], params: { names, at: unread } }
  }
  const mended = newest(sinks.map(({ mendedAt }) => mendedAt))
  return mended === undefined
    ? { ok: true, sentence: cliTexts['cli.doctor.sinks'], params: { names } }
    : { ok: true, sentence: cliTexts['cli.doctor.sinks_mended'], params: { names, at: mended } }
}

function newest(moments: readonly (Instant | null)[]): Instant | undefined {
  return moments
    .filter((moment) => moment !== null)
    .toSorted()
    .at(-1)
}

function alarmOf(sink: SinkStanding, language: Language): string {
  const { name, problem, behind, sentAt } = sink
  const why =
    problem === null
      ? fill(cliTexts['cli.doctor.sink_silent'], language, { count: behind, at: sentAt ?? '–' })
      : sinkProblemText(problem, language)
  return `${sinkName(name, language)}: ${why}`
}

/** Evidence that cannot be read back, and the requests that rest on it. */
export function filesFound({ missing, damaged, requests }: LostFiles): Found {
  if (missing + damaged === 0) return { ok: true, sentence: cliTexts['cli.doctor.files'], params: {} }
  const shown = requests.slice(0, requestsShown).join(', ')
  const more = requests.length > requestsShown ? ' …' : ''
  const params = { missing, damaged, requests: shown === '' ? '–' : `${shown}${more}` }
  return { ok: false, sentence: cliTexts['cli.doctor.files_lost'], params }
}

const requestsShown = 50

/** Whether people are written to at all, and whether letters were given up. */
export function mailFound(hasServer: boolean, givenUp: number): Found {
  if (givenUp > 0)
    return { ok: false, sentence: cliTexts['cli.doctor.mail_lost'], params: { count: givenUp } }
  return { ok: true, sentence: cliTexts[hasServer ? 'cli.doctor.mail' : 'cli.doctor.no_mail'], params: {} }
}

const hourMs = 3_600_000

/** A nightly backup that comes two hours late is not old yet. */
const backupHoursMax = 26

/**
 * The age of the newest backup in the folder that the setting names. Without one nothing is on record, which
 * is said and is no fault: whoever backs up elsewhere looks there.
 */
export function backupsFound(folder: string | undefined, nowMs: number): Found {
  if (folder === undefined) return { ok: true, sentence: cliTexts['cli.doctor.no_backups'], params: {} }
  const own = newestBackup(folder)
  if (own !== undefined) return ownBackupFound(folder, own, nowMs)
  const newest = newestIn(folder)
  if (!newest) return { ok: false, sentence: cliTexts['cli.doctor.backups_empty'], params: { folder } }
  const hours = Math.max(0, Math.floor((nowMs - newest.atMs) / hourMs))
  const isOld = hours > backupHoursMax
  const sentence = cliTexts[isOld ? 'cli.doctor.backups_old' : 'cli.doctor.backups']
  return { ok: !isOld, sentence, params: { hours, name: newest.name } }
}

/** A backup of `aboveboard backup`, by what it says of itself, and what the last drill came to. */
function ownBackupFound(folder: string, { manifest }: Backup, nowMs: number): Found {
  const hours = Math.max(0, Math.floor((nowMs - Date.parse(manifest.stoppedAt)) / hourMs))
  const name = manifest.id
  if (hours > backupHoursMax)
    return { ok: false, sentence: cliTexts['cli.doctor.backups_old'], params: { hours, name } }
  const drill = readDrill(folder)
  if (drill?.ok === false)
    return { ok: false, sentence: cliBackupTexts['cli.doctor.drill_failed'], params: { at: drill.at } }
  if (drill === undefined)
    return { ok: true, sentence: cliBackupTexts['cli.doctor.backups_untried'], params: { hours, name } }
  const params = { hours, name, at: drill.at, to: drill.to }
  return { ok: true, sentence: cliBackupTexts['cli.doctor.backups_tried'], params }
}

/** What the check of the archive looks at. */
export type ArchiveLook = {
  readonly isOutside: boolean
  readonly folder: string | undefined
  readonly standing: ArchiveStanding | undefined
  /** When the newest backup ended: it makes an archive whole again that lost its thread. */
  readonly backupAt: Instant | undefined
}

/** Whether the archive of the log of changes follows the database. */
export function archiveFound({ isOutside, folder, standing, backupAt }: ArchiveLook, now: Instant): Found {
  if (isOutside) return { ok: true, sentence: cliBackupTexts['cli.doctor.archive_own'], params: {} }
  if (folder === undefined) return { ok: true, sentence: cliBackupTexts['cli.doctor.no_archive'], params: {} }
  const at = standing?.coveredTo ?? '–'
  if (standing !== undefined && standing.problem !== null) {
    const params = { at, problem: standing.problem }
    return { ok: false, sentence: cliBackupTexts['cli.doctor.archive_problem'], params }
  }
  if (standing && standing.holeAt !== null && (backupAt === undefined || backupAt <= standing.holeAt)) {
    return { ok: false, sentence: cliBackupTexts['cli.doctor.archive_hole'], params: { at: standing.holeAt } }
  }
  const isLate = isArchiveAlarming(standing, now)
  const sentence = cliBackupTexts[isLate ? 'cli.doctor.archive_late' : 'cli.doctor.archive']
  return { ok: !isLate, sentence, params: { at } }
}

/** A restored folder says so until its first start. */
export function restoreFound(mark: RestoreMark): Found {
  const isReleased = mark.state === 'released'
  const sentence = cliBackupTexts[isReleased ? 'cli.doctor.released' : 'cli.doctor.quarantine']
  return { ok: isReleased, sentence, params: { backup: mark.backup, to: mark.to } }
}

function newestIn(folder: string): { readonly name: string; readonly atMs: number } | undefined {
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .map((name) => ({ name, atMs: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.atMs - a.atMs)[0]
}
