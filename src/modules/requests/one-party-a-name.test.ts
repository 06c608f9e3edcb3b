import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../test/setup/api-calls.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'

let company: Company
let calls: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = apiCalls(company.world)
})

afterAll(() => company.close())

const sales = () => company.actor('sales').personId

const benefit = {
  amount: { currency: 'CNY', minor: '10000' },
  happensOn: '2026-11-26',
  reasonChip: 'contract',
  reason: '首单折扣，按报价单',
}

const toPerson = (name: string) => ({
  ...benefit,
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', isNew: true, name, position: '采购', isOfficial: 'no' },
  kindId: 'working_meal',
  reasonChip: 'visit',
})

const toCustomer = (name: string) => ({
  ...benefit,
  customer: { name, isNew: true },
  recipient: { to: 'organisation' },
  kindId: 'discount',
})

const people = [
  ['张三、李四', 'parties.several'],
  ['各部门负责人', 'parties.several'],
  ['钱一、钱二', 'parties.several'],
  ['王芳等5人', 'parties.several'],
  ['...', 'parties.no_name'],
  ['12345', 'parties.no_name'],
] as const

const dots = ['......', 'parties.no_name'] as const

const customers = [
  ['南京甲乙科技有限公司、南京丙丁科技有限公司', 'parties.several'],
  ['华东精密有限公司、华北精密有限公司', 'parties.several'],
  ['----', 'parties.no_name'],
] as const

const partyCount = async () => {
  const { rows } = await company.world.pool.query(
    'select (select count(*) from parties.person)::int + (select count(*) from parties.customer)::int as n',
  )
  return rows[0].n as number
}

describe('a request', () => {
  test.each(people)('opens no one person for %s', async (name, code) => {
    const before = await partyCount()
    expect(await calls.codeOf(sales(), 'requests.submit', { body: { proposal: toPerson(name) } })).toBe(code)
    expect(await partyCount()).toBe(before)
  })

  test.each(customers)('opens no one customer for %s', async (name, code) => {
    const before = await partyCount()
    expect(await calls.codeOf(sales(), 'requests.submit', { body: { proposal: toCustomer(name) } })).toBe(
      code,
    )
    expect(await partyCount()).toBe(before)
  })

  test('opens none from a draft either', async () => {
    const body = { proposal: toPerson('张三、李四') }
    const draft = await calls.good(sales(), 'requests.create_draft', { body })
    const requestId = String(draft['requestId'])
    expect(await calls.codeOf(sales(), 'requests.submit', { body: { ...body, draftId: requestId } })).toBe(
      'parties.several',
    )
  })

  test('is told before it is filed', async () => {
    const panel = await calls.good(sales(), 'requests.preview', { body: toPerson('张三、李四') })
    const says = expect.stringContaining('several people')
    expect(panel).toMatchObject({ submit: { effect: 'incomplete', says } })
    expect(panel).not.toHaveProperty('verdict')
  })

  test('opens one for a name with the title behind a blank', async () => {
    const filed = await calls.good(sales(), 'requests.submit', {
      body: { proposal: toPerson('白雪梅 采购') },
    })
    expect(filed['requestId']).toBeDefined()
  })
})

describe('the records', () => {
  test.each([...people, dots])('take no person called %s', async (name, code) => {
    const body = { name, country: 'CN' }
    expect(await calls.codeOf(sales(), 'parties.create_person', { body })).toBe(code)
  })

  test.each(customers)('take no customer called %s', async (name, code) => {
    const body = { name, type: 'company', country: 'CN' }
    expect(await calls.codeOf(sales(), 'parties.create_customer', { body })).toBe(code)
  })

  test('lay none before compliance that is several', async () => {
    const party = { name: '张三、李四', employerId: parties.dealer }
    const body = { kind: 'apart', schema: 'person', party, partyIds: [parties.buyer], reason: '另一人' }
    expect(await calls.codeOf(sales(), 'parties.ask_match', { body })).toBe('parties.several')
  })
})
