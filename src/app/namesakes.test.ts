import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { parties, testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { newCustomer, newPerson } from '../modules/parties/index.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { namingOf } from './naming.ts'

const short = '锦程自动化'
const shorts = [
  { id: 'party_short1000000', name: '无锡锦程自动化设备有限公司' },
  { id: 'party_short2000000', name: '常州锦程自动化设备有限公司' },
] as const
const full = '镇江云帆船舶配件有限公司'
const fulls = [
  { id: 'party_full10000000', city: '镇江' },
  { id: 'party_full20000000', city: '扬州' },
] as const
const bare = { name: '泰州沐阳纺织厂', ids: ['party_bare10000000', 'party_bare20000000'] } as const
const song = [
  { id: 'party_song10000000', position: '采购' },
  { id: 'party_song20000000', position: '仓管' },
] as const

let company: Company
let calls: RequestCalls
let records: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  records = apiCalls(company.world)
  const unknown = { decides_on_us: null, management_duty: null, nominated_by: null, until_on: null }
  await company.store([
    ...shorts.map((each) => newCustomer({ ...each, short_name: short, created_at: testNow })),
    ...fulls.map((each) => newCustomer({ ...each, name: full, created_at: testNow })),
    ...bare.ids.map((id) => newCustomer({ id, name: bare.name, created_at: testNow })),
    ...song.flatMap(({ id, position }, i) => {
      const work = { id: `mem_song${String(i)}`, customer_id: parties.dealer, position }
      const employment = { ...work, ...unknown, from_on: '2024-01-01' }
      return newPerson({ id, name: '宋明哲', at: testNow, employment })
    }),
  ])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const benefit = {
  amount: { currency: 'CNY', minor: '10000' },
  happensOn: '2026-11-26',
  reasonChip: 'contract',
  reason: '首单折扣，按报价单',
}

const toCustomer = (customer: Record<string, unknown>) => ({
  ...benefit,
  customer,
  recipient: { to: 'organisation' },
  kindId: 'discount',
})

const toPerson = {
  ...benefit,
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', isNew: true, name: '宋明哲', position: '采购', isOfficial: 'no' },
  kindId: 'working_meal',
  reasonChip: 'visit',
}

/** What whoever files it is told, with the parties that are meant by their identifiers. */
async function refusedWith(proposal: Record<string, unknown>) {
  const answered = await calls.call('sales', 'requests.submit', { body: { proposal } })
  if (!('refusal' in answered)) throw new Error('was filed')
  const named = await namingOf(company.world)(answered.refusal)
  return {
    code: named.code,
    parties: String(answered.refusal.params['parties']).split(' ').toSorted(),
    logged: JSON.stringify(answered.refusal.params),
    says: sayRefusal(named, 'zh-CN').says,
  }
}

const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id)

const shared = [
  [
    'a short name of two customers',
    toCustomer({ name: short, isNew: true }),
    ids(shorts),
    ['无锡锦程自动化设备有限公司', '常州锦程自动化设备有限公司'],
  ],
  [
    'the full name of two customers',
    toCustomer({ name: full, isNew: true }),
    ids(fulls),
    [`${full}（镇江）`, `${full}（扬州）`],
  ],
  [
    'the name of two of whom no more is known',
    toCustomer({ name: bare.name, isNew: true }),
    bare.ids,
    [`${bare.name}（${bare.ids[0]}）`, `${bare.name}（${bare.ids[1]}）`],
  ],
  ['the name of two people of one customer', toPerson, ids(song), ['· 采购）', '· 仓管）']],
] as const

describe('a name that two known parties share', () => {
  test.each(shared)('is asked about when a request names %s', async (_, proposal, both, told) => {
    const { code, parties: named, says, logged } = await refusedWith(proposal)
    expect(code).toBe('parties.known_several')
    expect(named).toEqual(both.toSorted())
    for (const each of told) expect(says).toContain(each)
    expect(logged).not.toMatch(/[\u4e00-\u9fff]/u)
  })

  test.each(shared)('is shown as two in the panel, told apart: %s', async (_, body, both) => {
    const panel = await calls.good('sales', 'requests.preview', { body })
    const [match] = panel['matches'] as readonly {
      readonly isOpen: boolean
      readonly candidates: readonly { readonly id: string; readonly name: string; readonly label?: string }[]
    }[]
    const found = match?.candidates.filter(({ id }) => both.includes(id as never)) ?? []
    expect(match?.isOpen).toBe(true)
    expect(new Set(found.map(({ name, label = '' }) => `${name} ${label}`)).size).toBe(2)
  })

  test('is found as two in the search of the form, told apart', async () => {
    for (const [q, both] of [
      [short, ids(shorts)],
      [full, ids(fulls)],
      ['宋明哲', ids(song)],
    ] as const) {
      const { items } = (await records.good(company.actor('sales').personId, 'parties.search', {
        query: { q },
      })) as {
        items: readonly { readonly id: string; readonly name: string; readonly label?: string }[]
      }
      const found = items.filter(({ id }) => both.includes(id))
      expect(found.map(({ id }) => id).toSorted()).toEqual(both.toSorted())
      expect(new Set(found.map(({ name }) => name)).size).toBe(1)
      expect(new Set(found.map(({ label }) => label)).size).toBe(2)
    }
  })

  test('opens no third one among the records either', async () => {
    const body = { name: full, type: 'company', country: 'CN' }
    expect(
      await records.codeOf(company.actor('compliance').personId, 'parties.create_customer', { body }),
    ).toBe('parties.known_several')
  })

  test('is none once one of them is chosen', async () => {
    const proposal = toCustomer({ partyId: shorts[1].id })
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
    const detail = await calls.good('sales', 'requests.detail', {
      params: { requestId: String(filed['requestId']) },
    })
    expect(JSON.stringify(detail)).toContain(shorts[1].id)
    expect(JSON.stringify(detail)).not.toContain(shorts[0].id)
  })
})
