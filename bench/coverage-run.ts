import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import type { Pool } from 'pg'
import { coverageDeps } from '../src/app/coverage-deps.ts'
import { makeWorld, type World } from '../src/app/world.ts'
import { coverageKind, type CoverageDeps } from '../src/modules/coverage/index.ts'
import { monotonicMs, randomBytes, systemClock } from '../src/platform/clock.ts'
import { openDatabase, openPool, type OpenDatabase } from '../src/platform/db/connect.ts'
import { findLongJob, runLongJob, withLongJobs } from '../src/platform/jobs/long-job.ts'
import { existingHome } from '../src/platform/postgres/place.ts'
import { readPostmaster } from '../src/platform/postgres/process.ts'
import { serverSeconds } from './processor.ts'

/** How a comparison in the background went; times in seconds, of the clock and of the processors. */
export type RunMeasured = {
  readonly runId: string
  readonly seconds: number
  readonly memoryMb: number
  readonly processor: { readonly here: number; readonly database: number }
  /** The longest time for which the process heard nobody; in the server, people wait so long. */
  readonly pause: number
}

/** The product on the embedded database of a data folder. */
export type Opened = {
  readonly database: OpenDatabase
  readonly pool: Pool
  readonly world: World
  readonly deps: CoverageDeps
}

/** Opens the database of `data`, which two processes may do at once, with a pool like the server's. */
export async function openWorld(data: string): Promise<Opened> {
  const database = await openDatabase({ kind: 'embedded', data }, randomBytes, () => undefined)
  const pool = openPool(database.app, { max: 5, name: 'bench coverage', isPipelined: true })
  const enqueue = withLongJobs(async () => undefined)
  const masterKey = Buffer.alloc(32, 7)
  const world = makeWorld({ pool, masterKey, data, now: systemClock(), enqueue })
  return { database, pool, world, deps: coverageDeps(world) }
}

/** Runs the job as the queue would: the file is read back, compared with the register, and all is kept. */
async function run(data: string, jobId: string): Promise<void> {
  const { pool, deps } = await openWorld(data)
  const first = readPostmaster(join(existingHome(data) ?? data, 'cluster'))?.pid
  const pauses = monitorEventLoopDelay({ resolution: 10 })
  pauses.enable()
  const before = { at: monotonicMs(), here: process.cpuUsage(), database: serverSeconds(first) }
  await runLongJob(pool, [coverageKind(deps)], jobId, deps.now)
  const seconds = (monotonicMs() - before.at) / 1000
  pauses.disable()
  const { user, system } = process.cpuUsage(before.here)
  const measured: RunMeasured = {
    runId: keptBy((await findLongJob(pool, jobId))?.result),
    seconds,
    // The highest that the system saw of this process.
    memoryMb: process.resourceUsage().maxRSS / 1024,
    processor: { here: (user + system) / 1e6, database: serverSeconds(first) - before.database },
    pause: pauses.max / 1e9,
  }
  await pool.end()
  process.stdout.write(JSON.stringify(measured))
}

function keptBy(result: unknown): string {
  const runId = typeof result === 'object' && result !== null && 'runId' in result ? result.runId : undefined
  if (typeof runId !== 'string') throw new Error(`the journal was not compared: ${JSON.stringify(result)}`)
  return runId
}

if (import.meta.main) {
  const [data = '', jobId = ''] = process.argv.slice(2)
  await run(data, jobId)
}
