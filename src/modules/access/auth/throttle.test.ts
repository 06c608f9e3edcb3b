import { describe, expect, test } from 'vitest'
import { nextAttempt, type Attempts } from './throttle.ts'

const at = '2026-11-25T08:00:00.000Z'
const after = (ms: number) => new Date(Date.parse(at) + ms).toISOString()
const minute = 60_000

function known(count: number, pausedUntil: string | null = null): Attempts {
  return { count, lastAt: at, pausedUntil }
}

describe('attempts at one account', () => {
  test.each([
    ['the first', undefined, 1, null],
    ['the ninth', known(8), 9, null],
    ['the tenth, after which the account pauses 15 minutes', known(9), 10, after(15 * minute)],
    ['the eleventh, once the pause is over', known(10, at), 11, null],
    ['the twentieth, after which it pauses twice as long', known(19), 20, after(30 * minute)],
    ['the eightieth, whose pause is a day and no more', known(79), 80, after(24 * 60 * minute)],
  ])('%s is checked', (_, before, count, pausedUntil) => {
    expect(nextAttempt(before, at)).toEqual({ allowed: true, attempts: { count, lastAt: at, pausedUntil } })
  })

  test.each([
    ['in its first moment', 0, { allowed: false, minutes: 15 }],
    ['a minute before its end', 14 * minute, { allowed: false, minutes: 1 }],
    ['a millisecond before its end', 15 * minute - 1, { allowed: false, minutes: 1 }],
  ])('a pause refuses %s', (_, ms, decision) => {
    expect(nextAttempt(known(10, after(15 * minute)), after(ms))).toEqual(decision)
  })

  test('a pause ends by itself', () => {
    expect(nextAttempt(known(10, after(15 * minute)), after(15 * minute))).toMatchObject({ allowed: true })
  })

  test('attempts of a day ago are forgotten, a millisecond less and they are not', () => {
    const day = 24 * 60 * minute
    expect(nextAttempt(known(9), after(day))).toMatchObject({ attempts: { count: 1, pausedUntil: null } })
    expect(nextAttempt(known(9), after(day - 1))).toMatchObject({ attempts: { count: 10 } })
  })
})
