import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { openCheckpoint } from '../../kernel/checkpoint.ts'
import { pause, systemClock } from '../../platform/clock.ts'
import { keyRing } from '../../platform/keys.ts'
import { newSequencerState, sequenceOnce, startSequencer, type SequencerDeps } from './sequencer.ts'
import { logSigner, verifySignature } from './signing.ts'

const signer = logSigner(keyRing(Buffer.alloc(32, 5)))
const clock = systemClock()
let database: FreshDatabase
let app: Pool
let deps: SequencerDeps

beforeAll(async () => {
  database = await freshDatabase()
  app = database.pool('app', 12)
  deps = { pool: database.pool('worker', 4), signer, now: clock, intervalMs: 20 }
})

afterAll(() => database.close())

const insert = `insert into audit.entry
  (at, operation, object_type, object_id, person_id, is_refused, bytes, leaf)
values (now(), 'test.write', 'thing', $1, 'system', false, $2, sha256(convert_to($2, 'utf8'))) returning id`

async function write(pool: Pick<Pool, 'query'>, name: string): Promise<bigint> {
  const bytes = `{"thing":"${name}"}`
  const found = await pool.query<{ id: bigint }>(insert, [name, bytes])
  return found.rows[0]?.id ?? 0n
}

async function numbers(): Promise<Map<string, number>> {
  const found = await app.query<{ number: bigint; object_id: string }>(
    `select leaf.number, entry.object_id
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
order by number`,
  )
  expect(found.rows.map((row) => Number(row.number))).toEqual(found.rows.map((_, i) => i))
  return new Map(found.rows.map((row) => [row.object_id, Number(row.number)]))
}

test('an open transaction that holds a lower id delays nobody, and gets the next number when it shows', async () => {
  const state = newSequencerState()
  const held = await app.connect()
  await held.query('begin')
  await held.query('select pg_current_xact_id()')
  await write(held, 'held')
  for (let i = 0; i < 3; i++) {
    await write(app, `beside-${i}`)
    await sequenceOnce(deps, state)
  }
  expect([...(await numbers()).keys()]).toEqual(['beside-0', 'beside-1', 'beside-2'])
  expect(state.lagMs).toBeLessThan(1_000)
  await held.query('commit')
  held.release()
  await sequenceOnce(deps, state)
  expect((await numbers()).get('held')).toBe(3)
})

test('what is known to be numbered is not searched again, and an id that may still show is never passed', async () => {
  const state = newSequencerState()
  const held = await app.connect()
  await held.query('begin')
  await held.query('select pg_current_xact_id()')
  const low = await write(held, 'low')
  await write(app, 'high')
  for (let i = 0; i < 4; i++) await sequenceOnce(deps, state)
  expect(state.floor).toBeLessThan(low)
  await held.query('commit')
  held.release()
  // Transactions of other test files on the same server hold the floor back for as long as they run.
  for (let i = 0; i < 4_000 && state.floor < low; i++) await sequenceOnce(deps, state)
  expect(state.floor).toBeGreaterThanOrEqual(low)
  expect((await numbers()).has('low')).toBe(true)
})

test('a step that breaks off between numbering and checkpoint leaves nothing half done', async () => {
  await write(app, 'crash')
  const broken = { ...signer, sign: () => Promise.reject(new Error('killed')) }
  const late = () => '2999-01-01T00:00:00.000Z'
  const before = (await numbers()).size
  await expect(sequenceOnce({ ...deps, signer: broken, now: late }, newSequencerState())).rejects.toThrow(
    'killed',
  )
  expect((await numbers()).size).toBe(before)
  await sequenceOnce(deps, newSequencerState())
  expect((await numbers()).get('crash')).toBe(before)
})

test('several sequencers beside busy writers number each entry once, without a gap and in seconds', async () => {
  const before = (await numbers()).size
  const both = [startSequencer(deps), startSequencer(deps)]
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; i < 40; i++) await write(app, `busy-${writer}-${i}`)
    }),
  )
  for (let i = 0; i < 500 && (await numbers()).size < before + 320; i++)
    await write(app, 'tick').then(() => undefined)
  await Promise.all(both.map((one) => one.stop()))
  expect((await numbers()).size).toBeGreaterThanOrEqual(before + 320)
  for (const { standing } of both) {
    expect(standing().faults).toBe(0)
    expect(standing().longestLagMs).toBeLessThan(5_000)
  }
  const byWriter = await app.query<{ in_order: boolean }>(
    `select bool_and(number > coalesce(before, -1)) as in_order from (
       select leaf.number,
         lag(leaf.number) over (partition by split_part(object_id, '-', 2) order by entry.id) as before
       from audit.entry join audit.leaf on leaf.entry_id = entry.id where object_id like 'busy-%') as each`,
  )
  expect(byWriter.rows[0]?.in_order).toBe(true)
})

test('a sequencer that cannot step is late, although it sees nobody wait', async () => {
  let now = '2026-11-25T08:00:00.000Z'
  const gone = { connect: () => Promise.reject(new Error('the database is away')) } as unknown as Pool
  const faults: unknown[] = []
  const running = startSequencer({
    ...deps,
    pool: gone,
    now: () => now,
    onFault: (fault) => void faults.push(fault),
    intervalMs: 5,
  })
  for (let i = 0; i < 200 && faults.length === 0; i++) await pause(5)
  expect(running.standing()).toMatchObject({ isLate: false })
  now = '2026-11-25T08:00:06.000Z'
  expect(running.standing()).toMatchObject({ isLate: true, lagMs: 6_000 })
  await running.stop()
})

test('every stored checkpoint is signed by the key of the installation, for the root of its size', async () => {
  const found = await app.query<{ size: bigint; root: Buffer; note: string; at: string }>(
    'select size, root, note, at from audit.checkpoint order by size',
  )
  expect(found.rows.length).toBeGreaterThan(0)
  for (const row of found.rows) {
    const opened = await openCheckpoint(row.note, signer.key, verifySignature)
    expect(opened && { ...opened, root: Buffer.from(opened.root) }).toEqual({
      origin: signer.key.name,
      size: Number(row.size),
      root: row.root,
      at: row.at,
    })
  }
})
