import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { claimGround } from '../../../../test/setup/claim-paths.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { foreignLunch } from '../../../../test/setup/foreign-lunch.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import type { prepareSet } from '../../../contract/payment-sets.ts'
import type { payableClaims, payables } from '../../../contract/payments.ts'

// What of accepted claims may be ordered: weighed as the order would be, beside what is paid without a claim.

let ground: Awaited<ReturnType<typeof claimGround>>
let files = 0

/** The account of the colleague, verified at the beginning, is old enough for a set by then. */
const later = '2026-12-10T08:00:00.000Z'

beforeAll(async () => {
  ground = await claimGround()
})

beforeEach(() => ground.company.clock.set(testNow))

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

type Item = z.output<typeof payableClaims.answer>['items'][number]

async function listed(who: Who = ground.calls.maker, language?: 'en'): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query: object = cursor === '' ? {} : { cursor }
    const answer = await ground.calls.good(who, 'payments.payable_claims', {
      query,
      ...(language && { language }),
    })
    items.push(...(answer['items'] as Item[]))
    cursor = answer['next'] as string | undefined
  }
  return items
}

async function itemOf(claimId: string, who?: Who): Promise<Item | undefined> {
  return (await listed(who)).find((item) => item.claimId === claimId)
}

/** A lunch that a vendor is paid for, by an accepted claim. */
async function ofVendor(vendorId: string): Promise<{ requestId: string; claimId: string }> {
  const { calls, company } = ground
  const requestId = await vendorLunch(company, calls)
  const fileIds = [await calls.upload('sales', 'receipt', `待制单小票${String((files += 1))}.txt`)]
  const body = { lines: [{ requestId, minor: '9000' }], fileIds, vendorId }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const verdict = { version: 1, verdict: 'accept', reason: '与小票核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body: verdict })
  return { requestId, claimId }
}

test('an accepted claim says whom it pays, what is left and whether it is checked alone', async () => {
  const { calls, company, paths } = ground
  const requestId = await calls.givenLunch()
  const claimId = await paths.claimed(requestId, '9000')
  expect(await itemOf(claimId)).toMatchObject({
    requestId,
    claimNumber: expect.any(String),
    way: 'reimbursement',
    wayWord: '员工报销',
    payee: { name: '王磊' },
    left: { currency: 'CNY', minor: '9000' },
    account: { text: expect.stringMatching(/ ····\d{4}$/), isVerified: true },
    rests: { name: { matches: true } },
    canPrepare: true,
    alone: { code: 'payments.checked_alone_account' },
  })
  // The account stands in the Chinese name, whichever name its reader sees.
  const inEnglish = (await listed(calls.maker, 'en')).find((item) => item.claimId === claimId)
  expect(inEnglish).toMatchObject({ payee: { name: 'Wang Lei' }, rests: { name: { matches: true } } })
  company.clock.set(later)
  expect(await itemOf(claimId)).not.toHaveProperty('alone')
  await calls.prepared(requestId, { claimId, minor: '4000' })
  expect(await itemOf(claimId)).toMatchObject({ value: { minor: '9000' }, left: { minor: '5000' } })
  await calls.prepared(requestId, { claimId })
  expect(await itemOf(claimId)).toBeUndefined()
})

test('a vendor is listed on its account, and a rebate says its way as well', async () => {
  const { calls, company } = ground
  const vendorId = await supplier(company, calls)
  const { claimId } = await ofVendor(vendorId)
  expect(await itemOf(claimId)).toMatchObject({ way: 'vendor', payee: { id: vendorId }, canPrepare: true })
  const rebate = await calls.approvedRebate('110000', await calls.newDealer())
  const answer = await calls.good(calls.maker, 'payments.payables')
  const items = answer['items'] as z.output<typeof payables.answer>['items']
  expect(items.find((item) => item.requestId === rebate)).toMatchObject({ way: 'company_account' })
})

test('what holds one back is told to each reader, and nobody sees another entity', async () => {
  const { calls, company, paths } = ground
  const claimId = await paths.claimed(await calls.givenLunch(), '9000')
  expect(await itemOf(claimId, 'finance')).toMatchObject({
    canPrepare: false,
    hold: { code: 'payments.approver_never_pays', reason: expect.stringMatching(/\S/) },
  })
  const other = { ...calls.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
  expect(await listed(other)).toEqual([])
})

test('in another currency it says what is paid, what that closes, and that it is checked alone', async () => {
  const { calls, company } = ground
  company.clock.set('2026-11-25T08:00:00.000Z')
  const requestId = await foreignLunch(calls)
  const fileIds = [await calls.upload('sales', 'receipt', `待制单小票${String((files += 1))}.txt`)]
  const body = { lines: [{ requestId, minor: '1200' }], fileIds, currency: 'CNY' }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const verdict = { version: 1, verdict: 'accept', reason: '与对账单核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body: verdict })
  company.clock.set(later)
  expect(await itemOf(claimId)).toMatchObject({
    left: { currency: 'CNY' },
    closes: { currency: 'USD', minor: '1200' },
    canPrepare: true,
    alone: { code: 'payments.checked_alone_rate' },
  })
})

test('what the list says holds: claims and a rebate are prepared as one set', async () => {
  const { calls, company, paths } = ground
  company.clock.set(later)
  const rebate = await calls.approvedRebate('120000', await calls.newDealer(), '2026-12-09')
  company.clock.set(testNow)
  const claims = [
    await paths.claimed(await calls.givenLunch(), '8000'),
    (await ofVendor(await supplier(company, calls))).claimId,
  ]
  company.clock.set(later)
  const items = (await listed()).filter((item) => claims.includes(item.claimId))
  const body = {
    items: [
      { requestId: rebate, purpose: '三季度返利' },
      ...items.map(({ requestId, claimId, left, title }) => {
        return { requestId, claimId, minor: left.minor, purpose: title }
      }),
    ],
  }
  const answer = (await calls.good(calls.maker, 'payments.prepare_set', { body })) as z.output<
    typeof prepareSet.answer
  >
  expect(answer).toMatchObject({ done: 3, results: [{ isDone: true }, { isDone: true }, { isDone: true }] })
  const left = (await listed()).map((item) => item.claimId)
  expect(left.filter((id) => claims.includes(id))).toEqual([])
})

test('the pages hold every claim once, and one that is ordered hides no other of its benefit', async () => {
  const { calls, company, paths } = ground
  const requestId = await calls.givenLunch()
  const claims: string[] = []
  for (let n = 0; n < 21; n += 1) claims.push(await paths.claimed(requestId, '100'))
  const found = async () => {
    const ids = (await listed()).map((item) => item.claimId)
    return ids.filter((id) => claims.includes(id)).sort()
  }
  expect(await found()).toEqual(claims.toSorted())
  company.clock.set(later)
  const [first = '', ...others] = claims
  await calls.prepared(requestId, { claimId: first })
  expect(await found()).toEqual(others.toSorted())
})
