import { contractKey } from '../../requests/index.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import { quotient, type Ratio } from '../../../kernel/ratio.ts'
import {
  commissionLimit,
  entertainmentLimit,
  forecastOf,
  publicityLimit,
  type Commission,
  type Limited,
} from './limits.ts'
import {
  accidentalIncome,
  commissionOfContract,
  costPlus,
  entertainmentOfRevenue,
  entertainmentShare,
  publicityRates,
  rateOn,
  type DatedRate,
  type Sector,
} from './rates.ts'
import { buyersInputTax, deemedSale, withheldOn, withoutTax, type Bearing } from './withholding.ts'

/** What a rule said of a benefit in the eyes of a tax, as its decision record keeps it. */
export type TaxEffect = { readonly tax: string; readonly action: string }

/** One benefit of the year, in minor units of the entity's currency. */
export type TaxLine = {
  readonly benefitId: string
  readonly number: string
  readonly form: string
  readonly happenedOn: LocalDate
  /**
   * What was spent: its value less what nothing more is claimed for, and less input tax that was credited.
   * The limits are reckoned on this.
   */
  readonly minor: bigint
  /** What its recipient got for it: its value, whatever was spent. A tax on them is reckoned on this. */
  readonly received: bigint
  readonly effects: readonly TaxEffect[]
  /** Valued at what it cost, where it was not valued at a market price. */
  readonly isAtCost: boolean
  readonly isInCash: boolean
  /**
   * A commission's share of its contract, in ten-thousandths of a percent; undefined while nobody said it.
   */
  readonly feeShare: bigint | undefined
  /** Of a commission: the contract on which it was earned, and what that is worth. */
  readonly contract?: { readonly number: string; readonly revenue: bigint }
  /** Of a rebate: whether a red-letter invoice is on record; absent where it stands on the next invoice. */
  readonly hasRedLetter?: boolean
}

/** What finance states for an entity and a year; each change stands in the log with its paper. */
export type TaxYear = {
  readonly year: number
  readonly currency: string
  /** Revenue of the year so far, or of the whole once it is over; undefined until it is stated. */
  readonly revenue: bigint | undefined
  readonly revenueUpTo: LocalDate | undefined
  readonly sector: Sector
  readonly publicityCarriedIn: bigint
  readonly bearing: Bearing
  readonly isWithoutVat: boolean
  readonly vat: Ratio
}

/** A heading of the schedule: what was spent, what of it is deducted, and from which benefits. */
export type Section = Limited & {
  readonly spent: bigint
  readonly lines: readonly TaxLine[]
  readonly laws: readonly string[]
}

/** A benefit with the tax on it. */
export type TaxedLine = {
  readonly line: TaxLine
  readonly base: bigint
  readonly tax: bigint
  /** Whose tax it is, where a natural person was paid. */
  readonly payeeId?: string
  /** Who bears what is withheld; absent where the payment itself withheld it, and its order booked it. */
  readonly bearing?: Bearing
}

/** What a natural person was paid for a benefit in the year, with what its orders withheld. */
export type PaidOut = {
  readonly line: TaxLine
  readonly payeeId: string
  readonly treatment: 'labour_income' | 'incidental_income'
  /** What was owed by payments of which tax was withheld, and by those of which none was. */
  readonly taxed: bigint
  readonly untaxed: bigint
  readonly withheld: bigint
}

/** What natural persons were paid in the year, and the benefits for which some were, whenever that was. */
export type Paid = { readonly paidOut: readonly PaidOut[]; readonly asIncome: ReadonlySet<string> }

/** The yearly schedule of an entity (年度纳税调整附表), and while the year runs its forecast. */
export type Schedule = {
  readonly year: TaxYear
  /** True until the year is over: revenue and spend are forecast to its end. */
  readonly isForecast: boolean
  readonly entertainment: (Section & { readonly binding: 'share' | 'revenue' }) | undefined
  readonly publicity: (Section & { readonly carriedOut: bigint }) | undefined
  readonly commission: Section
  readonly notDeductible: Section
  readonly deemedSales: readonly TaxedLine[]
  readonly withheld: readonly TaxedLine[]
  /** Pay for services, as its orders withheld the tax on it. */
  readonly labour: readonly TaxedLine[]
  /**
   * Rebates after the sale whose red-letter invoice lowers the output tax (CN-VAT-03), by how much, and those
   * without one, by how much it would. Their buyers take as much off their input tax (CN-VAT-04).
   */
  readonly redLetter: readonly TaxedLine[]
  readonly noRedLetter: readonly TaxedLine[]
  /** Input tax on these is not credited. */
  readonly noInputCredit: readonly TaxLine[]
  /**
   * Rates that have run out for the last day of the year: the schedule says so and leaves the heading out.
   */
  readonly missingRates: readonly string[]
}

/**
 * The schedule of a year from its benefits. Each stands under every heading that its decision named; what a
 * rule leaves open is left to the accountant and not guessed. `today` tells whether the year is over.
 */
export function scheduleOf(
  year: TaxYear,
  lines: readonly TaxLine[],
  today: LocalDate,
  paid: Paid = { paidOut: [], asIncome: new Set() },
): Schedule {
  const lastDay = `${String(year.year)}-12-31`
  const isForecast = today <= lastDay
  const at = (line: readonly TaxLine[]) => (isForecast ? forecastOf(spentOn(line), today) : spentOn(line))
  const revenue = revenueOf(year, isForecast)
  const withAction = (action: string) =>
    lines.filter(({ effects }) => effects.some((effect) => effect.action === action))
  const sections = { year, revenue, lastDay, at }
  const rebates = withAction('adjust_output').map((line) => rebateOf(year, line))
  return {
    year,
    isForecast,
    entertainment: entertainmentOf(sections, withAction('entertainment_limit')),
    publicity: publicityOf(sections, withAction('publicity_limit')),
    commission: commissionOf(lastDay, withAction('commission_limit')),
    notDeductible: notDeductibleOf(withAction('not_deductible')),
    deemedSales: deemedOf(year, lastDay, withAction('deemed_sale')),
    withheld: withheldOf(year, lastDay, withAction('withhold'), paid),
    labour: paid.paidOut.filter(({ treatment }) => treatment === 'labour_income').map(labourOf),
    redLetter: rebates.filter(({ line }) => line.hasRedLetter === true),
    noRedLetter: rebates.filter(({ line }) => line.hasRedLetter === false),
    noInputCredit: withAction('no_input_credit'),
    missingRates: missingRates(year, lastDay),
  }
}

type Sections = {
  readonly year: TaxYear
  readonly revenue: bigint | undefined
  readonly lastDay: LocalDate
  readonly at: (lines: readonly TaxLine[]) => bigint
}

/** Before the year is over, revenue is forecast from the day up to which it was stated. */
function revenueOf({ revenue, revenueUpTo }: TaxYear, isForecast: boolean): bigint | undefined {
  if (revenue === undefined || !isForecast || revenueUpTo === undefined) return revenue
  return forecastOf(revenue, revenueUpTo)
}

function entertainmentOf({ revenue, lastDay, at }: Sections, lines: readonly TaxLine[]) {
  const ofSpend = rateOn(entertainmentShare, lastDay)
  const ofRevenue = rateOn(entertainmentOfRevenue, lastDay)
  if (!ofSpend || !ofRevenue || revenue === undefined) return undefined
  const spent = at(lines)
  const rates = { ofSpend: ofSpend.rate, ofRevenue: ofRevenue.rate }
  const { binding, deductible, addBack } = entertainmentLimit({ spent, revenue }, rates)
  return { spent, lines, binding, deductible, addBack, laws: lawsOf(ofSpend, ofRevenue) }
}

function publicityOf({ year, revenue, lastDay, at }: Sections, lines: readonly TaxLine[]) {
  const rate = rateOn(publicityRates[year.sector], lastDay)
  if (!rate || revenue === undefined) return undefined
  const spent = at(lines)
  const limited = publicityLimit({ spent, carriedIn: year.publicityCarriedIn, revenue }, rate.rate)
  const { deductible, addBack, carriedOut } = limited
  return { spent, lines, deductible, addBack, carriedOut, laws: lawsOf(rate) }
}

/** A share of 5 % is 50,000 ten-thousandths of a percent. */
const wholeShare = 1_000_000n

function commissionOf(lastDay: LocalDate, lines: readonly TaxLine[]): Section {
  const rate = rateOn(commissionOfContract, lastDay)
  if (!rate) throw new Error('the limit of commissions has no last day')
  return {
    spent: spentOn(lines),
    lines,
    ...commissionLimit(contractsOf(lines), rate.rate),
    laws: lawsOf(rate),
  }
}

/**
 * What each contract brought, and all that was paid for it: commissions on one contract are limited together,
 * whoever earned them, and by the least that was said of its worth. What names none stands for itself.
 */
function contractsOf(lines: readonly TaxLine[]): Commission[] {
  const inCash = lines.filter(({ isInCash }) => isInCash)
  const groups = Map.groupBy(
    lines.filter(({ isInCash }) => !isInCash),
    ({ benefitId, contract }) => (contract ? `contract ${contractKey(contract.number)}` : benefitId),
  )
  return [
    ...inCash.map(({ minor }) => ({ paid: minor, isInCash: true, contractRevenue: undefined })),
    ...[...groups.values()].map((own) => {
      const revenues = own.flatMap((line) => revenueOfContract(line) ?? [])
      const [first, ...others] = revenues
      const least = first && others.reduce((low, each) => (each < low ? each : low), first)
      return { paid: spentOn(own), isInCash: false, contractRevenue: least }
    }),
  ]
}

function revenueOfContract({ contract, received, feeShare }: TaxLine): bigint | undefined {
  if (contract) return contract.revenue
  return feeShare === undefined || feeShare === 0n ? undefined : quotient(received * wholeShare, feeShare)
}

function notDeductibleOf(lines: readonly TaxLine[]): Section {
  const spent = spentOn(lines)
  return { spent, lines, deductible: 0n, addBack: spent, laws: [] }
}

/**
 * What a benefit is worth holds the value-added tax, so the price that stands for the sale is without it. The
 * income tax knows deemed sales of its own (CN-CIT-06): only where the rule of the value-added tax meets it,
 * too (CN-VAT-01), is there output tax.
 */
function deemedOf({ vat }: TaxYear, lastDay: LocalDate, lines: readonly TaxLine[]): TaxedLine[] {
  const addition = rateOn(costPlus, lastDay)
  if (!addition) return []
  return lines.map((line) => {
    const { effects, received, isAtCost } = line
    const worth = withoutTax(received, vat)
    const goods = { cost: worth, ...(isAtCost ? {} : { marketPrice: worth }) }
    const { price, outputTax } = deemedSale(goods, { vat, addition: addition.rate })
    const isOfVat = effects.some(({ tax, action }) => tax === 'VAT' && action === 'deemed_sale')
    return { line, base: price, tax: isOfVat ? outputTax : 0n }
  })
}

/**
 * Of a benefit for which a natural person was paid, what its orders withheld counts, and of what they paid
 * without withholding the company bears the tax; of the rest, what the decision said of it.
 */
function withheldOf(
  year: TaxYear,
  lastDay: LocalDate,
  lines: readonly TaxLine[],
  { paidOut, asIncome }: Paid,
): TaxedLine[] {
  const rate = rateOn(accidentalIncome, lastDay)
  if (!rate) return []
  const { bearing, isWithoutVat, vat } = year
  const how = { rate: rate.rate, bearing, ...(isWithoutVat ? { vat } : {}) }
  const own = paidOut.filter(({ treatment }) => treatment === 'incidental_income')
  return [
    ...own.flatMap((each) => incidentalOf(each, { rate: rate.rate, bearing: 'giver' })),
    ...lines
      .filter(({ benefitId }) => !asIncome.has(benefitId))
      .map((line) => {
        const { income, tax } = withheldOn(line.received, how)
        return { line, base: income, tax, bearing }
      }),
  ]
}

function incidentalOf(
  { line, payeeId, taxed, untaxed, withheld }: PaidOut,
  how: Parameters<typeof withheldOn>[1],
): TaxedLine[] {
  const { income, tax } = withheldOn(untaxed, how)
  const { bearing } = how
  const part = (minor: bigint): TaxLine => ({ ...line, minor, received: minor })
  return [
    ...(taxed === 0n ? [] : [{ line: part(taxed), payeeId, base: taxed, tax: withheld }]),
    ...(untaxed === 0n ? [] : [{ line: part(untaxed), payeeId, base: income, tax, bearing }]),
  ]
}

/** A rebate holds the value-added tax of the sales that it lowers. */
function rebateOf({ vat }: TaxYear, line: TaxLine): TaxedLine {
  const tax = buyersInputTax(line.minor, vat)
  return { line, base: line.minor - tax, tax }
}

function labourOf({ line, payeeId, taxed, untaxed, withheld }: PaidOut): TaxedLine {
  return { line, payeeId, base: taxed + untaxed, tax: withheld }
}

function missingRates({ sector }: TaxYear, lastDay: LocalDate): string[] {
  const asked: readonly (readonly [name: string, rates: readonly DatedRate[]])[] = [
    ['entertainment', entertainmentShare],
    ['publicity', publicityRates[sector]],
    ['withholding', accidentalIncome],
    ['deemed_sale', costPlus],
  ]
  return asked.filter(([, rates]) => !rateOn(rates, lastDay)).map(([name]) => name)
}

function lawsOf(...rates: readonly DatedRate[]): string[] {
  return [...new Set(rates.map(({ law }) => law))]
}

function spentOn(lines: readonly TaxLine[]): bigint {
  return lines.reduce((sum, { minor }) => sum + minor, 0n)
}

/** The legal days of a tax year. */
export function daysOfYear(year: number): { readonly from: LocalDate; readonly before: LocalDate } {
  return { from: `${String(year)}-01-01`, before: addDays(`${String(year)}-12-31`, 1) }
}
