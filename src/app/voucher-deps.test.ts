import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../test/setup/payment-calls.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { voucherDeps } from './voucher-deps.ts'

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

test('vouchers name a payment by the number of its order, and what has none by itself', async () => {
  const orderId = await calls.prepared(await calls.approvedRebate('120000'))
  const [order] = await calls.sql('select number from payments.order where id = $1', [orderId])
  const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    voucherDeps(company.world).documentNumbers(tx, [orderId, 'ben_none00000000']),
  )
  expect([...found]).toEqual([[orderId, order?.['number']]])
  expect(order?.['number']).toMatch(/^PAY-\d{4}-\d{4,}$/)
})
