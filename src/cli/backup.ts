import { resolve, sep } from 'node:path'
import { backUp, makeKey } from '../app/backup.ts'
import { pruneByRetention } from '../app/nightly-backup.ts'
import { systemClock } from '../platform/clock.ts'
import { setupFault } from '../platform/setup-fault.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { configOf, withDatabase } from './with-database.ts'

/** Backs up the embedded server, running or not; or makes the key that backups are sealed for. */
export const backupCommand: CliCommand = {
  summary: cliBackupTexts['cli.backup'],
  usage: '[--out DIR] [--data DIR] | key --out FILE [--data DIR]',
  options: { ...dataOption, out: { type: 'string' } },
  run: async (call) => {
    const [what, ...rest] = call.positionals
    if (rest.length > 0 || (what !== undefined && what !== 'key'))
      throw new WrongUse(cliBackupTexts['cli.backup.what'])
    return what === 'key' ? newKey(call) : backup(call)
  },
}

async function newKey(call: CliCall): Promise<number> {
  const file = needText(call, 'out')
  await makeKey(configOf(call), file)
  call.io.answer({ file: resolve(file) }, () => [
    fill(cliBackupTexts['cli.backup.key'], call.io.language, { file: resolve(file) }),
  ])
  return exit.done
}

async function backup(call: CliCall): Promise<number> {
  const config = configOf(call)
  if (config.database.kind === 'outside') {
    call.io.tell(cliBackupTexts['cli.backup.outside'])
    return exit.wrongUse
  }
  const given = call.text('out') ?? config.backupFolder
  if (given === undefined) throw new WrongUse(cliBackupTexts['cli.backup.where'])
  const out = resolve(given)
  if (`${out}${sep}`.startsWith(`${config.data}${sep}`))
    throw new WrongUse(cliBackupTexts['cli.backup.inside'], { data: config.data })
  return withDatabase(call, async (database) => {
    const { server } = database
    if (server === undefined) throw setupFault('setup.no_database_here', { data: config.data })
    const { folder, manifest, bytes, copiedFiles } = await backUp(config, { ...database, server }, out)
    const pruned = await pruneByRetention(config, out, systemClock())
    const to = manifest.stoppedAt
    const files = manifest.evidence.files
    const checkpoint = manifest.log?.size ?? null
    call.io.answer({ ok: true, bytes, to, folder, files, checkpoint, pruned }, () => [
      fill(cliBackupTexts['cli.backup.done'], call.io.language, {
        folder,
        bytes,
        files,
        copied: copiedFiles,
        to,
      }),
      ...(pruned.backups.length + pruned.segments === 0
        ? []
        : [
            fill(cliBackupTexts['cli.backup.pruned'], call.io.language, {
              backups: pruned.backups.length,
              segments: pruned.segments,
            }),
          ]),
      fill(cliBackupTexts['cli.backup.apart'], call.io.language),
    ])
    return exit.done
  })
}
