import process from 'node:process'
import { createReadStream } from 'node:fs'
import { importDeps } from '../../src/app/import-deps.ts'
import { makeWorld } from '../../src/app/world.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { findProfile, runImport } from '../../src/modules/imports/index.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openPool } from '../../src/platform/db/connect.ts'

/** Imports a file as a program of its own, so that a test can kill it; says a word after each set. */
const [url = '', masterKey = '', path = ''] = process.argv.slice(2)
const profile = findProfile('cms-open-payments')
if (isRefusal(profile)) throw new Error('the profile is not shipped')
const pool = openPool({ connectionString: url }, { max: 5, name: 'import child' })
const world = makeWorld({
  pool,
  masterKey: Buffer.from(masterKey, 'hex'),
  data: '/nonexistent',
  now: systemClock(),
  enqueue: async () => undefined,
})
const report = await runImport(importDeps(world), {
  profile,
  file: { name: 'killed.csv', open: () => createReadStream(path) },
  actor: systemActor,
  today: '2026-11-25',
  isDryRun: false,
  key: `child-${process.pid}`,
  language: 'en',
  onProgress: async (done) => {
    process.stdout.write(`${done}\n`)
    return true
  },
})
process.stdout.write(`${JSON.stringify(report)}\n`)
await pool.end()
