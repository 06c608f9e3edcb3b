import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorsOf } from './cursor.ts'
import { operations } from './index.ts'

const place = z.tuple([z.iso.date(), z.string()])
const lines = cursorsOf('parties.lines', place)
const given = lines.write(['2026-11-25', '华东精密'])
const signs = 'ABCabc019-_.+/= é'

test('a cursor leads back to its place', () => {
  expect(lines.query.parse(given)).toEqual(['2026-11-25', '华东精密'])
  expect(lines.query.parse(undefined)).toBeUndefined()
})

test('a cursor with one sign changed, left out or added is none', () => {
  const damaged = [...given].flatMap((sign, at) => [
    ...[...signs].filter((other) => other !== sign).map((other) => replaced(at, other)),
    replaced(at, ''),
    replaced(at, `${sign}A`),
  ])
  const passed = damaged.filter((text) => text !== given && lines.query.safeParse(text).success)
  expect(damaged.length).toBeGreaterThan(500)
  expect(passed).toEqual([])
})

test('a cursor of another list, and one of a place that is none, is none', () => {
  expect(cursorsOf('benefits.register', place).query.safeParse(given).success).toBe(false)
  const free = cursorsOf('parties.lines', z.array(z.string()))
  expect(lines.query.safeParse(free.write(['2026-02-30', 'a'])).success).toBe(false)
})

test('whatever takes a cursor tells one that nobody gave, in the words for it', () => {
  const paged = operations.filter(({ query }) => query instanceof z.ZodObject && 'cursor' in query.shape)
  const told = paged.map(({ id, query }) => {
    const issues = query.safeParse({ cursor: 'bm9uc2Vuc2U' }).error?.issues
    // A list may ask for more than its cursor, and tells that as well.
    const ofCursor = issues?.filter(({ path }) => path[0] === 'cursor')
    return [id, ofCursor?.map(({ path, message }) => [path.join('/'), message])]
  })
  expect(told.length).toBeGreaterThan(5)
  expect(told).toEqual(paged.map(({ id }) => [id, [['cursor', 'cursor']]]))
})

function replaced(at: number, sign: string): string {
  return given.slice(0, at) + sign + given.slice(at + 1)
}
