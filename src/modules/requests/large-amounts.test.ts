import { afterAll, beforeAll, expect, test } from 'vitest'
import { coupon } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { registerReading } from '../../../test/setup/register-reading.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { amountJson } from '../../contract/common.ts'
import { registerTotals } from '../../contract/register.ts'

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

const largest = '9'.repeat(16)

test('the largest amounts of all are filed, previewed, shown and summed like any other', async () => {
  for (const currency of ['CNY', 'USD', 'CNY']) {
    const proposal = { ...coupon, amount: { currency, minor: largest } }
    await calls.good('sales', 'requests.preview', { body: proposal })
    const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal } })
    await calls.good('sales', 'requests.detail', { params: { requestId } })
  }
  const other = await calls.good('sales2', 'requests.preview', { body: coupon })
  const dollars = 69_000_000_000_000_000n - 7n
  expect(other['sums']).toMatchObject([{ before: { minor: String(2n * BigInt(largest) + dollars) } }])
  const { totalsOf } = registerReading(company)
  const { sums } = registerTotals.answer.parse(await totalsOf({ customerId: parties.dealer }))
  expect(sums).toContainEqual({ currency: 'CNY', minor: String(2n * BigInt(largest)) })
})

test('one more figure is no amount', () => {
  expect(amountJson.safeParse({ currency: 'CNY', minor: `${largest}0` }).success).toBe(false)
})
