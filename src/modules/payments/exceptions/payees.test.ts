import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { consumerRebate, exceptionFor } from '../../../../test/setup/consumer-rebate.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import type { exceptionPayees } from '../../../contract/payees.ts'
import type { payables } from '../../../contract/payments.ts'

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

type Payees = z.output<typeof exceptionPayees.answer>
type Payable = z.output<typeof payables.answer>['items'][number]

const payeesOf = async (of: string, who: Who = calls.maker) =>
  // The answer of a route is checked against its contract.
  (await calls.good(who, 'payments.exception_payees', { query: { of } })) as Payees

async function payableOf(requestId: string, who: Who = calls.maker): Promise<Payable | undefined> {
  const { items } = await calls.good(who, 'payments.payables')
  return (items as Payable[]).find((item) => item.requestId === requestId)
}

test('a consumer is offered with the kinds and the tax that fit, by number as by identifier', async () => {
  const { requestId, payeeId } = await consumerRebate(company, calls)
  const offered = await payeesOf(requestId)
  expect(offered).toMatchObject({
    requestId,
    amount: { currency: 'CNY', minor: '120000' },
    payees: [{ id: payeeId, kinds: [{ key: 'consumer_refund' }, { key: 'licensed_agent' }] }],
    kinds: [
      { key: 'consumer_refund', taxes: [{ key: 'none_refund' }] },
      { key: 'licensed_agent', taxes: [{ key: 'labour_income' }, { key: 'incidental_income' }] },
    ],
  })
  expect(offered.hold).toBeUndefined()
  expect(await payeesOf(offered.requestNumber ?? '')).toEqual(offered)
})

test('what is offered holds: each kind with each of its taxes is taken as it was told', async () => {
  for (const [kind, tax] of [
    ['consumer_refund', 'none_refund'],
    ['licensed_agent', 'labour_income'],
    ['licensed_agent', 'incidental_income'],
  ] as const) {
    const { requestId } = await consumerRebate(company, calls)
    const { payees, kinds } = await payeesOf(requestId)
    expect(kinds.find(({ key }) => key === kind)?.taxes.map(({ key }) => key)).toContain(tax)
    const given = exceptionFor(requestId, payees[0]?.id ?? '', { kind, taxTreatment: tax })
    expect(await calls.codeOf(calls.maker, 'payments.propose_exception', given)).toBe('done')
  }
})

test('a company is offered nobody, and is told where it is paid', async () => {
  const requestId = await calls.approvedRebate('130000', await calls.newDealer())
  const { payees, hold } = await payeesOf(requestId)
  expect(payees).toEqual([])
  expect(hold?.reason).toBe('收款方是单位，无需例外。')
  expect(await payableOf(requestId)).toMatchObject({ canPropose: false, canPrepare: true })
})

test('what goes to no account has nobody to except, and says so', async () => {
  const { payees, hold } = await payeesOf(await calls.givenLunch())
  expect(payees).toEqual([])
  expect(hold?.reason).toBe('该事项不付到账户，无需例外。')
})

test('nobody of another entity learns of it, nor whoever has no part in payments', async () => {
  const { requestId } = await consumerRebate(company, calls)
  const { requestNumber = '' } = await payeesOf(requestId)
  const other = { ...calls.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
  for (const of of [requestId, requestNumber]) {
    expect(await calls.codeOf(other, 'payments.exception_payees', { query: { of } })).toBe(
      'platform.not_found',
    )
  }
  expect(await calls.codeOf('sales', 'payments.exception_payees', { query: { of: requestId } })).toBe(
    'platform.not_found',
  )
  expect(await calls.codeOf(calls.maker, 'payments.exception_payees', { query: { of: 'APP-1999-9' } })).toBe(
    'platform.not_found',
  )
})

test('its row in the payables leads from the proposal to the order', async () => {
  const { requestId, payeeId } = await consumerRebate(company, calls)
  expect(await payableOf(requestId)).toMatchObject({
    canPrepare: false,
    canPropose: true,
    hold: { code: 'payments.personal_payee' },
  })
  // Who approves watches over it and proposes nothing of payments.
  expect(await payableOf(requestId, 'boss')).toMatchObject({ canPropose: false })
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
  expect(await payableOf(requestId)).toMatchObject({
    canPrepare: false,
    canPropose: false,
    hold: { code: 'payments.exception_waits' },
  })
  expect((await payeesOf(requestId)).hold?.reason).toContain('正在等待第二人确认')
  const answer = { params: { exceptionId }, body: { answer: 'confirm', reason: '已核对退货单' } }
  await calls.good('compliance', 'payments.answer_exception', answer)
  const confirmed = await payableOf(requestId)
  expect(confirmed).toMatchObject({
    canPrepare: true,
    canPropose: false,
    exceptionId,
    account: { text: '工商银行 ····4455', isVerified: true },
    rests: { name: { holder: '李晓明' } },
  })
  await calls.prepared(requestId, { exceptionId })
  expect(await payableOf(requestId)).toBeUndefined()
})

test('the report says to each reader what they may propose and order', async () => {
  const { requestId, payeeId } = await consumerRebate(company, calls)
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
  const told = async (who: Who) => {
    const { canPropose, items } = await calls.good(who, 'payments.exceptions')
    const own = (items as { exceptionId: string; canPrepare: boolean }[]).find(
      (item) => item.exceptionId === exceptionId,
    )
    return { canPropose, canPrepare: own?.canPrepare }
  }
  expect(await told(calls.maker)).toEqual({ canPropose: true, canPrepare: false })
  const answer = { params: { exceptionId }, body: { answer: 'confirm', reason: '已核对退货单' } }
  await calls.good('compliance', 'payments.answer_exception', answer)
  expect(await told(calls.maker)).toEqual({ canPropose: true, canPrepare: true })
  expect(await told('finance')).toEqual({ canPropose: true, canPrepare: false })
  expect(await told('compliance')).toEqual({ canPropose: true, canPrepare: false })
  expect(await told('boss')).toEqual({ canPropose: false, canPrepare: false })
})
