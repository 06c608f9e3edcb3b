import type { GivingWay } from '../../contract/common.ts'
import type { Facts } from '../../contract/facts.ts'
import type { Sentence } from '../../texts/text.ts'
import { isEnjoyedByPeople } from '../facts/index.ts'

type Benefit = NonNullable<Facts['benefit']>

/** Guests and people get the amount each; pieces and cards are counted for one recipient. */
export type Counted = { readonly unit: 'guest' | 'person' | 'piece' | 'card'; readonly word: Sentence }

/**
 * One kind of benefit as the form offers it: what it is by substance, and what the form asks beside the
 * six fields.
 */
export type Kind = {
  readonly id: string
  readonly word: Sentence
  readonly form: NonNullable<Benefit['form']>
  readonly purpose: NonNullable<Benefit['purpose']>
  readonly context: NonNullable<Benefit['context']>
  /** A person where only people can enjoy it. */
  readonly to: 'organisation' | 'person'
  /** Paths of further facts that the form asks for. */
  readonly fields: readonly string[]
  /** What is counted beside the amount of one, and what the number is called. */
  readonly counted?: Counted
  /**
   * How it may leave the house, the usual way first. No way leads to an account of a natural person; money
   * goes to the contract party alone.
   */
  readonly ways: readonly [GivingWay, ...GivingWay[]]
  /** What of its plan the form asks for: people come to a place, and somebody is paid for it. */
  readonly plan?: readonly ('place' | 'vendor')[]
  readonly reasons: readonly { readonly key: string; readonly word: Sentence }[]
}

const visit = { key: 'visit', word: { zh: '客户来访交流', en: 'Customer visit' } }
const exchange = {
  key: 'exchange',
  word: { zh: '新产品技术交流', en: 'Technical exchange on a new product' },
}
const fair = { key: 'fair', word: { zh: '展会与推介会', en: 'Trade fair or presentation' } }
const contract = { key: 'contract', word: { zh: '按合同条款执行', en: 'As the contract provides' } }
const quarter = { key: 'quarter', word: { zh: '季度达量', en: 'Quarterly volume reached' } }
const year = { key: 'year', word: { zh: '年度达量', en: 'Yearly volume reached' } }
const guests: Counted = { unit: 'guest', word: { zh: '人数', en: 'Guests' } }
/** People who get the amount each. */
export const people: Counted = { unit: 'person', word: { zh: '人数', en: 'People' } }
/** Pieces for one recipient. */
export const pieces: Counted = { unit: 'piece', word: { zh: '份数', en: 'Pieces' } }
const cards: Counted = { unit: 'card', word: { zh: '张数', en: 'Cards' } }

const offered: readonly Omit<Kind, 'to'>[] = [
  {
    id: 'rebate',
    word: { zh: '返利', en: 'Rebate' },
    form: 'rebate',
    purpose: 'volume_rebate',
    context: 'sale',
    fields: [],
    ways: ['company_account', 'on_invoice'],
    reasons: [quarter, year, contract],
  },
  {
    id: 'discount',
    word: { zh: '折扣', en: 'Discount' },
    form: 'discount',
    purpose: 'promotion',
    context: 'sale',
    fields: [],
    ways: ['on_invoice'],
    reasons: [contract, quarter],
  },
  {
    id: 'points',
    word: { zh: '积分兑换', en: 'Points redemption' },
    form: 'points_redemption',
    purpose: 'loyalty',
    context: 'sale',
    fields: [],
    ways: ['service', 'stock', 'vendor'],
    reasons: [{ key: 'redeem', word: { zh: '积分兑换服务', en: 'Points redeemed for service' } }],
  },
  {
    id: 'points_award',
    word: { zh: '积分入账', en: 'Points credited' },
    form: 'points_award',
    purpose: 'loyalty',
    context: 'sale',
    fields: [],
    ways: ['service'],
    reasons: [{ key: 'month', word: { zh: '上月开票', en: "Last month's invoices" } }, contract],
  },
  {
    id: 'coupon',
    word: { zh: '代金券', en: 'Voucher' },
    form: 'discount_coupon',
    purpose: 'promotion',
    context: 'sale',
    fields: [],
    ways: ['on_invoice'],
    reasons: [{ key: 'referral', word: { zh: '老客户推荐', en: 'Referral' } }, contract],
  },
  {
    id: 'working_meal',
    word: { zh: '工作餐', en: 'Working meal' },
    form: 'meal',
    purpose: 'working_meal',
    context: 'business_meeting',
    fields: ['benefit.meal.kind', 'benefit.meal.guests', 'benefit.meal.hosts'],
    counted: guests,
    ways: ['reimbursement', 'vendor'],
    plan: ['place', 'vendor'],
    reasons: [exchange, visit, fair],
  },
  {
    id: 'logo_item',
    word: { zh: '宣传小礼品', en: 'Small advertising item' },
    form: 'logo_item',
    purpose: 'advertising',
    context: 'product_meeting',
    fields: [],
    counted: pieces,
    ways: ['stock', 'vendor', 'reimbursement'],
    reasons: [fair, visit, exchange],
  },
  {
    id: 'gift',
    word: { zh: '礼品', en: 'Gift' },
    form: 'gift',
    purpose: 'other',
    context: 'none',
    fields: [],
    counted: pieces,
    ways: ['vendor', 'reimbursement', 'stock'],
    reasons: [
      { key: 'festival', word: { zh: '节日问候', en: 'Festival greeting' } },
      { key: 'thanks', word: { zh: '致谢', en: 'Thanks' } },
      visit,
    ],
  },
  {
    id: 'travel',
    word: { zh: '差旅食宿', en: 'Travel and lodging' },
    form: 'travel',
    purpose: 'product_demonstration',
    context: 'product_meeting',
    fields: ['benefit.travel.workDays', 'benefit.travel.leisureDays', 'benefit.travel.fareClass'],
    counted: people,
    ways: ['vendor', 'reimbursement'],
    plan: ['place', 'vendor'],
    reasons: [{ key: 'factory', word: { zh: '工厂考察', en: 'Factory visit' } }, exchange],
  },
  {
    id: 'free_goods',
    word: { zh: '样品与货补', en: 'Samples and free goods' },
    form: 'free_goods',
    purpose: 'promotion',
    context: 'sale',
    fields: [],
    counted: pieces,
    ways: ['stock', 'on_invoice'],
    reasons: [{ key: 'sample', word: { zh: '试用样品', en: 'Trial sample' } }, contract],
  },
  {
    id: 'free_service',
    word: { zh: '培训与检测服务', en: 'Training and test services' },
    form: 'free_service',
    purpose: 'contract_performance',
    context: 'business_meeting',
    fields: [],
    ways: ['service', 'vendor'],
    reasons: [contract, { key: 'training', word: { zh: '操作培训', en: 'Operator training' } }],
  },
  {
    id: 'equipment_loan',
    word: { zh: '样机试用', en: 'Machine on trial' },
    form: 'equipment_loan',
    purpose: 'product_demonstration',
    context: 'business_meeting',
    fields: [],
    ways: ['stock'],
    reasons: [{ key: 'trial', word: { zh: '选型试用', en: 'Trial before purchase' } }, contract],
  },
  {
    id: 'entertainment',
    word: { zh: '演出与娱乐', en: 'Shows and entertainment' },
    form: 'entertainment',
    purpose: 'other',
    context: 'none',
    fields: [],
    counted: people,
    ways: ['reimbursement', 'vendor'],
    plan: ['place', 'vendor'],
    reasons: [visit],
  },
  {
    id: 'gift_card',
    word: { zh: '购物卡 / 预付卡', en: 'Gift or prepaid card' },
    form: 'gift_card',
    purpose: 'other',
    context: 'none',
    fields: ['benefit.card.named', 'benefit.card.face', 'benefit.card.paidBy'],
    counted: cards,
    ways: ['vendor', 'reimbursement'],
    reasons: [{ key: 'festival', word: { zh: '节日问候', en: 'Festival greeting' } }],
  },
  {
    id: 'cash',
    word: { zh: '现金与红包', en: 'Cash and red packets' },
    form: 'cash',
    purpose: 'other',
    context: 'none',
    fields: [],
    ways: ['reimbursement'],
    reasons: [{ key: 'festival', word: { zh: '节日问候', en: 'Festival greeting' } }],
  },
  {
    id: 'sponsorship',
    word: { zh: '赞助', en: 'Sponsorship' },
    form: 'sponsorship',
    purpose: 'sponsorship',
    context: 'other_event',
    fields: [],
    ways: ['company_account'],
    reasons: [fair],
  },
  {
    id: 'commission',
    word: { zh: '佣金', en: 'Commission' },
    form: 'commission',
    purpose: 'intermediary_service',
    context: 'sale',
    fields: ['thirdParty.contract', 'thirdParty.contractRevenue'],
    ways: ['company_account'],
    reasons: [{ key: 'brokered', word: { zh: '促成合同', en: 'A contract was brought about' } }, contract],
  },
]

/** The kinds, in the order of the form; never sorted by what the policy would say. */
export const kinds: readonly Kind[] = offered.map((kind) => ({
  ...kind,
  to: isEnjoyedByPeople(kind.form) ? 'person' : 'organisation',
}))

/** The kind of that id. */
export function findKind(id: string | undefined): Kind | undefined {
  return kinds.find((kind) => kind.id === id)
}

/** The kind that a form belongs to, for benefits that came in another way than by the form. */
export function kindOfForm(form: string): Kind | undefined {
  return kinds.find((kind) => kind.form === form)
}

/** Whether the number beside the amount is one of people, who get the amount each. */
export function countsPeople(kind: Pick<Kind, 'counted'> | undefined): boolean {
  return kind?.counted?.unit === 'guest' || kind?.counted?.unit === 'person'
}
