import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'

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

const prepare = (requestId: string, body: object = {}) => ({
  body: { requestId, purpose: '三季度返利', ...body },
})

const about = (orderId: string, body: object = {}) => ({ params: { orderId }, body: { version: 1, ...body } })

describe('a payment order', () => {
  test('pays an approved rebate to the customer’s own account, made and checked by two people', async () => {
    const requestId = await calls.approvedRebate()
    const orderId = await calls.prepared(requestId)
    const checked = await calls.good(calls.checker, 'payments.check', about(orderId))
    expect(checked).toEqual({ orderId, state: 'checked', version: 2 })
    const queue = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
    expect(queue['items']).toMatchObject([
      {
        orderId,
        state: 'checked',
        way: 'company_account',
        payee: { kind: 'customer', name: '苏州恒泰精密机械有限公司', account: '苏州银行园区支行 ····7890' },
        amount: { currency: 'CNY', minor: '1280000' },
        maker: { id: calls.maker.personId },
        checker: { id: calls.checker.personId },
      },
    ])
  })

  test('is made by no applicant and no approver, and checked by nobody who made it', async () => {
    const requestId = await calls.approvedRebate('900000')
    expect(await calls.codeOf('finance', 'payments.prepare', prepare(requestId))).toBe(
      'payments.approver_never_pays',
    )
    const orderId = await calls.prepared(requestId)
    expect(await calls.codeOf(calls.maker, 'payments.check', about(orderId))).toBe(
      'payments.maker_never_checks',
    )
    const secondAccount = { ...calls.maker, accountId: 'acc_anotheraccount' }
    expect(await calls.codeOf(secondAccount, 'payments.check', about(orderId))).toBe(
      'payments.maker_never_checks',
    )
    expect(await calls.codeOf('finance', 'payments.check', about(orderId))).toBe(
      'payments.approver_never_pays',
    )
  })

  test('never holds more than what is payable, in parts and by two makers at one moment', async () => {
    const requestId = await calls.approvedRebate('700000')
    await calls.prepared(requestId, { minor: '300000' })
    expect(await calls.codeOf(calls.maker, 'payments.prepare', prepare(requestId, { minor: '400001' }))).toBe(
      'payments.above_payable',
    )
    const both = await Promise.all(
      [calls.maker, calls.checker].map((who) => calls.codeOf(who, 'payments.prepare', prepare(requestId))),
    )
    expect(both.toSorted()).toEqual(['done', 'payments.nothing_left'])
    const [counted] = await calls.sql(
      `select ordered_minor::text as ordered,
  (select sum(minor)::text from payments.order where request_id = $1) as sum
from payments.payable where request_id = $1`,
      [requestId],
    )
    expect(counted).toEqual({ ordered: '700000', sum: '700000' })
  })

  test('holds no more when many arrive together, and each is checked once', async () => {
    const requestId = await calls.approvedRebate('700000')
    const asked = Array.from({ length: 7 }, () =>
      calls.codeOf(calls.maker, 'payments.prepare', prepare(requestId, { minor: '200000' })),
    )
    const codes = (await Promise.all(asked)).toSorted()
    expect(codes).toEqual([...Array(3).fill('done'), ...Array(4).fill('payments.above_payable')])
    const queue = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
    const ids = (queue['items'] as { orderId: string }[]).map(({ orderId }) => orderId)
    const twice = [...ids, ...ids].map((id) => calls.codeOf(calls.checker, 'payments.check', about(id)))
    expect((await Promise.all(twice)).toSorted()).toEqual([
      ...Array(3).fill('done'),
      ...Array(3).fill('platform.stale'),
    ])
  })

  test('is stopped while nothing of it has left, and what it held is ordered again', async () => {
    const requestId = await calls.approvedRebate('100000')
    const orderId = await calls.prepared(requestId)
    const stop = about(orderId, { reason: '金额有误' })
    expect(await calls.codeOf('compliance', 'payments.stop', stop)).toBe('done')
    expect(await calls.codeOf(calls.checker, 'payments.check', about(orderId, { version: 2 }))).toBe(
      'payments.no_such_move',
    )
    expect(await calls.codeOf(calls.maker, 'payments.prepare', prepare(requestId))).toBe('done')
  })
})
