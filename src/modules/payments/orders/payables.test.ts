import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { pastTheGuard } from '../../../../test/setup/past-the-guard.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import type { orderQueue, payables } from '../../../contract/payments.ts'

let company: Company
let pay: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  pay = await paymentCalls(company)
})

afterAll(async () => {
  pay.close()
  await company.close()
})

type Item = z.output<typeof payables.answer>['items'][number]

async function payableOf(requestId: string, who: Who = pay.maker): Promise<Item | undefined> {
  const answer = await pay.good(who, 'payments.payables')
  return (answer['items'] as Item[]).find((item) => item.requestId === requestId)
}

test('an approved rebate may be ordered, on its clause, account, account of the books and tax', async () => {
  const requestId = await pay.approvedRebate('1280000', await pay.newDealer())
  expect(await payableOf(requestId)).toMatchObject({
    canPrepare: true,
    left: { currency: 'CNY', minor: '1280000' },
    account: { text: expect.stringMatching(/^昆山农商银行 ····\d{4}$/), isVerified: true },
    rests: {
      name: { matches: true },
      agreement: { clause: '6', text: '季度达量返利 2%' },
      subject: { code: '600102' },
      tax: [expect.stringContaining('红字发票')],
    },
  })
})

test('what the list says holds: the order is made, and its queue shows the same grounds', async () => {
  const requestId = await pay.approvedRebate('300000', await pay.newDealer())
  const orderId = await pay.prepared(requestId, { minor: '100000' })
  const left = await payableOf(requestId)
  expect(left).toMatchObject({ left: { minor: '200000' }, canPrepare: true })
  const queue = await pay.good(pay.checker, 'payments.queue', { query: { requestId } })
  const [order] = queue['items'] as z.output<typeof orderQueue.answer>['items']
  expect(order).toMatchObject({ orderId, rests: left?.rests })
  await pay.prepared(requestId)
  expect(await payableOf(requestId)).toBeUndefined()
})

test('what holds an order back is told in words, to each reader their own', async () => {
  const dealer = await pay.newDealer()
  const requestId = await pay.approvedRebate('400000', dealer)
  const toApprover = await payableOf(requestId, 'finance')
  expect(toApprover).toMatchObject({ canPrepare: false, hold: { code: 'payments.approver_never_pays' } })
  expect(toApprover?.hold?.reason).not.toBe('')
  await pay.sql(
    `update parties.account set state = 'stated', checked_by = null, checked_at = null,
    checked_how = null, check_reference = null, version = version + 1 where customer_id = $1`,
    [dealer],
  )
  expect(await payableOf(requestId)).toMatchObject({
    canPrepare: false,
    account: { isVerified: false },
    hold: { code: 'requests.worse_before_payment' },
  })
})

test('an account in another name shows on the row, whatever else is right', async () => {
  const dealer = await pay.newDealer()
  const requestId = await pay.approvedRebate('500000', dealer)
  const change = `update parties.account set holder = '昆山另一家有限公司' where customer_id = $1`
  await pastTheGuard(company, 'parties.account', change, [dealer])
  expect(await payableOf(requestId)).toMatchObject({
    canPrepare: false,
    rests: { name: { matches: false, holder: '昆山另一家有限公司' } },
    hold: { code: 'requests.worse_before_payment' },
  })
})

test('nobody without the entity sees what it owes', async () => {
  const other = { ...pay.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
  expect((await pay.good(other, 'payments.payables'))['items']).toEqual([])
})
