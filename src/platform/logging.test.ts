import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { faultLine, makeLogger } from './logging.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const secrets = /王小明|13812345678|Geheim/

/** What the technical log holds of a fault. */
function logged(fault: unknown): string {
  const lines: string[] = []
  makeLogger('info', { write: (line) => void lines.push(line) }).error(faultLine(fault), 'fault')
  return lines.join('')
}

/** What PostgreSQL throws at a statement. */
async function thrownBy(text: string, values: unknown[]): Promise<Error> {
  const fault: unknown = await database
    .pool('owner', 1)
    .query(text, values)
    .catch((thrown: unknown) => thrown)
  if (!(fault instanceof Error)) throw new Error('it was no fault')
  return fault
}

describe('the technical log', () => {
  it('of a PostgreSQL error that quotes a value has class, code and places, and not the value', async () => {
    const fault = await thrownBy('select $1::text::int', ['王小明 13812345678 Geheim'])
    expect(fault.message).toContain('王小明')
    const line = logged(fault)
    expect(JSON.parse(line)).toMatchObject({ code: '22P02', name: 'error', msg: 'fault' })
    expect((JSON.parse(line) as { at: string[] }).at.join()).toMatch(/logging\.test\.ts:\d+/)
    expect(line).not.toMatch(secrets)
  })

  it('has nothing of the detail and the statement of a broken constraint either', async () => {
    const fault = await thrownBy(
      `insert into auth.failure (subject, count, last_at)
select name, 0, now() from unnest(array[$1, $1]) as given (name)`,
      ['王小明 13812345678'],
    )
    expect(JSON.stringify(fault)).toContain('王小明')
    const line = logged(fault)
    expect(JSON.parse(line)).toMatchObject({ code: '23505' })
    expect(line).not.toMatch(secrets)
  })

  it.each([
    ['that looks like a place', 'cannot read\n    at 王小明 (13812345678:1:1)\nat Geheim'],
    ['that is its last line', 'cannot read\n    at 王小明'],
    ['of one line', '王小明'],
  ])('keeps a line of a message out, also one %s', (_, message) => {
    const line = logged(new TypeError(message))
    expect(line).not.toMatch(secrets)
    expect(JSON.parse(line)).toMatchObject({ name: 'TypeError' })
    expect((JSON.parse(line) as { at: string[] }).at[0]).toMatch(/logging\.test\.ts:\d+/)
  })

  it('keeps the message out that a fault had before it got another one', () => {
    const fault = new Error('cannot read\n    at 王小明\n    at 13812345678:1:1')
    expect(fault.stack).toContain('王小明')
    fault.message = 'something else'
    const line = logged(fault)
    expect(line).not.toMatch(secrets)
    expect((JSON.parse(line) as { at: string[] }).at[0]).toMatch(/logging\.test\.ts:\d+/)
  })

  it.each([['王小明'], [{ password: 'Geheim' }], [13_812_345_678], [undefined]])(
    'of something thrown that is no fault has its kind alone',
    (thrown) => {
      expect(logged(thrown)).not.toMatch(secrets)
      expect(JSON.parse(logged(thrown))).toMatchObject({ name: typeof thrown, at: [] })
    },
  )
})
