import { resolve } from 'node:path'
import { openRestored, release, verifyRestored, judgeRestored, type Judged } from '../app/restored.ts'
import { bringBack } from '../app/restore.ts'
import type { Verification } from '../kernel/finding.ts'
import { readFolder } from '../modules/audit/index.ts'
import type { Config } from '../platform/config.ts'
import { findMasterKey } from '../platform/key-file.ts'
import { readMark } from '../platform/postgres/backup/quarantine.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needFile, needText, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { keptEvidence } from './kept-evidence.ts'
import { momentOf } from './moment.ts'
import { tellJudged } from './tell-judged.ts'
import { configOf } from './with-database.ts'

/**
 * Restores a backup into an empty data folder; with the master key in the environment it verifies at
 * once.
 */
export const restoreCommand: CliCommand = {
  summary: cliBackupTexts['cli.restore'],
  usage: '--from DIR --key FILE --data NEWDIR [--to TIME] [--archive DIR] [--checkpoint FILE|FOLDER]',
  options: {
    ...dataOption,
    from: { type: 'string' },
    key: { type: 'string' },
    to: { type: 'string' },
    archive: { type: 'string' },
    checkpoint: { type: 'string' },
  },
  run: async (call) => {
    const [from, key] = [needText(call, 'from'), needText(call, 'key')]
    needText(call, 'data')
    needFile(key)
    const to = momentOf(call.text('to'))
    const kept = await keptEvidence(call)
    const config = configOf(call)
    const archive = call.text('archive') ?? config.archiveFolder
    const restored = await bringBack({
      from: resolve(from),
      key,
      to,
      archive,
      data: config.data,
      say: call.io.say,
    })
    const checked = await verifyAtOnce(call, config, kept)
    const { bytes, files, lostFiles } = restored
    const isWhole = lostFiles.length === 0
    const ok = isWhole && (checked === undefined || checked.judged.outcome === 'released')
    const answer = {
      ok,
      bytes,
      to: restored.to,
      files,
      lostFiles,
      quarantine: checked?.judged.outcome !== 'released',
      ...(checked && {
        lost: checked.judged.lost,
        verification: { ...checked.found, findings: checked.judged.findings },
      }),
    }
    call.io.answer(answer, () => [
      fill(cliBackupTexts['cli.restore.done'], call.io.language, {
        to: restored.to,
        data: config.data,
        bytes,
        files,
      }),
    ])
    if (!isWhole) {
      const names = lostFiles.slice(0, 20).join(', ')
      call.io.tell(cliBackupTexts['cli.restore.lost_files'], { count: lostFiles.length, names })
    }
    if (checked) tellJudged(call, checked.judged)
    else call.io.tell(cliBackupTexts['cli.restore.next'], { data: config.data })
    return ok ? exit.done : exit.found
  },
}

type Kept = Awaited<ReturnType<typeof keptEvidence>>

/** Brings the schema up to date; verifies where the environment holds the master key. */
async function verifyAtOnce(
  call: CliCall,
  config: Config,
  kept: Kept,
): Promise<{ readonly found: Verification; readonly judged: Judged } | undefined> {
  const database = await openRestored(config.data, call.io.say)
  try {
    const masterKey = findMasterKey(config)
    const mark = readMark(config.data)
    if (masterKey === undefined || mark === undefined) return undefined
    const sink = await readFolder(config.sinks.folder)
    const notes = [...kept.notes, ...sink.notes]
    const leaves = kept.leaves ?? sink.leaves
    const found = await verifyRestored(database, masterKey, { notes, ...(leaves ? { leaves } : {}) })
    const judged = judgeRestored(mark, found, { notes, accepted: undefined })
    if (judged.outcome === 'released') await release(config.data, mark, judged.lost)
    return { found, judged }
  } finally {
    await database.server?.stop('unlessUsed')
  }
}
