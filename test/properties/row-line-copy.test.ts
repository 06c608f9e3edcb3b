import { text as readText } from 'node:stream/consumers'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pgText, rowLine } from '../../src/kernel/row-line.ts'
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.ts'

let database: FreshDatabase
let pool: Pool

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('owner', 1)
})

afterAll(() => database.close())

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('\\', '\t', '\n', '\r', '\b', '\f', '\v', 'N', '.', '"', '王'), fc.string()),
})
const anyRow = fc.record({
  text: fc.option(anyText.map((text) => text.toWellFormed().replaceAll('\0', ''))),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  minor: fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }),
  is: fc.boolean(),
  day: fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
  at: fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
})

test("the line of a row is, letter for letter, what PostgreSQL's COPY prints", async () => {
  const rows = fc.sample(anyRow, 500).map((row) => ({
    ...row,
    day: row.day.toISOString().slice(0, 10),
    at: row.at.toISOString(),
  }))
  const client = await pool.connect()
  try {
    await client.query("set timezone = 'UTC'")
    await client.query('set datestyle = iso')
    await client.query(`create temporary table copied (n int, a text, i int4, m numeric(20,0), b bool,
      d date, t timestamptz(3))`)
    for (const [n, row] of rows.entries()) {
      const values = [n, row.text, row.int, row.minor.toString(), row.is, row.day, row.at]
      await client.query('insert into copied values ($1, $2, $3, $4, $5, $6, $7)', values)
    }
    const printed = await readText(
      client.query(copyTo('copy (select a, i, m, b, d, t from copied order by n) to stdout')),
    )
    const expected = rows.map(({ text, int, minor, is, day, at }) =>
      rowLine([
        text === null ? null : pgText('text', text),
        pgText('int', int),
        pgText('bigint', minor),
        pgText('bool', is),
        pgText('date', day),
        pgText('instant', at),
      ]),
    )
    expect(printed.slice(0, -1).split('\n')).toEqual(expected)
  } finally {
    client.release()
  }
})
