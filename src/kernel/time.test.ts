import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn, daysBetween, isLocalDate } from './time.ts'

describe('legal days', () => {
  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2100-02-29', false],
    ['2000-02-29', true],
    ['2026-12-31', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-1-01', false],
    ['20260101', false],
    ['2026-01-01T00:00', false],
    ['', false],
    ['0001-01-01', true],
  ] as const)('%s is a day: %s', (text, is) => {
    expect(isLocalDate(text)).toBe(is)
  })

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-11-25', 0, '2026-11-25'],
    ['2026-11-25', 365, '2027-11-25'],
  ] as const)('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  test('adding days and counting them back agree for two centuries, whatever summer time does', () => {
    const anyDay = fc.integer({ min: -36_500, max: 36_500 }).map((days) => addDays('2026-01-01', days))
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const moved = addDays(date, days)
        expect(isLocalDate(moved)).toBe(true)
        expect(daysBetween(date, moved)).toBe(days)
        expect(date < moved).toBe(days > 0)
      }),
    )
  })

  test.each([
    ['Asia/Shanghai', '2026-11-24T15:59:59.999Z', '2026-11-24'],
    ['Asia/Shanghai', '2026-11-24T16:00:00.000Z', '2026-11-25'],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
    ['America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-08'],
    ['America/New_York', '2026-07-01T03:59:59.999Z', '2026-06-30'],
    ['America/New_York', '2026-07-01T04:00:00.000Z', '2026-07-01'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
  ] as const)('in %s the moment %s falls on %s', (zone, at, day) => {
    expect(dayIn(zone, at)).toBe(day)
  })
})
