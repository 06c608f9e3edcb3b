import { describe, expect, test } from 'vitest'
import { closedBy } from '../orders/domain.ts'
import { payQuestion, paySays, type PaidLine } from './paid-lines.ts'
import { dayWorth } from './pay-currency.ts'

const rateOf = (rate: string | undefined) => ({
  rates: (base: string, quote: string, date: string) =>
    rate === undefined ? undefined : { base, quote, date, rate },
  ratesOf: 'own' as const,
})
const on = '2026-11-25'
const worth = (minor: bigint, rate?: string, currency = 'USD') =>
  dayWorth(rateOf(rate), { currency, minor }, { currency: 'CNY', on })

describe('what an amount comes to at the rate of its day', () => {
  test('is rounded once, half to even, in the decimals of both currencies', () => {
    expect(worth(1200n, '7.1234000000')).toMatchObject({ day_minor: 8548n, rate: '7.1234', rate_on: on })
    // 100 yen, which have no decimals, at 0.0471.
    expect(worth(100n, '0.0471000000', 'JPY')).toMatchObject({ day_minor: 471n, rate: '0.0471' })
    expect(worth(100n, '7', 'EUR')).toMatchObject({ day_minor: 700n, rate: '7' })
    expect(worth(100n, '10.0000000000', 'EUR')).toMatchObject({ day_minor: 1000n, rate: '10' })
  })

  const faults: readonly [string, bigint, string | undefined, string][] = [
    ['without a rate', 1200n, undefined, 'payments.no_rate'],
    ['at a rate that is rounded to nothing', 1200n, '0.0000000000', 'payments.no_rate'],
    ['that is less than a fen', 1n, '0.0049000000', 'payments.pays_nothing'],
  ]
  test.each(faults)('%s it is refused', (_, minor, rate, code) => {
    expect(worth(minor, rate)).toMatchObject({ code })
  })
})

describe('how much a part of a payment closes', () => {
  const cases: readonly [part: bigint, pay: bigint, closes: bigint, closed: bigint][] = [
    [8548n, 8548n, 1200n, 1200n],
    [8547n, 8548n, 1200n, 1199n],
    [1n, 8548n, 1200n, 1n],
    [5000n, 8548n, 1200n, 702n],
  ]
  test.each(cases)('%d of %d, which close %d, closes %d', (part, pay, closes, closed) => {
    expect(closedBy(part, { pay, closes })).toBe(closed)
  })

  test('in whatever parts it is paid, nothing of either is left over or too much', () => {
    for (let first = 1n; first < 300n; first += 7n) {
      for (let second = 1n; first + second < 300n; second += 11n) {
        const one = closedBy(first, { pay: 300n, closes: 42n })
        // What closes the smallest unit is paid at once, which the command asks for.
        if (one > 40n) continue
        const two = closedBy(second, { pay: 300n - first, closes: 42n - one })
        const last = closedBy(300n - first - second, { pay: 300n - first - second, closes: 42n - one - two })
        expect(one + two + last).toBe(42n)
        expect([one > 0n, two > 0n, last > 0n]).toEqual([true, true, true])
      }
    }
  })
})

describe('what is told of a line', () => {
  const line: PaidLine = {
    currency: 'USD',
    minor: 1200n,
    pay_currency: 'CNY',
    pay_minor: 9000n,
    day_minor: 8548n,
    rate: '7.1234',
    rate_on: on,
    rate_table: 'own',
    pay_source: 'card',
  }
  test('in English as in Chinese: both amounts, the rate with its day, and how far they are apart', () => {
    expect(paySays('en', line)).toBe(
      'US$12.00 is closed, and ¥90.00 is paid as the card was charged; ' +
        'at the rate 7.1234 of 2026-11-25 it comes to ¥85.48.',
    )
    expect(payQuestion('en', line, 3)).toMatch(/¥90\.00 .* ¥85\.48: 5\.29% apart, more than the 3%/)
    expect(payQuestion('en', line, 6)).toBeUndefined()
    expect(payQuestion('zh-CN', { ...line, pay_minor: 8096n }, 3)).toContain('相差 5.29%')
  })

  test('nothing of the kind where it is paid in its own currency', () => {
    const own = { ...line, pay_currency: null, pay_minor: null, day_minor: null }
    expect([paySays('en', own), payQuestion('en', own, 0)]).toEqual([undefined, undefined])
  })
})
