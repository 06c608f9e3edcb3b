import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coupon, lunch } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { changeMatrix } from '../../../test/setup/matrix.ts'
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

/** The levels of the route of a request, in their order. */
async function levelsOf(proposal: object): Promise<string[]> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const item = await calls.good('sales', 'requests.detail', { params: { requestId: filed['requestId'] } })
  return (item['route'] as readonly { readonly level: string }[]).map((step) => step.level)
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

  test('a cell for a unit holds for the requester’s unit, and for nobody else', async () => {
    const cell = (unit: string) => `cells:\n  - {units: [${unit}], kinds: [meal], level: L2}`
    expect(await levelsOf({ ...lunch, happensOn: '2026-11-27' })).toEqual(['L1'])
    await changeMatrix(company, '2026-11-30', (text) => text.replace('cells:', cell('EAST')))
    expect(await levelsOf({ ...lunch, happensOn: '2026-11-30' })).toEqual(['L1', 'L2'])
    await changeMatrix(company, '2026-12-01', (text) => text.replace('units: [EAST]', 'units: [WEST]'))
    expect(await levelsOf({ ...lunch, happensOn: '2026-12-01' })).toEqual(['L1'])
  })
})
