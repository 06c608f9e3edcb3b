import { resolve } from 'node:path'
import { drill } from '../app/drill.ts'
import { readFolder } from '../modules/audit/index.ts'
import { findMasterKey } from '../platform/key-file.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needFile, needText, WrongUse, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { keptEvidence } from './kept-evidence.ts'
import { momentOf } from './moment.ts'
import { configOf } from './with-database.ts'

/** Tries the newest backup out: restore, verification, and nothing left behind but the result. */
export const drillCommand: CliCommand = {
  summary: cliBackupTexts['cli.drill'],
  usage: '--key FILE [--from DIR] [--to TIME] [--archive DIR] [--checkpoint FILE|FOLDER] [--data DIR]',
  options: {
    ...dataOption,
    key: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    archive: { type: 'string' },
    checkpoint: { type: 'string' },
  },
  run: async (call) => {
    const key = needText(call, 'key')
    needFile(key)
    const to = momentOf(call.text('to'))
    const kept = await keptEvidence(call)
    const config = configOf(call)
    const from = call.text('from') ?? config.backupFolder
    if (from === undefined) throw new WrongUse(cliBackupTexts['cli.backup.where'])
    const masterKey = findMasterKey(config)
    if (masterKey === undefined) throw new WrongUse(cliBackupTexts['cli.drill.no_key'])
    const sink = await readFolder(config.sinks.folder)
    const leaves = kept.leaves ?? sink.leaves
    const outside = { notes: [...kept.notes, ...sink.notes], ...(leaves ? { leaves } : {}) }
    const archive = call.text('archive') ?? config.archiveFolder
    const found = await drill({ from: resolve(from), key, to, archive, masterKey, outside, say: call.io.say })
    const { language } = call.io
    const result = fill(cliBackupTexts[found.ok ? 'cli.drill.good' : 'cli.drill.bad'], language)
    call.io.answer(found, () => [
      fill(cliBackupTexts['cli.drill.done'], language, { ...found, ok: '', result }),
    ])
    return found.ok ? exit.done : exit.found
  },
}
