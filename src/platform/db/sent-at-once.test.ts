import { DatabaseError, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { inTransaction, readOnly } from './in-transaction.ts'
import { sendAtOnce, type Answer } from './sent-at-once.ts'
import { transactionOn } from './transaction.ts'

let database: FreshDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool('app', 1).connect()
})

afterAll(async () => {
  client.release()
  await database.close()
})

const statements = {
  day: { name: 'test_day', text: `select $1::date as day, 7::int8 as count, null::text as none` },
  many: { name: 'test_many', text: `select n, 'text ' || n as said from generate_series(1, $1::int) as n` },
  share: { name: 'test_share', text: `select 10 / $1::int as share` },
  moment: { name: 'test_moment', text: `select $1::timestamptz as moment` },
  hide: { name: 'test_hide', text: `select set_config('app.entities', $1, true)` },
}

type Named = keyof typeof statements

/** Sends statements at once; what each gave, or the fault that it was told. */
function sent(asked: readonly (readonly [Named, ...unknown[]])[]): Promise<PromiseSettledResult<Answer>[]> {
  const waiting = asked.map(() => Promise.withResolvers<Answer>())
  sendAtOnce(
    client,
    asked.map(([name, ...values], i) => {
      const { resolve, reject } = waiting[i] ?? Promise.withResolvers<Answer>()
      return { query: { ...statements[name], values }, resolve, reject }
    }),
  )
  return Promise.allSettled(waiting.map(({ promise }) => promise))
}

const codesOf = (settled: readonly PromiseSettledResult<Answer>[]) =>
  settled.map((each) =>
    each.status === 'fulfilled' ? 'done' : each.reason instanceof DatabaseError ? each.reason.code : 'fault',
  )

test('statements give the same answers when they are known as when they are new, each its own', async () => {
  const asked = [
    ['day', '2026-02-28'],
    ['many', 2],
    ['many', 0],
    ['share', 5],
  ] as const
  const first = await sent(asked)
  expect(first).toMatchObject([
    { value: { rows: [{ day: '2026-02-28', count: 7n, none: null }], rowCount: 1 } },
    {
      value: {
        rows: [
          { n: 1, said: 'text 1' },
          { n: 2, said: 'text 2' },
        ],
        rowCount: 2,
      },
    },
    { value: { rows: [], rowCount: 0 } },
    { value: { rows: [{ share: 2 }], rowCount: 1 } },
  ])
  const valuesOf = (settled: typeof first) =>
    settled.map((each) => each.status === 'fulfilled' && [each.value.rows, each.value.rowCount])
  expect(valuesOf(await sent(asked))).toEqual(valuesOf(first))
})

test('when one fails its whole group does, with the cause, and the connection serves on', async () => {
  await sent([
    ['share', 5],
    ['many', 1],
  ])
  expect(
    codesOf(
      await sent([
        ['many', 1],
        ['share', 0],
        ['many', 1],
      ]),
    ),
  ).toEqual(['22012', '22012', '22012'])
  expect(
    codesOf(
      await sent([
        ['many', 1],
        ['share', 2],
      ]),
    ),
  ).toEqual(['done', 'done'])
})

test('an answer that cannot be read is a fault of its group and of nothing else', async () => {
  await sent([
    ['moment', '2026-01-01T00:00:00Z'],
    ['many', 1],
  ])
  expect(
    codesOf(
      await sent([
        ['moment', 'infinity'],
        ['many', 1],
      ]),
    ),
  ).toEqual(['fault', 'fault'])
  expect(
    codesOf(
      await sent([
        ['moment', '2026-01-01T00:00:00Z'],
        ['many', 1],
      ]),
    ),
  ).toEqual(['done', 'done'])
})

test('a value that cannot be written is a fault of its group and of nothing else', async () => {
  await sent([['many', 1]])
  const round: unknown[] = []
  round.push({
    round,
    toPostgres: () => {
      throw new Error('not a value')
    },
  })
  expect(
    codesOf(
      await sent([
        ['many', 1],
        ['many', round[0]],
        ['many', 1],
      ]),
    ),
  ).toEqual(['fault', 'fault', 'fault'])
  expect(
    codesOf(
      await sent([
        ['many', 1],
        ['many', 1],
      ]),
    ),
  ).toEqual(['done', 'done'])
})

test('what a transaction asks for in one turn runs in its order, behind its opening', async () => {
  for (let round = 0; round < 2; round++) {
    const tx = transactionOn(client, false, "begin; set local app.entities to 'before'")
    const read = { name: 'test_read', text: `select current_setting('app.entities') as seen` }
    const found = await Promise.all([
      tx.sql(read.text, [], read.name),
      tx.sql(statements.hide.text, ['after'], statements.hide.name),
      tx.sql(read.text, [], read.name),
    ])
    await client.query('commit')
    expect([found[0], found[2]]).toEqual([[{ seen: 'before' }], [{ seen: 'after' }]])
  }
})

test('a transaction that asks for nothing, or fails before it does, leaves none open behind it', async () => {
  const pool = database.pool('app', 1)
  const isReading = async () => {
    const { rows } = await pool.query<{ setting: string }>(
      `select current_setting('transaction_read_only') as setting`,
    )
    return rows[0]?.setting
  }
  await readOnly(pool, [], async () => undefined)
  expect(await isReading()).toBe('off')
  const failing = readOnly(pool, [], async () => {
    throw new Error('before its first query')
  })
  await expect(failing).rejects.toThrow('before its first query')
  expect(await isReading()).toBe('off')
})

test('what goes to the connection itself goes into the transaction', async () => {
  const pool = database.pool('app', 1)
  const found = await inTransaction(pool, [], async ({ client: own }) =>
    own.query<{ mode: string }>(`select current_setting('plan_cache_mode') as mode`),
  )
  expect(found.rows).toEqual([{ mode: 'force_generic_plan' }])
})
