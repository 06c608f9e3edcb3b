import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { monotonicMs, pause } from '../clock.ts'
import type { Config } from '../config.ts'
import { note, setupFault, SetupFault, wordsOf, type Say } from '../setup-fault.ts'
import { databaseProblems } from './checks.ts'
import { openClient, openDatabase, type OpenDatabase } from './connect.ts'
import { migrate } from './migrate.ts'

/** The database of a serving application: running, migrated, checked, and ours alone when it is embedded. */
export type StartedDatabase = {
  readonly database: OpenDatabase
  /** True when this database was created for the sample company; only then do its log-ins exist. */
  readonly isDemo: boolean
  /** Stops the embedded server in order; leaves an outside one alone. Close the pools first. */
  readonly stop: () => Promise<void>
}

/** Any number that no other program uses; held by the one application that serves a data folder. */
const applicationLock = 6_154_302

/** Brings up the database of `config` for serving. Refuses one that cannot keep the product's promises. */
export async function startDatabase(
  config: Config,
  random: (bytes: number) => Uint8Array,
  say: Say,
): Promise<StartedDatabase> {
  const database = await openDatabase(config.database, random, say)
  const held = await openClient(database.owner, 'application')
  try {
    if (database.kind === 'embedded') await takeApplicationLock(held, config.data)
    const isDemo = await settleDemo(held, config, say)
    const migrated = await migrate(database.owner, database.roles)
    if (migrated.applied.length > 0) say(note('setup.migrated', { count: migrated.applied.length }))
    await refuseUnfit(database)
    const unwatch = watch(database, say)
    return { database, isDemo, stop: () => stopDatabase(database, held, unwatch) }
  } catch (fault) {
    await held.end()
    await database.server?.stop('unlessUsed')
    throw fault
  }
}

async function stopDatabase(database: OpenDatabase, held: Client, unwatch: () => void): Promise<void> {
  unwatch()
  await held.end().catch(() => undefined)
  await database.server?.stop('always')
}

/**
 * The lock lives in a session, so it ends with its process, however that ended. The session of a process that
 * was just killed takes a moment to end: hence three seconds of patience.
 */
async function takeApplicationLock(held: Client, data: string): Promise<void> {
  const since = monotonicMs()
  for (;;) {
    const asked = await held.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      applicationLock,
    ])
    if (asked.rows[0]?.taken === true) return
    if (monotonicMs() - since > 3_000) throw setupFault('setup.data_in_use', { data })
    await pause(100)
  }
}

/**
 * Marks a new database as a demo when asked. A company's own is served as it is and never filled with the
 * sample, so that `npm start` serves whatever the folder holds. The mark names the database, so that a marked
 * folder with another DATABASE_URL is no demo.
 */
async function settleDemo(owner: Client, config: Config, say: Say): Promise<boolean> {
  const found = await owner.query<{ id: string; fresh: boolean }>(
    `select (select system_identifier from pg_control_system())::text || '-' || oid::text as id,
            to_regclass('platform.migration') is null as fresh
       from pg_database
      where datname = current_database()`,
  )
  const { id, fresh } = found.rows[0] ?? { id: '', fresh: false }
  if (demoIds(config.data).includes(id)) return true
  if (!config.isDemo) return false
  if (!fresh) {
    say(note('setup.company_served', { data: config.data }))
    return false
  }
  writeFileSync(demoFile(config.data), `${JSON.stringify({ demo: [...demoIds(config.data), id] })}\n`)
  return true
}

function demoFile(data: string): string {
  return join(data, 'demo.json')
}

function demoIds(data: string): string[] {
  if (!existsSync(demoFile(data))) return []
  const mark: unknown = JSON.parse(readFileSync(demoFile(data), 'utf8'))
  if (typeof mark !== 'object' || mark === null || !('demo' in mark) || !Array.isArray(mark.demo)) {
    throw setupFault('setup.file_damaged', { file: demoFile(data) })
  }
  return mark.demo.filter((id): id is string => typeof id === 'string')
}

async function refuseUnfit(database: OpenDatabase): Promise<void> {
  const app = await openClient(database.app, 'checks')
  try {
    const problems = await databaseProblems(app)
    if (problems.length > 0) throw new SetupFault(problems)
  } finally {
    await app.end()
  }
}

/** Looks once a second whether the embedded server still lives, and starts it again on the same port. */
function watch(database: OpenDatabase, say: Say): () => void {
  const { server } = database
  if (!server) return () => undefined
  let isBusy = false
  const look = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    try {
      if (await server.revive()) say(note('setup.server_revived'))
    } catch (fault) {
      // A full disk, for example: the application lives on, answers 503, and looks again in a second.
      if (fault instanceof SetupFault) fault.problems.forEach(say)
      else say(note('setup.server_not_revived', { why: wordsOf(fault) }))
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(() => void look(), 1_000)
  timer.unref()
  return () => clearInterval(timer)
}
