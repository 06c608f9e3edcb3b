import fc from 'fast-check'
import { expect, it } from 'vitest'
import { partOf, quotient, ratioOf } from './ratio.ts'

it('rounds half to even, on both sides of zero', () => {
  const cases = [
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [2n, 3n, 1n],
    [1n, 3n, 0n],
    [4n, 2n, 2n],
    [0n, 3n, 0n],
    [2_500_000n, 1_000_000n, 2n],
    [2_499_999n, 1_000_000n, 2n],
    [2_500_001n, 1_000_000n, 3n],
    [3_500_000n, 1_000_000n, 4n],
    [3_499_999n, 1_000_000n, 3n],
  ] as const
  for (const [dividend, divisor, expected] of cases) expect(quotient(dividend, divisor)).toBe(expected)
})

it('reads a rate exactly', () => {
  expect(ratioOf('0.13')).toEqual({ of: 13n, in: 100n })
  expect(ratioOf('1')).toEqual({ of: 1n, in: 1n })
  for (const wrong of ['.5', '1e3', '-0.1', '0,13', '']) expect(() => ratioOf(wrong)).toThrow('plain decimal')
  expect(() => quotient(1n, 0n)).toThrow('positive')
})

it('is never off by more than half a unit', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (minor, whole) => {
        const part = partOf(minor, { of: 7n, in: whole })
        const off = part * whole - minor * 7n
        expect((off < 0n ? -off : off) * 2n <= whole).toBe(true)
      },
    ),
  )
})
