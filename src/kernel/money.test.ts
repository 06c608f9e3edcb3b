import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  decimalsOf,
  fromDecimal,
  fromMoneyJson,
  money,
  negate,
  split,
  subtract,
  toDecimal,
  toMoneyJson,
} from './money.ts'

const currencies = ['CNY', 'USD', 'JPY', 'KWD'] as const
const anyCurrency = fc.constantFrom(...currencies)
/** From the smallest unit to 10^12 of the currency itself. */
const anyMoney = anyCurrency.chain((currency) =>
  fc
    .bigInt({ min: 1n, max: 10n ** BigInt(12 + decimalsOf(currency)) })
    .map((minor) => money(currency, minor)),
)

describe('K7: amounts from 0.01 to 10^12 with the decimals of their currency', () => {
  test.each([
    ['CNY', '0.01', 1n],
    ['CNY', '1000000000000', 100_000_000_000_000n],
    ['CNY', '1,264.5', 126_450n],
    ['CNY', '999999999999.99', 99_999_999_999_999n],
    ['CNY', '0', 0n],
    ['CNY', '-0.01', -1n],
    ['JPY', '1', 1n],
    ['JPY', '1000000000000', 1_000_000_000_000n],
    ['JPY', '5.0', 5n],
    ['KWD', '0.001', 1n],
    ['KWD', '1000000000000', 1_000_000_000_000_000n],
    ['USD', ' 12,800.00 ', 1_280_000n],
  ] as const)('K7: %s %s is exactly %s of the smallest unit', (currency, text, minor) => {
    expect(fromDecimal(currency, text)).toEqual({ currency, minor })
  })

  test.each([
    ['CNY', '0.001'],
    ['JPY', '0.1'],
    ['KWD', '0.0001'],
    ['CNY', '1,26.5'],
    ['CNY', '12,3456'],
    ['CNY', ''],
    ['CNY', '1e3'],
    ['CNY', '¥5'],
    ['CNY', '5.'],
    ['CNY', '.5'],
    ['CNY', '+5'],
    ['CNY', '５'],
    ['CNY', '--5'],
  ] as const)('K7: %s %j is no amount, so nothing is rounded', (currency, text) => {
    expect(fromDecimal(currency, text)).toBeUndefined()
  })

  test('K7: every amount reads back from its decimal and its JSON, with the decimals of its currency', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const text = toDecimal(amount)
        expect(fromDecimal(amount.currency, text)).toEqual(amount)
        expect(text.split('.')[1]?.length ?? 0).toBe(decimalsOf(amount.currency))
        expect(fromMoneyJson(toMoneyJson(amount))).toEqual(amount)
        expect(fromDecimal(amount.currency, toDecimal(negate(amount)))).toEqual(negate(amount))
      }),
    )
  })

  test('K7: the sum of the parts is the total to the last unit, and parts differ by one at most', () => {
    let withRest = 0
    fc.assert(
      fc.property(anyMoney, fc.integer({ min: 1, max: 400 }), fc.boolean(), (amount, count, isNegative) => {
        const total = isNegative ? negate(amount) : amount
        const parts = split(total, count)
        expect(parts).toHaveLength(count)
        expect(parts.reduce(add)).toEqual(total)
        const sizes = parts.map(({ minor }) => minor).sort((a, b) => (a < b ? -1 : 1))
        expect((sizes.at(-1) ?? 0n) - (sizes[0] ?? 0n)).toBeLessThanOrEqual(1n)
        if (total.minor % BigInt(count) !== 0n) withRest += 1
      }),
      { numRuns: 500 },
    )
    expect(withRest).toBeGreaterThan(200)
  })

  test('K7: the first parts take the remainder', () => {
    expect(split(money('CNY', 5n), 3).map(({ minor }) => minor)).toEqual([2n, 2n, 1n])
    expect(split(money('CNY', -5n), 3).map(({ minor }) => minor)).toEqual([-2n, -2n, -1n])
  })
})

describe('amounts', () => {
  test('two currencies are never added, subtracted or compared', () => {
    const [a, b] = [money('CNY', 1n), money('USD', 1n)]
    for (const mix of [add, subtract, compare]) expect(() => mix(a, b)).toThrow('cannot mix CNY with USD')
  })

  test("adding and subtracting are each other's undoing, and comparing follows the difference", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (x, y) => {
        const [a, b] = [money('CNY', x), money('CNY', y)]
        expect(subtract(add(a, b), b)).toEqual(a)
        expect(Math.sign(compare(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0)
      }),
    )
  })

  test.each(['cny', 'CN', 'CNYX', '', 'C1Y'])('%j is no currency', (currency) => {
    expect(() => money(currency, 1n)).toThrow('not a currency')
  })

  test.each(['', '1.0', '01', '+1', ' 1', '1e3', '-', '123456789012345678901'])(
    '%j is no count of minor units',
    (minor) => {
      expect(() => fromMoneyJson({ currency: 'CNY', minor })).toThrow('not minor units')
    },
  )

  test.each([0, -1, 1.5, Number.NaN])('nothing is split into %s parts', (parts) => {
    expect(() => split(money('CNY', 1n), parts)).toThrow('cannot split')
  })
})
