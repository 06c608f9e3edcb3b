import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { toBase64 } from '../kernel/bytes.ts'
import { newestCheckpoint } from '../modules/audit/index.ts'
import { systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openClient, type OpenDatabase } from '../platform/db/connect.ts'
import { newestMigration } from '../platform/db/migrate.ts'
import { readStanding } from '../platform/postgres/backup/archive-folder.ts'
import { findPublicKey, makeBackupKey, publicKeyFile } from '../platform/postgres/backup/backup-key.ts'
import { takeBackup, type BackupAsk, type TakenBackup } from '../platform/postgres/backup/take.ts'
import type { EmbeddedServer } from '../platform/postgres/server.ts'
import { setupFault } from '../platform/setup-fault.ts'

/** Backs up the embedded server of `config` into a folder of backups, while it works. */
export async function backUp(
  config: Config,
  database: OpenDatabase & { readonly server: EmbeddedServer },
  out: string,
): Promise<TakenBackup> {
  const recipient = findPublicKey(config.data, config.backupKey)
  if (recipient === undefined) throw setupFault('setup.backup_key_missing')
  await mkdir(out, { recursive: true, mode: 0o700 })
  const about = await aboutOf(config, database)
  return takeBackup({ server: database.server, data: config.data, out, recipient, now: systemClock(), about })
}

async function aboutOf(config: Config, database: OpenDatabase): Promise<BackupAsk['about']> {
  const client = await openClient(database.app, 'backup')
  try {
    const schema = await newestMigration(client)
    const checkpoint = schema === null ? undefined : await newestCheckpoint(client)
    return {
      product: productVersion(),
      schema,
      archive: config.archiveFolder === undefined ? null : (readStanding(config.data)?.id ?? null),
      log: checkpoint
        ? { size: Number(checkpoint.size), root: toBase64(checkpoint.root), note: checkpoint.note }
        : null,
    }
  } finally {
    await client.end()
  }
}

/** The version of this build. */
function productVersion(): string {
  const about: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  const version = typeof about === 'object' && about !== null && 'version' in about ? about.version : ''
  return typeof version === 'string' ? version : ''
}

/**
 * Makes a backup key: the private half goes into `file`, to be kept elsewhere, the public half into the data
 * folder. Neither is ever written over another.
 */
export async function makeKey(config: Config, file: string): Promise<void> {
  const target = resolve(file)
  const own = publicKeyFile(config.data)
  if (`${target}${sep}`.startsWith(`${resolve(config.data)}${sep}`))
    throw setupFault('setup.backup_key_inside', { data: config.data })
  if (existsSync(own)) throw setupFault('setup.backup_key_there', { file: own })
  const { publicText, privateText } = makeBackupKey()
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, `${privateText}\n`, { flag: 'wx', mode: 0o600, flush: true })
  await mkdir(dirname(own), { recursive: true, mode: 0o700 })
  writeFileSync(own, `${publicText}\n`, { flag: 'wx', mode: 0o644, flush: true })
}
