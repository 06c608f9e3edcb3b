import { money } from '../src/kernel/money.ts'
import type { LocalDate } from '../src/kernel/time.ts'
import { agreementKey, rateFor } from './agreements.ts'
import {
  draftOf,
  inKind,
  invoiceCurrency,
  onInvoice,
  percentOf,
  quarterBefore,
  toCustomer,
  yuan,
} from './draft.ts'
import type { Maker, Scene } from './scene.ts'
import { tenderOn } from './tenders.ts'
import type { Bilingual, Draft, PlanCustomer } from './types.ts'

const booked = [
  'contractClause',
  'calculationSheet',
  'ledgerAccount',
  'customerStatement',
  'redInvoice',
] as const

/** A framework discount on the same invoice, the rate that every customer of the grade has. */
export const makeDiscount: Maker = (scene, date) => {
  const customer = scene.random.pick(scene.customers.contracting)
  const rate = rateFor('discount', customer.grade)
  const base = orderAmount(scene, customer)
  const year = date.slice(0, 4)
  const order = `SO-${year}-${scene.number(4)}`
  return [
    entityDraft(scene, customer, date, {
      form: 'discount',
      value: percentOf(base, rate),
      purpose: 'promotion',
      context: 'sale',
      conditionalOn: ['purchase'],
      title: { zh: `框架折扣 ${order}`, en: `Framework discount ${order}` },
      reason: scene.random.pick([
        {
          zh: `订单 ${order} 按框架协议第 3 条下浮 ${rate}%，与公布价目同档，折扣列在同一张发票上。`,
          en: `Order ${order}: ${rate} % under clause 3, the rate of the grade, on the same invoice.`,
        },
        {
          zh: `${order} 为年度框架内的批量订单，适用统一档位折扣 ${rate}%，开票时直接扣减。`,
          en: `${order} is a bulk order under the framework; ${rate} % is taken off on the invoice.`,
        },
      ]),
      earned: { from: date, to: date, ratePercent: rate, base },
      programme: `pg-discount-${year}`,
      payee: onInvoice,
      invoice: `26${scene.number(8)}`,
      docs: booked,
    }),
  ]
}

/** The quarterly volume rebate of a dealer, once a quarter, in the month after it. */
export const makeRebate: Maker = (scene, date) => {
  const quarter = quarterBefore(date)
  const open = scene.customers.dealers.filter(
    (dealer) => !scene.seen.has(`rebate/${dealer.key}/${quarter.from}`),
  )
  if (open.length === 0) return []
  const customer = scene.random.pick(open)
  scene.seen.add(`rebate/${customer.key}/${quarter.from}`)
  const rate = rateFor('rebate', customer.grade)
  const base = yuan(scene.random.between(12, 95) * 10_000 + scene.random.below(100) * 100)
  const label = `${quarter.year} 年 Q${quarter.number}`
  return [
    entityDraft(scene, customer, date, {
      form: 'rebate',
      value: percentOf(base, rate),
      purpose: 'volume_rebate',
      context: 'sale',
      conditionalOn: ['purchase_volume'],
      agreement: agreementKey(customer.key, quarter.year),
      title: { zh: `${label} 达量返利`, en: `Volume rebate Q${quarter.number} ${quarter.year}` },
      reason: {
        zh: `${label} 采购额达到约定档位，按协议第 4 条返利 ${rate}%，对账单已由对方财务确认，红字发票已开具，付至协议账户。`,
        en:
          `Purchases of Q${quarter.number} ${quarter.year} reached the step; ` +
          `${rate} % under clause 4, statement confirmed, red-letter invoice issued, to the agreed account.`,
      },
      earned: { from: quarter.from, to: quarter.to, ratePercent: rate, base },
      programme: `pg-rebate-${quarter.year}`,
      payee: toCustomer,
      invoice: `25${scene.number(8)}`,
      docs: booked,
    }),
  ]
}

/** Points that a customer company earned in a month. */
export const makePoints: Maker = (scene, date) => {
  const customer = privateCustomer(scene, date)
  const base = yuan(scene.random.between(20, 480) * 1000)
  return [
    entityDraft(scene, customer, date, {
      form: 'points_award',
      value: percentOf(base, '0.5'),
      purpose: 'loyalty',
      context: 'sale',
      conditionalOn: ['purchase'],
      title: { zh: '企业积分入账', en: 'Points credited to the company' },
      reason: {
        zh: '按企业客户积分规则，以上月开票金额的 0.5% 计入客户单位积分账户，个人不可使用。',
        en: "Under the points rules: 0.5 % of last month's invoices, usable by the company only.",
      },
      earned: { from: `${date.slice(0, 8)}01`, to: date, ratePercent: '0.5', base },
      programme: 'pg-points',
      docs: ['contractClause', 'calculationSheet', 'ledgerAccount', 'customerStatement', 'programmeTerms'],
    }),
  ]
}

/** Points spent on a service that the customer company named. */
export const makeRedemption: Maker = (scene, date) => {
  const times = scene.random.between(1, 4)
  return [
    entityDraft(scene, privateCustomer(scene, date), date, {
      form: 'points_redemption',
      value: yuan(times * 200),
      purpose: 'loyalty',
      context: 'sale',
      title: {
        zh: `积分兑换：检测服务 ${times} 次`,
        en: `Points for ${times} test${times === 1 ? '' : 's'}`,
      },
      reason: {
        zh: '客户单位来函用积分兑换检测服务，服务对象为其自有设备，已与对方设备部约定时间。',
        en: 'The company asked in writing to spend points on tests of its own machines; the date is agreed.',
      },
      programme: 'pg-points',
      docs: ['contractClause', 'calculationSheet', 'ledgerAccount', 'customerStatement', 'programmeTerms'],
    }),
  ]
}

/** A voucher for a customer company that recommended us; it lowers the company's next invoice. */
export const makeVoucher: Maker = (scene, date) =>
  date < '2026-01-01'
    ? []
    : [
        entityDraft(scene, privateCustomer(scene, date), date, {
          form: 'discount_coupon',
          value: yuan(500),
          purpose: 'promotion',
          context: 'sale',
          conditionalOn: ['purchase'],
          title: { zh: '老客户推荐代金券', en: 'Referral voucher' },
          reason: {
            zh: '客户单位推荐的新客户已签约，按公开规则发放代金券一张，下次开票时抵扣，不找零、不转让。',
            en: 'The customer it recommended has signed; one voucher off the next invoice, not transferable.',
          },
          programme: 'pg-referral',
          payee: onInvoice,
          invoice: `27${scene.number(8)}`,
          docs: [
            'contractClause',
            'calculationSheet',
            'ledgerAccount',
            'customerStatement',
            'redInvoice',
            'programmeTerms',
          ],
        }),
      ]

/** Samples and consumables for a trial at the customer's works. */
export const makeSamples: Maker = (scene, date) => {
  const item = scene.random.pick(samples)
  return [
    entityDraft(scene, privateCustomer(scene, date), date, {
      form: 'free_goods',
      value: yuan(scene.random.between(item.low, item.high)),
      purpose: 'product_demonstration',
      context: 'business_meeting',
      title: { zh: `试用样件：${item.zh}`, en: `Samples: ${item.en}` },
      reason: scene.random.pick([
        {
          zh: `新工件试切需要，提供${item.zh}一批，用于客户现场验证，结果写入试用报告。`,
          en: `Trials of a new part at the customer's works: ${item.en}; the result is reported.`,
        },
        {
          zh: `按协议附件二提供${item.zh}，由对方设备部签收，不对个人发放。`,
          en: `Under annex 2: ${item.en}, signed for by the equipment department, not for individuals.`,
        },
      ]),
      programme: 'pg-samples',
      docs: [
        'contractClause',
        'fairValue',
        'ledgerAccount',
        'customerStatement',
        'distributionList',
        'deliverables',
      ],
    }),
  ]
}

/** Operator training or an accuracy test at the customer's works. */
export const makeService: Maker = (scene, date) => {
  const service = scene.random.pick(services)
  const requester = scene.random.pick(['hou-liang', 'jiang-bo'])
  const customer = privateCustomer(scene, date)
  return [
    entityDraft(scene, customer, date, {
      form: 'free_service',
      value: yuan(scene.random.between(6, 32) * 100),
      purpose: 'contract_performance',
      context: 'business_meeting',
      requester,
      // The service is that of the entity which signed the agreement, whoever's engineer goes there.
      entity: customer.entity,
      title: service,
      reason: {
        zh: `年度协议约定的${service.zh}，安排一名服务工程师到现场，出具签字的服务报告。`,
        en: `${service.en} under the yearly agreement; one engineer on site, signed service report.`,
      },
      programme: 'pg-training',
      docs: ['contractClause', 'fairValue', 'deliverables', 'ledgerAccount', 'customerStatement'],
    }),
  ]
}

/** A machine on trial, returned after at most ninety days. */
export const makeLoan: Maker = (scene, date) => [
  entityDraft(scene, privateCustomer(scene, date), date, {
    form: 'equipment_loan',
    value: yuan(scene.random.between(15, 60) * 100),
    purpose: 'product_demonstration',
    context: 'business_meeting',
    title: { zh: 'CY-8 样机试用', en: 'CY-8 machine on trial' },
    reason: {
      zh: '选型阶段需要对比测试，样机试用六十天，签有借用协议，到期收回，费用按折旧估值。',
      en: 'Comparison before purchase; sixty days under a loan agreement, valued at depreciation.',
    },
    docs: [
      'contractClause',
      'fairValue',
      'serviceContract',
      'deliverables',
      'ledgerAccount',
      'customerStatement',
    ],
  }),
]

/** A private customer without an open tender or renewal, so that nothing is given while one is decided. */
function privateCustomer(scene: Scene, date: LocalDate): PlanCustomer {
  return scene.random.pick(scene.customers.privateOnes.filter((customer) => !tenderOn(customer.key, date)))
}

type EntityPart = Omit<
  Draft,
  | 'entity'
  | 'requester'
  | 'recipient'
  | 'date'
  | 'flags'
  | 'recipientCount'
  | 'inContract'
  | 'conditionalOn'
  | 'payee'
>

function entityDraft(
  scene: Scene,
  customer: PlanCustomer,
  date: LocalDate,
  part: EntityPart & Partial<Draft>,
): Draft {
  const year = date < '2026-01-01' ? 2025 : 2026
  return draftOf({
    ...part,
    entity: part.entity ?? scene.entityOf(customer.owner),
    requester: part.requester ?? customer.owner,
    customer: customer.key,
    recipient: { kind: 'entity', customer: customer.key },
    date,
    inContract: true,
    agreement: part.agreement ?? agreementKey(customer.key, year),
    payee: part.payee ?? inKind,
  })
}

function orderAmount(scene: Scene, customer: PlanCustomer) {
  const thousands = scene.random.weighted([8, 25, 60, 140, 320], (size) => 400 / size)
  const amount = thousands * 1000 + scene.random.below(thousands * 5) * 100
  return money(invoiceCurrency(customer), BigInt(amount) * 100n)
}

const samples = [
  { zh: '测针组件', en: 'stylus sets', low: 180, high: 960 },
  { zh: '夹具垫块', en: 'fixture pads', low: 120, high: 520 },
  { zh: '标准样块', en: 'reference blocks', low: 260, high: 1200 },
  { zh: '滤芯与密封件', en: 'filters and seals', low: 90, high: 480 },
] as const

const services: readonly Bilingual[] = [
  { zh: '操作员培训', en: 'Operator training' },
  { zh: '设备精度检测', en: 'Accuracy test' },
  { zh: '软件升级指导', en: 'Help with the software update' },
]
