import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { money } from '../kernel/money.ts'
import { convert, dailyRate, rateOn, rateTable, sampleRates, type Rate } from './rates.ts'
import { parseRatesCsv } from './rates-csv.ts'

const usd = (from: string, to: string, rate = '7.1'): Rate => ({ currency: 'USD', per: 1, rate, from, to })

describe('a half is rounded to the even unit, one unit either side is not', () => {
  test.each([
    ['7.105', 100n, 710n],
    ['7.115', 100n, 712n],
    ['7.1150001', 100n, 712n],
    ['7.1149999', 100n, 711n],
  ])('%s times $1.00 is %s fen', (rate, minor, fen) => {
    const table = rateTable('CNY', 'test', [usd('2026-01-01', '2026-01-31', rate)])
    expect(convert(table, money('USD', minor), 'CNY', '2026-01-15')?.value).toEqual(money('CNY', fen))
  })
})

describe('an amount is converted at the rate of its own day or not at all', () => {
  const table = rateTable('CNY', 'test', [
    usd('2026-01-01', '2026-01-31', '7'),
    usd('2026-02-01', '2026-02-28', '6.5'),
    { currency: 'JPY', per: 100, rate: '4.5', from: '2026-01-01', to: '2026-01-31' },
  ])

  test.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 700n],
    ['2026-01-31', 700n],
    ['2026-02-01', 650n],
    ['2026-02-28', 650n],
    ['2026-03-01', undefined],
  ])('on %s one dollar is %s fen', (date, fen) => {
    expect(convert(table, money('USD', 100n), 'CNY', date)?.value.minor).toBe(fen)
  })

  test('a currency without decimals and a rate per hundred units keep their size', () => {
    expect(convert(table, money('JPY', 1000n), 'CNY', '2026-01-10')?.value).toEqual(money('CNY', 4500n))
    expect(convert(table, money('CNY', 4500n), 'JPY', '2026-01-10')?.value).toEqual(money('JPY', 1000n))
  })

  test('two foreign currencies cross with one rounding, and both rates are named', () => {
    const crossed = convert(table, money('USD', 10_000n), 'JPY', '2026-01-10')
    expect(crossed?.value).toEqual(money('JPY', 15_556n))
    expect(crossed?.rates.map((rate) => rate.currency)).toEqual(['USD', 'JPY'])
    expect(convert(table, money('USD', 100n), 'JPY', '2026-02-10')).toBeUndefined()
  })

  test.each([
    ['USD', 'CNY', '7.0000000000'],
    ['JPY', 'CNY', '0.0450000000'],
    ['CNY', 'USD', '0.1428571429'],
    ['USD', 'JPY', '155.5555555556'],
    ['CNY', 'CNY', '1.0000000000'],
    ['EUR', 'CNY', undefined],
  ])('for one %s there are so many %s: %s', (base, quote, rate) => {
    expect(dailyRate(table, base, quote, '2026-01-10')?.rate).toBe(rate)
  })

  test('the same currency needs no rate', () => {
    expect(convert(table, money('EUR', 5n), 'EUR', '1999-01-01')).toEqual({
      value: money('EUR', 5n),
      rates: [],
    })
  })

  test('two rates for one day are refused', () => {
    expect(() =>
      rateTable('CNY', 'x', [usd('2026-01-01', '2026-01-31'), usd('2026-01-31', '2026-02-02')]),
    ).toThrow('two rates for USD on 2026-01-31')
  })

  test('converting there and back loses less than one unit of the weaker step', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (minor) => {
        const there = convert(table, money('USD', minor), 'CNY', '2026-01-10')
        const back = there && convert(table, there.value, 'USD', '2026-01-10')
        expect(back?.value.minor).toBe(minor)
      }),
    )
  })
})

test('the sample covers every month of 2013 to 2026 for five currencies and nothing beyond', () => {
  const table = sampleRates()
  for (const currency of ['USD', 'EUR', 'GBP', 'HKD', 'JPY']) {
    expect(table.byCurrency.get(currency)).toHaveLength(168)
    expect(rateOn(table, currency, '2013-01-01')).toBeDefined()
    expect(rateOn(table, currency, '2026-12-31')).toBeDefined()
    expect(rateOn(table, currency, '2012-12-31')).toBeUndefined()
    expect(rateOn(table, currency, '2027-01-01')).toBeUndefined()
  }
  expect(table.source).toBe('sample')
})

describe('a rate file is taken line by line, and each line that is not says why', () => {
  test('good lines in both header languages are read', () => {
    const { rates, problems } = parseRatesCsv(
      '\ufeff日期,币种,汇率,单位,截止日期\n2026-01-01,usd,7.02,,2026-01-31\n2026-01-02,JPY,4.5,100,\n',
    )
    expect(problems).toEqual([])
    expect(rates).toEqual([
      { currency: 'USD', per: 1, rate: '7.02', from: '2026-01-01', to: '2026-01-31' },
      { currency: 'JPY', per: 100, rate: '4.5', from: '2026-01-02', to: '2026-01-02' },
    ])
  })

  test.each([
    ['2026-02-30,USD,7', 'date', 'not_a_date'],
    ['2026-02-03,CNY,1', 'currency', 'not_a_currency'],
    ['2026-02-03,dollar,7', 'currency', 'not_a_currency'],
    ['2026-02-03,USD,seven', 'rate', 'not_a_rate'],
    ['2026-02-03,USD,0.000', 'rate', 'not_a_rate'],
    ['2026-02-03,USD,-7', 'rate', 'not_a_rate'],
    ['2026-02-03,USD,7,0', 'per', 'not_a_unit'],
    ['2026-02-03,USD,7,1,2026-02-02', 'to', 'ends_before_it_begins'],
    ['2026-01-01,USD,7', 'date', 'covered_twice'],
  ])('%s: %s %s', (line, field, code) => {
    const { rates, problems } = parseRatesCsv(`date,currency,rate,per,to\n2026-01-01,USD,7.0\n${line}`)
    expect(rates).toHaveLength(1)
    expect(problems).toMatchObject([{ line: 3, field, code }])
  })

  test.each([
    ['', 'no_header'],
    ['a,b,c\n1,2,3', 'no_header'],
    ['"date,currency', 'unreadable'],
  ])('%j is refused as a whole', (text, code) => {
    expect(parseRatesCsv(text)).toMatchObject({ rates: [], problems: [{ field: 'file', code }] })
  })
})
