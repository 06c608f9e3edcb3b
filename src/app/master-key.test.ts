import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { randomFrom, seedLog } from '../../test/gates/seeded-log.ts'
import { sequenceNow, logSigner } from '../modules/audit/index.ts'
import { fixedClock } from '../platform/clock.ts'
import { readConfig, type Config } from '../platform/config.ts'
import { openDatabase, type OpenDatabase } from '../platform/db/connect.ts'
import { keyRing } from '../platform/keys.ts'
import { SetupFault } from '../platform/setup-fault.ts'
import { masterKeyFor, masterKeyInUse, masterKeyToRead } from './master-key.ts'

let fresh: FreshDatabase
let database: OpenDatabase
let data: string

/** The key under which the seeded log is signed. */
const right = Buffer.alloc(32, 9)

function configWith(masterKey?: Buffer): Config {
  return readConfig(
    { data },
    {
      DATABASE_URL: fresh.appUrl,
      DATABASE_OWNER_URL: fresh.ownerUrl,
      DATABASE_WORKER_URL: fresh.workerUrl,
      DATABASE_AUDITOR_URL: fresh.auditorUrl,
      DATABASE_ROLE_PREFIX: fresh.roles.app.replace(/_app$/, ''),
      ...(masterKey ? { ABOVEBOARD_MASTER_KEY: masterKey.toString('hex') } : {}),
    },
  )
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.catch((thrown: unknown) => thrown)
  if (!(fault instanceof SetupFault)) throw new Error('it was not refused')
  return fault.problems.map(({ code }) => code).join()
}

const keyFile = () => join(data, 'keys', 'master.key')
const signed = async () =>
  (await fresh.pool('owner', 1).query('select size from audit.checkpoint')).rows.length

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'aboveboard-key-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

describe('a database that nobody used', () => {
  beforeAll(async () => {
    fresh = await freshDatabase()
    database = await openDatabase(
      configWith().database,
      () => new Uint8Array(0),
      () => undefined,
    )
  })
  afterAll(() => fresh.close())

  test('is taken into use by no command that may run anywhere: no key is made or kept', async () => {
    const given = configWith(Buffer.alloc(32, 4))
    expect(await codeOf(masterKeyToRead(configWith(), database))).toBe('setup.never_served')
    for (const config of [configWith(), given]) {
      expect(await codeOf(masterKeyInUse(config, database))).toBe('setup.never_served')
    }
    expect(existsSync(keyFile())).toBe(false)
    expect((await fresh.pool('owner', 1).query('select name from audit.log_key')).rows).toEqual([])
  })

  test('gets a new key at its first start, and that one alone from then on', async () => {
    const made = await masterKeyFor(configWith(), database)
    expect(readFileSync(keyFile(), 'utf8').trim()).toBe(made.toString('base64'))
    expect(await masterKeyFor(configWith(), database)).toEqual(made)
    expect(await masterKeyInUse(configWith(), database)).toEqual(made)
    writeFileSync(keyFile(), `${Buffer.alloc(32, 4).toString('base64')}\n`)
    expect(await codeOf(masterKeyFor(configWith(), database))).toBe('setup.master_key_other')
    rmSync(keyFile())
    expect(await codeOf(masterKeyFor(configWith(), database))).toBe('setup.master_key_missing')
    expect(existsSync(keyFile())).toBe(false)
  })
})

describe('a database that was used before the name of its key was kept', () => {
  beforeAll(async () => {
    fresh = await freshDatabase()
    database = await openDatabase(
      configWith().database,
      () => new Uint8Array(0),
      () => undefined,
    )
    await seedLog(fresh, randomFrom(3), 1)
  })
  afterAll(() => fresh.close())

  test('refuses a new key where nothing was signed yet: it opens nothing that is sealed', async () => {
    expect(await codeOf(masterKeyFor(configWith(), database))).toBe('setup.master_key_missing')
    expect(await codeOf(masterKeyFor(configWith(Buffer.alloc(32, 4)), database))).toBe(
      'setup.master_key_other',
    )
  })

  test('is never signed with a second key', async () => {
    const now = fixedClock('2030-01-01T00:00:00.000Z')
    const pool = fresh.pool('worker', 1)
    await sequenceNow({ pool, signer: logSigner(keyRing(right)), now })
    const before = await signed()
    expect(before).toBeGreaterThan(0)
    await fresh.pool('app', 1).query(
      `insert into audit.entry (at, operation, object_type, object_id, person_id, is_refused, bytes, leaf)
values (now(), 'test', 'thing', 'x', 'system', false, '{}', sha256('{}'))`,
    )
    now.set('2030-01-02T00:00:00.000Z')
    const other = { pool, signer: logSigner(keyRing(Buffer.alloc(32, 4))), now }
    await expect(sequenceNow(other)).rejects.toThrow('another key')
    expect(await signed()).toBe(before)
  })

  test('refuses another key for writing and reading alike, and takes the right one', async () => {
    const other = configWith(Buffer.alloc(32, 4))
    expect(await codeOf(masterKeyFor(other, database))).toBe('setup.master_key_other')
    expect(await codeOf(masterKeyInUse(other, database))).toBe('setup.master_key_other')
    expect(await codeOf(masterKeyToRead(other, database))).toBe('setup.master_key_other')
    expect(await masterKeyFor(configWith(right), database)).toEqual(right)
    expect(await masterKeyToRead(configWith(right), database)).toEqual(right)
  })
})
