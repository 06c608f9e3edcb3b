import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunch, rebate } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { companyOn } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { kinds } from './kinds.ts'

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

const submit = (proposal: object) => calls.call('sales', 'requests.submit', { body: { proposal } })

async function filed(proposal: object): Promise<string> {
  const answer = await calls.good('sales', 'requests.submit', { body: { proposal } })
  return String(answer['requestId'])
}

function stored(requestId: string) {
  return readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const [found] = await tx.sql<{ way: string | null; facts: { payee: object } }>(
      `select benefit.way, record::json -> 'facts' as facts
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
join policy.decision as decision on decision.id = request.decision_id
where request.id = $1`,
      [requestId],
    )
    return { way: found?.way, payee: found?.facts.payee }
  })
}

test('each kind offers its ways, the usual one first, in words', async () => {
  const { items } = await calls.good('sales', 'requests.kinds', { query: {} })
  const offered = new Map((items as { id: string; ways: unknown }[]).map((kind) => [kind.id, kind.ways]))
  expect(offered.get('rebate')).toEqual([
    { way: 'company_account', word: '付客户单位账户' },
    { way: 'on_invoice', word: '在发票上体现' },
  ])
  expect(offered.size).toBe(kinds.length)
  const received = await calls.good('sales', 'requests.kinds', { query: { direction: 'received' } })
  expect((received['items'] as { ways: unknown[] }[]).every((kind) => kind.ways.length === 0)).toBe(true)
})

test('no kind that people alone enjoy leads to an account', () => {
  const personal = kinds.filter((kind) => kind.to === 'person')
  expect(personal.filter((kind) => kind.ways.includes('company_account'))).toEqual([])
})

test('a benefit leaves by the usual way of its kind, and the facts say who is paid', async () => {
  expect(await stored(await filed(lunch))).toMatchObject({
    way: 'reimbursement',
    payee: { holder: 'recipient', rail: 'in_kind' },
  })
  expect(await stored(await filed(rebate))).toMatchObject({
    way: 'company_account',
    payee: { holder: 'contract_party', rail: 'bank_transfer', accountType: 'entity' },
  })
})

test('a benefit leaves by the way that its applicant names', async () => {
  expect(await stored(await filed({ ...lunch, way: 'vendor' }))).toMatchObject({
    way: 'vendor',
    payee: { holder: 'vendor', rail: 'in_kind' },
  })
  expect(await stored(await filed({ ...rebate, way: 'on_invoice' }))).toMatchObject({
    way: 'on_invoice',
    payee: { holder: 'contract_party', rail: 'invoice_deduction' },
  })
})

test('what is said against the way stands beside it and only tightens', async () => {
  const facts = { ...rebate.facts, 'payee.holder': 'customer_staff' }
  const answer = await submit({ ...rebate, way: 'on_invoice', facts })
  expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'requests.prohibited' } })
})

test('a change names another way, and the register follows', async () => {
  const requestId = await filed(lunch)
  const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const body = { version: detail['version'], text: '由酒店统一结算', proposal: { ...lunch, way: 'vendor' } }
  await calls.good('sales', 'requests.change', { params: { requestId }, body })
  expect((await stored(requestId)).way).toBe('vendor')
})

test('a way that is not one of its kind is refused with the ways that are', async () => {
  const answer = await submit({ ...lunch, way: 'company_account' })
  if (answer.kind !== 'refused') throw new Error('a lunch is not transferred')
  expect(answer.refusal).toMatchObject({
    code: 'requests.way_not_of_kind',
    pointer: '/body/proposal/way',
  })
  expect(sayRefusal(answer.refusal, 'zh-CN').wayOut).toBe('请改选：员工报销、付供应商。')
  expect(sayRefusal(answer.refusal, 'en').says).toContain('To the company account')
})

test('money to a natural person is refused in words, and what is forbidden is an attempt', async () => {
  const toPerson = { to: 'person', partyId: parties.buyer }
  const forbidden = await submit({ ...rebate, recipient: toPerson })
  expect(forbidden).toMatchObject({ kind: 'refused', refusal: { code: 'requests.prohibited' } })
  const small = await companyOn(await freshDatabase(), smallPolicy)
  const there = requestCalls(small)
  const proposal = { ...rebate, recipient: toPerson }
  const answer = await there.call('sales', 'requests.submit', { body: { proposal } })
  there.close()
  await small.close()
  if (answer.kind !== 'refused') throw new Error('a person is not paid')
  expect(answer.refusal).toMatchObject({
    code: 'requests.person_is_no_payee',
    pointer: '/body/proposal/recipient',
  })
  expect(sayRefusal(answer.refusal, 'en').wayOut).toContain('licensed agent')
})

test('money to a company account waits for a clause that is in force', async () => {
  const later = { ...rebate, happensOn: '2028-06-30' }
  const answer = await calls.good('sales', 'requests.submit', { body: { proposal: later } })
  expect(answer).toMatchObject({ effect: 'hold' })
  const detail = await calls.good('sales', 'requests.detail', {
    params: { requestId: answer['requestId'] },
  })
  expect(JSON.stringify(detail['verdict'])).toContain('docs.contractClause')
})
