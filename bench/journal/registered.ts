import { addDays, type LocalDate } from '../../src/kernel/time.ts'
import type { Random } from '../match-random.ts'
import { anyDay, firmName, spread, type Company, type SampleLine, type SampleVoucher } from './company.ts'

/** A benefit as the register of the made company holds it. */
export type SampleBenefit = {
  readonly id: string
  readonly day: LocalDate
  readonly minor: number
  readonly form: 'meal' | 'gift'
  readonly title: string
  readonly customer: string
  readonly person: string
  readonly staff: string
}

/** Honest hospitality: what the register holds, and how the books show it. */
export type Registered = {
  readonly benefits: readonly SampleBenefit[]
  readonly vouchers: readonly SampleVoucher[]
}

/** One claim of somebody in sales: one benefit, one in two lines, or two or three benefits in one line. */
export function registered(random: Random, company: Company, next: () => string): Registered {
  const unit = random.pick(company.sales)
  const staff = random.pick(unit.people)
  const customer = random.pick(company.customers)
  const day = anyDay(random)
  const count = random.chance(0.06) ? 2 + random.below(2) : 1
  const form = random.chance(0.8) ? 'meal' : 'gift'
  const benefits = Array.from({ length: count }, (_, i): SampleBenefit => ({
    id: next(),
    day: addDays(day, i * 3),
    minor: form === 'meal' ? spread(random, 90_000, 100) : spread(random, 30_000, 10),
    form,
    title: form === 'meal' ? `${customer.name}来访用餐` : `${customer.name}伴手礼`,
    customer: customer.name,
    person: random.pick(customer.people),
    staff,
  }))
  const booked = addDays(day, (count - 1) * 3 + random.below(25))
  const last = `${day.slice(0, 4)}-12-31`
  const voucher = {
    day: booked > last ? last : booked,
    lines: linesOf(random, { benefits, staff, unit: unit.name }),
  }
  return { benefits, vouchers: [voucher] }
}

type Claim = { readonly benefits: readonly SampleBenefit[]; readonly staff: string; readonly unit: string }

function linesOf(random: Random, { benefits, staff, unit }: Claim): SampleLine[] {
  const [first] = benefits
  if (!first) return []
  const total = benefits.reduce((sum, { minor }) => sum + minor, 0)
  const who = { staff, unit }
  const whom = random.chance(0.6) ? first.customer : ''
  const text = random.pick([
    `${staff}报招待费${whom}`,
    `业务招待费 ${whom}`,
    `招待客户${whom}${first.person}`,
    `${staff}报销餐费${whom}`,
  ])
  const vendor = random.chance(0.4) ? { vendor: firmName(random, '酒店餐饮有限公司') } : {}
  const account = random.chance(0.85) ? 'salesDining' : 'officeDining'
  const credit = { account: random.pick(['owed', 'advance', 'bank'] as const), text, credit: total, staff }
  if (first.form === 'gift' && random.chance(0.4)) {
    // The input tax of a gift stands apart, so the cost alone is less than the benefit.
    const tax = Math.round(total - total / 1.13)
    return [
      { account, text: text.replace(/招待费|餐费/, '礼品'), debit: total - tax, ...who, ...vendor },
      { account: 'inputTax', text, debit: tax },
      credit,
    ]
  }
  if (benefits.length === 1 && random.chance(0.05)) {
    const part = Math.round(total * 0.7)
    return [
      { account, text, debit: part, ...who, ...vendor },
      { account, text: `${text} 酒水`, debit: total - part, ...who, ...vendor },
      credit,
    ]
  }
  return [{ account, text, debit: total, ...who, ...vendor }, credit]
}
