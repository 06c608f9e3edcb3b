import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { lostFiles, type LostFiles } from '../app/lost-files.ts'
import { letterQueue } from '../app/queues.ts'
import { masterKeyToRead } from '../app/master-key.ts'
import { logWaiting, sinkNames, sinkStandings } from '../modules/audit/index.ts'
import { totalsApart } from '../modules/benefits/index.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { databaseProblems } from '../platform/db/checks.ts'
import { openClient, openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { migrationState } from '../platform/db/migrate.ts'
import { servingRoles } from '../platform/db/roles.ts'
import { keyRing } from '../platform/keys.ts'
import { givenUp } from '../platform/jobs/failed.ts'
import { readStanding } from '../platform/postgres/backup/archive-folder.ts'
import { newestBackup } from '../platform/postgres/backup/manifest.ts'
import { readMark } from '../platform/postgres/backup/quarantine.ts'
import { SetupFault, wordsOf } from '../platform/setup-fault.ts'
import { cliTexts } from '../texts/cli.ts'
import { fill, type Sentence, type TextValue } from '../texts/index.ts'
import { ledgerTexts } from '../texts/ledger.ts'
import { dataOption, type CliCall, type CliCommand } from './args.ts'
import { provenBooks } from './books.ts'
import {
  archiveFound,
  backupsFound,
  filesFound,
  logFound,
  mailFound,
  restoreFound,
  sinksFound,
  type ArchiveLook,
  type Found,
} from './doctor-checks.ts'
import { exit, sentenceOf } from './io.ts'
import { configOf, withDatabase } from './with-database.ts'

/** Looks at everything that a running installation rests on, and says what is not well. */
export const doctorCommand: CliCommand = {
  summary: cliTexts['cli.doctor'],
  usage: '[--data DIR]',
  options: dataOption,
  run: async (call) => {
    const checks = await allChecks(call)
    const ok = checks.every((check) => check.ok)
    const word = (check: Check) =>
      fill(cliTexts[check.ok ? 'cli.doctor.ok' : 'cli.doctor.not_ok'], call.io.language)
    call.io.answer({ ok, checks }, () =>
      checks.map((check) => `${word(check).padEnd(8)} ${check.name.padEnd(14)} ${check.detail}`),
    )
    return ok ? exit.done : exit.found
  },
}

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string }

async function allChecks(call: CliCall): Promise<Check[]> {
  const configuration = await check(call, 'configuration', async () => configOf(call).data)
  if (!configuration.ok) return [configuration]
  const found: Check[] = [
    configuration,
    await check(call, 'keys', async () => keysDetail(call, configOf(call))),
    await check(call, 'backups', async () => {
      return detail(call, backupsFound(configOf(call).backupFolder, Date.parse(systemClock()())))
    }),
    await check(call, 'archive', async () => {
      return detail(call, archiveFound(archiveLook(configOf(call)), systemClock()()))
    }),
    ...(await restoreChecks(call)),
  ]
  try {
    await withDatabase(call, async (database, config) => {
      found.push(...(await databaseChecks(call, database, config)))
    })
  } catch (fault) {
    found.push({ name: 'database', ok: false, detail: detailOf(call, fault) })
  }
  return found
}

function archiveLook(config: Config): ArchiveLook {
  const { archiveFolder, backupFolder, data, database } = config
  return {
    isOutside: database.kind === 'outside',
    folder: archiveFolder,
    standing: readStanding(data),
    backupAt: backupFolder === undefined ? undefined : newestBackup(backupFolder)?.manifest.stoppedAt,
  }
}

async function restoreChecks(call: CliCall): Promise<Check[]> {
  const mark = readMark(configOf(call).data)
  return mark === undefined
    ? []
    : [await check(call, 'restore', async () => detail(call, restoreFound(mark)))]
}

async function databaseChecks(call: CliCall, database: OpenDatabase, config: Config): Promise<Check[]> {
  const app = await openClient(database.app, 'doctor')
  try {
    return [
      await check(call, 'database', () => serverDetail(app)),
      await check(call, 'roles', () => rolesDetail(call, database)),
      await check(call, 'migrations', () => migrationsDetail(call, app)),
      await check(call, 'log', async () => detail(call, logFound(await logWaiting(app)))),
      await check(call, 'sinks', async () => {
        const standings = await sinkStandings(app, sinkNames(config.sinks.mailTo))
        return detail(call, sinksFound(standings, systemClock()(), call.io.language))
      }),
      await check(call, 'files', async () => detail(call, filesFound(await filesOf(database, config)))),
      await check(call, 'mail', async () => {
        const hasServer = config.mail.smtpUrl !== undefined
        return detail(call, mailFound(hasServer, await givenUp(app, letterQueue)))
      }),
      await check(call, 'totals', () => totalsDetail(call, app)),
      await check(call, 'books', () => booksDetail(call, database)),
      await check(call, 'clock', () => clockDetail(call, app)),
    ]
  } finally {
    await app.end()
  }
}

/** Reads every file back, which takes the time that reading takes. */
async function filesOf(database: OpenDatabase, config: Config): Promise<LostFiles> {
  const ring = keyRing(await masterKeyToRead(config, database))
  const random = (bytes: number) => Buffer.from(randomBytes(bytes))
  const pool = openPool(database.app, { max: 1, name: 'doctor files' })
  try {
    return await lostFiles({ pool, files: { folder: join(config.data, 'files'), ring, random } })
  } finally {
    await pool.end()
  }
}

async function check(call: CliCall, name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() }
  } catch (fault) {
    return { name, ok: false, detail: detailOf(call, fault) }
  }
}

/** A check that found something wrong, in words. */
class NotWell extends Error {
  readonly sentence: Sentence
  readonly params: Readonly<Record<string, TextValue>>

  constructor(sentence: Sentence, params: Readonly<Record<string, TextValue>>) {
    super('not well')
    this.sentence = sentence
    this.params = params
  }
}

function detail(call: CliCall, { ok, sentence, params }: Found): string {
  if (!ok) throw new NotWell(sentence, params)
  return fill(sentence, call.io.language, params)
}

function detailOf(call: CliCall, fault: unknown): string {
  if (fault instanceof NotWell) return fill(fault.sentence, call.io.language, fault.params)
  if (!(fault instanceof SetupFault)) return wordsOf(fault)
  return fault.problems.map((said) => fill(sentenceOf(said), call.io.language, said.params)).join(' ')
}

function keysDetail(call: CliCall, config: Config): string {
  const folder = join(config.data, 'keys')
  try {
    accessSync(folder, constants.R_OK)
  } catch {
    throw new NotWell(cliTexts['cli.doctor.no_keys'], { folder })
  }
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) {
    throw new NotWell(cliTexts['cli.doctor.keys_open'], { folder })
  }
  return fill(cliTexts['cli.doctor.keys'], call.io.language, { folder })
}

async function serverDetail(app: Client): Promise<string> {
  const problems = await databaseProblems(app)
  if (problems.length > 0) throw new SetupFault(problems)
  const found = await app.query<{ version: string; sums: string }>(
    `select current_setting('server_version') as version, current_setting('data_checksums') as sums`,
  )
  return `PostgreSQL ${found.rows[0]?.version ?? ''}, fsync on, data_checksums ${found.rows[0]?.sums ?? ''}`
}

/** Outside, one log-in may play several roles; that works, and parts the duties less. */
async function rolesDetail(call: CliCall, database: OpenDatabase): Promise<string> {
  const logIns = new Set<string>()
  for (const role of servingRoles) {
    const client = await openClient(database[role], 'doctor')
    const found = await client.query<{ name: string }>('select session_user::text as name')
    logIns.add(found.rows[0]?.name ?? '')
    await client.end()
  }
  const sentence =
    cliTexts[logIns.size === servingRoles.length ? 'cli.doctor.roles' : 'cli.doctor.roles_shared']
  return fill(sentence, call.io.language, { names: [...logIns].join(', ') })
}

async function migrationsDetail(call: CliCall, app: Client): Promise<string> {
  const { applied, pending } = await migrationState(app)
  if (pending.length > 0) throw new NotWell(cliTexts['cli.doctor.pending'], { names: pending.join(', ') })
  return fill(cliTexts['cli.doctor.migrations'], call.io.language, { count: applied })
}

/** The totals of the register are derived from its rows; where they differ, somebody changed one of both. */
async function totalsDetail(call: CliCall, app: Client): Promise<string> {
  const apart = await totalsApart(app)
  if (apart > 0) throw new NotWell(cliTexts['cli.doctor.totals_apart'], { count: apart })
  return fill(cliTexts['cli.doctor.totals'], call.io.language)
}

/** The memorandum ledger against the register behind it; `books check` names each difference. */
async function booksDetail(call: CliCall, database: OpenDatabase): Promise<string> {
  const { apart, broken, objects, entries } = await provenBooks(database)
  const params = { objects, entries, apart: apart.length, broken: broken.length }
  if (apart.length + broken.length > 0) throw new NotWell(ledgerTexts['books.differ'], params)
  return fill(ledgerTexts['books.agree'], call.io.language, params)
}

async function clockDetail(call: CliCall, app: Client): Promise<string> {
  const found = await app.query<{ at: string }>('select clock_timestamp() as at')
  const apartMs = Math.abs(Date.parse(found.rows[0]?.at ?? '') - Date.parse(systemClock()()))
  if (apartMs > 2_000)
    throw new NotWell(cliTexts['cli.doctor.clock_apart'], { seconds: Math.round(apartMs / 1_000) })
  return fill(cliTexts['cli.doctor.clock'], call.io.language, { ms: apartMs })
}
