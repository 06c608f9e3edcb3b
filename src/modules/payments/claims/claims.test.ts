import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunchOn, openRound } from '../../../../test/setup/approval-round.ts'
import { bankDeps } from '../../../../test/setup/bank-deps.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { act } from '../../../platform/act/act.ts'
import { fileClaim } from './file.ts'

let company: Company
let calls: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** Files lunches with the two lines of a claim and gives what finance says of it. */
async function filed(minors: readonly string[], requestIds: readonly string[], who = 'sales') {
  const fileIds = [
    await calls.upload(who, 'receipt', `发票${minors.join('-')}${Math.max(...minors.map(Number))}.txt`),
  ]
  const lines = requestIds.map((requestId, i) => ({ requestId, minor: minors[i] ?? '' }))
  return { body: { lines, fileIds } }
}

const about = (claimId: unknown, body: object) => ({ params: { claimId }, body })

/** Files a claim of one line and gives it. */
async function claimed(requestId: string, minor: string): Promise<string> {
  const given = await filed([minor], [requestId])
  return String((await calls.good('sales', 'payments.file_claim', given))['claimId'])
}

const accept = (claimId: string, version = 1) =>
  calls.codeOf(
    calls.checker,
    'payments.check_claim',
    about(claimId, { version, verdict: 'accept', reason: '小票已核对' }),
  )

describe('a claim', () => {
  test('takes request, amount and receipt; once it is accepted its claimant is paid', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await claimed(requestId, '9000')
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.claim_not_accepted',
    )
    expect(await accept(claimId)).toBe('done')
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.no_own_account',
    )
    const accountId = await calls.ownAccount('sales', '王磊')
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.own_account_not_verified',
    )
    await calls.verified(accountId)
    const orderId = await calls.prepared(requestId, { claimId })
    await calls.checked(orderId)
    const queue = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
    expect(queue['items']).toMatchObject([
      { way: 'reimbursement', payee: { kind: 'employee', name: '王磊' }, amount: { minor: '9000' } },
    ])
  })

  test('is a part of what was given, and all parts together are never more, also at one moment', async () => {
    const requestId = await calls.givenLunch()
    await claimed(requestId, '4000')
    const above = await filed(['5001'], [requestId])
    expect(await calls.codeOf('sales', 'payments.file_claim', above)).toBe('payments.claim_above_given')
    const both = await Promise.all([filed(['3000'], [requestId]), filed(['3001'], [requestId])])
    const codes = await Promise.all(both.map((given) => calls.codeOf('sales', 'payments.file_claim', given)))
    expect(codes.toSorted()).toEqual(['done', 'payments.claim_above_given'])
  })

  test('is no more when many arrive together, and one receipt is shown once', async () => {
    const requestId = await calls.givenLunch()
    const parts = await Promise.all(Array.from({ length: 6 }, () => filed(['2500'], [requestId])))
    const codes = await Promise.all(parts.map((each) => calls.codeOf('sales', 'payments.file_claim', each)))
    const above = Array(3).fill('payments.claim_above_given')
    expect(codes.toSorted()).toEqual([...Array(3).fill('done'), ...above])
    const lunches = [await calls.givenLunch(), await calls.givenLunch(), await calls.givenLunch()]
    const first = await filed(['1000'], lunches.slice(0, 1))
    const same = lunches.map((id) => ({
      body: { ...first.body, lines: [{ requestId: id, minor: '1000' }] },
    }))
    const shown = await Promise.all(same.map((each) => calls.codeOf('sales', 'payments.file_claim', each)))
    expect(shown.filter((code) => code === 'done')).toHaveLength(1)
  })

  test('of a set is judged by itself, whatever became of one before it', async () => {
    const { world } = company
    const requestIds = [await calls.givenLunch(), await calls.givenLunch()] as const
    const asked = [await filed(['9000', '99999999'], [...requestIds]), await filed(['9000'], [requestIds[0]])]
    const set = asked.map(({ body }, i) => ({
      key: `claims-of-a-set-${i}`,
      actor: company.actor('sales'),
      at: world.now(),
      body,
    }))
    const outcomes = await act(world.door, fileClaim(bankDeps(world)), set)
    expect(outcomes).toMatchObject([
      { kind: 'refused', refusal: { code: 'payments.claim_above_given' } },
      { kind: 'done' },
    ])
  })

  test('is split between approvals, and each is paid for its own part', async () => {
    const [one, other] = [await calls.givenLunch(), await calls.givenLunch()]
    const given = await filed(['5000', '6000'], [one, other])
    const claimId = String((await calls.good('sales', 'payments.file_claim', given))['claimId'])
    expect(await accept(claimId)).toBe('done')
    const above = calls.pays(one, { claimId, minor: '5001' })
    expect(await calls.codeOf(calls.maker, 'payments.prepare', above)).toBe('payments.above_payable')
    await calls.prepared(one, { claimId })
    await calls.prepared(other, { claimId })
    const { items } = await calls.good('sales', 'payments.my_claims')
    expect((items as { claimId: string }[]).find((each) => each.claimId === claimId)).toMatchObject({
      state: 'accepted',
      amount: { minor: '11000' },
      lines: expect.toSatisfy(
        (rows: { amount: { minor: string } }[]) =>
          rows
            .map(({ amount }) => amount.minor)
            .toSorted()
            .join() === '5000,6000',
      ),
    })
  })

  test('that finance disputes is answered by its claimant; refused, its part is claimed again', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await claimed(requestId, '9000')
    const dispute = { version: 1, verdict: 'dispute' }
    expect(await calls.codeOf(calls.checker, 'payments.check_claim', about(claimId, dispute))).toBe(
      'payments.claim_reason_needed',
    )
    const asked = about(claimId, { ...dispute, reason: '发票日期不符' })
    expect(await calls.codeOf(calls.checker, 'payments.check_claim', asked)).toBe('done')
    const answer = about(claimId, { version: 2, answer: '次日补开' })
    expect(await calls.codeOf('sales2', 'payments.answer_claim', answer)).toBe('payments.claim_not_yours')
    expect(await calls.codeOf('sales', 'payments.answer_claim', answer)).toBe('done')
    expect(
      await calls.codeOf('sales', 'payments.answer_claim', about(claimId, { version: 3, answer: '再答' })),
    ).toBe('payments.claim_not_disputed')
    const refused = about(claimId, { version: 3, verdict: 'refuse', reason: '发票作废' })
    expect(await calls.codeOf(calls.checker, 'payments.check_claim', refused)).toBe('done')
    expect(await accept(claimId, 4)).toBe('payments.claim_no_such_move')
    await claimed(requestId, '9000')
  })

  test('that comes late is counted as late', async () => {
    const requestId = await calls.givenLunch()
    company.clock.set('2026-12-28T01:00:00.000Z')
    const claimId = await claimed(requestId, '100')
    company.clock.set('2026-11-25T01:00:00.000Z')
    const list = await calls.good(calls.maker, 'payments.claims', { query: { state: 'received' } })
    expect((list['items'] as { claimId: string }[]).find((each) => each.claimId === claimId)).toMatchObject({
      isLate: true,
      daysAfter: 33,
    })
    expect(list['counts']).toContainEqual({ state: 'received', count: expect.any(Number), late: 1 })
  })

  const faults: readonly [string, (requestId: string) => Promise<object>, string][] = [
    [
      'of another',
      async (id) => ({ who: 'sales2', ...(await filed(['1'], [id], 'sales2')) }),
      'payments.claim_not_yours',
    ],
    ['twice the same request', (id) => filed(['1', '2'], [id, id]), 'payments.claim_names_twice'],
    [
      'without a receipt of the claimant’s own',
      async (id) => ({ ...(await filed(['1'], [id], 'sales2')), who: 'sales' }),
      'payments.claim_without_receipt',
    ],
  ]
  test.each(faults)('%s is refused', async (_, given, code) => {
    const requestId = await calls.givenLunch()
    const { who = 'sales', ...rest } = (await given(requestId)) as { who?: string }
    expect(await calls.codeOf(who, 'payments.file_claim', rest)).toBe(code)
  })

  test('is for what was given, and for nothing that goes to the customer’s account', async () => {
    const rebateId = await calls.approvedRebate()
    expect(await calls.codeOf('sales', 'payments.file_claim', await filed(['1'], [rebateId]))).toBe(
      'payments.nothing_to_claim',
    )
    const { requestId } = await openRound(calls, lunchOn('2026-11-25'))
    expect(await calls.codeOf('sales', 'payments.file_claim', await filed(['1'], [requestId]))).toBe(
      'payments.not_given',
    )
  })
})
