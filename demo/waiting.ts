import type { LocalDate } from '../src/kernel/time.ts'
import { agreementKey } from './agreements.ts'
import { draftOf, inKind, onInvoice, percentOf, toCustomer, toVendor, yuan } from './draft.ts'
import { personAt } from './planted.ts'
import type { Bilingual, DocKey, Draft, PlanFrame, PlannedBenefit } from './types.ts'

const booked: readonly DocKey[] = [
  'contractClause',
  'calculationSheet',
  'ledgerAccount',
  'customerStatement',
  'redInvoice',
]
const mealDocs: readonly DocKey[] = ['agenda', 'attendeeList', 'menu', 'vendorInvoices', 'ledgerAccount']

/** What waits at the sample approver, 刘建国, with verdicts of every kind, and five at other managers. */
export function waitingBenefits(frame: PlanFrame): PlannedBenefit[] {
  const rows = [
    waits('2026-11-21T08:40', '2026-11-25T04:00', rebateAboveGrade()),
    waits(
      '2026-11-23T03:10',
      '2026-11-25T06:00',
      lunch(frame, 'cus-jinglan', 'li-na', 2, 146, 6, '2026-11-27'),
    ),
    waits(
      '2026-11-19T01:25',
      '2026-11-25T02:00',
      lunch(frame, 'cus-ningshuo', 'sun-yue', 0, 88, 1, '2026-11-26'),
    ),
    waits('2026-11-23T06:15', '2026-11-27T09:00', largeDiscount()),
    waits('2026-11-24T01:05', '2026-11-27T09:00', redemption()),
    waits('2026-11-24T02:30', '2026-11-27T09:00', fairSamples()),
    waits('2026-11-24T03:45', '2026-11-27T09:00', voucher('cus-lixin', 'wang-lei')),
    waits(
      '2026-11-24T07:20',
      '2026-11-30T09:00',
      lunch(frame, 'cus-hengche', 'sun-yue', 1, 96, 2, '2026-12-01'),
    ),
    waits('2026-11-24T01:50', '2026-11-27T09:00', voucher('cus-guanmo', 'tan-wei')),
    waits(
      '2026-11-24T02:05',
      '2026-11-27T09:00',
      lunch(frame, 'cus-quanyi', 'feng-xue', 2, 72, 1, '2026-11-30'),
    ),
    waits(
      '2026-11-23T08:00',
      '2026-11-26T09:00',
      lunch(frame, 'cus-luoyao', 'qin-lan', 2, 66, 1, '2026-11-27'),
    ),
    waits('2026-11-24T05:30', '2026-11-27T09:00', voucher('cus-lianmu', 'qin-lan')),
    waits('2026-11-24T06:10', '2026-11-27T09:00', voucher('cus-suilan', 'luo-jun', 'ent-sz')),
  ]
  return rows.map((row, i) => ({ ...row, key: `ben-waiting-${String(i + 1).padStart(2, '0')}` }))
}

function waits(submitted: string, due: string, draft: Draft): Omit<PlannedBenefit, 'key'> {
  const steps = [{ at: `${submitted}:00.000Z`, by: draft.requester, verb: 'submit' }] as const
  const dueAt = `${due}:00.000Z`
  return { ...draft, direction: 'given', ordinary: false, late: false, steps, state: 'submitted', dueAt }
}

function toEntity(
  customer: string,
  requester: string,
  date: LocalDate,
  part: Pick<Draft, 'form' | 'value' | 'purpose' | 'title' | 'reason' | 'docs'> & Partial<Draft>,
): Draft {
  return draftOf({
    entity: 'ent-sh',
    requester,
    customer,
    recipient: { kind: 'entity', customer },
    date,
    context: 'sale',
    inContract: true,
    agreement: agreementKey(customer, 2026),
    ...part,
  })
}

/** A rebate of 3.2 % where the grade has 2.2 %, its terms fixed after the start: somebody must judge. */
function rebateAboveGrade(): Draft {
  const base = yuan(400_000)
  return toEntity('cus-hengyi', 'wang-lei', '2026-11-26', {
    form: 'rebate',
    value: percentOf(base, '3.2'),
    purpose: 'volume_rebate',
    conditionalOn: ['purchase_volume'],
    title: { zh: '三季度达量返利', en: 'Volume rebate, third quarter' },
    reason: {
      zh: '三季度采购额 ¥400,000.00，达到框架协议第二档。按协议第 4 条返利 2.2%，另含新品推广 1.0%，方案 PG-2026-08 已备案，付至协议账户，不涉及任何个人。',
      en:
        'Purchases of the third quarter, ¥400,000.00, reached the second step. 2.2 % under clause 4 ' +
        'plus 1.0 % for the launch, programme PG-2026-08; to the agreed account, no individual involved.',
    },
    earned: { from: '2026-07-01', to: '2026-09-30', ratePercent: '3.2', base },
    programme: 'pg-launch',
    payee: toCustomer,
    invoice: '2532008841',
    docs: [...booked, 'deviationReason'],
  })
}

/** A discount above what the approver may decide alone. */
function largeDiscount(): Draft {
  const base = yuan(1_120_000)
  return toEntity('cus-yunxiu', 'zhou-ting', '2026-11-27', {
    entity: 'ent-sz',
    form: 'discount',
    value: percentOf(base, '5'),
    purpose: 'promotion',
    conditionalOn: ['purchase'],
    title: { zh: '年度框架折扣续签订单', en: 'Framework discount, renewal order' },
    reason: {
      zh: '年度框架内的续签订单，按公布价目同档下浮 5%，折扣列在同一张发票上。金额超出区域权限，请财务会签。',
      en: 'Renewal under the framework, 5 % as for the grade. Above the regional limit, finance signs too.',
    },
    earned: { from: '2026-11-27', to: '2026-11-27', ratePercent: '5', base },
    programme: 'pg-discount-2026',
    payee: onInvoice,
    invoice: '2600561120',
    docs: booked,
  })
}

function redemption(): Draft {
  return toEntity('cus-hesheng', 'zhao-qiang', '2026-11-28', {
    form: 'points_redemption',
    value: yuan(400),
    purpose: 'loyalty',
    payee: inKind,
    programme: 'pg-points',
    title: { zh: '积分兑换：检测服务 2 次', en: 'Points for 2 tests' },
    reason: {
      zh: '客户单位来函用积分兑换两次检测服务，对象为其自有设备。',
      en: 'The company asked in writing to spend points on two tests of its own machines.',
    },
    docs: ['contractClause', 'calculationSheet', 'ledgerAccount', 'customerStatement', 'programmeTerms'],
  })
}

function fairSamples(): Draft {
  return toEntity('cus-muhai', 'li-na', '2026-11-27', {
    form: 'free_goods',
    value: yuan(180),
    purpose: 'product_demonstration',
    context: 'business_meeting',
    payee: inKind,
    title: { zh: '展会样件', en: 'Samples after the fair' },
    programme: 'pg-samples',
    reason: {
      zh: '展会后客户要求复测，提供标准样块一套，由对方设备部签收。',
      en: 'To repeat a measurement from the fair: one set of reference blocks, signed for by the company.',
    },
    docs: [
      'contractClause',
      'fairValue',
      'ledgerAccount',
      'customerStatement',
      'distributionList',
      'deliverables',
    ],
  })
}

function voucher(customer: string, requester: string, entity = 'ent-sh'): Draft {
  return toEntity(customer, requester, '2026-11-30', {
    entity,
    form: 'discount_coupon',
    value: yuan(500),
    purpose: 'promotion',
    conditionalOn: ['purchase'],
    payee: onInvoice,
    title: { zh: '老客户推荐代金券', en: 'Referral voucher' },
    programme: 'pg-referral',
    invoice: '2700050011',
    reason: {
      zh: '推荐的新客户已签约，按公开规则发放代金券一张，下次开票时抵扣。',
      en: 'The customer it recommended has signed; one voucher off the next invoice.',
    },
    docs: [...booked, 'programmeTerms'],
  })
}

function lunch(
  frame: PlanFrame,
  customer: string,
  requester: string,
  nth: number,
  perHead: number,
  guests: number,
  date: LocalDate,
): Draft {
  const title: Bilingual =
    guests > 2
      ? { zh: `新产品技术交流午餐（${guests} 人）`, en: `Lunch, new products (${guests} guests)` }
      : { zh: '方案交流工作午餐', en: 'Working lunch on the proposal' }
  return draftOf({
    entity: frame.staff.find((person) => person.key === requester)?.entity ?? 'ent-sh',
    requester,
    customer,
    recipient: { kind: 'person', person: personAt(frame, customer, nth).key },
    form: 'meal',
    value: yuan(perHead),
    recipientCount: guests,
    date,
    purpose: 'working_meal',
    context: 'business_meeting',
    title,
    reason: {
      zh: '现场技术交流安排在上午和下午，中午就近用餐，议程与参会名单已上传，不含烟酒。',
      en: 'Technical talks all day, lunch nearby; agenda and attendees uploaded, no alcohol.',
    },
    meal: { kind: 'lunch', guests, hosts: guests > 2 ? 2 : 1 },
    place: 'plc-3',
    payee: toVendor,
    invoice: '2400118830',
    docs: mealDocs,
  })
}
