import { addDays } from '../../src/kernel/time.ts'
import type { Random } from '../match-random.ts'
import {
  anyDay,
  placeName,
  sampleYear,
  spread,
  type AccountKey,
  type Company,
  type SampleLine,
  type SampleVoucher,
  type Trade,
} from './company.ts'
import { anyone, cost, month, number, owed, vendorOf, type Kind } from './costs.ts'
import { everyday, everydayKind, rareKinds } from './everyday.ts'

function sale(random: Random, company: Company): SampleVoucher {
  const net = spread(random, 4_500_000)
  const tax = Math.round(net * 0.13)
  const customer = random.pick(company.customers).name
  const text = `销售产品 ${number(random, 'XS')}`
  return {
    day: anyDay(random),
    lines: [
      { account: 'receivable', text, debit: net + tax, customer },
      { account: 'revenue', text, credit: net, customer },
      { account: 'outputTax', text, credit: tax },
      { account: 'cost', text: '结转销售成本', debit: Math.round(net * 0.7) },
      { account: 'goods', text: '结转销售成本', credit: Math.round(net * 0.7) },
    ],
  }
}

function purchase(random: Random, company: Company): SampleVoucher {
  const net = spread(random, 2_000_000)
  const tax = Math.round(net * 0.13)
  const vendor = random.pick(company.suppliers)
  const text = `采购入库 ${number(random, 'CG')}`
  return {
    day: anyDay(random),
    lines: [
      { account: 'material', text, debit: net },
      { account: 'inputTax', text, debit: tax },
      { account: 'payable', text, credit: net + tax, vendor },
    ],
  }
}

function transfer(random: Random, company: Company, isIn: boolean): SampleVoucher {
  const amount = spread(random, 4_000_000)
  const day = anyDay(random)
  if (isIn) {
    const customer = random.pick(company.customers).name
    const text = `收货款 ${customer}`
    return {
      day,
      lines: [
        { account: 'bank', text, debit: amount },
        { account: 'receivable', text, credit: amount, customer },
      ],
    }
  }
  const vendor = random.chance(0.7)
    ? random.pick(company.suppliers)
    : vendorOf(random, company, random.pick(Object.keys(company.vendors) as Trade[]))
  const text = `付款 ${vendor}`
  return {
    day,
    lines: [
      { account: 'payable', text, debit: amount, vendor },
      { account: 'bank', text, credit: amount },
    ],
  }
}

function issue(random: Random): SampleVoucher {
  const amount = spread(random, 1_200_000)
  const text = `生产领料 ${number(random, 'LL')}`
  const account = random.pick(['making', 'making', 'overhead', 'research'] as const)
  return {
    day: anyDay(random),
    lines: [
      { account, text, debit: amount },
      { account: 'material', text, credit: amount },
    ],
  }
}

function pay(random: Random, company: Company): SampleVoucher {
  const unit = random.pick(company.units)
  const amount = spread(random, 18_000_000)
  const account: AccountKey = unit.isSales ? 'salesPay' : random.pick(['officePay', 'making'] as const)
  const text = `计提${month(random)}工资 ${unit.name}`
  return {
    day: anyDay(random),
    lines: [
      { account, text, debit: amount, unit: unit.name },
      { account: 'wages', text, credit: amount },
    ],
  }
}

function wearOrInterest(random: Random): SampleVoucher {
  const amount = spread(random, 300_000)
  const [account, from, text] = random.pick([
    ['wear', 'depreciated', '计提折旧'],
    ['overhead', 'depreciated', '计提折旧'],
    ['interest', 'bank', '手续费'],
    ['utilities', 'payable', '水电费'],
  ] as const)
  return {
    day: anyDay(random),
    lines: [
      { account, text: month(random) + text, debit: amount },
      { account: from, text, credit: amount },
    ],
  }
}

function trip(random: Random, company: Company): SampleVoucher {
  const who = anyone(random, company)
  const account: AccountKey = who.unit.endsWith('销售部') ? 'salesTravel' : 'officeTravel'
  const way = random.pick(['高铁', '机票', '住宿费', '出差补贴', '市内交通', '差旅费'])
  const text = `${who.staff}报${placeName(random)}出差${way}`
  const isTicket = random.chance(0.2)
  return cost(random, {
    account,
    text,
    net: spread(random, 90_000, random.chance(0.3) ? 100 : 1),
    tax: random.chance(0.6) ? 6 : 0,
    from: isTicket ? 'payable' : owed(random),
    ...who,
    ...(isTicket || random.chance(0.3)
      ? { vendor: vendorOf(random, company, isTicket ? 'ticketing' : 'hotel') }
      : {}),
  })
}

/** The kinds of honest vouchers that have nothing to do with benefits. */
export const honestKinds: readonly Kind[] = [
  { weight: 1_500, make: sale },
  { weight: 1_250, make: (random, company) => transfer(random, company, true) },
  { weight: 2_000, make: purchase },
  { weight: 1_250, make: (random, company) => transfer(random, company, false) },
  { weight: 1_200, make: (random) => issue(random) },
  { weight: 350, make: pay },
  { weight: 300, make: (random) => wearOrInterest(random) },
  { weight: 800, make: trip },
  ...everyday.map(everydayKind),
  ...rareKinds,
]

/** The closing of a month: what was spent goes to the year's profit. */
export function closing(sums: ReadonlyMap<AccountKey, number>, at: number): SampleVoucher {
  const day = addDays(`${sampleYear}-${String(at + 1).padStart(2, '0')}-01`, at === 1 ? 27 : 29)
  const text = `期间损益结转 ${at + 1}月`
  const lines = [...sums].map(([account, sum]): SampleLine => ({ account, text, credit: sum }))
  const total = lines.reduce((sum, { credit = 0 }) => sum + credit, 0)
  return { day, lines: [...lines, { account: 'profit', text, debit: total }] }
}
