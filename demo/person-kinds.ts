import type { LocalDate } from '../src/kernel/time.ts'
import { dayNumber, isFestive } from './days.ts'
import { draftOf, inKind, toVendor, yuan } from './draft.ts'
import { employerOn, freePeople, remember, type Maker, type Scene } from './scene.ts'
import type { Bilingual, Draft, PlanEvent, PlanPerson } from './types.ts'

const mealDocs = ['agenda', 'attendeeList', 'menu', 'vendorInvoices', 'ledgerAccount'] as const

/** A small item with our mark; not around festivals, so that it is no festival gift. */
export const makeLogoItem: Maker = (scene, date) => {
  if (isFestive(date)) return []
  const free = freePeople(scene, date, 'logo_item')
  if (free.length === 0) return []
  const person = scene.random.pick(free)
  const item = scene.random.pick(logoItems)
  const value = yuan(scene.random.between(item.low, item.high))
  remember(scene, person.household, { day: dayNumber(date), form: 'logo_item', minor: value.minor })
  return [
    draftOf({
      ...requesterFor(scene, person, date),
      form: 'logo_item',
      value,
      date,
      purpose: 'advertising',
      context: 'none',
      title: { zh: `带标识${item.zh}`, en: `${item.en} with our mark` },
      reason: scene.random.pick([
        {
          zh: `拜访时随资料发放${item.zh}一件，印有公司标识，从市场部物料中领用。`,
          en: `One ${item.en.toLowerCase()} with our mark, handed over with brochures, from marketing stock.`,
        },
        {
          zh: `技术拜访中赠送宣传品${item.zh}，价值低，带公司标识，已登记领用。`,
          en: `Advertising item at a technical visit: ${item.en.toLowerCase()}, in the stock list.`,
        },
      ]),
      payee: inKind,
      docs: ['ledgerAccount', 'distributionList'],
    }),
  ]
}

/** A working lunch or dinner with one to three people of one customer, hosts never more than guests. */
export const makeMeal: Maker = (scene, date) => {
  const free = freePeople(scene, date, 'meal')
  if (free.length === 0) return []
  const first = scene.random.pick(free)
  const employer = employerOn(first, date)
  const colleagues = free.filter(
    (p) => p !== first && p.household !== first.household && employerOn(p, date) === employer,
  )
  const guests = [first, ...colleagues.slice(0, scene.random.below(3))]
  const kind = scene.random.chance(64) ? 'lunch' : 'dinner'
  const value = yuan(kind === 'lunch' ? scene.random.between(52, 116) : scene.random.between(98, 228))
  const topic = scene.random.pick(topics)
  const title =
    kind === 'lunch'
      ? { zh: `${topic.zh}工作午餐`, en: `Working lunch: ${topic.en}` }
      : { zh: `${topic.zh}工作晚餐`, en: `Working dinner: ${topic.en}` }
  const place = `plc-${scene.random.between(1, 24)}`
  const hosts = scene.random.between(1, guests.length)
  const meal = { kind, guests: guests.length, hosts } as const
  return guests.map((person) =>
    mealDraft(scene, person, date, {
      value,
      title,
      meal,
      place,
      reason: mealReason(topic, guests.length, hosts),
    }),
  )
}

/** The working lunch of an event, for one of those who came. */
export const makeEventLunch: Maker = (scene, date) => {
  const event = scene.frame.events.find(
    (one) => one.from <= date && date <= one.to && !one.key.includes('fair'),
  )
  if (!event) return []
  const free = freePeople(scene, date, 'meal')
  if (free.length === 0) return []
  return [eventLunch(scene, scene.random.pick(free), date, event)]
}

/** Items handed to visitors of a fair who leave no name. */
export const makeFairHandout: Maker = (scene, date) => {
  const event = scene.frame.events.find(
    (one) => one.from <= date && date <= one.to && one.key.includes('fair'),
  )
  if (!event) return []
  const item = scene.random.pick(fairItems)
  const once = `fair/${date}/${item.en}`
  if (scene.seen.has(once)) return []
  scene.seen.add(once)
  return [
    draftOf({
      entity: 'ent-sz',
      requester: 'bai-xuan',
      recipient: { kind: 'public' },
      form: 'logo_item',
      value: yuan(item.yuan),
      recipientCount: scene.random.between(6, 30) * 10,
      date,
      purpose: 'advertising',
      context: 'advertising_random',
      title: { zh: `展会宣传品：${item.zh}`, en: `Fair item: ${item.en}` },
      reason: {
        zh: `在${event.title.zh}展台向到访观众发放${item.zh}，不记名，按领用表登记数量。`,
        en: `${item.en} for visitors at the ${event.title.en}, no names taken, counted on the stock sheet.`,
      },
      event: event.key,
      programme: 'pg-fair',
      payee: inKind,
      docs: ['ledgerAccount', 'distributionList'],
    }),
  ]
}

function eventLunch(scene: Scene, person: PlanPerson, date: LocalDate, event: PlanEvent): Draft {
  const reason = {
    zh: `${event.title.zh}期间的工作午餐，有议程与签到，标准餐不含酒水。`,
    en: `Working lunch during the ${event.title.en}; agenda and sign-in on file, set menu without alcohol.`,
  }
  const title = { zh: `${event.title.zh}午餐`, en: `Lunch at the ${event.title.en}` }
  const meal = { kind: 'lunch', guests: 24, hosts: 6 } as const
  const draft = mealDraft(scene, person, date, { value: yuan(68), title, reason, meal, place: 'plc-0' })
  return { ...draft, context: 'product_meeting', event: event.key }
}

type MealPart = Required<Pick<Draft, 'value' | 'title' | 'reason' | 'meal' | 'place'>>

function mealDraft(scene: Scene, person: PlanPerson, date: LocalDate, part: MealPart): Draft {
  remember(scene, person.household, { day: dayNumber(date), form: 'meal', minor: part.value.minor })
  return draftOf({
    ...requesterFor(scene, person, date),
    ...part,
    form: 'meal',
    date,
    purpose: 'working_meal',
    context: 'business_meeting',
    payee: toVendor,
    invoice: `24${scene.number(8)}`,
    docs: mealDocs,
  })
}

function requesterFor(scene: Scene, person: PlanPerson, date: LocalDate) {
  const customer = employerOn(person, date) ?? ''
  const requester = scene.customer(customer).owner
  return {
    requester,
    entity: scene.entityOf(requester),
    customer,
    recipient: { kind: 'person', person: person.key },
  } as const
}

function mealReason(topic: Bilingual, guests: number, hosts: number): Bilingual {
  return {
    zh: `上午现场会议后就近用餐，讨论${topic.zh}；客户 ${guests} 人、我方 ${hosts} 人，不含烟酒，餐后上传签到名单与发票。`,
    en:
      `Nearby after a meeting on site about ${topic.en}; ` +
      `${guests} of the customer and ${hosts} of us, no alcohol; list and invoice follow.`,
  }
}

const topics: readonly Bilingual[] = [
  { zh: '新产品技术交流', en: 'new products' },
  { zh: '产线改造方案', en: 'the line conversion' },
  { zh: '验收问题清单', en: 'open points of acceptance' },
  { zh: '年度供货计划', en: 'the yearly delivery plan' },
  { zh: '检测节拍优化', en: 'the inspection cycle' },
  { zh: '备件与服务响应', en: 'spare parts and response times' },
]

const logoItems = [
  { zh: '笔记本', en: 'Notebook', low: 16, high: 28 },
  { zh: '保温杯', en: 'Mug', low: 32, high: 39 },
  { zh: '台历', en: 'Desk calendar', low: 15, high: 26 },
  { zh: '雨伞', en: 'Umbrella', low: 28, high: 39 },
  { zh: '卷尺', en: 'Tape measure', low: 18, high: 30 },
] as const

const fairItems = [
  { zh: '笔记本', en: 'Notebooks', yuan: 18 },
  { zh: '帆布袋', en: 'Canvas bags', yuan: 12 },
  { zh: '签字笔', en: 'Pens', yuan: 6 },
] as const
