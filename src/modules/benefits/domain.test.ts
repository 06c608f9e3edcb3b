import { describe, expect, test } from 'vitest'
import { benefitStates, counts, decideMove } from './domain.ts'

/** What a benefit may never come out of; whatever changes it afterwards is an entry of its own. */
const closed = ['rejected', 'withdrawn', 'cancelled', 'declined', 'expired', 'reversed'] as const

describe('a benefit', () => {
  test.each(closed)('that is %s stays so, and counts in no sum', (from) => {
    for (const to of benefitStates) {
      expect(decideMove(from, to)).toMatchObject({ code: 'benefits.no_such_move', params: { from, to } })
    }
    expect(counts(from)).toBe(false)
  })

  test('that was given leaves the sums reversed or declined by its recipient, and by nothing else', () => {
    const out = benefitStates.filter((to) => !counts(to) && decideMove('given', to) === undefined)
    expect(out).toEqual(['declined', 'reversed'])
  })

  test('is never given back to an earlier step once it is completed', () => {
    const next = benefitStates.filter((to) => decideMove('completed', to) === undefined)
    expect(next).toEqual(['reversed'])
  })
})
