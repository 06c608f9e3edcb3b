import { join } from 'node:path'
import type { Client } from 'pg'
import {
  anySealedKey,
  hasSigned,
  keepKeyName,
  loadKnownKey,
  logSigner,
  type KnownKey,
} from '../modules/audit/index.ts'
import { randomBytes } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openClient, type OpenDatabase } from '../platform/db/connect.ts'
import { findMasterKey, loadMasterKey } from '../platform/key-file.ts'
import { keyRing, openSubjectKey, type KeyRing } from '../platform/keys.ts'
import { refuseQuarantine } from '../platform/postgres/backup/quarantine.ts'
import { setupFault } from '../platform/setup-fault.ts'

/**
 * The master key for whoever takes a database into use (serve, init, seed): made for a new one and kept by
 * name, and refused where it is not the key with which the database was used before. A wrong key would sign
 * checkpoints that verify for nobody.
 */
export async function masterKeyFor(config: Config, database: OpenDatabase): Promise<Buffer> {
  refuseQuarantine(config.data)
  return onDatabase(database, async (client) => {
    const before = await loadKnownKey(client)
    const key = loadMasterKey(config, randomBytes, !before.isUsed)
    const name = await nameOfRight(client, config, key, before)
    await keepKeyName(client, name)
    // Another process may have kept the name of its own key at the same moment.
    const kept = await loadKnownKey(client)
    if (kept.name !== undefined && kept.name !== name) throw otherKey(config, kept.name)
    return key
  })
}

/**
 * The master key for whoever works in a database that is in use. Where nobody took it into use, this call
 * must not be the first: it may run anywhere, and the folder that is to serve would be refused for ever.
 */
export async function masterKeyInUse(config: Config, database: OpenDatabase): Promise<Buffer> {
  refuseQuarantine(config.data)
  return onDatabase(database, async (client) => {
    const known = await loadKnownKey(client)
    if (!known.isUsed) throw setupFault('setup.never_served')
    const key = loadMasterKey(config, randomBytes, false)
    await nameOfRight(client, config, key, known)
    return key
  })
}

/** The name of a key that is the one of this database, as far as can be known; any other is refused. */
async function nameOfRight(client: Client, config: Config, key: Buffer, known: KnownKey): Promise<string> {
  const ring = keyRing(key)
  const { name } = logSigner(ring).key
  const isOther = known.name === undefined ? await opensNothing(client, ring) : known.name !== name
  if (isOther) throw otherKey(config, known.name)
  return name
}

/**
 * The master key for whoever only reads. Where the log has checkpoints of this key, it is read in any case:
 * what else stands there is for a verification to tell.
 */
export async function masterKeyToRead(config: Config, database: OpenDatabase): Promise<Buffer> {
  return onDatabase(database, async (client) => {
    const known = await loadKnownKey(client)
    if (!known.isUsed && !findMasterKey(config)) throw setupFault('setup.never_served')
    const key = loadMasterKey(config, randomBytes, false)
    const { name } = logSigner(keyRing(key)).key
    const isOther = known.name !== undefined && known.name !== name && !(await hasSigned(client, name))
    if (isOther) throw otherKey(config, known.name)
    return key
  })
}

async function onDatabase<T>(database: OpenDatabase, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(database.app, 'key')
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** True when something is sealed in the database and this key does not open it. */
async function opensNothing(client: Client, ring: KeyRing): Promise<boolean> {
  const sealed = await anySealedKey(client)
  return sealed !== undefined && openSubjectKey(ring, sealed.subject, sealed.wrapped) === undefined
}

function otherKey(config: Config, known: string | undefined) {
  const file =
    config.masterKey === undefined ? join(config.data, 'keys', 'master.key') : 'ABOVEBOARD_MASTER_KEY'
  return setupFault('setup.master_key_other', { file, known: known ?? '–' })
}
