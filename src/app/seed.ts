import { authPort } from '../modules/access/index.ts'
import { logSigner, sequenceNow } from '../modules/audit/index.ts'
import { foldAll } from '../modules/benefits/index.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openPool } from '../platform/db/connect.ts'
import { startDatabase, type StartedDatabase } from '../platform/db/start.ts'
import { setupFault, type Say } from '../platform/setup-fault.ts'
import { prepareStage } from './demo/apply.ts'
import { fillRegister } from './demo/bulk.ts'
import { ensureDemo } from './demo.ts'
import { masterKeyFor } from './master-key.ts'
import { adoptShippedPolicies } from './policies.ts'
import { makeWorld } from './world.ts'

/** What seeding wrote. */
export type Seeded = { readonly filled: number }

/**
 * Makes the sample company in a data folder that is marked as a demo, without serving it. With `filled`, the
 * register gets so many further entries for measuring. Everything is numbered in the log
 * and folded into the totals before it returns.
 */
export async function seedDemo(
  config: Config,
  filled: number,
  say: Say,
  progress: (written: number) => void,
): Promise<Seeded> {
  const started = await startDatabase({ ...config, isDemo: true }, randomBytes, say)
  try {
    if (!started.isDemo) throw setupFault('setup.not_a_demo', { data: config.data })
    return await seedIn(started, config, filled, say, progress)
  } finally {
    await started.stop()
  }
}

async function seedIn(
  started: StartedDatabase,
  config: Config,
  filled: number,
  say: Say,
  progress: (written: number) => void,
): Promise<Seeded> {
  const { database } = started
  const masterKey = await masterKeyFor(config, database)
  const pool = openPool(database.app, { max: 6, name: 'seed', isPipelined: true })
  const worker = openPool(database.worker, { max: 2, name: 'seed log' })
  const now = systemClock()
  const world = makeWorld({ pool, masterKey, data: config.data, now, enqueue: noJobs })
  const secret = world.ring.derive('session')
  const auth = authPort({
    worker: database.worker,
    secret,
    isSecure: false,
    organisation: world.organisations,
  })
  try {
    await adoptShippedPolicies(world, { isSample: true })
    await ensureDemo(world, auth, say)
    if (filled > 0) await fillRegister(await prepareStage(world), filled, progress)
    await sequenceNow({ pool: worker, signer: logSigner(world.ring), now })
    await foldAll(worker)
    return { filled }
  } finally {
    await Promise.all([auth.close(), pool.end(), worker.end()])
  }
}

async function noJobs(_: unknown, jobs: readonly unknown[]): Promise<void> {
  if (jobs.length > 0) throw new Error('the sample starts no background work')
}
