import type { Random } from '../match-random.ts'
import {
  anyDay,
  firmName,
  sampleYear,
  unitNamed,
  type AccountKey,
  type Company,
  type SampleLine,
  type SampleVoucher,
  type Trade,
} from './company.ts'

/** A kind of voucher. */
export type Kind = {
  /** How often, among all vouchers, in ten-thousandths. */
  readonly weight: number
  readonly make: (random: Random, company: Company) => SampleVoucher
}

/** Somebody of the company; people of sales more often than others. */
export function anyone(random: Random, company: Company) {
  const unit = random.chance(0.35) ? random.pick(company.sales) : random.pick(company.units)
  return { staff: random.pick(unit.people), unit: unit.name }
}

/** Somebody of that unit. */
export function of(random: Random, company: Company, name: string) {
  const unit = unitNamed(company, name)
  return { staff: random.pick(unit.people), unit: unit.name }
}

/** One of the vendors of a trade: few of them most of the time, and one in twelve that nobody knows yet. */
export function vendorOf(random: Random, company: Company, trade: Trade): string {
  const list = company.vendors[trade]
  if (random.chance(0.08)) return firmName(random, (random.pick(list) ?? '').slice(4))
  return list[Math.floor((random.below(1_000) / 1_000) ** 3 * list.length)] ?? random.pick(list)
}

/** What was bought, by whom, and what it is owed to. */
export type Cost = {
  readonly account: AccountKey
  readonly text: string
  readonly net: number
  /** Percent of input tax; 0 where none may be deducted. */
  readonly tax?: number
  readonly from: AccountKey
  readonly vendor?: string
  readonly staff?: string
  readonly unit?: string
}

/** A cost with its input tax and what it is owed to; vendors stand at the debt, people at the cost. */
export function cost(
  random: Random,
  { account, text, net, tax = 0, from, vendor, staff, unit }: Cost,
): SampleVoucher {
  const input = Math.round((net * tax) / 100)
  const who = { ...(staff && { staff }), ...(unit && { unit }) }
  const named = vendor && (from !== 'payable' || random.chance(0.4)) ? { vendor } : {}
  const lines: SampleLine[] = [{ account, text, debit: net, ...who, ...named }]
  if (input > 0) lines.push({ account: 'inputTax', text, debit: input })
  lines.push({ account: from, text, credit: net + input, ...(vendor && { vendor }), ...(staff && { staff }) })
  return { day: anyDay(random), lines }
}

/** A month in words. */
export const month = (random: Random) => `${1 + random.below(12)}月`
/** A number of a paper. */
export const number = (random: Random, prefix: string) =>
  `${prefix}${sampleYear}${String(1_000 + random.below(9_000))}`
/** Where claims of people are booked against. */
export const owed = (random: Random): AccountKey => random.pick(['owed', 'owed', 'advance', 'bank'] as const)
