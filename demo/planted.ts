import { addDays, type LocalDate } from '../src/kernel/time.ts'
import { draftOf, inKind, toVendor, yuan } from './draft.ts'
import { itemAt } from './random.ts'
import { employerOn } from './scene.ts'
import type { Bilingual, Draft, Form, Pattern, PlanFrame, PlannedBenefit, PlanPerson } from './types.ts'

/** One line of a planted pattern: who gave what to whom, and what the late declaration says. */
type Line = {
  readonly pattern: Pattern
  readonly requester: string
  readonly person: PlanPerson
  readonly form: Form
  readonly yuan: number
  readonly date: LocalDate
  readonly title: Bilingual
  readonly reason: Bilingual
  readonly place?: string
  readonly holiday?: boolean
}

/**
 * The improper patterns that monitoring is to find. All are late declarations (事后补报) of what had happened,
 * so they stand as given and wait for compliance, whatever the rules would have said before.
 */
export function plantedBenefits(frame: PlanFrame): PlannedBenefit[] {
  const lines = [
    ...splitDinners(frame),
    ...oneBuyerThreeSellers(frame),
    ...festivalCluster(frame),
    ...justUnderCap(frame),
    ...tenderPeriod(frame),
    ...officialRelatives(frame),
  ]
  return lines.map((line, i) => lateDeclaration(frame, line, i))
}

/** The `nth` person whom `customer` employs on a day, the last of the plan unless said. */
export function personAt(frame: PlanFrame, customer: string, nth: number, on = frame.to): PlanPerson {
  return itemAt(
    frame.people.filter((person) => employerOn(person, on) === customer),
    nth,
  )
}

function splitDinners(frame: PlanFrame): Line[] {
  const pattern = 'split_dinner'
  const share = (
    requester: string,
    customer: string,
    amount: number,
    date: LocalDate,
    title: Bilingual,
  ): Line => ({
    pattern,
    requester,
    person: personAt(frame, customer, 0),
    form: 'meal',
    yuan: amount,
    date,
    title,
    reason: {
      zh: '与客户沟通项目进展，当日垫付，现补登记。',
      en: 'Talked about the project; paid on the day, now entered.',
    },
    place: 'plc-17',
  })
  return [
    share('wang-lei', 'cus-lixin', 290, '2026-03-19', { zh: '模具项目晚餐', en: 'Dinner, mould project' }),
    share('li-na', 'cus-lixin', 285, '2026-03-19', { zh: '量具讨论用餐', en: 'Meal, gauges' }),
    share('ma-chao', 'cus-lixin', 295, '2026-03-19', { zh: '交期沟通', en: 'Delivery dates' }),
    share('qin-lan', 'cus-luoyao', 280, '2026-07-16', { zh: '轴承检测晚餐', en: 'Dinner, bearing tests' }),
    share('yan-dong', 'cus-luoyao', 288, '2026-07-16', { zh: '年度合作沟通', en: 'Yearly cooperation' }),
  ]
}

function oneBuyerThreeSellers(frame: PlanFrame): Line[] {
  const person = personAt(frame, 'cus-guanmo', 0)
  const rows: readonly (readonly [string, Form, number, LocalDate, string, string])[] = [
    ['tan-wei', 'logo_item', 45, '2026-04-03', '带标识保温杯', 'Mug with our mark'],
    ['luo-jun', 'meal', 140, '2026-04-10', '工作午餐', 'Working lunch'],
    ['feng-xue', 'logo_item', 48, '2026-04-16', '带标识背包', 'Bag with our mark'],
    ['tan-wei', 'meal', 260, '2026-04-23', '工作晚餐', 'Working dinner'],
    ['luo-jun', 'logo_item', 46, '2026-04-29', '带标识充电线', 'Cable with our mark'],
    ['feng-xue', 'meal', 138, '2026-05-07', '工作午餐', 'Working lunch'],
  ]
  return rows.map(([requester, form, amount, date, zh, en]) => ({
    pattern: 'one_buyer_three_sellers',
    requester,
    person,
    form,
    yuan: amount,
    date,
    title: { zh, en },
    reason: {
      zh: '日常拜访，金额在标准内，当时未登记。',
      en: 'A usual visit, within the standard, not entered at the time.',
    },
  }))
}

function festivalCluster(frame: PlanFrame): Line[] {
  const customers = ['cus-hesheng', 'cus-chongya', 'cus-taixun', 'cus-qicheng'] as const
  return customers.flatMap((customer, c) =>
    ([0, 1] as const).map((nth) => ({
      pattern: 'festival_cluster' as const,
      requester: c < 3 ? 'zhao-qiang' : 'shi-mei',
      person: personAt(frame, customer, nth),
      form: 'gift' as const,
      yuan: 188,
      date: addDays('2026-09-16', c + nth),
      title: { zh: '中秋礼盒', en: 'Mid-Autumn gift box' },
      reason: {
        zh: '节前走访时带去，现补报。',
        en: 'Brought along on a visit before the festival, declared now.',
      },
      holiday: true,
    })),
  )
}

function justUnderCap(frame: PlanFrame): Line[] {
  const rows: readonly (readonly [string, number, number, LocalDate])[] = [
    ['cus-yuhe', 0, 298, '2025-11-26'],
    ['cus-yuhe', 1, 299, '2025-12-17'],
    ['cus-nanxu', 0, 297, '2026-01-21'],
    ['cus-nanxu', 1, 299, '2026-03-11'],
    ['cus-minlan', 0, 298, '2026-04-22'],
    ['cus-minlan', 1, 299, '2026-06-03'],
  ]
  return rows.map(([customer, nth, amount, date]) => ({
    pattern: 'just_under_cap',
    requester: 'deng-kai',
    person: personAt(frame, customer, nth),
    form: 'meal',
    yuan: amount,
    date,
    title: { zh: '渠道沟通晚餐', en: 'Dinner with the dealer' },
    reason: {
      zh: '与经销商沟通季度任务，标准内用餐，补登记。',
      en: 'Quarterly targets with the dealer, within the standard, entered later.',
    },
  }))
}

function tenderPeriod(frame: PlanFrame): Line[] {
  const line = (form: Form, amount: number, date: LocalDate, zh: string, en: string): Line => ({
    pattern: 'tender_period_gift',
    requester: 'luo-jun',
    person: personAt(frame, 'cus-suilan', 0),
    form,
    yuan: amount,
    date,
    title: { zh, en },
    reason: {
      zh: '项目答疑后顺带，当时未想到在招标期内。',
      en: 'After questions about the project; the tender period was not thought of.',
    },
  })
  return [
    line('logo_item', 48, '2026-06-11', '带标识雨伞', 'Umbrella with our mark'),
    line('meal', 146, '2026-06-24', '答疑后午餐', 'Lunch after questions'),
  ]
}

function officialRelatives(frame: PlanFrame): Line[] {
  const relatives = frame.people.filter((person) => person.class === 'related_person')
  const line = (
    nth: number,
    requester: string,
    amount: number,
    date: LocalDate,
    zh: string,
    en: string,
  ): Line => ({
    pattern: 'official_relative',
    requester,
    person: itemAt(relatives, nth),
    form: 'gift',
    yuan: amount,
    date,
    title: { zh, en },
    reason: { zh: '朋友间往来，经提醒后补报。', en: 'Between friends; declared after a reminder.' },
  })
  return [
    line(0, 'zhang-min', 460, '2026-01-29', '茶叶一盒', 'A box of tea'),
    line(1, 'zhou-ting', 320, '2026-06-15', '丝巾一条', 'A silk scarf'),
  ]
}

function lateDeclaration(frame: PlanFrame, line: Line, index: number): PlannedBenefit {
  const isMeal = line.form === 'meal'
  const customer = employerOn(line.person, line.date)
  const entity = frame.staff.find((person) => person.key === line.requester)?.entity ?? 'ent-sh'
  const draft: Draft = draftOf({
    entity,
    requester: line.requester,
    ...(customer === undefined ? {} : { customer }),
    recipient: { kind: 'person', person: line.person.key },
    form: line.form,
    value: yuan(line.yuan),
    date: line.date,
    purpose: isMeal ? 'working_meal' : line.holiday ? 'holiday_greeting' : 'other',
    context: isMeal ? 'business_meeting' : line.holiday ? 'holiday' : 'none',
    title: line.title,
    reason: line.reason,
    flags: line.holiday ? { holidayLinked: true } : {},
    ...(isMeal ? { meal: { kind: line.yuan > 150 ? 'dinner' : 'lunch', guests: 1, hosts: 1 } as const } : {}),
    ...(line.place === undefined ? {} : { place: line.place }),
    payee: isMeal ? toVendor : inKind,
    docs: isMeal ? ['vendorInvoices'] : [],
    ...(isMeal ? { invoice: `23${String(index).padStart(6, '0')}77` } : {}),
  })
  const declaredOn = addDays(line.date, 12 + (index % 17))
  const submit = {
    at: `${declaredOn}T0${1 + (index % 8)}:20:00.000Z`,
    by: line.requester,
    verb: 'submit',
  } as const
  const key = `ben-planted-${String(index + 1).padStart(2, '0')}`
  return {
    ...draft,
    key,
    direction: 'given',
    ordinary: false,
    planted: line.pattern,
    late: true,
    steps: [{ at: `${line.date}T10:00:00.000Z`, by: line.requester, verb: 'give' }, submit],
    state: 'given',
  }
}
