import { describe, expect, test } from 'vitest'
import { matchRound, searchSpeed } from '../../bench/match.ts'

describe('a misspelt or new name opens no fresh limit', () => {
  test.each([11, 12, 13])(
    '600 damaged names, seed %i: recall at least 95 %, precision at least 90 %',
    (seed) => {
      const { recall, precision, damaged, matches } = matchRound(seed, 600)
      expect(damaged).toBe(600)
      expect(matches).toBeGreaterThan(400)
      expect(recall).toBeGreaterThanOrEqual(0.95)
      expect(precision).toBeGreaterThanOrEqual(0.9)
    },
  )

  test('the same seed gives the same round', () => {
    const sizes = { organisations: 60, people: 200 }
    const [one, other] = [matchRound(3, 50, sizes), matchRound(3, 50, sizes)]
    expect([other.recall, other.precision, other.matches]).toEqual([one.recall, one.precision, one.matches])
  })

  test('one typed name among 10,000 is answered within 5 ms', () => {
    expect(searchSpeed().median).toBeLessThan(5)
  })
})
