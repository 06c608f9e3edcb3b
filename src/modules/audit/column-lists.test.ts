import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { governed, insertRow, updateRow, type RowChange, type RowOf } from '../../platform/act/rows.ts'
import { keyRing } from '../../platform/keys.ts'
import { systemClock } from '../../platform/clock.ts'
import { recorder } from './record.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'
import { verifyLive } from './verify-live.ts'
import { lockStatement } from '../benefits/index.ts'

// A table gains a column in the life of an installation: what was written before keeps its digest.

const before = governed({ name: 'shelf.item', columns: { name: 'text', note: 'text?' } })
const after = governed({
  name: 'shelf.item',
  columns: { name: 'text', colour: 'text?', note: 'text?' },
  added: [['colour']],
})

const at = '2026-11-25T08:00:00.120Z'
const ring = keyRing(Buffer.alloc(32, 3))
let database: FreshDatabase
let owner: Pool
let door: Door

beforeAll(async () => {
  database = await freshDatabase()
  owner = database.pool('owner', 1)
  await owner.query(`create schema shelf;
create table shelf.item (id text primary key, version int not null, name text not null, note text);
grant usage on schema shelf to public;
grant select, insert, update on shelf.item to public`)
  const random = (bytes: number) => Buffer.alloc(bytes, 7)
  door = {
    pool: database.pool('app', 2),
    authorise: () => undefined,
    record: recorder({ ring, random }),
    lock: lockStatement,
    book: () => undefined,
    enqueue: async () => undefined,
  }
})

afterAll(() => database.close())

async function write(key: string, change: RowChange): Promise<void> {
  const object = { type: 'item', id: change.row.id }
  const command = {
    operation: 'shelf.write',
    load: async () => undefined,
    decide: () => ({ answer: {}, object, reason: '搬架子', changes: [change] }),
  }
  await act(door, command, [{ key, actor: systemActor, body: {}, at }])
}

async function verify() {
  const signer = logSigner(ring)
  await sequenceOnce({ pool: database.pool('worker', 1), signer, now: systemClock() }, newSequencerState())
  const pool = database.pool('auditor', 2)
  return verifyLive({ pool, ring, tables: [after], outside: { notes: [] } })
}

test('rows written before, changed after and written after a new column all verify', async () => {
  const old: RowOf<typeof before> = { id: 'item_old', version: 1, name: '茶', note: null }
  const changed: RowOf<typeof before> = { ...old, id: 'item_changed' }
  await write('key-00000001', insertRow(before, old))
  await write('key-00000002', insertRow(before, changed))
  await owner.query('alter table shelf.item add column colour text')
  await write('key-00000003', updateRow(after, { ...changed, colour: null }, { colour: '绿' }))
  await write('key-00000004', insertRow(after, { id: 'item_new', name: '杯', colour: '白', note: 'x' }))
  const found = await verify()
  expect(found).toMatchObject({ ok: true, findings: [], rows: 3 })
})

test('an edit of an old row, and one of the new column, are named', async () => {
  await owner.query(`update shelf.item set name = '酒' where id = 'item_old'`)
  await owner.query(`update shelf.item set colour = '黑' where id = 'item_changed'`)
  const { findings } = await verify()
  const byRow = findings.toSorted((a, b) => ((a.row ?? '') < (b.row ?? '') ? -1 : 1))
  expect(byRow).toMatchObject([
    { kind: 'edited', table: 'shelf.item', row: 'item_changed', column: 'colour' },
    { kind: 'edited', table: 'shelf.item', row: 'item_old', column: 'name' },
  ])
})
