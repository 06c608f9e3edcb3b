import { itemAt } from './random.ts'
import { programmes } from './programmes.ts'
import type { Bilingual, Clause, PlanAgreement, PlanCustomer } from './types.ts'

/** A yearly framework agreement for each customer under contract, signed before its year begins. */
export function sampleAgreements(customers: readonly PlanCustomer[]): PlanAgreement[] {
  const contracting = customers.filter(
    (customer) => customer.ownership !== 'public_body' && customer.type !== 'charity',
  )
  return contracting.flatMap((customer, i) =>
    ([2025, 2026] as const).map((year) => agreementOf(customer, year, i)),
  )
}

/** The key of the agreement that a customer has for a year. */
export function agreementKey(customer: string, year: number): string {
  return `agr-${customer.slice(4)}-${year}`
}

/** The 2025 rate of a programme kind for a grade; the rate is the same in both years. */
export function rateFor(kind: 'rebate' | 'discount' | 'points', grade: PlanCustomer['grade']): string {
  const programme = programmes.find((candidate) => candidate.kind === kind)
  if (!programme) throw new Error(`no programme of the kind ${kind}`)
  return programme.rates[grade]
}

function agreementOf(customer: PlanCustomer, year: 2025 | 2026, index: number): PlanAgreement {
  const from = `${year}-01-01`
  const to = `${year}-12-31`
  const number = `HT-${year}-${String(101 + index * 7).padStart(4, '0')}`
  return {
    key: agreementKey(customer.key, year),
    number,
    customer: customer.key,
    entity: customer.entity,
    title: {
      zh: customer.role === 'dealer' ? `${year} 年度经销框架协议` : `${year} 年度采购框架协议`,
      en: `${customer.role === 'dealer' ? 'Dealer' : 'Purchase'} framework agreement ${year}`,
    },
    signedOn: `${year - 1}-12-${String(12 + (index % 15)).padStart(2, '0')}`,
    from,
    to,
    clauses: clausesOf(customer).map((clause, i) => ({ ...clause, number: String(i + 3), from, to })),
  }
}

type ClauseText = Pick<Clause, 'kind' | 'text' | 'ratePercent'>

function clausesOf(customer: PlanCustomer): ClauseText[] {
  const discount = rateFor('discount', customer.grade)
  const clauses: ClauseText[] = [
    rated('discount', discount, {
      zh: `按公布价目下浮 ${discount}%，在同一张发票上列明。`,
      en: `${discount} % off the published list, shown on the same invoice.`,
    }),
  ]
  if (customer.ownership !== 'private') return clauses
  clauses.push(
    plain(
      'free_goods',
      '每批订单可免费提供试用样件与耗材，数量见附件二。',
      'Samples and consumables come free with each order, quantity in annex 2.',
    ),
    plain(
      'training',
      '每年提供操作培训与精度检测各不超过四次。',
      'Operator training and accuracy tests, at most four of each a year.',
    ),
    plain(
      'equipment_loan',
      '样机试用不超过九十天，期满收回。',
      'Trial machines for at most ninety days, then returned.',
    ),
    rated('points', rateFor('points', customer.grade), {
      zh: '积分归客户单位所有，只用于客户单位指定的服务。',
      en: 'Points belong to the customer company and buy services for it only.',
    }),
  )
  if (customer.role !== 'dealer') return clauses
  const rebate = rateFor('rebate', customer.grade)
  const text = {
    zh: `季度采购额达到约定档位的，按 ${rebate}% 返利，开具红字发票，付至协议账户。`,
    en: `A rebate of ${rebate} % on quarterly purchases above the step, red-letter invoice, agreed account.`,
  }
  return [itemAt(clauses, 0), rated('rebate', rebate, text), ...clauses.slice(1)]
}

function rated(kind: Clause['kind'], ratePercent: string, text: Bilingual): ClauseText {
  return { kind, ratePercent, text }
}

function plain(kind: Clause['kind'], zh: string, en: string): ClauseText {
  return { kind, text: { zh, en } }
}
