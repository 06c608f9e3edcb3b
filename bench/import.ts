import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import process from 'node:process'
import { importDeps } from '../src/app/import-deps.ts'
import { adoptShippedPolicies } from '../src/app/policies.ts'
import { makeWorld } from '../src/app/world.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { findProfile, runImport, type ImportFile } from '../src/modules/imports/index.ts'
import { systemActor } from '../src/platform/act/actor.ts'
import { monotonicMs, randomBytes, systemClock } from '../src/platform/clock.ts'
import { openDatabase, openPool } from '../src/platform/db/connect.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { keepHeapSmall } from '../src/platform/memory.ts'
import { existingHome } from '../src/platform/postgres/place.ts'
import { readPostmaster } from '../src/platform/postgres/process.ts'
import { sampleRegister } from './import-sample.ts'
import { printSettings } from './settings.ts'
import { serverSeconds } from './processor.ts'
import type { Figure } from './match.ts'

const rowsPerSecondMin = 4_000
const memoryMbMax = 400

/**
 * Imports the register of physician payments into a new database, all included: read, decided by the rules of
 * each day, stored, logged, on the disk. Without the real file it makes one of the same shape and size.
 */
async function main(): Promise<void> {
  keepHeapSmall()
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-'))
  const database = await openDatabase({ kind: 'embedded', data: folder }, randomBytes, () => undefined)
  try {
    await migrate(database.owner, database.roles)
    const pool = openPool(database.app, { max: 5, name: 'bench', isPipelined: true })
    const masterKey = Buffer.from(randomBytes(32))
    const world = makeWorld({
      pool,
      masterKey,
      data: folder,
      now: systemClock(),
      enqueue: async () => undefined,
    })
    await adoptShippedPolicies(world)
    await printSettings(pool)
    const first = readPostmaster(join(existingHome(folder) ?? folder, 'cluster'))?.pid
    await measure(world, () => serverSeconds(first))
    await pool.end()
  } finally {
    const home = existingHome(folder)
    await database.server?.stop('always')
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `databaseSeconds` tells how long the processes of the database have worked. */
async function measure(world: ReturnType<typeof makeWorld>, databaseSeconds: () => number): Promise<void> {
  const profile = findProfile('cms-open-payments')
  if (isRefusal(profile)) throw new Error('the profile is not shipped')
  const file = fileToImport()
  const before = { at: monotonicMs(), here: process.cpuUsage(), server: databaseSeconds() }
  let memory = 0
  const report = await runImport(importDeps(world), {
    profile,
    file,
    actor: systemActor,
    today: '2026-11-25',
    isDryRun: process.argv.includes('--dry-run'),
    key: 'bench-import',
    language: 'en',
    onProgress: async () => {
      memory = Math.max(memory, process.memoryUsage().rss)
      return true
    },
  })
  if (isRefusal(report)) throw new Error(report.code)
  const seconds = (monotonicMs() - before.at) / 1000
  print('import.rows_per_second', report.rows / seconds, 'rows/s', rowsPerSecondMin, 'min')
  // The highest that the system saw of this process, not only between two sets.
  const peak = Math.max(memory, process.resourceUsage().maxRSS * 1024) / 1024 / 1024
  print('import.memory', peak, 'MB', memoryMbMax, 'max')
  const { user, system } = process.cpuUsage(before.here)
  const here = ((user + system) / 1e6).toFixed(1)
  const server = (databaseSeconds() - before.server).toFixed(1)
  const outcomes = JSON.stringify(report.outcomes)
  const processor = `processor: ${here} s here, ${server} s in the database`
  const rows = `${report.rows} rows in ${seconds.toFixed(1)} s`
  process.stderr.write(`${file.name}: ${rows}; ${processor}; ${outcomes}\n`)
}

function fileToImport(): ImportFile {
  const shared = process.env['ABOVEBOARD_SHARED'] ?? join(import.meta.dirname, '../../shared')
  const path = join(shared, 'data/cms-open-payments-iowa.csv.gz')
  if (existsSync(path)) return { name: basename(path), open: () => createReadStream(path) }
  return { name: 'made of the same shape', open: () => sampleRegister(83_572) }
}

function print(name: string, value: number, unit: string, limit: number, kind: 'min' | 'max'): void {
  const ratio = kind === 'min' ? value / limit : limit / value
  const figure: Figure = {
    name,
    value: Math.round(value),
    unit,
    limit,
    ratio: Math.round(ratio * 100) / 100,
    holds: ratio >= 1,
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

await main()
