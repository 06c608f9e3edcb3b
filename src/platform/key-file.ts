import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { setupFault } from './setup-fault.ts'

/** The 32-byte master key of the environment or of the data folder; undefined where neither has one. */
export function findMasterKey(config: Config): Buffer | undefined {
  if (config.masterKey !== undefined) return config.masterKey
  const file = join(config.data, 'keys', 'master.key')
  if (!existsSync(file)) return undefined
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw setupFault('setup.file_damaged', { file })
  return key
}

/**
 * The 32-byte master key: from the environment, or from `keys/master.key` of the data folder, never from the
 * database. A new one is made only while `mayMake` holds, for a database that has nothing encrypted yet; for
 * any other a lost key is said, because a new one would open nothing.
 */
export function loadMasterKey(
  config: Config,
  random: (bytes: number) => Uint8Array,
  mayMake: boolean,
): Buffer {
  const found = findMasterKey(config)
  if (found) return found
  const folder = join(config.data, 'keys')
  const file = join(folder, 'master.key')
  if (!mayMake) throw setupFault('setup.master_key_missing', { file })
  const key = Buffer.from(random(32))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Whole or not at all, and on the disk before anything is encrypted with it.
  writeFileSync(`${file}.new`, `${key.toString('base64')}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return key
}
