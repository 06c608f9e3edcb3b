import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunchOn, openRound, roundOf } from '../../../../test/setup/approval-round.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import type { Actor } from '../../../platform/act/actor.ts'

// Claims that somebody files for others: for whoever has left, and for one bill over what several asked for.

let company: Company
let calls: PaymentCalls
let clerk: Actor
let receipts = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  clerk = await hire(company, { role: 'finance' })
  await calls.verified(await calls.ownAccount('sales', '王磊'))
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Who = Parameters<PaymentCalls['good']>[0]

const why = '申请人已离职，餐厅催收账单'

async function body(requestIds: readonly string[], more: object = {}, who: Who = clerk) {
  const fileIds = [await calls.upload(who, 'receipt', `代办小票${(receipts += 1)}.txt`)]
  return { lines: requestIds.map((requestId) => ({ requestId, minor: '9000' })), fileIds, ...more }
}

const file = async (requestIds: readonly string[], more: object, who: Who = clerk) =>
  calls.codeOf(who, 'payments.file_claim', { body: await body(requestIds, more, who) })

async function filed(requestIds: readonly string[], more: object = {}): Promise<string> {
  const given = { body: await body(requestIds, { onBehalf: why, ...more }) }
  return String((await calls.good(clerk, 'payments.file_claim', given))['claimId'])
}

/** A lunch that a colleague of the sales person gave. */
async function lunchOfSales2(): Promise<string> {
  const round = await openRound(calls, lunchOn('2026-11-25'), 'sales2')
  await calls.approve(round.requestId)
  const { version } = await roundOf(calls, round.requestId, 'sales2')
  const papers = ['agenda', 'attendeeList', 'receipt', 'invoice']
  const fileIds = await Promise.all(papers.map((purpose) => calls.upload('sales2', purpose)))
  const given = { version, givenOn: '2026-11-25', fileIds }
  await calls.good('sales2', 'requests.give', { params: { requestId: round.requestId }, body: given })
  return round.requestId
}

const accept = (claimId: string, who: Who = calls.checker) =>
  calls.codeOf(who, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: 'accept', reason: '小票已核对' },
  })

type Item = Readonly<Record<string, unknown>>

async function listed(who: Who, operation: string, claimId: string): Promise<Item | undefined> {
  const { items } = await calls.good(who, operation, { query: { claimId } })
  return (items as Item[])[0]
}

const namesOf = (of: readonly { name: string }[]) =>
  of
    .map(({ name }) => name)
    .toSorted()
    .join('、')

describe('a claim for somebody else', () => {
  test('is filed by finance or compliance with the reason, and by nobody else', async () => {
    const requestId = await calls.givenLunch()
    expect(await file([requestId], { onBehalf: why }, 'sales2')).toBe('payments.claim_not_yours')
    expect(await file([requestId], {})).toBe('payments.claim_says_no_why')
    expect(await file([requestId], { onBehalf: why }, 'sales')).toBe('payments.claim_is_own')
    expect(await file([requestId], { onBehalf: why }, 'compliance')).toBe('done')
  })

  test('reimburses whoever asked, on their own account; all three read why', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await filed([requestId])
    const told = { onBehalf: { reason: why, of: [{ name: '王磊' }] }, payee: '王磊' }
    expect(await listed(calls.checker, 'payments.claims', claimId)).toMatchObject(told)
    expect(await listed(clerk, 'payments.my_claims', claimId)).toMatchObject({ ...told, canWithdraw: true })
    expect(await listed('sales', 'payments.my_claims', claimId)).toMatchObject({
      ...told,
      canWithdraw: false,
    })
    expect(await listed('sales2', 'payments.my_claims', claimId)).toBeUndefined()
    expect(await accept(claimId)).toBe('done')
    const orderId = await calls.prepared(requestId, { claimId })
    await calls.checked(orderId)
    const happened = bankSays(company)
    expect(await happened(orderId, bankWords.sent)).toBe('done')
    expect(await happened(orderId, bankWords.paid)).toBe('done')
    const { items } = await calls.good(calls.maker, 'payments.queue', { query: { state: 'paid' } })
    expect((items as Item[]).find((each) => each['orderId'] === orderId)).toMatchObject({
      payee: { kind: 'employee', name: '王磊' },
    })
  })

  test('is checked neither by whoever filed it nor by whoever asked for what it pays', async () => {
    const claimId = await filed([await calls.givenLunch()])
    expect(await accept(claimId, clerk)).toBe('payments.own_claim')
    const byFinance = await calls.brokenBy(
      `update payments.claim set state = 'accepted', version = version + 1, checked_by = payee_id,
checked_at = now() where id = $1`,
      [claimId],
    )
    expect(byFinance).toBe('nobody_checks_their_own_claim')
  })

  test('is paid neither by whoever filed it', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await filed([requestId])
    expect(await accept(claimId)).toBe('done')
    expect(await calls.codeOf(clerk, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.claimant_never_pays',
    )
    const orderId = await calls.prepared(requestId, { claimId })
    const { items } = await calls.good(clerk, 'payments.queue', { query: { state: 'prepared' } })
    const shown = (items as Item[]).find((each) => each['orderId'] === orderId)
    expect(shown).toMatchObject({ actions: { check: { can: false } } })
    const check = { params: { orderId }, body: { version: 1 } }
    expect(await calls.codeOf(clerk, 'payments.check', check)).toBe('payments.claimant_never_pays')
  })

  test('is answered and taken back by whoever filed it', async () => {
    const claimId = await filed([await calls.givenLunch()])
    const back = { params: { claimId }, body: { version: 1 } }
    const dispute = { params: { claimId }, body: { version: 1, verdict: 'dispute', reason: '日期不符' } }
    await calls.good(calls.checker, 'payments.check_claim', dispute)
    expect((await listed('sales', 'payments.my_claims', claimId))?.['says']).toMatch(/由新同事\d+答复/)
    expect((await listed(clerk, 'payments.my_claims', claimId))?.['says']).toContain('请答复')
    back.body.version = 2
    expect(await calls.codeOf('sales', 'payments.withdraw_claim', back)).toBe('payments.claim_not_yours')
    expect(await calls.codeOf(clerk, 'payments.withdraw_claim', back)).toBe('done')
  })

  test('may use the receipts that came with the giving', async () => {
    const requestId = await calls.givenLunch()
    const { items } = await calls.good(clerk, 'payments.claimable', { query: { requestId } })
    const [mine] = items as { receipts: { fileId: string }[]; requester: { name: string } }[]
    expect(mine?.requester.name).toBe('王磊')
    const fileIds = mine?.receipts.map(({ fileId }) => fileId) ?? []
    expect(fileIds.length).toBeGreaterThan(0)
    expect(await file([requestId], { fileIds, onBehalf: why })).toBe('done')
  })
})

describe('one bill over what several people asked for', () => {
  test('is one claim to the vendor; what several laid out is not', async () => {
    const [one, two] = [await vendorLunch(company, calls), await lunchOfSales2()]
    const vendorId = await supplier(company, calls)
    expect(await file([one, two], { vendorId, onBehalf: why })).toBe('payments.claim_mixes')
    const own = await calls.givenLunch()
    expect(await file([own, two], { onBehalf: why })).toBe('payments.claim_mixes')
    const alone = await calls.good(clerk, 'payments.claimable', { query: { requestId: own } })
    expect((alone['items'] as Item[]).map(({ requestId }) => requestId)).not.toContain(two)
    const way = `update benefits.benefit set way = 'vendor', version = version + 1
where id = (select benefit_id from requests.request where id = $1)`
    await calls.sql(way, [two])
    const offered = await calls.good(clerk, 'payments.claimable', { query: { requestId: one } })
    const ids = (offered['items'] as { requestId: string }[]).map(({ requestId }) => requestId)
    expect(ids[0]).toBe(one)
    expect(ids).toContain(two)
    expect(ids).not.toContain(own)
    const claimId = await filed([one, two], { vendorId })
    const told = await listed(calls.checker, 'payments.claims', claimId)
    expect(told).toMatchObject({
      onBehalf: { of: expect.toSatisfy((of: { name: string }[]) => namesOf(of) === '李娜、王磊') },
    })
    expect(await accept(claimId, 'finance')).toBe('done')
  })

  test('is not offered to whoever may not claim it', async () => {
    const requestId = await calls.givenLunch()
    const { items } = await calls.good('sales2', 'payments.claimable', { query: { requestId } })
    expect(items).toEqual([])
  })
})

test('the database holds a claim for others to its reason and to whoever is reimbursed', async () => {
  const own = await calls.good('sales', 'payments.file_claim', {
    body: await body([await calls.givenLunch()], {}, 'sales'),
  })
  const claimId = String(own['claimId'])
  const edited = `update payments.claim set on_behalf = 'x', version = version + 1 where id = $1`
  expect(await calls.brokenBy(edited, [claimId])).toBe('claim_is_never_edited')
  const copy = (more: string) => `with made as (
  insert into payments.claim
  select (json_populate_record(c, json_build_object(
    'id', 'clm_forged' || $2::text, 'number', 'CLM-F-' || $2, ${more}))).*
  from payments.claim as c where c.id = $1 returning id, entity_id)
insert into payments.claim_line
select (json_populate_record(l, json_build_object('id', 'cll_forged' || $2, 'claim_id', made.id))).*
from payments.claim_line as l, made where l.claim_id = $1`
  const forged = (more: string, mark: string) => calls.brokenBy(copy(more), [claimId, mark])
  const other = clerk.personId
  expect(await forged(`'claimant_id', '${other}', 'payee_id', '${other}'`, '1')).toBe(
    'claim_for_others_says_why',
  )
  expect(await forged(`'claimant_id', '${other}', 'payee_id', '${other}', 'on_behalf', 'x'`, '2')).toBe(
    'claim_for_others_says_why',
  )
  expect(await forged(`'claimant_id', '${other}'`, '3')).toBe('reimbursed_is_whoever_claims')
})
