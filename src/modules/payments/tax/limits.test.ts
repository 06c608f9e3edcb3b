import { expect, it } from 'vitest'
import { ratioOf } from '../../../kernel/ratio.ts'
import { commissionLimit, entertainmentLimit, forecastOf, publicityLimit } from './limits.ts'
import { entertainmentOfRevenue, entertainmentShare, publicityRates, rateOn } from './rates.ts'

const rates = { ofSpend: ratioOf('0.60'), ofRevenue: ratioOf('0.005') }

it('deducts the smaller of 60 % of the entertainment and 0.5 % of the revenue, to the cent', () => {
  // spent, revenue (yuan cents) -> deducted, added back, which limit binds
  const cases = [
    ['the share binds', 1_000_000n, 200_000_000n, 600_000n, 400_000n, 'share'],
    ['the revenue binds', 1_000_000n, 100_000_000n, 500_000n, 500_000n, 'revenue'],
    ['one cent of revenue less than both', 1_000_000n, 119_999_800n, 599_999n, 400_001n, 'revenue'],
    ['both are equal', 1_000_000n, 120_000_000n, 600_000n, 400_000n, 'share'],
    ['no revenue yet', 1_000_000n, 0n, 0n, 1_000_000n, 'revenue'],
    ['nothing was spent', 0n, 100_000_000n, 0n, 0n, 'share'],
  ] as const
  for (const [title, spent, revenue, deductible, addBack, binding] of cases) {
    expect(entertainmentLimit({ spent, revenue }, rates), title).toMatchObject({
      deductible,
      addBack,
      binding,
    })
  }
})

it('carries publicity above the limit on, and of tobacco nothing', () => {
  const year = { spent: 2_000n, carriedIn: 500n, revenue: 10_000n }
  expect(publicityLimit(year, ratioOf('0.15'))).toEqual({
    limit: 1_500n,
    deductible: 1_500n,
    carriedOut: 1_000n,
    addBack: 500n,
  })
  // A year with room takes what was carried: more is deducted than was spent, and nothing is added back.
  expect(publicityLimit({ ...year, revenue: 100_000n }, ratioOf('0.15'))).toMatchObject({
    deductible: 2_500n,
    carriedOut: 0n,
    addBack: 0n,
  })
  expect(publicityLimit(year, ratioOf('0'))).toMatchObject({
    deductible: 0n,
    carriedOut: 0n,
    addBack: 2_000n,
  })
})

it('limits a commission by its own contract, and never by another', () => {
  const rate = ratioOf('0.05')
  const within = { paid: 50n, contractRevenue: 1_000n, isInCash: false }
  const above = { paid: 51n, contractRevenue: 1_000n, isInCash: false }
  const room = { paid: 0n, contractRevenue: 1_000_000n, isInCash: false }
  expect(commissionLimit([within], rate)).toEqual({ deductible: 50n, addBack: 0n })
  expect(commissionLimit([above, room], rate)).toEqual({ deductible: 50n, addBack: 1n })
  expect(commissionLimit([{ ...within, isInCash: true }], rate)).toEqual({ deductible: 0n, addBack: 50n })
  expect(commissionLimit([{ ...within, contractRevenue: undefined }], rate).addBack).toBe(50n)
})

it('forecasts by days, in leap years too', () => {
  expect(forecastOf(100n, '2026-12-31')).toBe(100n)
  expect(forecastOf(365n, '2026-01-01')).toBe(133_225n)
  expect(forecastOf(183n, '2028-07-01')).toBe(366n)
})

it('takes the rate of its day, and none that has run out', () => {
  expect(rateOn(entertainmentShare, '2007-12-31')).toBeUndefined()
  expect(rateOn(entertainmentOfRevenue, '2026-06-30')?.rate).toEqual(ratioOf('0.005'))
  expect(rateOn(publicityRates.cosmetics, '2027-12-31')?.rate).toEqual(ratioOf('0.30'))
  expect(rateOn(publicityRates.cosmetics, '2028-01-01')).toBeUndefined()
})
