import type { Form, PlanFrame, PlannedBenefit } from './types.ts'

/** A budget of the sample for the year in which it is begun. */
export type PlanBudget = {
  readonly key: string
  readonly name: string
  readonly entity: string
  readonly unit?: string
  readonly forms: readonly Form[]
  readonly answer: 'warn' | 'refuse'
  /** How much of it is used when it is set, in percent, by what was given and approved so far. */
  readonly usedPercent: number
  readonly reason: string
}

/** The budgets of the sample: what terms cost, what two regions eat and hand out, samples of the maker. */
export const budgets: readonly PlanBudget[] = [
  {
    key: 'budget-sh-terms',
    name: '销售公司返利与折扣',
    entity: 'ent-sh',
    forms: ['rebate', 'discount'],
    answer: 'warn',
    usedPercent: 62,
    reason: '按年度经营计划与框架协议的档位测算。',
  },
  {
    key: 'budget-south-meals',
    name: '华南大区业务招待',
    entity: 'ent-sh',
    unit: 'unit-south',
    forms: ['meal', 'entertainment'],
    answer: 'warn',
    usedPercent: 96,
    reason: '华南大区招待费按上年九成安排。',
  },
  {
    key: 'budget-north-gifts',
    name: '华北大区礼品与宣传品',
    entity: 'ent-sh',
    unit: 'unit-north',
    forms: ['gift', 'logo_item'],
    answer: 'refuse',
    usedPercent: 71,
    reason: '礼品按总经理办公会决定设硬控，超出不受理。',
  },
  {
    key: 'budget-sz-samples',
    name: '装备公司样品与样机',
    entity: 'ent-sz',
    forms: ['equipment_loan', 'free_goods'],
    answer: 'warn',
    usedPercent: 58,
    reason: '按研发与市场的样机计划安排。',
  },
]

const counted = ['submitted', 'more_information', 'approved', 'given', 'paid', 'completed']

/** What is planned: so much that what was used of it in the year, as the plan has it, is its share. */
export function plannedMinor(
  {
    staff,
    entities,
    benefits,
  }: Pick<PlanFrame, 'staff' | 'entities'> & {
    readonly benefits: readonly PlannedBenefit[]
  },
  { entity, unit, forms, usedPercent }: PlanBudget,
  year: string,
): bigint {
  const unitOf = new Map(staff.map(({ key, unit: own }) => [key, own]))
  const currency = entities.find(({ key }) => key === entity)?.currency
  const used = benefits
    .filter(
      (one) =>
        one.direction === 'given' &&
        one.entity === entity &&
        one.value.currency === currency &&
        one.date.startsWith(year) &&
        counted.includes(one.state) &&
        (unit === undefined || unitOf.get(one.requester) === unit) &&
        (forms.length === 0 || forms.includes(one.form)),
    )
    .reduce((sum, { value, recipientCount }) => sum + value.minor * BigInt(recipientCount), 0n)
  const whole = (used * 100n) / BigInt(usedPercent)
  // Whole hundreds of yuan, as people plan; a year without a history has a small budget.
  const planned = (whole / 10_000n + 1n) * 10_000n
  return planned > leastMinor ? planned : leastMinor
}

/** ¥2,000. */
const leastMinor = 200_000n
