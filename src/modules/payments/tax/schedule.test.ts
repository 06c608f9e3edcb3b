import { describe, expect, it } from 'vitest'
import { ratioOf } from '../../../kernel/ratio.ts'
import { scheduleOf, type TaxLine, type TaxYear } from './schedule.ts'

const year: TaxYear = {
  year: 2026,
  currency: 'CNY',
  revenue: 100_000_000_00n,
  revenueUpTo: '2026-12-31',
  sector: 'general',
  publicityCarriedIn: 0n,
  bearing: 'recipient',
  isWithoutVat: false,
  vat: ratioOf('0.13'),
}

function line(
  number: string,
  minor: bigint,
  actions: readonly string[],
  more: Partial<TaxLine> = {},
): TaxLine {
  return {
    benefitId: `ben_${number}`,
    number,
    form: 'meal',
    happenedOn: '2026-06-30',
    minor,
    received: minor,
    effects: actions.map((action) => ({ tax: action === 'deemed_sale' ? 'VAT' : 'CIT', action })),
    isAtCost: false,
    isInCash: false,
    feeShare: undefined,
    ...more,
  }
}

const dinner = line('BR-1', 1_000_000_00n, ['entertainment_limit', 'no_input_credit'])
const mugs = line('BR-2', 339_00n, ['publicity_limit', 'deemed_sale'])
const prize = line('BR-3', 1_000_00n, ['withhold'])

describe('after the year', () => {
  const schedule = scheduleOf(year, [dinner, mugs, prize], '2027-03-01')

  it('puts each benefit under every heading that its decision named', () => {
    expect(schedule.isForecast).toBe(false)
    expect(schedule.entertainment).toMatchObject({
      spent: 1_000_000_00n,
      deductible: 500_000_00n,
      addBack: 500_000_00n,
      binding: 'revenue',
    })
    expect(schedule.publicity).toMatchObject({ spent: 339_00n, deductible: 339_00n, carriedOut: 0n })
    expect(schedule.deemedSales).toEqual([{ line: mugs, base: 300_00n, tax: 39_00n }])
    expect(schedule.withheld).toMatchObject([{ line: prize, base: 1_000_00n, tax: 200_00n }])
    expect(schedule.noInputCredit).toEqual([dinner])
    expect(schedule.missingRates).toEqual([])
  })

  it('tells rebates with a red-letter invoice from those without one, and the tax of each', () => {
    const with13 = line('BR-4', 113_00n, ['adjust_output'], { form: 'rebate', hasRedLetter: true })
    const without = line('BR-5', 226_00n, ['adjust_output'], { form: 'rebate', hasRedLetter: false })
    const rebates = scheduleOf(year, [with13, without, dinner], '2027-03-01')
    expect(rebates.redLetter).toEqual([{ line: with13, base: 100_00n, tax: 13_00n }])
    expect(rebates.noRedLetter).toEqual([{ line: without, base: 200_00n, tax: 26_00n }])
  })

  it('counts what was spent towards the limits, and taxes what was received', () => {
    const short = { received: 1_000_00n }
    const some = scheduleOf(
      year,
      [
        line('BR-4', 990_00n, ['entertainment_limit', 'withhold', 'deemed_sale'], short),
        line('BR-5', 990_00n, ['not_deductible'], short),
        line('BR-6', 990_00n, ['commission_limit'], { ...short, feeShare: 100_000n }),
      ],
      '2027-03-01',
    )
    expect(some.entertainment).toMatchObject({ spent: 990_00n, deductible: 594_00n })
    expect(some.notDeductible).toMatchObject({ spent: 990_00n, addBack: 990_00n })
    // Ten percent of a contract over 10,000.00: five percent of that is deducted.
    expect(some.commission).toMatchObject({ spent: 990_00n, deductible: 500_00n })
    expect(some.withheld).toMatchObject([{ base: 1_000_00n, tax: 200_00n }])
    // 1,000.00 with 13 % of tax is 884.96 without it.
    expect(some.deemedSales).toMatchObject([{ base: 884_96n, tax: 115_04n }])
  })

  it('names the clause of each limit', () => {
    expect(schedule.entertainment?.laws).toEqual(['企业所得税法实施条例 第43条'])
  })

  it('leaves limits of revenue open until revenue is stated', () => {
    const open = scheduleOf({ ...year, revenue: undefined }, [dinner, mugs], '2027-03-01')
    expect(open.entertainment).toBeUndefined()
    expect(open.publicity).toBeUndefined()
    expect(open.deemedSales).toHaveLength(1)
  })

  it('has no output tax on what is a deemed sale of the income tax alone', () => {
    const card = { ...mugs, effects: [{ tax: 'CIT', action: 'deemed_sale' }] }
    expect(scheduleOf(year, [card], '2027-03-01').deemedSales).toMatchObject([{ base: 300_00n, tax: 0n }])
  })

  it('leaves to its order what a person was paid as income, in whichever year that was', () => {
    const paid = { paidOut: [], asIncome: new Set([prize.benefitId]) }
    expect(scheduleOf(year, [prize], '2027-03-01', paid).withheld).toEqual([])
  })

  it('of what a person was paid, counts each part once, and takes no value-added tax out of money', () => {
    const line = { ...prize, minor: 1_800_00n, received: 1_800_00n }
    const part = { taxed: 1_000_00n, withheld: 200_00n, untaxed: 800_00n }
    const own = { line, payeeId: 'party_a', treatment: 'incidental_income' as const, ...part }
    const paid = { paidOut: [own], asIncome: new Set([prize.benefitId]) }
    const { withheld } = scheduleOf({ ...year, isWithoutVat: true }, [prize], '2027-03-01', paid)
    expect(withheld.map(({ line: { minor }, base, tax }) => [minor, base, tax])).toEqual([
      [1_000_00n, 1_000_00n, 200_00n],
      [800_00n, 1_000_00n, 200_00n],
    ])
  })

  it('takes cost with the addition for goods that were valued at cost', () => {
    const atCost = { ...mugs, isAtCost: true }
    const [sale] = scheduleOf(year, [atCost], '2027-03-01').deemedSales
    expect(sale).toEqual({ line: atCost, base: 330_00n, tax: 42_90n })
  })

  it('limits a commission by the contract that its share tells, and deducts none without one', () => {
    const within = line('BR-4', 50n, ['commission_limit'], { feeShare: 50_000n })
    const above = line('BR-5', 60n, ['commission_limit'], { feeShare: 60_000n })
    const unknown = line('BR-6', 10n, ['commission_limit'])
    const { commission } = scheduleOf(year, [within, above, unknown], '2027-03-01')
    expect(commission).toMatchObject({ spent: 120n, deductible: 100n, addBack: 20n })
  })

  it('adds back all of what is not deductible', () => {
    const { notDeductible } = scheduleOf(year, [line('BR-7', 70n, ['not_deductible'])], '2027-03-01')
    expect(notDeductible).toMatchObject({ spent: 70n, deductible: 0n, addBack: 70n })
  })
})

describe('while the year runs', () => {
  it('forecasts spend and revenue to its end, each from its own day', () => {
    const running = { ...year, revenue: 50_000_000_00n, revenueUpTo: '2026-05-31' as const }
    const { isForecast, entertainment } = scheduleOf(running, [dinner], '2026-07-02')
    expect(isForecast).toBe(true)
    // 183 of 365 days over for the spend, 151 for the revenue.
    expect(entertainment?.spent).toBe(1_994_535_52n)
    expect(entertainment).toMatchObject({ binding: 'revenue', deductible: 604_304_64n })
  })
})

it('says which rate has run out instead of carrying it on', () => {
  const later = { ...year, year: 2028, sector: 'cosmetics' as const }
  const schedule = scheduleOf(later, [{ ...mugs, happenedOn: '2028-02-01' }], '2029-01-05')
  expect(schedule.missingRates).toEqual(['publicity'])
  expect(schedule.publicity).toBeUndefined()
})
