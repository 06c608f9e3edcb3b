import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogWaiting } from '../modules/audit/index.ts'
import { cliTexts } from '../texts/cli.ts'
import type { Sentence, TextValue } from '../texts/index.ts'

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

const hourMs = 3_600_000

/** A nightly backup that comes two hours late is not old yet. */
const backupHoursMax = 26

/**
 * The age of the newest backup in the folder that the setting names. Without one nothing is on record, which
 * is said and is no fault: whoever backs up elsewhere looks there.
 */
export function backupsFound(folder: string | undefined, nowMs: number): Found {
  if (folder === undefined) return { ok: true, sentence: cliTexts['cli.doctor.no_backups'], params: {} }
  const newest = newestIn(folder)
  if (!newest) return { ok: false, sentence: cliTexts['cli.doctor.backups_empty'], params: { folder } }
  const hours = Math.max(0, Math.floor((nowMs - newest.atMs) / hourMs))
  const isOld = hours > backupHoursMax
  const sentence = cliTexts[isOld ? 'cli.doctor.backups_old' : 'cli.doctor.backups']
  return { ok: !isOld, sentence, params: { hours, name: newest.name } }
}

function newestIn(folder: string): { readonly name: string; readonly atMs: number } | undefined {
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .map((name) => ({ name, atMs: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.atMs - a.atMs)[0]
}
