import { randomFrom, type Random } from '../../../demo/random.ts'
import { employerOn } from '../../../demo/scene.ts'
import type { Plan, PlannedBenefit, PlanPerson } from '../../../demo/types.ts'
import type { BenefitState } from '../../modules/benefits/index.ts'

/** What an entry of the filled register is otherwise than the planned benefit that it was made from. */
export type Variation = {
  readonly direction?: 'given' | 'received'
  readonly form?: string
  readonly title?: string
  readonly person?: PlanPerson
  readonly minor?: bigint
  readonly state?: BenefitState
  readonly outcome?: string
  readonly isLate?: boolean
}

/** Things and occasions of people; the plan itself keeps to the limits of its few people. */
const items = ['签字笔', '笔记本', '保温杯', '雨伞', '台历', '鼠标垫', '帆布袋', 'U 盘'] as const
const topics = ['新机型', '精度验收', '备件计划', '年度框架', '产线改造', '检测方案'] as const

/**
 * Varies the stream of ordinary benefits, so that each mark by which the register is filtered has entries
 * in a number that a large company would have: people beside organisations, received things, late
 * declarations, every outcome. The same seed gives the same register.
 */
export function mixer(plan: Plan, seed: string): (benefit: PlannedBenefit) => Variation {
  const random = randomFrom(`bulk/${seed}`)
  const staffOf = Map.groupBy(
    plan.people.filter((person) => person.class === 'private_staff'),
    (person) => person.employments.at(-1)?.customer ?? '',
  )
  return (benefit) => {
    const place = random.below(1_000)
    const person = personAt(random, staffOf.get(benefit.customer ?? '') ?? [], benefit)
    if (person && place < 250) return personal(random, person, place)
    return place < 250 ? {} : unusual(random, place)
  }
}

function personAt(
  random: Random,
  people: readonly PlanPerson[],
  benefit: PlannedBenefit,
): PlanPerson | undefined {
  const there = people.filter((person) => employerOn(person, benefit.date) === benefit.customer)
  return there.length === 0 ? undefined : random.pick(there)
}

/** Small items, working meals, and gifts that the policy stopped. */
function personal(random: Random, person: PlanPerson, place: number): Variation {
  if (place < 120) {
    const title = `带标识${random.pick(items)}`
    const minor = BigInt(random.between(12, 50)) * 100n
    return { form: 'logo_item', title, person, minor, outcome: 'allow_with_conditions' }
  }
  if (place < 230) {
    const title = `${random.pick(topics)}工作${random.chance(70) ? '午餐' : '晚餐'}`
    const minor = BigInt(random.between(52, 290)) * 100n
    return { form: 'meal', title, person, minor, outcome: 'allow_with_conditions' }
  }
  const title = `${random.pick(['中秋', '春节', '端午'])}礼盒`
  const minor = BigInt(random.between(150, 900)) * 100n
  return { form: 'gift', title, person, minor, state: 'rejected', outcome: 'prohibit' }
}

/** What comes beside the ordinary: received things, late declarations, what waits for a fact. */
function unusual(random: Random, place: number): Variation {
  if (place < 262) {
    const minor = BigInt(random.between(50, 1_500)) * 100n
    return { direction: 'received', form: 'gift', title: `收到${random.pick(items)}`, minor }
  }
  if (place < 282) return { outcome: 'escalate', isLate: true }
  if (place < 287) return { outcome: 'hold', state: 'more_information' }
  return {}
}
