import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentRebates } from '../../../../test/setup/agent-rebate.ts'
import { bankCalls, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { pastTheGuard } from '../../../../test/setup/past-the-guard.ts'
import type { PaymentCalls } from '../../../../test/setup/payment-calls.ts'

// An order of before a rule may name people who have another part in it by now.

let company: Company
let banks: BankCalls
let calls: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  banks = await bankCalls(company)
  calls = banks.pay
})

afterAll(async () => {
  banks.close()
  await company.close()
})

const proposedBy = (exceptionId: string, personId: string) =>
  pastTheGuard(company, 'payments.exception', 'update payments.exception set asked_by = $2 where id = $1', [
    exceptionId,
    personId,
  ])

test('whose proposer made or checked it is held by itself, and what leaves beside it does', async () => {
  const agents = await agentRebates(company, calls, ['40000', '40000'])
  const held: string[] = []
  for (const { requestId, exceptionId } of agents) {
    const orderId = await calls.prepared(requestId, { exceptionId })
    await calls.checked(orderId)
    held.push(orderId)
  }
  const [first, second] = agents
  await proposedBy(first?.exceptionId ?? '', calls.maker.personId)
  await proposedBy(second?.exceptionId ?? '', calls.checker.personId)
  const [other = ''] = await banks.checkedOrders('470000')
  const accountId = await banks.account()
  const body = { accountId, orderIds: [...held, other], executeOn: todayOf(company) }
  const leftOut = held.map((orderId) => ({ orderId, code: 'payments.people_not_apart' }))
  const preview = await banks.bank.good(calls.maker, 'bank.preview_batch', { body })
  expect(preview).toMatchObject({ orderIds: [other] })
  expect(preview['leftOut']).toHaveLength(2)
  expect(preview['leftOut']).toEqual(
    expect.arrayContaining(leftOut.map((each) => expect.objectContaining(each))),
  )
  const batch = await banks.send(accountId, [...held, other])
  expect(batch['sent']).toEqual([other])
  expect(await banks.statesOf([...held, other])).toEqual(['checked', 'checked', 'sent'])
})

test('whose proposer made it is checked by nobody', async () => {
  const [agent] = await agentRebates(company, calls, ['40000'])
  const { requestId = '', exceptionId = '' } = agent ?? {}
  const orderId = await calls.prepared(requestId, { exceptionId })
  await proposedBy(exceptionId, calls.maker.personId)
  const check = { params: { orderId }, body: { version: 1 } }
  expect(await calls.codeOf(calls.checker, 'payments.check', check)).toBe('payments.people_not_apart')
})
