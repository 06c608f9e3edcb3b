import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../../test/setup/api-calls.ts'
import { lunch } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'

let company: Company
let api: ApiCalls
beforeAll(async () => {
  company = await testCompany()
  api = apiCalls(company.world)
})
afterAll(() => company.close())

type Sum = {
  readonly subject: string
  readonly name: string
  readonly partyId: string
  readonly before: { readonly minor: string }
  readonly after: { readonly minor: string }
}

const sales = () => company.actor('sales').personId

/** The sums of organisations as the live panel shows them, by the identifier of the organisation. */
async function organisations(proposal: object): Promise<Record<string, readonly [string, string]>> {
  const { sums } = await api.good(sales(), 'requests.preview', { body: proposal })
  const shown = (sums as readonly Sum[]).filter(({ subject }) => subject === 'organisation')
  return Object.fromEntries(shown.map((sum) => [sum.partyId, [sum.before.minor, sum.after.minor]]))
}

test('what a guest gets stands in the sum of their employer, the named customer beside it', async () => {
  const elsewhere = { ...lunch, customer: { partyId: parties.bureau } }
  expect(await organisations(elsewhere)).toEqual({
    [parties.dealer]: ['0', '18000'],
    [parties.bureau]: ['0', '0'],
  })
  await api.good(sales(), 'requests.submit', { body: { proposal: elsewhere } })
  expect(await organisations(lunch)).toEqual({ [parties.dealer]: ['18000', '36000'] })
  expect(await organisations({ ...elsewhere, happensOn: '2026-11-27' })).toEqual({
    [parties.dealer]: ['18000', '36000'],
    [parties.bureau]: ['0', '0'],
  })
})
