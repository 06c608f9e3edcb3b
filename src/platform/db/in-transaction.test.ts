import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { brokenConstraint, sentTogether } from './in-transaction.ts'

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
