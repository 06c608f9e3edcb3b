import { partOf, quotient, type Ratio } from '../../../kernel/ratio.ts'
import { addDays, daysBetween, type LocalDate } from '../../../kernel/time.ts'

/** What a limit leaves of a year's spend. Minor units of the entity's currency, all of them. */
export type Limited = {
  readonly deductible: bigint
  /** What is added back to the year's taxable income (纳税调增). */
  readonly addBack: bigint
}

/**
 * Business entertainment (业务招待费): the smaller of a share of the spend and a share of the year's revenue
 * is deducted. Enterprise Income Tax Regulations Art. 43.
 */
export function entertainmentLimit(
  year: { readonly spent: bigint; readonly revenue: bigint },
  rates: { readonly ofSpend: Ratio; readonly ofRevenue: Ratio },
): Limited & { readonly byShare: bigint; readonly byRevenue: bigint; readonly binding: 'share' | 'revenue' } {
  const byShare = partOf(year.spent, rates.ofSpend)
  const byRevenue = partOf(year.revenue, rates.ofRevenue)
  const deductible = smaller(byShare, byRevenue)
  const binding = byShare <= byRevenue ? 'share' : 'revenue'
  return { byShare, byRevenue, binding, deductible, addBack: year.spent - deductible }
}

/**
 * Publicity (广告费和业务宣传费): deducted up to a share of the year's revenue, and what is above goes on to the
 * next years. Enterprise Income Tax Regulations Art. 44. A rate of nothing carries nothing on (tobacco).
 */
export function publicityLimit(
  year: { readonly spent: bigint; readonly carriedIn: bigint; readonly revenue: bigint },
  rate: Ratio,
): Limited & { readonly limit: bigint; readonly carriedOut: bigint } {
  const limit = partOf(year.revenue, rate)
  const asked = year.spent + year.carriedIn
  const deductible = smaller(asked, limit)
  const carriedOut = rate.of === 0n ? 0n : asked - deductible
  return { limit, deductible, carriedOut, addBack: larger(year.spent - deductible, 0n) }
}

/** One contract for which a commission was paid. */
export type Commission = {
  readonly paid: bigint
  /** The revenue of the contract; undefined where it is not on record, and then nothing is deducted. */
  readonly contractRevenue: bigint | undefined
  /** Paid to anybody but an individual agent in cash: nothing of it is deducted. */
  readonly isInCash: boolean
}

/** Commission (佣金): up to a share of each contract's own revenue, never netted between contracts. */
export function commissionLimit(contracts: readonly Commission[], rate: Ratio): Limited {
  const paid = sumOf(contracts.map((contract) => contract.paid))
  const deductible = sumOf(contracts.map((contract) => commissionDeducted(contract, rate)))
  return { deductible, addBack: paid - deductible }
}

function commissionDeducted({ paid, contractRevenue, isInCash }: Commission, rate: Ratio): bigint {
  if (isInCash || contractRevenue === undefined) return 0n
  return smaller(paid, partOf(contractRevenue, rate))
}

/**
 * What a year comes to when it goes on as it began: so much up to and with `day`, by days. A forecast of the
 * limit before the year is over, never a figure of a schedule.
 */
export function forecastOf(soFar: bigint, day: LocalDate): bigint {
  const year = day.slice(0, 4)
  const days = daysBetween(`${year}-01-01`, `${year}-12-31`) + 1
  const over = daysBetween(`${year}-01-01`, addDays(day, 1))
  return quotient(soFar * BigInt(days), BigInt(over))
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, minor) => sum + minor, 0n)
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
