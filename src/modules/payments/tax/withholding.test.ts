import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ratioOf } from '../../../kernel/ratio.ts'
import { buyersInputTax, deemedSale, withheldOn, withoutTax } from './withholding.ts'

const rate = ratioOf('0.20')

it('withholds 20 %, out of the gift or on top of it, with and without value-added tax', () => {
  const vat = ratioOf('0.13')
  // worth in fen, who bears it, base -> income, tax, cost
  const cases = [
    ['the recipient bears it', 1_000n, { rate, bearing: 'recipient' }, 1_000n, 200n, 1_000n],
    ['the giver bears it', 1_000n, { rate, bearing: 'giver' }, 1_250n, 250n, 1_250n],
    [
      'the recipient bears it, without tax',
      1_130n,
      { rate, bearing: 'recipient', vat },
      1_000n,
      200n,
      1_130n,
    ],
    ['the giver bears it, without tax', 1_130n, { rate, bearing: 'giver', vat }, 1_250n, 250n, 1_380n],
    ['half a fen goes to the even one', 2n, { rate: ratioOf('0.25'), bearing: 'recipient' }, 2n, 0n, 2n],
  ] as const
  for (const [title, worth, how, income, tax, cost] of cases) {
    expect(withheldOn(worth, how), title).toEqual({ income, tax, cost })
  }
})

it('leaves the recipient what was promised when the giver bears the tax', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (worth) => {
      const { income, tax } = withheldOn(worth, { rate, bearing: 'giver' })
      expect(income - tax).toBe(worth)
    }),
  )
})

it('gives the buyer the input tax of a rebate', () => {
  expect(withoutTax(11_300n, ratioOf('0.13'))).toBe(10_000n)
  expect(buyersInputTax(11_300n, ratioOf('0.13'))).toBe(1_300n)
})

it('takes the market price of goods given away, and cost with an addition where there is none', () => {
  const rates = { vat: ratioOf('0.13'), addition: ratioOf('0.10') }
  expect(deemedSale({ cost: 1_000n, marketPrice: 1_500n }, rates)).toEqual({
    price: 1_500n,
    outputTax: 195n,
    isByCost: false,
  })
  expect(deemedSale({ cost: 1_000n }, rates)).toEqual({ price: 1_100n, outputTax: 143n, isByCost: true })
})
