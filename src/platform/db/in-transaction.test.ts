import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { brokenConstraint, inTransaction, sentTogether } from './in-transaction.ts'

function fault(code: string, constraint?: string): DatabaseError {
  const made = new DatabaseError(code, 0, 'error')
  return Object.assign(made, { code, constraint })
}

test('of statements sent together the cause is thrown, not the echo that is heard first', async () => {
  const echo = Promise.reject(fault('25P02'))
  const cause = Promise.resolve().then(() => Promise.reject(fault('23505', 'duty_is_one_a_person')))
  const heard = await sentTogether([cause, echo]).catch((thrown: unknown) => thrown)
  expect(brokenConstraint(heard)).toBe('duty_is_one_a_person')
})

test('statements that all succeed throw nothing', async () => {
  await expect(sentTogether([Promise.resolve(1), Promise.resolve(2)])).resolves.toBeUndefined()
})

test('what one part of the work asks when another has failed is refused, and never stored', async () => {
  const database = await freshDatabase()
  await database.pool('owner', 1).query(`create table public.late (id int);
grant insert on public.late to public`)
  const pool = database.pool('app', 1)
  const failed = Promise.withResolvers<void>()
  let heard: unknown
  const work = inTransaction(pool, [], (tx) =>
    Promise.all([
      Promise.reject(new Error('one part fails')),
      failed.promise
        .then(() => tx.sql('insert into public.late values (1)'))
        .catch((fault: unknown) => (heard = fault)),
    ]),
  )
  await expect(work).rejects.toThrow('one part fails')
  failed.resolve()
  await expect.poll(() => heard).toMatchObject({ message: 'a transaction was asked after its end' })
  const { rows } = await database.pool('owner', 1).query('select * from public.late')
  expect(rows).toEqual([])
  await database.close()
})

test.each([true, false])(
  'what is left to the commit takes effect whole or not at all (pipelined: %s)',
  async (isPipelined) => {
    const database = await freshDatabase()
    await database.pool('owner', 1).query(`create table public.last (id int primary key);
grant insert on public.last to public`)
    const pool = database.pool(isPipelined ? 'app' : 'worker', 1)
    const insert = (id: number) => ({ text: 'insert into public.last values ($1)', values: [id] })
    const store = (...ids: number[]) =>
      inTransaction(pool, [], async (tx) => {
        tx.leaveToCommit(ids.map(insert))
        return 'stored'
      })
    await expect(store(1, 2)).resolves.toBe('stored')
    const fault = await store(3, 1, 4).catch((thrown: unknown) => thrown)
    expect(brokenConstraint(fault)).toBe('last_pkey')
    // The connection serves the next one.
    await expect(store(5)).resolves.toBe('stored')
    const { rows } = await database.pool('owner', 1).query('select id from public.last order by id')
    expect(rows.map(({ id }) => id)).toEqual([1, 2, 5])
    await database.close()
  },
)
