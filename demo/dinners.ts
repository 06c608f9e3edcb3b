import { addDays, daysBetween, type LocalDate } from '../src/kernel/time.ts'
import { money } from '../src/kernel/money.ts'
import type { ClaimEnd, PlanClaim, PlannedPlace } from './claim-ends.ts'
import { draftOf, toVendor } from './draft.ts'
import { itemAt } from './random.ts'
import { employerOn } from './scene.ts'
import { tenderOn } from './tenders.ts'
import type { Bilingual, DocKey, PlanFrame, PlannedBenefit, PlanPerson, Step } from './types.ts'
import { waitingBenefits } from './waiting.ts'

type Row = readonly [
  requester: string,
  end: ClaimEnd,
  daysAgo: number,
  claimedDaysAgo: number,
  yuan: number,
  topicZh: string,
  topicEn: string,
  rest?: {
    readonly group?: string
    readonly way?: PlanClaim['way']
    readonly planned?: PlannedPlace
    readonly guests?: number
    readonly scanned?: number
    /** What it cost abroad; the amount of the row is then in this currency. */
    readonly currency?: string
  },
]

/** A table that was named, and taken by somebody else. */
const moved = {
  zh: '预订的包间当晚被占用，改到步行五分钟的另一家，人数与标准不变。',
  en: 'The room that was booked was taken; another house five minutes away, same guests and amount.',
}

/**
 * Dinners of the last weeks with a claim in each state: some wait for finance, two are claimed with one
 * receipt, one claim came late, one invoice lies, and of some nothing is claimed yet. Of two the restaurant
 * was planned, of one fewer guests scanned the code than were approved, one was abroad, and whoever gave the
 * last one has left.
 */
const rows: readonly Row[] = [
  [
    'wang-lei',
    'to_give',
    0,
    0,
    168,
    '年度供货计划',
    'the yearly delivery plan',
    { planned: { vendor: 'cus-ven-pingjiang' } },
  ],
  ['wang-lei', 'open', 4, 0, 186, '产线改造方案', 'the line conversion'],
  ['wang-lei', 'open', 6, 0, 142, '备件与服务响应', 'spare parts'],
  ['wang-lei', 'lying', 8, 5, 212, '新产品技术交流', 'new products'],
  [
    'wang-lei',
    'waiting',
    10,
    3,
    198,
    '验收问题清单',
    'open points of acceptance',
    { planned: { vendor: 'cus-ven-taihu', moved } },
  ],
  ['wang-lei', 'accepted', 13, 11, 176, '检测节拍优化', 'the inspection cycle', { group: 'together' }],
  ['wang-lei', 'accepted', 13, 11, 176, '检测节拍优化', 'the inspection cycle', { group: 'together' }],
  ['wang-lei', 'disputed', 16, 13, 224, '产线改造方案', 'the line conversion'],
  ['wang-lei', 'withdrawn', 18, 15, 134, '年度供货计划', 'the yearly delivery plan'],
  ['wang-lei', 'refused', 22, 19, 158, '新产品技术交流', 'new products'],
  ['wang-lei', 'waiting', 41, 2, 152, '验收问题清单', 'open points of acceptance'],
  ['li-na', 'in_check', 11, 8, 188, '检测节拍优化', 'the inspection cycle'],
  ['zhang-min', 'waiting', 7, 4, 164, '备件与服务响应', 'spare parts'],
  ['zhou-ting', 'waiting', 9, 6, 236, '产线改造方案', 'the line conversion', { way: 'vendor' }],
  ['sun-yue', 'disputed', 14, 9, 218, '新产品技术交流', 'new products'],
  ['li-na', 'waiting', 8, 2, 148, '年度供货计划', 'the yearly delivery plan', { guests: 3, scanned: 2 }],
  ['zhou-ting', 'abroad', 17, 12, 32, '东京展会期间技术交流', 'the fair in Tokyo', { currency: 'USD' }],
  ['yan-bing', 'for_leaver', 12, 1, 174, '产线改造方案', 'the line conversion'],
]

const mealDocs: readonly DocKey[] = ['agenda', 'attendeeList', 'menu', 'vendorInvoices', 'ledgerAccount']

/** The dinners of the last weeks, as of the day on which the plan stands, for guests who had few meals. */
export function recentDinners(frame: PlanFrame, ordinary: readonly PlannedBenefit[]): PlannedBenefit[] {
  const guests = rested(frame, ordinary)
  return rows.map((row, i) => {
    const [requester, end, daysAgo, daysBefore, perHead, zh, en, rest = {}] = row
    const { group, way, planned, guests: seats = 1, scanned, currency = 'CNY' } = rest
    const key = `ben-dinner-${String(i + 1).padStart(2, '0')}`
    const guest = itemAt(guests, i)
    const date = addDays(frame.today, -daysAgo)
    const title: Bilingual = { zh: `${zh}工作晚餐`, en: `Working dinner: ${en}` }
    return {
      ...draftOf({
        entity: frame.staff.find((person) => person.key === requester)?.entity ?? '',
        requester,
        customer: employerOn(guest, frame.to) ?? '',
        recipient: { kind: 'person', person: guest.key },
        form: 'meal',
        value: money(currency, BigInt(perHead) * 100n),
        recipientCount: seats,
        date,
        purpose: 'working_meal',
        context: 'business_meeting',
        title,
        reason: {
          zh: `下午现场会议后就近用餐，讨论${zh}；客户 ${seats} 人、我方 1 人，不含烟酒，餐后上传签到名单与发票。`,
          en: `Nearby after a meeting on site about ${en}; guests: ${seats}, one of us, no alcohol.`,
        },
        meal: { kind: 'dinner', guests: seats, hosts: 1 },
        place: `plc-${1 + (i % 4)}`,
        payee: toVendor,
        docs: mealDocs,
      }),
      key,
      direction: 'given',
      ordinary: false,
      late: false,
      steps: stepsOf(requester, date, end, planned),
      state: end === 'to_give' ? 'approved' : 'given',
      claim: {
        group: group ?? key,
        end,
        way: way ?? 'reimbursement',
        daysBefore,
        ...(planned === undefined ? {} : { planned }),
        ...(scanned === undefined ? {} : { scanned }),
      },
    }
  })
}

function stepsOf(by: string, date: LocalDate, end: ClaimEnd, planned?: PlannedPlace): Step[] {
  const at = (days: number, time: string) => `${addDays(date, days)}T${time}:00.000Z`
  const why = planned?.moved === undefined ? {} : { reason: planned.moved }
  return [
    { at: at(-5, '02:20'), by, verb: 'submit' },
    { at: at(-4, '03:40'), by: 'liu-jianguo', verb: 'approve' },
    ...(end === 'to_give' ? [] : [{ at: at(0, '12:45'), by, verb: 'give', ...why } as const]),
  ]
}

/**
 * People of private companies without a tender, of one household each and none for whom something waits,
 * those with the fewest meals first.
 */
function rested(frame: PlanFrame, ordinary: readonly PlannedBenefit[]): PlanPerson[] {
  const customers = new Map(frame.customers.map((one) => [one.key, one]))
  const meals = new Map<string, LocalDate[]>()
  for (const { recipient, date } of ordinary) {
    if (recipient.kind === 'person')
      meals.set(recipient.person, [...(meals.get(recipient.person) ?? []), date])
  }
  const recent = (person: PlanPerson) =>
    (meals.get(person.key) ?? []).filter((date) => daysBetween(date, frame.today) < 366).length
  const isFree = (person: PlanPerson) => {
    const employer = customers.get(employerOn(person, frame.to) ?? '')
    const isPlain = employer?.type === 'company' && employer.ownership === 'private'
    const isOurs = person.class === 'private_staff' && person.classVerified
    return isOurs && isPlain && employer.country === 'CN' && !tenderOn(employer.key, frame.today)
  }
  const asked = new Set(
    waitingBenefits(frame).flatMap(({ recipient }) =>
      recipient.kind === 'person' ? [recipient.person] : [],
    ),
  )
  const households = new Set(
    frame.people.filter(({ key }) => asked.has(key)).map(({ household }) => household),
  )
  return frame.people
    .filter(isFree)
    .toSorted((a, b) => recent(a) - recent(b))
    .filter(({ household }) => !households.has(household) && households.add(household))
}
