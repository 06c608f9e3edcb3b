import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../../test/setup/api-calls.ts'
import { ordinary } from '../../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Field = {
  readonly path: string
  readonly help?: string
  readonly choices?: readonly { value: string; word: string }[]
}
type Item = {
  readonly id: string
  readonly permission: { readonly can: boolean; readonly why?: string }
  readonly fields: readonly Field[]
  readonly circumstances: readonly Field[]
}

async function offered(query: Record<string, unknown>): Promise<Map<string, Item>> {
  const { items } = (await calls.good('sales', 'requests.kinds', { query })) as { items: Item[] }
  return new Map(items.map((item) => [item.id, item]))
}

const closedOf = (found: Map<string, Item>) =>
  [...found.values()].filter(({ permission }) => !permission.can).map(({ id }) => id)

describe('the kinds that are offered', () => {
  test('none is closed while nobody is named', async () => {
    expect(closedOf(await offered({}))).toEqual([])
  })

  test('cash and cards are closed to a private company and all its people, with the clause', async () => {
    const found = await offered({ customerId: parties.dealer })
    expect(closedOf(found)).toEqual(['gift_card', 'cash'])
    expect(found.get('cash')?.permission.why).toMatch(/（.+）。已经给出的/)
  })

  test('what only its officials may not have is open until one of them is named', async () => {
    const body = await offered({ customerId: parties.bureau })
    expect(body.get('working_meal')?.permission.can).toBe(true)
    expect(body.get('logo_item')?.permission.can).toBe(true)
    const person = await offered({ customerId: parties.bureau, recipientId: parties.official })
    expect(person.get('logo_item')?.permission).toMatchObject({ can: false })
    expect(person.get('working_meal')?.permission.can).toBe(true)
  })

  test('nothing is closed of what was given before today or was received: it happened', async () => {
    expect(closedOf(await offered({ customerId: parties.dealer, happensOn: '2026-01-10' }))).toEqual([])
    expect(closedOf(await offered({ customerId: parties.dealer, direction: 'received' }))).toEqual([])
  })

  test('every closed kind is refused, and every kind keeps its place', async () => {
    const query = { customerId: parties.bureau, recipientId: parties.official }
    const found = await offered(query)
    expect([...found.keys()]).toEqual([...(await offered({})).keys()])
    const closed = closedOf(found)
    expect(closed.length).toBeGreaterThan(3)
    for (const kindId of closed) {
      const proposal = {
        kindId,
        customer: { partyId: parties.bureau },
        recipient: { to: 'person', partyId: parties.official },
        amount: { currency: 'CNY', minor: '100' },
        happensOn: '2026-11-26',
        reason: '测试',
      }
      const panel = await calls.good('sales', 'requests.preview', { body: proposal })
      expect([kindId, panel['verdict']]).toMatchObject([kindId, { outcome: 'prohibit' }])
    }
  })

  test('an entity that one does not serve is refused', async () => {
    const query = { customerId: parties.dealer, entityId: 'ent_999999' }
    expect(await calls.codeOf('sales', 'requests.kinds', { query })).toBe('access.other_entity')
  })
})

test('how many guests a meal has is asked once, and kept as the fact that it is', async () => {
  const meal = (await offered({ customerId: parties.bureau })).get('working_meal')
  expect(meal).toMatchObject({ quantity: { word: '人数', unit: 'guest', fact: 'benefit.meal.guests' } })
  expect(meal?.fields.map(({ path }) => path)).toEqual(['benefit.meal.kind', 'benefit.meal.hosts'])
})

test('who takes it is asked of the recipient where that is a person, as the record has it', async () => {
  const coupon = (await offered({ customerId: parties.bureau })).get('coupon')
  const holder = coupon?.circumstances.find(({ path }) => path === 'payee.holder')
  expect(holder).toMatchObject({
    name: '收款或领取的不是签约单位',
    unticked: 'contract_party',
    forPerson: { name: '收款或领取的不是受益人本人', unticked: 'recipient' },
  })
})

describe('what a benefit is a part of', () => {
  const choicesOf = (found: Map<string, Item>, kindId: string, path: string) =>
    found.get(kindId)?.fields.find((field) => field.path === path)?.choices

  test('is not asked while nothing is on record to choose from', async () => {
    const found = await offered({ customerId: parties.bureau })
    for (const { fields } of found.values()) {
      expect(fields.map(({ path }) => path)).not.toContain('benefit.eventId')
      expect(fields.map(({ path }) => path)).not.toContain('benefit.dealId')
    }
  })

  test('a deal is chosen among open matters and the agreements of that day', async () => {
    const tender = { customerId: parties.bureau, matter: 'tender', title: '二号泵站设备采购' }
    const body = { ...tender, announcedOn: '2026-11-20', governmentProcurement: true }
    const { tenderId } = await api.good(company.actor('sales').personId, 'deals.create_tender', { body })
    const bureau = await offered({ customerId: parties.bureau })
    const word = '招标 · 二号泵站设备采购'
    expect(choicesOf(bureau, 'working_meal', 'benefit.dealId')).toEqual([{ value: tenderId, word }])
    const dealer = await offered({ customerId: parties.dealer })
    const agreement = [{ value: 'agr_frame000', word: '合同 HT-2026-0417 · 年度框架协议' }]
    expect(choicesOf(dealer, 'rebate', 'benefit.dealId')).toEqual(agreement)
    expect(choicesOf(dealer, 'gift', 'benefit.dealId')).toBeUndefined()
    const later = await offered({ customerId: parties.dealer, happensOn: '2027-03-01' })
    expect(choicesOf(later, 'rebate', 'benefit.dealId')).toBeUndefined()
  })

  test('an event is chosen on its days, and the benefit stands in its sum', async () => {
    const fair = { title: '苏州技术交流会', country: 'CN', fromOn: '2026-11-25', untilOn: '2026-11-27' }
    const { eventId } = await api.good(company.actor('sales').personId, 'deals.create_event', { body: fair })
    const query = { customerId: parties.dealer }
    const choice = [{ value: eventId, word: '苏州技术交流会（2026-11-25）' }]
    expect(choicesOf(await offered(query), 'working_meal', 'benefit.eventId')).toEqual(choice)
    const over = await offered({ ...query, happensOn: '2026-11-28' })
    expect(choicesOf(over, 'working_meal', 'benefit.eventId')).toBeUndefined()
    const early = await offered({ ...query, happensOn: '2026-11-24' })
    expect(choicesOf(early, 'working_meal', 'benefit.eventId')).toBeUndefined()
    const panel = await calls.good('sales', 'requests.preview', {
      body: {
        kindId: 'logo_item',
        customer: { partyId: parties.dealer },
        recipient: { to: 'person', partyId: parties.buyer },
        amount: { currency: 'CNY', minor: '3000' },
        happensOn: '2026-11-26',
        facts: { ...ordinary('logo_item'), 'benefit.eventId': eventId },
      },
    })
    const sums = panel['sums'] as { subject: string }[]
    expect(sums.map(({ subject }) => subject)).toContain('event')
  })

  test('an event does not end before it begins', async () => {
    const body = { title: '南京展会', country: 'CN', fromOn: '2026-11-27', untilOn: '2026-11-26' }
    expect(await api.codeOf(company.actor('sales').personId, 'deals.create_event', { body })).toBe(
      'deals.ends_before_it_begins',
    )
  })

  test('a list of more than a hundred events says so, in the form and to a caller', async () => {
    const days = { country: 'CN', fromOn: '2026-12-08', untilOn: '2026-12-08' }
    const { personId } = company.actor('sales')
    const meeting = (i: number) =>
      api.good(personId, 'deals.create_event', { body: { ...days, title: `交流会 ${i}` } })
    const listed = () => api.good(personId, 'deals.events', { query: { from: '2026-12-08' } })
    const fieldOf = async () =>
      (await offered({ customerId: parties.dealer, happensOn: '2026-12-08' }))
        .get('working_meal')
        ?.fields.find((field) => field.path === 'benefit.eventId')
    for (let i = 0; i < 100; i++) await meeting(i)
    expect([(await listed())['isWhole'], (await fieldOf())?.help]).toEqual([true, undefined])
    await meeting(100)
    expect((await listed())['isWhole']).toBe(false)
    const field = await fieldOf()
    expect([field?.choices?.length, field?.help]).toEqual([100, expect.stringContaining('100')])
  })
})
