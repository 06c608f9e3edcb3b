import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimGround } from '../../../../test/setup/claim-paths.ts'
import { foreignLunch, ownRate } from '../../../../test/setup/foreign-lunch.ts'

// Rates that the company does not have: those of the shipped sample while it serves, and none for a currency.

let ground: Awaited<ReturnType<typeof claimGround>>

beforeAll(async () => {
  ground = await claimGround()
})

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

async function inYuan(requestId: string, minor: string) {
  const fileIds = [await ground.calls.upload('sales', 'receipt', `${requestId}.txt`)]
  return { body: { lines: [{ requestId, minor }], fileIds, currency: 'CNY' } }
}

test('by the shipped sample it is told to whoever checks it, and accepted with a reason only', async () => {
  const { calls } = ground
  const requestId = await foreignLunch(calls)
  const { claimId } = await calls.good('sales', 'payments.file_claim', await inYuan(requestId, '1200'))
  const list = await calls.good(calls.checker, 'payments.claims', { query: { claimId } })
  expect(JSON.stringify(list['items'])).toMatch(/随附的示例汇率.*出自随附的示例表，不是公司录入的/)
  const accept = (more: object) => ({ params: { claimId }, body: { version: 1, verdict: 'accept', ...more } })
  const asked = JSON.stringify(await calls.call(calls.checker, 'payments.check_claim', accept({})))
  expect(asked).toContain('payments.claim_questions')
  expect(asked).toContain('出自随附的示例表')
  const reason = '已按当日牌价核对'
  expect(await calls.codeOf(calls.checker, 'payments.check_claim', accept({ reason }))).toBe('done')
})

test('a currency without a rate is refused in words: which, of which day, and who brings it in', async () => {
  const { calls, company } = ground
  const requestId = await foreignLunch(calls, { currency: 'GBP', minor: '900' })
  // From now on the company has rates of its own, and none of the pound.
  await ownRate(company)
  const given = await inYuan(requestId, '900')
  const answer = await calls.call('sales', 'payments.file_claim', given)
  expect(answer).toMatchObject({
    kind: 'refused',
    refusal: { code: 'payments.no_rate', params: { base: 'GBP', currency: 'CNY', on: '2026-11-25' } },
  })
  const { items } = await calls.good('sales', 'payments.claimable', { query: { requestId } })
  expect((items as { books?: object }[])[0]?.books).toEqual({
    currency: 'CNY',
    says: expect.stringMatching(/2026-11-25 的汇率 GBP → CNY.*财务录入.*另一人确认/),
  })
  // In its own currency it is claimed all the same.
  const own = { body: { ...given.body, currency: 'GBP' } }
  expect(await calls.codeOf('sales', 'payments.file_claim', own)).toBe('done')
})
