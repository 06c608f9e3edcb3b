import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coupon, lunchOn, openRound } from '../../../../test/setup/approval-round.ts'
import { claimGround, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import type { Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import type { PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import { numberedInBooks } from '../../../../test/setup/voucher-calls.ts'

// A lunch is given for 90 yuan and its receipt shows less: the rest is said not to follow.

let company: Company
let calls: PaymentCalls
let paths: ClaimPaths

beforeAll(async () => {
  ;({ company, calls, paths } = await claimGround())
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

const releasing = (requestId: string) => ({
  params: { requestId },
  body: { reason: '收据只有这些，其余不再报销' },
})

const release = (requestId: string, who: Who = 'sales') =>
  calls.good(who, 'payments.release', releasing(requestId))

const refusedOf = (requestId: string, who: Who = 'sales') =>
  calls.codeOf(who, 'payments.release', releasing(requestId))

const withdrawing = (releaseId: unknown, version = 1) => ({
  params: { releaseId: String(releaseId) },
  body: { version },
})

const withdraw = (releaseId: unknown, who: Who = 'sales', version = 1) =>
  calls.codeOf(who, 'payments.withdraw_release', withdrawing(releaseId, version))

/** A lunch of which so much was claimed and paid. */
async function partPaid(minor: string): Promise<string> {
  const requestId = await calls.givenLunch()
  await paths.paid(requestId, await paths.claimed(requestId, minor))
  return requestId
}

/** What of a benefit may be claimed by whoever asked for it, and what they said not to follow. */
async function open(requestId: string) {
  const { items, released } = await calls.good('sales', 'payments.claimable', { query: { requestId } })
  // The answer of a route is checked against its contract.
  return {
    item: (items as Record<string, unknown>[])[0],
    released: released as Record<string, unknown>[],
  }
}

const file = async (requestId: string, minor: string) => {
  const fileIds = [await calls.upload('sales', 'receipt', `${requestId}-more-${minor}.txt`)]
  return calls.call('sales', 'payments.file_claim', { body: { lines: [{ requestId, minor }], fileIds } })
}

const apart = { apart: [], broken: [] }

describe('what is paid and what is released are together all that was given', () => {
  test('paid first, the release closes it: the books hold what was spent, and nothing is owed', async () => {
    const requestId = await partPaid('8900')
    await numberedInBooks(company, requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given' })
    expect(await paths.booked(requestId)).toEqual({ expense: '9000', payable: '-100', paid: '-8900' })
    expect(await release(requestId)).toMatchObject({
      requestId,
      state: 'released',
      version: 1,
      amount: { currency: 'CNY', minor: '100' },
    })
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed', benefit: 'completed' })
    expect(await paths.booked(requestId)).toEqual({ expense: '8900', paid: '-8900' })
    expect(await paths.proof()).toMatchObject(apart)
  })

  test('released first, the payment of the last part closes it', async () => {
    const requestId = await calls.givenLunch()
    await numberedInBooks(company, requestId)
    const parts = [await paths.claimed(requestId, '4000'), await paths.claimed(requestId, '4900')]
    await release(requestId)
    await paths.paid(requestId, parts[0] ?? '')
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given' })
    await paths.paid(requestId, parts[1] ?? '')
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
    expect(await paths.proof()).toMatchObject(apart)
  })

  test('without its number it is paid, and the number completes it', async () => {
    const requestId = await partPaid('8900')
    await release(requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid', benefit: 'paid' })
    await numberedInBooks(company, requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
  })

  test('where nothing was paid at all it stays given, owes nothing, and is completed', async () => {
    const requestId = await calls.givenLunch()
    await release(requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given', benefit: 'given' })
    expect(await paths.booked(requestId)).toEqual({})
    expect(await paths.proof()).toMatchObject(apart)
    await numberedInBooks(company, requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
  })

  test('the sums over recipients keep what was received', async () => {
    const requestId = await calls.givenLunch()
    const sums = () =>
      calls.sql(
        `select sum(line.minor)::text as minor
from benefits.line as line
join requests.request as request on request.benefit_id = line.benefit_id
where request.id = $1`,
        [requestId],
      )
    await paths.claimed(requestId, '8900')
    await release(requestId)
    expect(await sums()).toEqual([{ minor: '9000' }])
  })
})

describe('the page of a request', () => {
  test('says how much is still owed, and what becomes of it', async () => {
    const requestId = await partPaid('8900')
    const told = async (id: string) => {
      const { completion } = await calls.good('sales', 'requests.detail', { params: { requestId: id } })
      return (completion as { what: string; text: string; isDone: boolean }[])[0]
    }
    expect(await told(requestId)).toMatchObject({ isDone: false, text: expect.stringContaining('¥1.00') })
    expect((await told(requestId))?.text).toContain('其余不再报销')
    await release(requestId)
    expect(await told(requestId)).toMatchObject({ isDone: true, text: '没有应付未付的款项' })
  })
})

describe('after a release', () => {
  test('no more is claimed than what is left, in words that name it', async () => {
    const requestId = await calls.givenLunch()
    await paths.claimed(requestId, '8000')
    await release(requestId)
    expect(await file(requestId, '1')).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'payments.claim_of_released',
        params: { left: '¥0.00', released: '¥10.00' },
        pointer: '/body/lines/0/minor',
      },
    })
  })

  test('a claim that is refused leaves a new rest, which is claimed or released', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await paths.filed(requestId, '8000')
    await release(requestId)
    expect(await open(requestId)).toMatchObject({
      item: undefined,
      released: [{ amount: { minor: '1000' } }],
    })
    const refuse = { params: { claimId }, body: { version: 1, verdict: 'refuse', reason: '收据不符' } }
    await calls.good(calls.checker, 'payments.check_claim', refuse)
    expect(await open(requestId)).toMatchObject({ item: { left: { minor: '8000' }, canRelease: true } })
    expect(await file(requestId, '8001')).toMatchObject({ refusal: { code: 'payments.claim_of_released' } })
    await paths.paid(requestId, await paths.claimed(requestId, '7500'))
    expect(await release(requestId)).toMatchObject({ amount: { minor: '500' } })
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    expect(await paths.booked(requestId)).toEqual({ expense: '7500', paid: '-7500' })
    expect(await paths.proof()).toMatchObject(apart)
  })

  test('money that comes back is owed again, without what was released', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await paths.claimed(requestId, '8900')
    const orderId = await paths.paid(requestId, claimId)
    await release(requestId)
    await paths.returned(orderId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given' })
    expect(await paths.booked(requestId)).toEqual({ expense: '8900', payable: '-8900' })
    await paths.paid(requestId, claimId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    expect(await paths.proof()).toMatchObject(apart)
  })
})

describe('a release is taken back while the benefit is not completed', () => {
  test('what was paid is given again, and the rest can be claimed', async () => {
    const requestId = await partPaid('8900')
    const { releaseId } = await release(requestId)
    expect((await open(requestId)).released).toMatchObject([
      {
        releaseId,
        version: 1,
        amount: { minor: '100' },
        reason: '收据只有这些，其余不再报销',
        says: expect.stringContaining('王磊'),
      },
    ])
    expect(await withdraw(releaseId, 'sales2')).toBe('access.not_yours')
    expect(await withdraw(releaseId, 'sales', 2)).toBe('platform.stale')
    expect(await withdraw(releaseId)).toBe('done')
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given', benefit: 'given' })
    expect(await paths.booked(requestId)).toEqual({ expense: '9000', payable: '-100', paid: '-8900' })
    expect(await open(requestId)).toMatchObject({
      item: { left: { minor: '100' }, released: { minor: '0' } },
      released: [],
    })
    expect(await withdraw(releaseId, 'sales', 2)).toBe('payments.release_withdrawn')
    await paths.paid(requestId, await paths.claimed(requestId, '100'))
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    expect(await paths.proof()).toMatchObject(apart)
  })

  test('by finance as well, which also releases; nobody takes back what is completed', async () => {
    const requestId = await partPaid('8900')
    const { releaseId } = await release(requestId, calls.maker)
    expect(await withdraw(releaseId, calls.checker)).toBe('done')
    const again = await release(requestId, calls.maker)
    await numberedInBooks(company, requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
    expect(await withdraw(again['releaseId'], calls.maker)).toBe('payments.release_completed')
    expect(await refusedOf(requestId)).toBe('payments.release_completed')
    expect(await withdraw('rls_nothing000000')).toBe('platform.not_found')
  })
})

describe('what is not released', () => {
  test('by others than whoever asked, and finance of the entity', async () => {
    const requestId = await calls.givenLunch()
    expect(await refusedOf(requestId, 'sales2')).toBe('access.not_yours')
    const abroad = await hire(company, { role: 'finance', entity: 'shanghai' })
    expect(['access.other_entity', 'platform.not_found']).toContain(await refusedOf(requestId, abroad))
    expect(await refusedOf('req_nothing000000')).toBe('platform.not_found')
  })

  test('what is claimed as a whole, and what is released already', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await paths.filed(requestId, '9000')
    expect(await refusedOf(requestId)).toBe('payments.nothing_to_release')
    const taken = { params: { claimId }, body: { version: 1 } }
    await calls.good('sales', 'payments.withdraw_claim', taken)
    await release(requestId)
    expect(await refusedOf(requestId)).toBe('payments.nothing_to_release')
  })

  test('what is not given yet', async () => {
    const { requestId } = await openRound(calls, lunchOn('2026-11-25'))
    expect(await refusedOf(requestId)).toBe('payments.release_before_giving')
    await calls.approve(requestId)
    expect(await refusedOf(requestId)).toBe('payments.release_before_giving')
  })

  test('what goes to a company account, or is not paid on a claim', async () => {
    expect(await refusedOf(await calls.approvedRebate('410000'))).toBe('payments.release_company_account')
    const { requestId } = await openRound(calls, coupon)
    expect(await refusedOf(requestId)).toBe('payments.release_other_way')
  })
})
