import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { binaryArray, type ArrayItems } from './binary-array.ts'

let pool: ReturnType<Awaited<ReturnType<typeof freshDatabase>>['pool']>

beforeAll(async () => {
  pool = (await freshDatabase()).pool('app')
})

/** The elements as PostgreSQL prints them after it has taken the array. */
function printed(...given: ArrayItems): Promise<(string | null)[]> {
  return printedAs(given[0], ...given)
}

async function printedAs(sqlType: string, ...given: ArrayItems): Promise<(string | null)[]> {
  const found = await pool.query<{ item: string | null }>(
    `select item::text as item
from unnest($1::${sqlType}[]) with ordinality as given(item, place)
order by place`,
    [binaryArray(...given)],
  )
  return found.rows.map((row) => row.item)
}

const asText = (value: bigint | number | null) => value?.toString() ?? null

const mixed = <Item>(item: fc.Arbitrary<Item>) => fc.array(fc.option(item), { maxLength: 30 })
/** PostgreSQL holds no zero byte, and half a sign is no text. */
const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((each) => !each.includes('\0'))
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10))

test('texts, numbers and days arrive as they were sent, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      mixed(text),
      mixed(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })),
      mixed(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      mixed(day),
      async (texts, numbers, integers, days) => {
        expect(await printed('text', texts)).toEqual(texts)
        expect(await printed('numeric', numbers)).toEqual(numbers.map(asText))
        expect(await printed('int4', integers)).toEqual(integers.map(asText))
        expect(await printed('date', days)).toEqual(days)
      },
    ),
    { numRuns: 60 },
  )
})

test('texts that are in UTF-8 already arrive as the same texts', async () => {
  const texts = ['', '明礼', 'a\tb\\', '“{,}”', null]
  const bytes = texts.map((each) => (each === null ? null : Buffer.from(each)))
  expect(await printedAs('text', 'utf8', bytes)).toEqual(texts)
})

test('zero groups, moments, yes and no, and bytes', async () => {
  const numbers = [
    0n,
    1n,
    9_999n,
    10_000n,
    100_000_000n,
    1_000_000_010_000n,
    -10_000n,
    99_999_999_999_999_999_999n,
  ]
  expect(await printed('numeric', numbers)).toEqual(numbers.map(String))
  expect(await printed('int4', [0, null])).toEqual(['0', null])
  expect(
    await printed('timestamptz', ['1999-12-31T23:59:59.999Z', null, '2026-11-25T08:30:00.000Z']),
  ).toEqual(['1999-12-31 23:59:59.999+00', null, '2026-11-25 08:30:00+00'])
  expect(await printed('bool', [true, false, null])).toEqual(['true', 'false', null])
  expect(await printed('bytea', [Buffer.from([0, 255, 34]), null, Buffer.alloc(0)])).toEqual([
    '\\x00ff22',
    null,
    '\\x',
  ])
})

test('a day or moment that does not exist is not moved to another one', () => {
  expect(() => binaryArray('date', ['2015-02-29'])).toThrow('not a date: 2015-02-29')
  expect(() => binaryArray('date', ['29.02.2016'])).toThrow('not a date')
  expect(() => binaryArray('timestamptz', ['2026-11-25T24:30:00.000Z'])).toThrow('not an instant')
  expect(() => binaryArray('timestamptz', ['2026-11-25'])).toThrow('not an instant')
})
