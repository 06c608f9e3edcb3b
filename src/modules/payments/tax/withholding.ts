import { partOf, quotient, type Ratio } from '../../../kernel/ratio.ts'

/**
 * Who bears the tax on what a person outside is given. `recipient`: they pay it out of what they get.
 * `giver`: what they get is what is left after the tax, so that the income is grossed up (还原). The law
 * leaves the choice open for gifts in kind: it is the company's own, stated once and shown with its label.
 */
export type Bearing = 'recipient' | 'giver'

/** Withholding on one gift, in minor units. */
export type Withheld = {
  /** The income as it is declared. */
  readonly income: bigint
  readonly tax: bigint
  /** What the gift costs the company in all. */
  readonly cost: bigint
}

/**
 * Tax on accidental income that the giver withholds (偶然所得). `worth` is the market price of own products and
 * the cost of bought goods (Cai Shui [2011] No. 50 point 3); `vat` is left out of the base where the company
 * declares without it.
 */
export function withheldOn(
  worth: bigint,
  how: { readonly rate: Ratio; readonly bearing: Bearing; readonly vat?: Ratio | undefined },
): Withheld {
  const { rate, bearing, vat } = how
  const base = vat === undefined ? worth : withoutTax(worth, vat)
  if (bearing === 'recipient') return { income: base, tax: partOf(base, rate), cost: worth }
  const income = quotient(base * rate.in, rate.in - rate.of)
  const tax = income - base
  return { income, tax, cost: worth + tax }
}

/** An amount with the tax taken out of it, for example 113.00 at 13 % is 100.00. */
export function withoutTax(withTax: bigint, rate: Ratio): bigint {
  return quotient(withTax * rate.in, rate.in + rate.of)
}

/**
 * What a buyer takes off its input tax for a rebate that it received: rebate / (1 + rate) × rate (Guo Shui Fa
 * [2004] No. 136). By as much a red-letter invoice lowers the seller's output tax.
 */
export function buyersInputTax(rebate: bigint, rate: Ratio): bigint {
  return rebate - withoutTax(rebate, rate)
}

/** Goods that are given away, as a sale in the eyes of the tax. */
export type DeemedSale = {
  /** The price without tax that stands for the sale. */
  readonly price: bigint
  readonly outputTax: bigint
  /** True where no market price is on record, and cost with an addition stands for it. */
  readonly isByCost: boolean
}

/** Deemed sale (视同销售): the market price, and where there is none the cost with the addition of the law. */
export function deemedSale(
  goods: { readonly cost: bigint; readonly marketPrice?: bigint | undefined },
  rates: { readonly vat: Ratio; readonly addition: Ratio },
): DeemedSale {
  const isByCost = goods.marketPrice === undefined
  const price = goods.marketPrice ?? goods.cost + partOf(goods.cost, rates.addition)
  return { price, outputTax: partOf(price, rates.vat), isByCost }
}
