import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { backUp, makeKey } from '../src/app/backup.ts'
import { bringBack } from '../src/app/restore.ts'
import { judgeRestored, openRestored, verifyRestored } from '../src/app/restored.ts'
import { folderSink, logSigner, readFolder, sequenceNow } from '../src/modules/audit/index.ts'
import { feedSink } from '../src/modules/audit/sinks.ts'
import { monotonicMs, pause, randomBytes, systemClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { startArchiver } from '../src/platform/postgres/backup/archiver.ts'
import { findPublicKey } from '../src/platform/postgres/backup/backup-key.ts'
import { readMark } from '../src/platform/postgres/backup/quarantine.ts'
import { existingHome } from '../src/platform/postgres/place.ts'
import { stopServerOf } from '../src/platform/postgres/server.ts'
import { atMost } from '../test/gates/gate.ts'
import { companyOn } from '../test/setup/company-on.ts'
import { embeddedCompanyDatabase, type OwnDatabase } from '../test/setup/own-database.ts'
import { printSettings } from './settings.ts'

// Backup, and restore to a moment after it, of a database of 1 GB: a working company, and beside it rows of a
// table of their own that fill the disk as a register's do (text that compresses by half, an index). The
// log is
// verified against its witness; the seconds are those of the whole command.

const megabytes = Number(process.env['BENCH_MEGABYTES'] ?? 1_024)
const limitSeconds = 120
const masterKey = Buffer.alloc(32, 3)
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-backup-'))
chmodSync(folder, 0o711)

async function fill(own: OwnDatabase): Promise<number> {
  const pool = own.fresh.pool('owner', 1)
  await pool.query('create table platform.bench_fill (id bigint primary key, a text, b text)')
  let size = 0
  for (let from = 0; size < megabytes * 1_048_576; from += 100_000) {
    await pool.query(
      `insert into platform.bench_fill
select n, md5(n::text) || repeat(md5((n % 97)::text), 4),
  '苏州恒泰精密机械有限公司 ' || n || ' 季度返利 ' || sha512(n::text::bytea)::text
from generate_series($1::bigint, $1::bigint + 99999) as n`,
      [from],
    )
    const { rows } = await pool.query<{ size: string }>(
      'select pg_database_size(current_database())::text as size',
    )
    size = Number(rows[0]?.size ?? 0)
  }
  await pool.query('checkpoint').catch(() => undefined)
  return size
}

async function main(): Promise<void> {
  const data = join(folder, 'data')
  const config = { ...readConfig({ data }, {}), archiveFolder: join(folder, 'archives') }
  const own = await embeddedCompanyDatabase(data)
  const company = await companyOn(own.fresh)
  await makeKey(config, join(folder, 'backup.key'))
  await printSettings(own.fresh.pool('owner', 1))
  const size = await fill(own)
  say(`filled ${Math.round(size / 1_048_576)} MB`)
  const recipient = findPublicKey(data, undefined)
  if (!recipient) throw new Error('no key')
  const archiver = await startArchiver({
    server: own.server,
    data,
    folder: config.archiveFolder,
    recipient,
    random: randomBytes,
    intervalMs: 3_600_000,
    switchAfterMs: 0,
  })
  await archiver.round()
  const backup = await timed(() =>
    backUp(config, { ...own.database, server: own.server }, join(folder, 'backups')),
  )
  const pool = own.fresh.pool('owner', 1)
  await pool.query(`update platform.bench_fill set a = a || 'x' where id % 20 = 0`)
  const signer = logSigner(company.world.ring)
  const worker = own.fresh.pool('worker', 2)
  await sequenceNow({ pool: worker, signer, now: systemClock() })
  await feedSink({ pool: worker, key: signer.key, now: systemClock() }, folderSink(join(folder, 'witness')))
  const { rows: before } = await pool.query(digest)
  await pause(20)
  const to = systemClock()()
  await pause(20)
  await pool.query(`update platform.bench_fill set a = 'later' where id % 1000 = 0`)
  await archiver.round()
  await archiver.round()
  await archiver.stop()
  await company.close().catch(() => undefined)
  await own.close()
  const restored = await timed(() => comeBack(config.archiveFolder, to))
  const again = await embeddedCompanyDatabase(join(folder, 'again'))
  const { rows: after } = await again.fresh.pool('owner', 1).query(digest)
  await again.close()
  if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('the rows came back otherwise')
  say(JSON.stringify({ to, sealed: backup.value.bytes, ...restored.value }))
  const lines = [
    atMost(`backup of ${Math.round(size / 1_048_576)} MB, read back`, backup.seconds, limitSeconds, 's'),
    atMost('restore of it to a named moment, verified', restored.seconds, limitSeconds, 's'),
    atMost('both together', tenths(backup.seconds + restored.seconds), limitSeconds, 's'),
  ]
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
  process.exitCode = lines.every(({ holds }) => holds) ? 0 : 1
}

const digest =
  'select count(*)::text as n, sum(hashtextextended(a, 0)::numeric)::text as h from platform.bench_fill'

async function comeBack(archive: string, to: string): Promise<{ bytes: number; entries: number }> {
  const data = join(folder, 'again')
  const key = join(folder, 'backup.key')
  const { bytes } = await bringBack({
    from: join(folder, 'backups'),
    key,
    archive,
    to,
    data,
    say: () => undefined,
  })
  const database = await openRestored(data, () => undefined)
  const outside = await readFolder(join(folder, 'witness'))
  const found = await verifyRestored(database, masterKey, outside)
  await database.server?.stop('always')
  const mark = readMark(data)
  const judged = mark && judgeRestored(mark, found, { notes: outside.notes, accepted: undefined })
  if (judged?.outcome !== 'released') throw new Error(`not released: ${JSON.stringify(judged)}`)
  return { bytes, entries: found.entries }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = monotonicMs()
  const value = await work()
  return { value, seconds: tenths((monotonicMs() - began) / 1_000) }
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

try {
  await main()
} finally {
  for (const name of ['data', 'again']) {
    await stopServerOf(join(folder, name))
    const home = existsSync(join(folder, name)) ? existingHome(join(folder, name)) : undefined
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
}
