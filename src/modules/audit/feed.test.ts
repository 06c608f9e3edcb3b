import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  everything,
  randomFrom,
  seedLog,
  type SeededLog,
  type SeededRow,
} from '../../../test/gates/seeded-log.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { governedTables } from '../../app/governed.ts'
import type { LoggedValue } from '../../kernel/entry.ts'
import { pgText, type PgValue } from '../../kernel/row-line.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { columnsOf, type ColumnKind, type GovernedTable, type RowValue } from '../../platform/act/rows.ts'
import { fixedClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import { commitment, loadKeys } from '../../platform/keys.ts'
import { follow, timelineOf } from './feed.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'

let database: FreshDatabase
let app: Pool
let seeded: SeededLog

beforeAll(async () => {
  database = await freshDatabase()
  seeded = await seedLog(database, randomFrom(7), 2)
  app = database.pool('app', 4)
})

afterAll(() => database.close())

const timeline = (id: string) => inTransaction(app, [], (tx) => timelineOf(tx, { type: 'seed', id }))

async function number(): Promise<void> {
  const now = fixedClock('2026-06-01T00:00:00.000Z')
  const pool = database.pool('worker', 1)
  await sequenceOnce({ pool, signer: logSigner(seeded.ring), now }, newSequencerState())
}

/** Another value of the same kind. */
function other(kind: ColumnKind, value: RowValue): RowValue {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value.length < 4
        ? 'USD'.slice(0, value.length)
        : `${String(value)}+`
    case 'int':
      return Number(value) + 1
    case 'bigint':
      return BigInt(String(value)) + 1n
    case 'bool':
      return value !== true
    case 'date':
      return '1999-12-31'
    case 'instant':
      return '1999-12-31T23:59:59.999Z'
  }
}

/** A person who acts for another one. */
const deputy: Actor = { ...everything, personId: 'per_deputy1', forPersonId: 'per_away1', via: 'web' }

function firstRow(table: GovernedTable): SeededRow {
  const row = seeded.rows.get(table.name)?.[0]
  if (!row) throw new Error(`the seed has no row of ${table.name}`)
  return row
}

/** What the log must show for a value: its text, or for personal ones the commitment. */
async function shown(table: GovernedTable, name: string, kind: ColumnKind, value: RowValue, subject: string) {
  const text = value === null ? null : pgText(...([kind, value] as unknown as PgValue))
  if (text === null || !table.personal.includes(name)) return text
  const keys = await inTransaction(app, [], (tx) => loadKeys(tx, seeded.ring, [subject]))
  return { c: commitment(keys.get(subject) ?? Buffer.alloc(32), `${table.name}.${name}`, text) }
}

const reasons = new Set<string>()

const changeable = governedTables.filter(({ appendOnly }) => !appendOnly)

describe('K18: every change of every field keeps old, new, who, when and why', () => {
  test.each(changeable.map((table) => [table.name, table] as const))(
    '%s, by a person, a deputy or the system itself',
    async (_, table) => {
      let row: SeededRow = firstRow(table)
      for (const [i, { name, kind }] of columnsOf(table).slice(2).entries()) {
        if (name === table.subject) continue
        const after: SeededRow = { ...row, [name]: other(kind, row[name] ?? null), version: row.version + 1 }
        const actor = i % 2 === 0 ? everything : deputy
        await seeded.write([{ table, row: after, old: row }], actor)
        const entry = (await timeline(row.id)).at(-1)
        const who = { personId: actor.personId, forPersonId: actor.forPersonId }
        expect(entry).toMatchObject({ ...who, operation: 'test.seed' })
        expect(entry?.at).toMatch(/^2026-01-01T/)
        expect(entry?.reason).toMatch(/^第 \d+ 次变更的原因$/)
        expect(reasons.has(String(entry?.reason))).toBe(false)
        reasons.add(String(entry?.reason))
        const logged = entry?.rows[0]
        expect(logged).toMatchObject({ table: table.name, id: row.id, version: after.version })
        if (table.bulky.includes(name)) {
          expect(logged?.digest).not.toBeNull()
        } else {
          const subject = String(table.subject === undefined ? '' : after[table.subject as 'id'])
          const values = async (value: RowValue): Promise<Record<string, LoggedValue>> => ({
            [name]: await shown(table, name, kind, value, subject),
          })
          expect(logged?.old).toEqual(await values(row[name] ?? null))
          expect(logged?.new).toEqual(await values(after[name as 'id']))
        }
        row = after
      }
    },
  )

  test('a new row shows each of its columns, and an append-only one is a new row each time', async () => {
    for (const table of governedTables) {
      const row = seeded.rows.get(table.name)?.[1]
      const [first] = await timeline(row?.id ?? '')
      const names = columnsOf(table).map(({ name }) => name)
      const told = names.filter((name) => name !== 'id' && name !== 'version' && !table.bulky.includes(name))
      expect(Object.keys(first?.rows[0]?.new ?? {}).sort()).toEqual(told.sort())
      expect(first?.rows[0]?.old).toBeUndefined()
    }
  })

  test('a change that slips past the log is refused by the versions of the row', async () => {
    const table = governedTables.find(({ name }) => name === 'deals.event')
    const row = seeded.rows.get('deals.event')?.[1]
    if (!table || !row) throw new Error('the seed has no event')
    const stale = { ...row, version: row.version + 5 }
    await expect(seeded.write([{ table, row: stale, old: row }])).rejects.toThrow('has changed since')
  })
})

describe('the log as a feed', () => {
  test('each entry reaches a subscriber once and in order, whatever breaks in between', async () => {
    await number()
    const seen: number[] = []
    const handle = async (_: unknown, entry: { number: number | undefined }) =>
      void seen.push(entry.number ?? -1)
    let isBroken = true
    const breaking = async (tx: unknown, entry: { number: number | undefined }) => {
      if (isBroken && entry.number === 12) {
        isBroken = false
        throw new Error('killed')
      }
      await handle(tx, entry)
    }
    const pool = database.pool('worker', 2)
    while (true) {
      const before = seen.length
      const count = await follow(pool, 'reader', breaking, 10).catch(() => {
        // What the handler stored in the broken transaction is gone with it.
        seen.length = before
        return 1
      })
      if (count === 0) break
    }
    expect(isBroken).toBe(false)
    expect(seen).toEqual(seen.map((_, i) => i))
    const size = await app.query<{ size: bigint }>('select count(*) as size from audit.leaf')
    expect(seen).toHaveLength(Number(size.rows[0]?.size))
  })

  test('two processes of one subscriber share the work, two subscribers each get all of it', async () => {
    const pool = database.pool('worker', 4)
    const counts = { first: 0, second: 0 }
    const run = async (name: keyof typeof counts) => {
      while ((await follow(pool, name, async () => void (counts[name] += 1), 25)) > 0);
    }
    await Promise.all([run('first'), run('first'), run('second')])
    expect(counts.first).toBe(counts.second)
  })

  test('the timeline shows an entry at once, its number as soon as the sequencer has given it', async () => {
    const table = governedTables.find(({ name }) => name === 'deals.event')
    const row = seeded.rows.get('deals.event')?.[1]
    if (!table || !row) throw new Error('the seed has no event')
    await seeded.write([{ table, row: { ...row, version: row.version + 1 }, old: row }])
    expect((await timeline(row.id)).at(-1)?.number).toBeUndefined()
    await number()
    expect((await timeline(row.id)).at(-1)?.number).toEqual(expect.any(Number))
  })
})
