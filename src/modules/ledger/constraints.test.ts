import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'

let database: FreshDatabase
let app: Pool
let made = 0

beforeAll(async () => {
  database = await freshDatabase()
  app = database.pool('app', 6)
})

afterAll(() => database.close())

type Line = readonly [account: string, currency: string, minor: number]
type Entry = { readonly id: string; readonly lines: number; readonly on: string }

const newEntry = (lines: number, on = '2026-11-20'): Entry => ({ id: `led_${++made}`, lines, on })

async function insertEntry(client: PoolClient, { id, lines, on }: Entry): Promise<void> {
  await client.query(
    `insert into ledger.entry (id, version, entity_id, booked_on, lines, object_type, object_id,
  document_type, document_id, document_on, recorded_at)
values ($1, 1, 'ent_a', $2, $3, 'benefit', 'ben_a', 'request', 'req_a', $2, now())`,
    [id, on, lines],
  )
}

async function insertLines(
  client: PoolClient,
  entry: Entry,
  lines: readonly Line[],
  from = 1,
): Promise<void> {
  for (const [i, [account, currency, minor]] of lines.entries()) {
    await client.query(
      `insert into ledger.line (id, version, entity_id, entry_id, booked_on, lines, position, account,
  currency, form, minor)
values ($1, 1, 'ent_a', $2, $3, $4, $5, $6, $7, 'meal', $8)`,
      [`ledl_${++made}`, entry.id, entry.on, entry.lines, from + i, account, currency, minor],
    )
  }
}

/** Runs statements as the application does; gives the constraint that was broken, or `stored`. */
async function inOne(work: (client: PoolClient) => Promise<unknown>): Promise<string> {
  const client = await app.connect()
  try {
    await client.query(`begin; set local app.entities to 'ent_a'`)
    await work(client)
    await client.query('commit')
    return 'stored'
  } catch (fault) {
    await client.query('rollback')
    const { constraint, code } = fault as { constraint?: string; code?: string }
    return constraint ?? `code ${code}`
  } finally {
    client.release()
  }
}

/** An entry with these lines, which says that it has `count` of them. */
async function entry(lines: readonly Line[], count = lines.length, on?: string): Promise<string> {
  return inOne(async (client) => {
    const made = newEntry(count, on)
    await insertEntry(client, made)
    await insertLines(client, made, lines)
  })
}

const meal: readonly Line[] = [
  ['expense', 'CNY', 9_000],
  ['payable', 'CNY', -9_000],
]

describe('by SQL, past the product', () => {
  const cases: readonly (readonly [string, readonly Line[], number | undefined, string])[] = [
    ['an entry whose lines add up to zero is stored', meal, undefined, 'stored'],
    [
      'one fen too little on one side',
      [
        ['expense', 'CNY', 9_000],
        ['payable', 'CNY', -8_999],
      ],
      2,
      'entry_balances',
    ],
    [
      'two currencies that only add up together',
      [
        ['expense', 'CNY', 9_000],
        ['payable', 'USD', -9_000],
      ],
      2,
      'entry_balances',
    ],
    ['an entry without lines', [], 2, 'entry_has_its_lines'],
    ['an entry that says more lines than it has', meal, 3, 'entry_has_its_lines'],
    ['an entry of one line', [['expense', 'CNY', 9_000]], 1, 'entry_has_two_sides'],
    ['more lines than the entry says', [...meal, ['expense', 'CNY', 1]], 2, 'position_is_within_its_entry'],
    [
      'a line of nothing',
      [
        ['expense', 'CNY', 0],
        ['payable', 'CNY', 0],
      ],
      2,
      'line_moves_something',
    ],
    [
      'an account that nobody knows',
      [
        ['gifts', 'CNY', 1],
        ['payable', 'CNY', -1],
      ],
      2,
      'account_is_known',
    ],
  ]
  test.each(cases)('%s', async (_, lines, count, expected) => {
    expect(await entry(lines, count ?? lines.length)).toBe(expected)
  })

  test('a balanced pair cannot be added to an entry that is there', async () => {
    const old = newEntry(2)
    const store = async (client: PoolClient) => {
      await insertEntry(client, old)
      await insertLines(client, old, meal)
    }
    expect(await inOne(store)).toBe('stored')
    const pair: readonly Line[] = [
      ['paid', 'CNY', 500],
      ['expense', 'CNY', -500],
    ]
    // In a place that is taken, in one that the entry does not have, and with another number of lines.
    expect(await inOne((client) => insertLines(client, old, pair))).toBe('position_is_taken_once')
    expect(await inOne((client) => insertLines(client, old, pair, 3))).toBe('position_is_within_its_entry')
    expect(await inOne((client) => insertLines(client, { ...old, lines: 4 }, pair, 3))).toBe(
      'line_is_one_of_its_entry',
    )
    expect(await inOne((client) => insertLines(client, { ...old, on: '2026-12-01' }, pair))).toBe(
      'position_is_taken_once',
    )
  })

  test('nothing is changed or removed, also not by the owner', async () => {
    const owner = database.pool('owner', 1)
    const ofOwner = (statement: string) =>
      owner.query(`begin; set local app.entities to '*'; ${statement}; commit`)
    for (const table of ['entry', 'line']) {
      for (const statement of [`update ledger.${table} set version = 1`, `delete from ledger.${table}`]) {
        await expect(ofOwner(statement)).rejects.toMatchObject({ code: '23001' })
        await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' })
      }
      await expect(owner.query(`truncate ledger.${table} cascade`)).rejects.toMatchObject({ code: '23001' })
    }
  })
})

/** Closes the books of the entity by SQL. */
async function closeUntil(day: string, client: PoolClient): Promise<void> {
  await client.query(
    `insert into ledger.closing (id, version, entity_id, closed_until, changed_by, changed_at)
values ('prd_a', 1, 'ent_a', $1, 'per_a', now())
on conflict (entity_id) do update
set closed_until = excluded.closed_until, version = ledger.closing.version + 1`,
    [day],
  )
}

describe('a closed month', () => {
  test('takes no entry, and the next one does', async () => {
    expect(await inOne((client) => closeUntil('2026-09-30', client))).toBe('stored')
    expect(await entry(meal, 2, '2026-09-30')).toBe('closed_month_takes_no_entry')
    expect(await entry(meal, 2, '2025-01-01')).toBe('closed_month_takes_no_entry')
    expect(await entry(meal, 2, '2026-10-01')).toBe('stored')
  })

  test('is a whole month', async () => {
    expect(await inOne((client) => closeUntil('2026-10-30', client))).toBe('whole_months_are_closed')
    expect(await inOne((client) => closeUntil('2028-02-29', client))).toBe('stored')
    expect(await inOne((client) => closeUntil('2026-09-30', client))).toBe('stored')
  })

  test('is not closed under an entry that is being booked; the next entry finds it closed', async () => {
    const booking = await app.connect()
    await booking.query(`begin; set local app.entities to 'ent_a'`)
    const early = newEntry(2, '2026-10-15')
    await insertEntry(booking, early)
    await insertLines(booking, early, meal)
    const closing = inOne((client) => closeUntil('2026-10-31', client))
    const late = inOne(async (client) => {
      await waits(1)
      const made = newEntry(2, '2026-10-16')
      await insertEntry(client, made)
      await insertLines(client, made, meal)
    })
    await waits(2)
    await booking.query('commit')
    booking.release()
    expect(await closing).toBe('stored')
    expect(await late).toBe('closed_month_takes_no_entry')
  })
})

/** Waits until this many transactions wait for the lock of the books. */
async function waits(count: number): Promise<void> {
  for (;;) {
    const { rows } = await app.query<{ count: number }>(
      `select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
and database = (select oid from pg_database where datname = current_database())`,
    )
    if ((rows[0]?.count ?? 0) >= count) return
  }
}
