import { addDays, type LocalDate } from '../src/kernel/time.ts'
import { workingDay } from './days.ts'
import { officeTime } from './course.ts'
import { draftOf, inKind, yuan } from './draft.ts'
import { randomFrom, type Random } from './random.ts'
import type { Bilingual, Form, PlanFrame, PlannedBenefit, ReceivedOutcome, Step } from './types.ts'

type Offer = {
  readonly zh: string
  readonly en: string
  readonly form: Form
  readonly low: number
  readonly high: number
  readonly outcome: ReceivedOutcome
  readonly festival?: true
}

const offers: readonly Offer[] = [
  {
    zh: '月饼礼盒',
    en: 'Mooncake box',
    form: 'gift',
    low: 128,
    high: 298,
    outcome: 'declined',
    festival: true,
  },
  {
    zh: '茶叶礼盒',
    en: 'Box of tea',
    form: 'gift',
    low: 180,
    high: 460,
    outcome: 'handed_in',
    festival: true,
  },
  {
    zh: '粽子礼盒',
    en: 'Box of rice dumplings',
    form: 'gift',
    low: 88,
    high: 168,
    outcome: 'returned',
    festival: true,
  },
  {
    zh: '购物卡',
    en: 'Shopping card',
    form: 'gift_card',
    low: 200,
    high: 1000,
    outcome: 'declined',
    festival: true,
  },
  {
    zh: '带标识台历',
    en: 'Desk calendar with their mark',
    form: 'logo_item',
    low: 12,
    high: 30,
    outcome: 'kept',
  },
  {
    zh: '带标识笔记本',
    en: 'Notebook with their mark',
    form: 'logo_item',
    low: 15,
    high: 35,
    outcome: 'kept',
  },
  {
    zh: '现场审核工作餐',
    en: 'Working meal during an audit',
    form: 'meal',
    low: 25,
    high: 68,
    outcome: 'kept',
  },
  {
    zh: '演出门票两张',
    en: 'Two tickets for a show',
    form: 'entertainment',
    low: 360,
    high: 880,
    outcome: 'declined',
  },
]

const festivalDays: readonly LocalDate[] = ['2025-09-24', '2026-02-05', '2026-06-12', '2026-09-17']
const ordinaryDays = 500

/** How many things were offered to our own people in the eighteen months. */
const offersWanted = 56

/** What was offered to our own staff, and what became of it: declined, returned, handed in, kept. */
export function receivedBenefits(frame: PlanFrame): PlannedBenefit[] {
  const random = randomFrom(`${frame.seed}/received`)
  return Array.from({ length: offersWanted }, (_, i) => receivedBenefit(frame, random, i))
}

function receivedBenefit(frame: PlanFrame, random: Random, index: number): PlannedBenefit {
  const offer = random.pick(offers)
  const date = offer.festival
    ? addDays(random.pick(festivalDays), random.below(6))
    : workingDay(addDays(frame.from, random.below(ordinaryDays)), 0)
  const fromSupplier = random.chance(65)
  const staff = fromSupplier
    ? random.pick(['du-yan', 'wei-tao', 'bai-xuan'])
    : random.pick(['wang-lei', 'zhou-ting', 'hou-liang', 'luo-jun', 'qin-lan'])
  const privateCustomers = frame.customers.filter(
    ({ ownership, type }) => ownership === 'private' && type !== 'consumer',
  )
  const giver = random.pick(fromSupplier ? frame.suppliers : privateCustomers)
  const draft = draftOf({
    entity: frame.staff.find((person) => person.key === staff)?.entity ?? 'ent-sz',
    requester: staff,
    customer: giver.key,
    recipient: { kind: 'staff', staff },
    form: offer.form,
    date,
    value: yuan(random.between(offer.low, offer.high)),
    purpose: offer.festival ? 'holiday_greeting' : 'other',
    context: offer.festival ? 'holiday' : 'business_meeting',
    title: { zh: offer.zh, en: offer.en },
    reason: storyOf(offer, giver.short),
    flags: offer.festival ? { holidayLinked: true } : {},
    payee: inKind,
  })
  const declaredOn = workingDay(date, random.between(0, 2))
  const submit: Step = { at: officeTime(declaredOn, random), by: staff, verb: 'submit' }
  return {
    ...draft,
    key: `ben-received-${String(index + 1).padStart(2, '0')}`,
    direction: 'received',
    ordinary: false,
    late: false,
    steps: [submit, endOf(offer.outcome, declaredOn, staff, random)],
    state: offer.outcome === 'declined' ? 'declined' : 'completed',
    received: offer.outcome,
  }
}

function endOf(outcome: ReceivedOutcome, declaredOn: LocalDate, staff: string, random: Random): Step {
  const at = officeTime(workingDay(declaredOn, random.between(1, 3)), random)
  if (outcome === 'handed_in') return { at, by: 'ye-qing', verb: 'hand_in' }
  if (outcome === 'kept') return { at, by: 'ye-qing', verb: 'keep' }
  return { at, by: staff, verb: 'decline' }
}

function storyOf(offer: Offer, giver: Bilingual): Bilingual {
  const ends: Record<ReceivedOutcome, Bilingual> = {
    declined: { zh: '当场谢绝，按规定申报。', en: 'Declined on the spot, declared as required.' },
    returned: {
      zh: '快递送达，已原物退回，附退回单。',
      en: 'Came by courier and went back unopened, receipt attached.',
    },
    handed_in: {
      zh: '放在前台无法退回，已登记上交。',
      en: 'Left at reception and could not go back; handed in.',
    },
    kept: { zh: '价值低，按标准申报后留用。', en: 'Of low value; declared and kept under the standard.' },
  }
  const end = ends[offer.outcome]
  return { zh: `${giver.zh}送来${offer.zh}，${end.zh}`, en: `${offer.en} from ${giver.en}. ${end.en}` }
}
