import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { preview } from '../../src/contract/requests.ts'
import type { SubmitBody } from '../../src/modules/requests/index.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { apiCalls } from '../setup/api-calls.ts'
import { ordinary } from '../setup/circumstances.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { requestCalls, type RequestCalls } from '../setup/request-calls.ts'
import { houseCompany, itemOf, submit, type Given, type House } from './house-company.ts'
import { houseRule, type HouseLimit } from './house-pack.ts'

type Proposal = SubmitBody['proposal']

/** Two are asked for in one request. */
const two = { quantity: 2 }

/** Two guests at a lunch, or two pieces of an item: the amount stands for each of them. */
function twice(house: House, given: Given, happensOn: string, kindId: string): Proposal {
  const item = itemOf(house, given, happensOn)
  const meal = { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 } as const
  const facts = kindId === 'working_meal' ? { ...item.facts, ...meal } : item.facts
  return { ...item, ...two, kindId, ...(facts ? { facts } : {}), reasonChip: 'fair' }
}

async function file(house: House, proposal: Proposal, who = 'sales') {
  const outcome = await submit(house.company, proposal, who)
  return outcome?.kind === 'refused' ? outcome.refusal.params['rule'] : outcome?.kind
}

/**
 * Whether somebody else of the same firm, of another firm, or the same buyer again is the third to get
 * something.
 */
const last: Readonly<Record<HouseLimit, Given>> = {
  person: { to: 0, by: 'sales2', minor: '' },
  household: { to: 0, by: 'sales2', minor: '' },
  organisation: { to: 1, by: 'sales2', minor: '' },
  giver: { to: 3, minor: '' },
  deal: { to: 3, by: 'sales2', minor: '', in: 'deal' },
  event: { to: 3, by: 'sales2', minor: '', in: 'event' },
}

/** Each test founds a company of its own, which takes long on a machine that is busy. */
describe('several of a thing in one request', { timeout: 120_000 }, () => {
  test.each<HouseLimit>(['person', 'household', 'organisation', 'giver', 'deal', 'event'])(
    'count with every piece for the limit of one %s, to the last cent',
    async (limit) => {
      const house = await houseCompany(limit)
      const { by, ...rest } = last[limit]
      const give = (given: Given, day: string, who?: string) =>
        file(house, twice(house, given, day, 'logo_item'), who)
      expect(await give({ ...rest, to: 0, minor: '2500' }, '2026-11-25')).toBe('done')
      expect(await give({ ...rest, minor: '2501' }, '2026-11-26', by)).toBe(houseRule(limit))
      expect(await give({ ...rest, minor: '2500' }, '2026-11-26', by)).toBe('done')
      expect(await give({ to: 4, minor: '2500' }, '2026-11-27', 'head')).toBe('done')
      await house.company.close()
    },
  )

  test.each<HouseLimit>(['organisation', 'giver', 'deal', 'event'])(
    'count with every guest for the limit of one %s, though one guest alone has a name',
    async (limit) => {
      const house = await houseCompany(limit)
      const { by, ...rest } = last[limit]
      const give = (given: Given, day: string, who?: string) =>
        file(house, twice(house, given, day, 'working_meal'), who)
      expect(await give({ ...rest, to: 0, minor: '2500' }, '2026-11-25')).toBe('done')
      expect(await give({ ...rest, minor: '2501' }, '2026-11-26', by)).toBe(houseRule(limit))
      expect(await give({ ...rest, minor: '2500' }, '2026-11-26', by)).toBe('done')
      await house.company.close()
    },
  )

  test.each<HouseLimit>(['person', 'household'])(
    'count for the limit of one %s with the share of one guest',
    async (limit) => {
      const house = await houseCompany(limit)
      const give = (minor: string, day: string) =>
        file(house, twice(house, { to: 0, minor }, day, 'working_meal'))
      expect(await give('6000', '2026-11-25')).toBe('done')
      expect(await give('4001', '2026-11-26')).toBe(houseRule(limit))
      expect(await give('4000', '2026-11-26')).toBe('done')
      await house.company.close()
    },
  )
})

describe('the company pack and the register', () => {
  let company: Company
  let calls: RequestCalls
  beforeAll(async () => {
    company = await testCompany()
    calls = requestCalls(company)
  })
  afterAll(async () => {
    calls.close()
    await company.close()
  })

  const items = (
    quantity: number,
    minor: string,
    happensOn: string,
    personId: string = parties.buyer,
  ): Proposal => ({
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: personId },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor },
    quantity,
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
  })

  const lunch = (guests: number, happensOn: string, quantity?: number): Proposal => ({
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: parties.colleague },
    kindId: 'working_meal',
    amount: { currency: 'CNY', minor: '10001' },
    ...(quantity === undefined ? {} : { quantity }),
    happensOn,
    reasonChip: 'exchange',
    reason: '新产品技术交流工作餐',
    facts: {
      ...ordinary('working_meal'),
      'benefit.meal.kind': 'lunch',
      'benefit.meal.guests': guests,
      'benefit.meal.hosts': 1,
    },
  })

  const linesOf = (number: string) =>
    readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      tx.sql<{ recipient: string; org: string; minor: string; whole: string; count: number }>(
        `select line.recipient_id as recipient, line.org_id as org, line.minor::text as minor,
  benefit.value_minor::text as whole, benefit.recipient_count as count
from benefits.benefit as benefit
join benefits.line as line on line.benefit_id = benefit.id
where benefit.number = $1
order by line.minor`,
        [number],
      ),
    )

  async function numberOf(proposal: Proposal) {
    const outcome = await submit(company, proposal, 'sales')
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.answer
  }

  const sumsOf = async (proposal: Proposal) => {
    const { sums } = preview.answer.parse(await calls.good('sales', preview.id, { body: proposal }))
    return Object.fromEntries(
      sums.map((sum) => [sum.subject, [sum.before.minor, sum.after.minor, sum.count]]),
    )
  }

  test('ten items of ¥50 to one buyer are forbidden as one of ¥500 is', async () => {
    const refused = {
      kind: 'refused',
      refusal: { code: 'requests.prohibited', params: { rule: 'ORG-GIFT' } },
    }
    expect(await submit(company, items(1, '50000', '2026-11-25'), 'sales')).toMatchObject(refused)
    expect(await submit(company, items(10, '5000', '2026-11-25'), 'sales')).toMatchObject(refused)
    expect(await submit(company, items(2, '2501', '2026-11-25'), 'sales')).toMatchObject(refused)
  })

  test('pieces stand in register and sum as one amount of the one who gets them', async () => {
    const { number } = await numberOf(items(2, '2500', '2026-11-25'))
    expect(await linesOf(number)).toEqual([
      { recipient: parties.buyer, org: parties.dealer, minor: '5000', whole: '5000', count: 1 },
    ])
    expect(await sumsOf(items(2, '1000', '2026-11-27'))).toMatchObject({
      person: ['5000', '7000', 1],
      household: ['5000', '7000', 1],
      organisation: ['5000', '7000', 1],
    })
  })

  test('guests without a name stand on their organisation, the one with a name has one share', async () => {
    const { number } = await numberOf(lunch(3, '2026-11-26'))
    expect(await linesOf(number)).toEqual([
      { recipient: parties.colleague, org: parties.dealer, minor: '10001', whole: '30003', count: 3 },
      { recipient: parties.dealer, org: parties.dealer, minor: '20002', whole: '30003', count: 3 },
    ])
    const sums = await sumsOf(lunch(4, '2026-11-28', 4))
    expect(sums['person']).toEqual(['10001', '20002', 1])
    expect(sums['organisation']).toEqual(['35003', '75007', 2])
  })

  test('the route and the approver look at the whole', async () => {
    const small = await numberOf(lunch(2, '2026-12-01'))
    const large = await numberOf(lunch(21, '2026-12-02'))
    expect([small.route.length, large.route.length]).toEqual([1, 2])
    const detail = await calls.good('sales', 'requests.detail', { params: { requestId: large.requestId } })
    expect(detail['amount']).toEqual({ currency: 'CNY', minor: '210021' })
  })

  test('more than a record can hold is refused in the form, in a draft and in the panel', async () => {
    const proposal = items(1_000_000, '9999999999999999', '2026-12-03')
    expect(await submit(company, proposal, 'sales')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.amount_too_large', pointer: '/body/proposal/quantity' },
    })
    expect(await calls.codeOf('sales', 'requests.create_draft', { body: { proposal } })).toBe(
      'requests.amount_too_large',
    )
    const panel = await calls.good('sales', preview.id, { body: proposal })
    expect(panel['submit']).toMatchObject({ effect: 'incomplete', says: expect.stringContaining('超出') })
  })

  test('a deal or an event that nobody recorded opens no fresh limit', async () => {
    const invented = (path: string, id: string): Proposal => ({
      ...items(1, '100', '2026-12-04'),
      facts: { [path]: id },
    })
    const codes: unknown[] = []
    for (const proposal of [
      invented('benefit.dealId', 'agr_nobody00000'),
      invented('benefit.eventId', 'evt_nobody00000'),
    ]) {
      const outcome = await submit(company, proposal, 'sales')
      codes.push(outcome?.kind === 'refused' ? outcome.refusal.code : outcome?.kind)
      const panel = await calls.good('sales', preview.id, { body: proposal })
      expect(panel['submit']).toMatchObject({ effect: 'incomplete', says: expect.stringContaining('没有') })
    }
    expect(codes).toEqual(['requests.deal_unknown', 'requests.event_unknown'])
  })

  test('an event counts on its days alone', async () => {
    const body = { title: '苏州技术交流会', country: 'CN', fromOn: '2026-12-07', untilOn: '2026-12-08' }
    const api = apiCalls(company.world)
    const { eventId } = await api.good(company.actor('sales').personId, 'deals.create_event', { body })
    const on = (happensOn: string): Proposal => {
      const proposal = items(1, '100', happensOn)
      return { ...proposal, facts: { ...proposal.facts, 'benefit.eventId': String(eventId) } }
    }
    for (const day of ['2026-12-06', '2026-12-09']) {
      expect(await submit(company, on(day), 'sales')).toMatchObject({
        kind: 'refused',
        refusal: { code: 'requests.event_not_that_day', params: { from: '2026-12-07', until: '2026-12-08' } },
      })
    }
    for (const day of ['2026-12-07', '2026-12-08']) {
      expect(await submit(company, on(day), 'sales')).toMatchObject({ kind: 'done' })
    }
  })
})

test('the deal of another customer is no deal of this one', { timeout: 120_000 }, async () => {
  const house = await houseCompany('deal')
  const proposal = itemOf(house, { to: 0, minor: '100' }, '2026-11-25')
  const other = house.dealsOf.get(house.people[3]?.employer ?? '')?.[0]
  const outcome = await submit(
    house.company,
    { ...proposal, facts: { ...proposal.facts, ...(other ? { 'benefit.dealId': other } : {}) } },
    'sales',
  )
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'requests.deal_unknown' } })
  await house.company.close()
})
