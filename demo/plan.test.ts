import { describe, expect, test } from 'vitest'
import { readCreditCode } from '../src/kernel/credit-code.ts'
import { canonical, type CanonicalValue } from '../src/kernel/canonical.ts'
import { addDays } from '../src/kernel/time.ts'
import { recipientClasses } from '../src/contract/facts.ts'
import { grantableRoles } from '../src/modules/access/roles.ts'
import { customerTypes } from '../src/modules/parties/domain.ts'
import { besidePeople, besideRows } from './beside.ts'
import { organisationCheck } from './credit-codes.ts'
import { leaver } from './company.ts'
import { sampleBenefits } from './ordinary.ts'
import { sampleFrame, samplePlan, submittedAt } from './plan.ts'
import { employerOn } from './scene.ts'
import { tenderOn } from './tenders.ts'
import type { Form, PlannedBenefit } from './types.ts'

const plan = samplePlan()
const customers = new Map([...plan.customers, ...plan.suppliers].map((one) => [one.key, one]))
const people = new Map(plan.people.map((one) => [one.key, one]))
const staff = new Map(plan.staff.map((one) => [one.key, one]))
const ordinary = plan.benefits.filter((benefit) => benefit.ordinary)

test('the same seed gives the same company to the last byte, another seed another one', () => {
  const again = samplePlan('ming-li')
  expect(canonical(again as unknown as CanonicalValue)).toBe(canonical(plan as unknown as CanonicalValue))
  expect(samplePlan('another').people[0]?.name).not.toEqual(plan.people[0]?.name)
})

test('the company has the size that was promised', () => {
  expect(plan.entities).toHaveLength(3)
  const own = plan.staff.filter(({ roles }) => !roles.includes('outside_auditor'))
  // One leaves in the last days.
  expect(own.filter(({ key }) => key !== leaver)).toHaveLength(40)
  expect(own).toHaveLength(41)
  expect(plan.customers).toHaveLength(60 + besideRows.length)
  expect(plan.people).toHaveLength(180 + besidePeople(0).length)
  expect(plan.tenders).toHaveLength(20)
  expect(plan.events).toHaveLength(15)
  expect(plan.programmes).toHaveLength(10)
  expect(plan.staff.filter((person) => person.sampleLogin).length).toBeGreaterThanOrEqual(8)
  expect(plan.benefits.length).toBeGreaterThan(2450)
  expect(plan.benefits.length).toBeLessThan(2600)
})

test('every role, every kind of customer and every class of person stands in the sample', () => {
  expect(new Set(plan.staff.flatMap(({ roles }) => roles))).toEqual(new Set(grantableRoles))
  expect(new Set(plan.customers.map(({ type }) => type))).toEqual(new Set(customerTypes))
  const ofOrganisations = ['customer_entity', 'state_unit', 'charity']
  const ofPeople = recipientClasses.filter((one) => !ofOrganisations.includes(one))
  expect(new Set(plan.people.map((one) => one.class))).toEqual(new Set(ofPeople))
})

test('scale multiplies the ordinary benefits, and the stream gives exactly what was asked', () => {
  const frame = sampleFrame()
  for (const count of [1, 777, 20_000]) expect([...sampleBenefits(frame, count)]).toHaveLength(count)
  expect(samplePlan('ming-li', 2).benefits.length - plan.benefits.length).toBe(2400)
})

describe('nothing in the sample names a real body', () => {
  test('every credit code has both check characters right, in a range that is not issued', () => {
    const bodies = [...plan.customers, ...plan.suppliers, ...plan.restaurants, ...plan.entities]
    const codes = bodies.flatMap((one) => one.creditCode ?? [])
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toHaveLength(60 - 3 + 4 + 2 + 1 + 4)
    for (const code of codes) {
      expect(readCreditCode(code)).toBe(code)
      expect(code.slice(8, 11)).toBe('MYY')
      expect(code.charAt(16)).toBe(organisationCheck(code.slice(8, 16)))
    }
  })

  test('the two published example codes of the standards have the check characters that we compute', () => {
    expect(organisationCheck('M000100Y')).toBe('4')
    expect(readCreditCode('91350100M000100Y43')).toBe('91350100M000100Y43')
  })

  test('no name contains one of a well-known company', () => {
    const known = [
      '华为',
      '海康',
      '汇川',
      '立讯',
      '三一',
      '徐工',
      '格力',
      '美的',
      '比亚迪',
      '大族',
      '西门子',
      '博世',
      '蔡司',
      '海克斯康',
      '埃斯顿',
      '中车',
      '中航',
      '京东方',
      '宁德',
      '迈瑞',
      '联影',
      '上汽',
      '一汽',
      '海尔',
      'Zeiss',
      'Bosch',
      'Siemens',
      'Hexagon',
    ]
    for (const { name } of [...plan.customers, ...plan.suppliers, ...plan.restaurants, ...plan.entities]) {
      for (const word of known) expect(`${name.zh} ${name.en}`).not.toContain(word)
    }
  })

  test('telephones ring nowhere and e-mail goes nowhere', () => {
    for (const { phone } of [...plan.people, ...plan.customers]) expect(phone).toMatch(/^12[23]0000\d{4}$/)
    const mails = [...plan.staff, ...plan.people].flatMap((one) => one.email ?? [])
    for (const mail of mails) expect(mail).toMatch(/^[a-z0-9.-]+@[a-z0-9-]+\.example$/)
    expect(new Set(mails).size).toBe(mails.length)
  })
})

describe('the plan hangs together', () => {
  test('keys are used once and every reference leads somewhere', () => {
    expect(new Set(plan.benefits.map((one) => one.key)).size).toBe(plan.benefits.length)
    for (const one of plan.staff) if (one.manager !== undefined) expect(staff.has(one.manager)).toBe(true)
    for (const one of plan.customers) expect(staff.has(one.owner)).toBe(true)
    for (const one of plan.people) {
      for (const job of one.employments) expect(customers.has(job.customer)).toBe(true)
      for (const link of one.relatedTo) expect(people.has(link.person)).toBe(true)
    }
    const agreements = new Set(plan.agreements.map((one) => one.key))
    const programmes = new Set(plan.programmes.map((one) => one.key))
    const events = new Set(plan.events.map((one) => one.key))
    for (const one of plan.benefits) {
      expect(staff.has(one.requester)).toBe(true)
      if (one.customer !== undefined) expect(customers.has(one.customer)).toBe(true)
      if (one.agreement !== undefined) expect(agreements.has(one.agreement)).toBe(true)
      if (one.programme !== undefined) expect(programmes.has(one.programme)).toBe(true)
      if (one.event !== undefined) expect(events.has(one.event)).toBe(true)
      for (const step of one.steps) expect(staff.has(step.by)).toBe(true)
    }
  })

  test('steps follow each other inside the eighteen months, nobody approves their own request', () => {
    for (const one of plan.benefits) {
      const times = one.steps.map((step) => step.at)
      expect(times).toEqual([...times].sort())
      expect(times.every((at) => at >= '2025-06-01' && at < '2026-11-25T02:00')).toBe(true)
      for (const step of one.steps) if (step.verb === 'approve') expect(step.by).not.toBe(one.requester)
    }
    const order = plan.benefits.map(submittedAt)
    expect(order).toEqual([...order].sort())
  })

  test('a person receives at the employer of that day', () => {
    for (const one of plan.benefits) {
      if (one.recipient.kind !== 'person') continue
      const person = people.get(one.recipient.person)
      expect(person && employerOn(person, one.date)).toBe(one.customer)
    }
  })

  test('an agreement is signed before it begins, and a rebate is the rate of its base to the fen', () => {
    for (const one of plan.agreements) expect(one.signedOn < one.from).toBe(true)
    for (const { earned, value } of plan.benefits) {
      if (!earned) continue
      const rate = BigInt(earned.ratePercent.replace('.', '')) * (earned.ratePercent.includes('.') ? 1n : 10n)
      expect(value.minor * 1000n).toBe(earned.base.minor * rate)
    }
  })
})

describe('what is ordinary keeps to the company policy', () => {
  const toPeople = ordinary.filter((one) => one.recipient.kind === 'person')

  test('people get working meals and small items only, at private companies, away from tenders', () => {
    for (const one of toPeople) {
      expect(['meal', 'logo_item']).toContain(one.form)
      expect(customers.get(one.customer ?? '')?.ownership).toBe('private')
      expect(tenderOn(one.customer ?? '', one.date)).toBeUndefined()
    }
  })

  test.each([
    ['meal', 3, 30_000n],
    ['logo_item', 20, 5_000n],
  ] as const)('%s: at most %i in a year, none above the cap', (form, most, cap) => {
    for (const [household, list] of perHousehold(toPeople, form)) {
      for (const one of list) {
        expect(one.value.minor).toBeLessThanOrEqual(cap)
        const year = list.filter((other) => other.date > addDays(one.date, -366) && other.date <= one.date)
        expect(year.length, household).toBeLessThanOrEqual(most)
        const sum = year.reduce((total, other) => total + other.value.minor, 0n)
        if (form === 'logo_item') expect(sum).toBeLessThanOrEqual(20_000n)
      }
    }
  })

  function perHousehold(list: readonly PlannedBenefit[], form: Form) {
    return Map.groupBy(
      list.filter((one) => one.form === form),
      ({ recipient }) => (recipient.kind === 'person' ? (people.get(recipient.person)?.household ?? '') : ''),
    )
  }
})

describe('what the demonstration shows is there', () => {
  test.each([
    ['split_dinner', 5],
    ['one_buyer_three_sellers', 6],
    ['festival_cluster', 8],
    ['just_under_cap', 6],
    ['tender_period_gift', 2],
    ['official_relative', 2],
  ] as const)('the pattern %s is planted %i times, each as a late declaration', (pattern, times) => {
    const planted = plan.benefits.filter((one) => one.planted === pattern)
    expect(planted).toHaveLength(times)
    for (const one of planted) {
      expect(one.late).toBe(true)
      expect(submittedAt(one).slice(0, 10) > one.date).toBe(true)
      expect(one.value.minor).toBeLessThanOrEqual(50_000n)
    }
  })

  test('eight requests wait at the sample approver, three of them due today', () => {
    const waiting = plan.benefits.filter((one) => one.state === 'submitted')
    const mine = waiting.filter((one) => staff.get(one.requester)?.manager === 'liu-jianguo')
    expect(mine).toHaveLength(8)
    expect(mine.filter((one) => one.dueAt?.startsWith(plan.today))).toHaveLength(3)
    expect(waiting.length).toBeGreaterThan(8)
  })

  test('every end of a request occurs, and things that were offered to us as well', () => {
    const states = new Set(plan.benefits.map((one) => one.state))
    for (const state of [
      'approved',
      'given',
      'paid',
      'completed',
      'rejected',
      'withdrawn',
      'cancelled',
      'declined',
      'reversed',
      'refused_attempt',
    ] as const) {
      expect(states).toContain(state)
    }
    const received = plan.benefits.filter((one) => one.direction === 'received')
    expect(received).toHaveLength(56)
    expect(new Set(received.map((one) => one.received))).toEqual(
      new Set(['declined', 'returned', 'handed_in', 'kept']),
    )
  })

  test('the three entities give, in four currencies', () => {
    expect(new Set(plan.benefits.map((one) => one.entity)).size).toBe(3)
    expect(new Set(plan.benefits.map((one) => one.value.currency))).toEqual(
      new Set(['CNY', 'HKD', 'USD', 'EUR']),
    )
  })
})
