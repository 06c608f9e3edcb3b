import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { randomFrom, seedLog, type SeededLog } from '../../../test/gates/seeded-log.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { governedTables } from '../../app/governed.ts'
import { fixedClock, pause } from '../../platform/clock.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'
import { folderSink, readFolder } from './sink-folder.ts'
import { feedSink } from './sinks.ts'
import { verifyLive } from './verify-live.ts'

let database: FreshDatabase
let seeded: SeededLog
let owner: Pool
let auditor: Pool
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sink-'))

beforeAll(async () => {
  database = await freshDatabase()
  seeded = await seedLog(database, randomFrom(1), 3)
  owner = database.pool('owner', 1)
  auditor = database.pool('auditor', 2)
  const { key } = logSigner(seeded.ring)
  const now = fixedClock('2026-06-01T00:00:00.000Z')
  const pool = database.pool('worker', 2)
  await sequenceOnce({ pool, signer: logSigner(seeded.ring), now }, newSequencerState())
  await feedSink({ pool, key, now }, folderSink(folder))
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

let asideFrom = Infinity
const verify = async () => {
  const outside = await readFolder(folder)
  return verifyLive({ pool: auditor, ring: seeded.ring, tables: governedTables, outside, asideFrom })
}

/** Runs `sql` behind the application's back, gives what the verifier finds, and puts everything back. */
async function findingsAfter(sql: string, undo: string) {
  await owner.query(`set app.entities = '*'; ${sql}`)
  try {
    return (await verify()).findings
  } finally {
    await owner.query(undo)
  }
}

describe.each([
  ['on one processor', Infinity],
  ['on two processors', 0],
])('verification of the live database %s', (_, from) => {
  beforeEach(async () => {
    asideFrom = from
    expect((await verify()).findings).toEqual([])
  })

  test('reads every entry and every governed row, and agrees with an untouched database', async () => {
    const found = await verify()
    const rows = [...seeded.rows.values()].flat().length
    expect(found).toMatchObject({ ok: true, rows, checkpoint: { size: found.entries } })
    expect(found.entries).toBeGreaterThan(rows)
  })

  test('breaks off with the reason when the database goes away, and never says that all is well', async () => {
    const lost = database.pool('auditor', 1)
    const outside = { notes: [] }
    const broken = governedTables.map((table) => ({
      ...table,
      name: table.name.replace('deals.event', 'deals.gone'),
    }))
    await expect(
      verifyLive({ pool: lost, ring: seeded.ring, tables: broken, outside, asideFrom }),
    ).rejects.toThrow('deals.gone')
  })

  test('K11: an approved row changed by direct SQL is named, with its column and the entry that tells', async () => {
    const [row] = seeded.rows.get('requests.request') ?? []
    const findings = await findingsAfter(
      `update requests.request set value_minor = value_minor + 1 where id = '${row?.id}'`,
      `update requests.request set value_minor = value_minor - 1 where id = '${row?.id}'`,
    )
    expect(findings).toEqual([
      {
        kind: 'edited',
        table: 'requests.request',
        row: row?.id,
        column: 'value_minor',
        entry: expect.any(Number),
      },
    ])
  })

  test('a personal value is checked without the log holding it', async () => {
    const findings = await findingsAfter(
      `update access.account set email = email || ' ' where id = 'access_account_1'`,
      `update access.account set email = rtrim(email) where id = 'access_account_1'`,
    )
    expect(findings).toMatchObject([{ kind: 'edited', table: 'access.account', column: 'email' }])
    const entries = await owner.query(`select 1 from audit.entry where bytes like '%@%'`)
    expect(entries.rowCount).toBe(0)
  })

  test('a column by which screens find an entry is held to the bytes of the entry', async () => {
    const findings = await findingsAfter(
      `alter table audit.entry disable trigger no_change;
       update audit.entry set object_id = 'elsewhere', is_refused = true
       where id = (select min(id) from audit.entry)`,
      `update audit.entry set object_id = bytes::json #>> '{object,id}', is_refused = false
       where object_id = 'elsewhere';
       alter table audit.entry enable trigger no_change`,
    )
    expect(findings).toEqual([
      { kind: 'edited', table: 'audit.entry', row: '0', entry: 0, column: 'object_id' },
      { kind: 'edited', table: 'audit.entry', row: '0', entry: 0, column: 'is_refused' },
      { kind: 'deleted', table: 'audit.entry', row: 'trigger no_change' },
    ])
  })

  test('a sequence that was set back is found before it gives an id twice', async () => {
    const last = await owner.query<{ last: bigint }>('select last_value as last from audit.entry_id')
    const findings = await findingsAfter(
      `select setval('audit.entry_id', 1)`,
      `select setval('audit.entry_id', ${last.rows[0]?.last})`,
    )
    expect(findings).toEqual([{ kind: 'edited', table: 'audit.entry_id', row: 'last_value' }])
  })

  test('an inner node that would spoil every later proof is found', async () => {
    const findings = await findingsAfter(
      `alter table audit.node disable trigger no_change;
       update audit.node set hash = sha256(hash) where level = 1 and position = 3;
       alter table audit.node enable trigger no_change`,
      `alter table audit.node disable trigger no_change;
       update audit.node set hash = (select sha256('\\x01'::bytea || a.hash || b.hash)
         from audit.leaf a, audit.leaf b where a.number = 6 and b.number = 7) where level = 1 and position = 3;
       alter table audit.node enable trigger no_change`,
    )
    expect(findings[0]).toEqual({ kind: 'edited', table: 'audit.node', row: '1/3' })
  })
})

test('a verification that takes longer than a transaction may stand idle is not cut off', async () => {
  const pool = database.pool('auditor', 2)
  pool.on('connect', (client) => void client.query(`set idle_in_transaction_session_timeout = '1s'`))
  const slow = { notes: [], leaves: waiting }
  const found = await verifyLive({
    pool,
    ring: seeded.ring,
    tables: governedTables,
    outside: slow,
    asideFrom: 0,
  })
  expect(found.ok).toBe(true)
})

/** A mirror from far away: it has nothing to say, and takes its time. */
async function* waiting(): AsyncGenerator<Uint8Array[]> {
  await pause(2_500)
  yield []
}
