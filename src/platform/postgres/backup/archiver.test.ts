import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { randomBytes } from '../../clock.ts'
import { openServer, type EmbeddedServer } from '../server.ts'
import { isArchiveAlarming, readCovered, readStanding, segmentsIn } from './archive-folder.ts'
import { endArchiving, startArchiver, type Archiver } from './archiver.ts'
import { findPublicKey, makeBackupKey } from './backup-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-archiver-'))
const data = join(folder, 'data')
const archives = join(folder, 'archives')
let server: EmbeddedServer
let archiver: Archiver

beforeAll(async () => {
  chmodSync(folder, 0o711)
  server = await openServer({ data, random: randomBytes, say: () => undefined })
  await ask('create table worked (n int)')
})
afterAll(async () => {
  await server.stop('always')
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await archiver?.stop().catch(() => undefined)
  archiver = await start()
})

function start(): Promise<Archiver> {
  const recipient = findPublicKey(data, makeBackupKey().publicText)
  if (!recipient) throw new Error('no key')
  // Its rounds are taken by hand.
  const byHand = { intervalMs: 3_600_000, switchAfterMs: 0 }
  return startArchiver({ server, data, folder: archives, recipient, random: randomBytes, ...byHand })
}

async function ask<T extends object>(text: string): Promise<T[]> {
  const client = new Client(server.asSuperuser('postgres'))
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

const home = () => join(archives, readStanding(data)?.id ?? '')
const work = () => ask('insert into worked select generate_series(1, 10)')
const failed = () =>
  archiver.round().then(
    () => 'done',
    () => archiver.standing().problem,
  )

describe('the archive of the log of changes', { timeout: 120_000 }, () => {
  test('holds what was written, sealed, and says up to when', async () => {
    await archiver.round()
    await work()
    const before = Date.now()
    await archiver.round()
    await archiver.round()
    const all = segmentsIn(home())
    expect(all.length).toBeGreaterThan(0)
    expect(
      readFileSync(join(home(), all[0]?.file ?? ''))
        .subarray(0, 19)
        .toString(),
    ).toBe('aboveboard sealed 1')
    const covered = Date.parse(readStanding(data)?.coveredTo ?? '')
    expect(covered).toBeGreaterThanOrEqual(before - 1_000)
    expect(isArchiveAlarming(readStanding(data), new Date(covered + 60_000).toISOString())).toBe(false)
    expect(isArchiveAlarming(readStanding(data), new Date(covered + 121_000).toISOString())).toBe(true)
  })

  test('makes no new segment while nobody writes, and still says up to when it is whole', async () => {
    await work()
    for (let i = 0; i < 3; i++) await archiver.round()
    const many = segmentsIn(home()).length
    await archiver.round()
    expect(segmentsIn(home()).length).toBeLessThanOrEqual(many + 1)
    expect(readCovered(home())?.at).toBe(readStanding(data)?.coveredTo)
  })

  test('that cannot be reached stops nobody, is told, and lacks nothing once it is back', async () => {
    await archiver.round()
    renameSync(archives, `${archives}.away`)
    writeFileSync(archives, 'a file where the folder was')
    await work()
    expect(await failed()).toBe('ENOTDIR')
    expect(isArchiveAlarming(readStanding(data), new Date().toISOString())).toBe(true)
    await work()
    rmSync(archives)
    renameSync(`${archives}.away`, archives)
    const before = segmentsIn(home()).length
    await archiver.round()
    await archiver.round()
    expect(archiver.standing().problem).toBeNull()
    expect(segmentsIn(home()).length).toBeGreaterThan(before)
    const numbers = segmentsIn(home()).map(({ segment }) => Number.parseInt(segment.slice(16), 16))
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
  })

  test('never takes a second segment of the same name: another server writes there', async () => {
    await archiver.round()
    const [newest] = await ask<{ name: string }>(
      `select pg_walfile_name(pg_current_wal_insert_lsn()) as name`,
    )
    writeFileSync(join(home(), `${newest?.name ?? ''}.1.${'0'.repeat(16)}.abk`), 'of another server')
    await work()
    expect(await failed()).toBe('other_history')
    rmSync(join(home(), `${newest?.name ?? ''}.1.${'0'.repeat(16)}.abk`))
    await archiver.round()
    expect(archiver.standing().problem).toBeNull()
  })

  test('that lost its thread, because more waited than may, says where', async () => {
    await work()
    await archiver.round()
    await archiver.round()
    const coveredTo = readStanding(data)?.coveredTo
    await ask(`alter system set max_slot_wal_keep_size = '1MB'`)
    await ask('select pg_reload_conf()')
    await ask('alter system set max_wal_size = 32')
    await ask('select pg_reload_conf()')
    for (let i = 0; i < 6; i++)
      await ask('insert into worked values (1)').then(() => ask('select pg_switch_wal()'))
    await ask('checkpoint')
    const [slot] = await ask<{ status: string }>('select wal_status as status from pg_replication_slots')
    expect(slot?.status).toBe('lost')
    await ask('alter system reset all')
    await ask('select pg_reload_conf()')
    await archiver.round()
    expect(archiver.standing()).toMatchObject({ holeAt: coveredTo, coveredTo: null, problem: null })
    await work()
    await archiver.round()
    await archiver.round()
    expect(archiver.standing().coveredTo).not.toBeNull()
  })

  test('that is kept no more leaves no slot that would hold the log for ever', async () => {
    await archiver.round()
    await archiver.stop()
    await endArchiving(server, data)
    expect(await ask('select 1 from pg_replication_slots')).toEqual([])
    expect(existsSync(join(data, 'archive.json'))).toBe(false)
  })
})

test('evidence files are archived beside the log, once each', async () => {
  const name = 'ab'.padEnd(64, '0')
  mkdirSync(join(data, 'files', 'ab'), { recursive: true })
  writeFileSync(join(data, 'files', 'ab', name), 'sealed already')
  await archiver.round()
  expect(readFileSync(join(archives, 'files', 'ab', name), 'utf8')).toBe('sealed already')
  writeFileSync(join(data, 'files', 'ab', name), 'damaged since!')
  await archiver.round()
  expect(readFileSync(join(archives, 'files', 'ab', name), 'utf8')).toBe('sealed already')
})

test('an evidence file that could not be archived is archived once it can be', async () => {
  const name = 'cd'.padEnd(64, '0')
  const source = join(data, 'files', 'cd')
  mkdirSync(source, { recursive: true })
  writeFileSync(join(source, name), 'sealed already')
  utimesSync(source, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000))
  writeFileSync(join(archives, 'files', 'cd'), 'in its way')
  expect(await failed()).not.toBe('done')
  rmSync(join(archives, 'files', 'cd'))
  await archiver.round()
  expect(readFileSync(join(archives, 'files', 'cd', name), 'utf8')).toBe('sealed already')
})
