import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'

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

type Item = { readonly id: string; readonly permission: { readonly can: boolean; readonly why?: string } }

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

  test('cash and cards are closed to a private company and to all of its people, with the clause', async () => {
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

  test('what was given before today is declared, and what we received happened: nothing is closed', async () => {
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
