import { addDays, type LocalDate } from '../../src/kernel/time.ts'
import type { Random } from '../match-random.ts'
import {
  firmName,
  sampleYear,
  type AccountKey,
  type Company,
  type SampleLine,
  type SampleVoucher,
} from './company.ts'

/**
 * How benefits have been hidden in the books of others; each makes one voucher or a few that belong
 * together.
 */
export type Disguise = {
  readonly name: string
  readonly make: (random: Random, company: Company) => Omit<SampleVoucher, 'planted'>[]
}

const festivals: readonly LocalDate[] = ['01-27', '06-01', '09-30', '10-05', '12-30'].map(
  (day) => `${sampleYear}-${day}`,
)

/** In the four weeks before a festival. */
export function beforeFestival(random: Random): LocalDate {
  const day = addDays(random.pick(festivals), -2 - random.below(22))
  return day < `${sampleYear}-01-01` ? `${sampleYear}-01-${10 + random.below(12)}` : day
}

/** In the last days of a quarter. */
export function quarterEnd(random: Random): LocalDate {
  return addDays(`${sampleYear}-${random.pick(['03-31', '06-30', '09-30', '12-31'])}`, -random.below(9))
}

type Spent = {
  readonly day: LocalDate
  readonly account: AccountKey
  readonly text: string
  readonly amount: number
  readonly vendor?: string
  readonly staff?: string
  readonly unit?: string
  readonly from?: AccountKey
}

/** A voucher of two lines; the vendor stands where such vouchers name it: with the debt, or nowhere. */
export function spent({ day, account, text, amount, from = 'payable', vendor, staff, unit }: Spent) {
  const who: Pick<SampleLine, 'staff' | 'unit'> = { ...(staff && { staff }), ...(unit && { unit }) }
  const by = vendor ? { vendor } : {}
  return {
    day,
    lines: [
      { account, text, debit: amount, ...who, ...(from === 'payable' ? {} : by) },
      { account: from, text, credit: amount, ...who, ...by },
    ],
  }
}

/** Somebody of sales, with the unit. */
export function seller(random: Random, company: Company) {
  const unit = random.pick(company.sales)
  return { staff: random.pick(unit.people), unit: unit.name }
}

/** A name of a firm that says nothing of what it sells, one time in four; else one that does. */
export function vendorOf(random: Random, telling: readonly string[]): string {
  const bland = ['商贸有限公司', '贸易商行', '经营部', '实业有限公司', '商务有限公司']
  return firmName(random, random.pick(random.chance(0.25) ? bland : telling))
}

/** A round amount, in 分. */
export const round = (random: Random, from: number, to: number, step: number) =>
  (from + random.below(Math.floor((to - from) / step) + 1) * step) * 100

/** A little below a limit of the company, in 分. */
export function justBelow(random: Random, limit: number): number {
  return (limit - 5 - random.below(Math.max(10, Math.round(limit * 0.02)))) * 100
}
