import type { Instant } from '../kernel/time.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import { knowsMigration } from '../platform/db/migrate.ts'
import { readPrivateKey } from '../platform/postgres/backup/backup-key.ts'
import { planRestore } from '../platform/postgres/backup/plan.ts'
import { restore, type Restored } from '../platform/postgres/backup/restore.ts'
import { setupFault, type Say } from '../platform/setup-fault.ts'

/** What is brought back, from where, and into which empty folder. */
export type BringBack = {
  readonly from: string
  /** The file of the private backup key. */
  readonly key: string
  readonly to: Instant | undefined
  readonly archive: string | undefined
  readonly data: string
  readonly say: Say
}

/** Restores a backup into an empty data folder, where this build knows its schema. */
export async function bringBack(ask: BringBack): Promise<Restored & { readonly backup: string }> {
  const plan = planRestore(ask.from, ask.archive, ask.to)
  const { schema, product, id } = plan.backup.manifest
  if (schema !== null && !(await knowsMigration(schema)))
    throw setupFault('setup.restore_build_older', { schema, product })
  const { data, say } = ask
  const privateKey = readPrivateKey(ask.key)
  const restored = await restore({ plan, privateKey, data, now: systemClock(), random: randomBytes, say })
  return { ...restored, backup: id }
}
