import { join } from 'node:path'
import type { Client } from 'pg'
import { anySealedKey, hasSigned, keepKeyName, loadKnownKey, logSigner } from '../modules/audit/index.ts'
import { randomBytes } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openClient, type OpenDatabase } from '../platform/db/connect.ts'
import { loadMasterKey } from '../platform/key-file.ts'
import { keyRing, openSubjectKey, type KeyRing } from '../platform/keys.ts'
import { setupFault } from '../platform/setup-fault.ts'

/**
 * The master key for whoever writes into this database: made for a new one, and refused where it is not the
 * key with which the database was used before. A wrong key would sign checkpoints that verify for nobody.
 */
export async function masterKeyFor(config: Config, database: OpenDatabase): Promise<Buffer> {
  return onDatabase(database, async (client) => {
    const before = await loadKnownKey(client)
    const key = loadMasterKey(config, randomBytes, !before.isUsed)
    const ring = keyRing(key)
    const { name } = logSigner(ring).key
    const isOther = before.name === undefined ? await opensNothing(client, ring) : before.name !== name
    if (isOther) throw otherKey(config, before.name)
    await keepKeyName(client, name)
    // Another process may have kept the name of its own key at the same moment.
    const kept = await loadKnownKey(client)
    if (kept.name !== undefined && kept.name !== name) throw otherKey(config, kept.name)
    return key
  })
}

/**
 * The master key for whoever only reads. Where the log has checkpoints of this key, it is read in any case:
 * what else stands there is for a verification to tell.
 */
export async function masterKeyToRead(config: Config, database: OpenDatabase): Promise<Buffer> {
  const key = loadMasterKey(config, randomBytes, false)
  return onDatabase(database, async (client) => {
    const { name } = logSigner(keyRing(key)).key
    const known = await loadKnownKey(client)
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
