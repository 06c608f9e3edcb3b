import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { about, coupon, lunch, openRound, rebate } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { changeMatrix } from '../../../test/setup/matrix.ts'
import { hire } from '../../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'

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

type Step = { readonly level: string; readonly people: readonly { readonly id: string }[] }

/** The route of a request, in its order. It is withdrawn again, so that the next one stands alone. */
async function routeOf(proposal: object, who: 'sales' | 'head' = 'sales'): Promise<readonly Step[]> {
  const round = await openRound(calls, proposal, who)
  const item = await calls.good(who, 'requests.detail', { params: { requestId: round.requestId } })
  await calls.good(who, 'requests.withdraw', about(round, { text: '另行申请' }))
  return item['route'] as readonly Step[]
}

async function levelsOf(proposal: object): Promise<string[]> {
  return (await routeOf(proposal)).map((step) => step.level)
}

describe('the authority matrix', () => {
  // 6.9 CNY a dollar in the sample rates of November 2026, so that 2,000 CNY are 289.85 USD.
  test.each([
    ['CNY', '200000', ['L1']],
    ['CNY', '200001', ['L1', 'L2']],
    ['USD', '2000', ['L1']],
    ['USD', '28985', ['L1']],
    ['USD', '28987', ['L1', 'L2']],
    ['JPY', '3000', ['L1']],
  ])('%s %s in minor units takes the band of its worth', async (currency, minor, levels) => {
    expect(await levelsOf({ ...coupon, amount: { currency, minor } })).toEqual(levels)
  })

  test('what a customer gets within thirty days takes the band of the whole, in any order', async () => {
    const part = (minor: string, happensOn: string) => ({
      ...coupon,
      amount: { currency: 'CNY', minor },
      happensOn,
    })
    const later = await openRound(calls, part('120000', '2026-12-20'))
    expect(await levelsOf(part('80000', '2026-11-26'))).toEqual(['L1'])
    expect(await levelsOf(part('80001', '2026-11-26'))).toEqual(['L1', 'L2'])
    await calls.good('sales', 'requests.withdraw', about(later, { text: '取消' }))
    await openRound(calls, part('120000', '2026-12-31'))
    expect(await levelsOf(part('80001', '2026-11-26'))).toEqual(['L1'])
  })

  test('a cell for a unit holds for the requester’s unit, and for nobody else', async () => {
    const cell = (unit: string) => `cells:\n  - {units: [${unit}], kinds: [meal], level: L2}`
    expect(await levelsOf({ ...lunch, happensOn: '2026-11-27' })).toEqual(['L1'])
    await changeMatrix(company, '2026-11-30', (text) => text.replace('cells:', cell('EAST')))
    expect(await levelsOf({ ...lunch, happensOn: '2026-11-30' })).toEqual(['L1', 'L2'])
    await changeMatrix(company, '2026-12-01', (text) => text.replace('units: [EAST]', 'units: [WEST]'))
    expect(await levelsOf({ ...lunch, happensOn: '2026-12-01' })).toEqual(['L1'])
  })
})

describe('one person who is line manager and general manager', () => {
  const large = { ...rebate, amount: { currency: 'CNY', minor: '60000000' } }

  test('signs one level: without anybody for the other the request is refused, and says so', async () => {
    const filed = { body: { proposal: large } }
    expect(await calls.codeOf('head', 'requests.submit', filed)).toBe('approvals.one_for_two')
  })

  test('another leader of the entity signs the first level, and the general manager the last', async () => {
    const lead = await hire(company, { role: 'sales_manager' })
    const key = (id: string) => Object.entries(company.founded.people).find(([, known]) => known === id)?.[0]
    const route = await routeOf(large, 'head')
    expect(route.map(({ level, people }) => [level, ...people.map(({ id }) => key(id) ?? id)])).toEqual([
      ['L1', lead.personId],
      ['L2', 'finance'],
      ['L3', 'compliance'],
      ['L4', 'boss'],
    ])
  })
})
