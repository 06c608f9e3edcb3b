import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { claimGround } from '../../../../test/setup/claim-paths.ts'
import { foreignLunch, ownRate } from '../../../../test/setup/foreign-lunch.ts'
import type { checkSheet } from '../../../contract/payment-sets.ts'

// Orders that pay a claim in another currency than its benefit: what a set says of them, and which it holds.

let ground: Awaited<ReturnType<typeof claimGround>>
let files = 0

beforeAll(async () => {
  ground = await claimGround()
})

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

type Sheet = z.output<typeof checkSheet.answer>

/** A lunch of twelve dollars whose claim in yuan is accepted: as the card was charged, or by the rate. */
async function acceptedInYuan(paid?: string): Promise<{ requestId: string; claimId: string }> {
  const { calls } = ground
  const requestId = await foreignLunch(calls)
  const upload = () => calls.upload('sales', 'receipt', `小票${String((files += 1))}.txt`)
  const [receipt, proofId] = [await upload(), await upload()]
  const isCard = paid !== undefined
  const body = {
    lines: [{ requestId, minor: '1200', ...(isCard ? { paid } : {}) }],
    fileIds: [receipt, ...(isCard ? [proofId] : [])],
    currency: 'CNY',
    ...(isCard ? { proofId } : {}),
  }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const verdict = { version: 1, verdict: 'accept', reason: '与对账单核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body: verdict })
  return { requestId, claimId }
}

async function orderInYuan(paid?: string): Promise<string> {
  const { requestId, claimId } = await acceptedInYuan(paid)
  // The account of the colleague is old enough for a set.
  ground.company.clock.set('2026-12-10T08:00:00.000Z')
  const orderId = await ground.calls.prepared(requestId, { claimId })
  ground.company.clock.set('2026-11-25T08:00:00.000Z')
  return orderId
}

async function sheetOf(...orderIds: readonly string[]): Promise<Sheet> {
  const { calls, company } = ground
  company.clock.set('2026-12-10T08:00:00.000Z')
  return (await calls.good(calls.checker, 'payments.check_sheet', { body: { orderIds } })) as Sheet
}

test('by a rate of the shipped sample it is checked alone, and says so', async () => {
  const orderId = await orderInYuan()
  const { items, aside } = await sheetOf(orderId)
  expect(items).toEqual([])
  expect(aside).toMatchObject([
    {
      orderId,
      code: 'payments.checked_alone_rate',
      says: expect.stringContaining('出自随附的示例表'),
      closes: { currency: 'USD', minor: '1200' },
    },
  ])
})

test('near the rate it stands in a set with what it closes; far from it, it is checked alone', async () => {
  const { calls, company } = ground
  company.clock.set('2026-11-25T08:00:00.000Z')
  await ownRate(company)
  const near = await orderInYuan('8700')
  const far = await orderInYuan('9990')
  const sheet = await sheetOf(near, far)
  expect(sheet.items).toMatchObject([
    { orderId: near, amount: { currency: 'CNY', minor: '8700' }, closes: { currency: 'USD', minor: '1200' } },
  ])
  expect(sheet.aside).toMatchObject([
    { orderId: far, code: 'payments.checked_alone_rate', amount: { minor: '9990' } },
  ])
  expect(sheet.aside[0]?.says).toMatch(/要付 ¥99\.90，按 2026-11-25 的汇率 7\.1234 为 ¥85\.48/)
  // Nor is it smuggled in beside what was shown.
  const seen = sheet.items.map(({ orderId, version, shown }) => ({ orderId, version, shown }))
  const smuggled = [...seen, { orderId: far, version: 1, shown: seen[0]?.shown ?? '' }]
  const body = { items: smuggled, total: { currency: 'CNY', minor: '18690' } }
  expect(await calls.codeOf(calls.checker, 'payments.check_set', { body })).toBe('payments.set_changed')
  // Alone it is checked as ever.
  await calls.checked(far)
})

test('the same bill in two currencies is the same bill', async () => {
  const { calls, company, paths } = ground
  company.clock.set('2026-11-25T08:00:00.000Z')
  const yuan = await acceptedInYuan('8600')
  const requestId = await foreignLunch(calls)
  const claimId = await paths.claimed(requestId, '1200')
  company.clock.set('2026-12-10T08:00:00.000Z')
  const dollars = await calls.prepared(requestId, { claimId })
  const { items } = await sheetOf(dollars)
  expect(items[0]?.unusual.map(({ kind }) => kind)).toEqual(['first_payment', 'same_amount'])
  expect(items[0]?.unusual[1]?.says).toMatch(/^与 PAY-2026-\d{4} 收款人、金额相同$/)
  const again = await calls.prepared(yuan.requestId, { claimId: yuan.claimId })
  expect((await sheetOf(again)).items[0]?.unusual.map(({ kind }) => kind)).toContain('same_amount')
})
