import { keepKeyName, logSigner } from '../../src/modules/audit/index.ts'
import { keyRing } from '../../src/platform/keys.ts'
import type { FreshDatabase } from './fresh-database.ts'

/** Marks a new database as one that an application with this master key has served. */
export async function takeIntoUse(database: FreshDatabase, masterKey: Buffer): Promise<void> {
  await keepKeyName(database.pool('owner', 1), logSigner(keyRing(masterKey)).key.name)
}
