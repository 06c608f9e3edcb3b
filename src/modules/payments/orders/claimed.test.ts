import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { claimGround } from '../../../../test/setup/claim-paths.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice } from '../../../../test/setup/invoice-files.ts'
import type { checkSheet } from '../../../contract/payment-sets.ts'
import type { orderQueue, payableClaims } from '../../../contract/payments.ts'

// What is paid on a claim is held against its contract, its invoices and its account: whoever makes or checks
// an order is shown the claim and its invoices, alone and in a set.

let ground: Awaited<ReturnType<typeof claimGround>>
let invoices: InvoiceCalls

/** The account of the colleague, verified at the beginning, is old enough for a set by then. */
const later = '2026-12-10T08:00:00.000Z'

beforeAll(async () => {
  ground = await claimGround()
  invoices = invoiceCalls(ground.company)
})

afterAll(async () => {
  invoices.close()
  ground.calls.close()
  await ground.company.close()
})

const numbers = ['24320000000066000001', '24320000000066000002'] as const

/** An accepted claim over ¥90.00 that two invoices show. */
async function onInvoices() {
  const { calls } = ground
  const requestId = await calls.givenLunch()
  const invoiceIds: string[] = []
  for (const [i, total] of ['50.00', '40.00'].entries()) {
    const number = numbers[i] ?? ''
    const bytes = eInvoice({ number, net: total, tax: '0.00', total, buyer: '苏州明台装备' })
    invoiceIds.push(await invoices.record('sales', bytes))
  }
  const fileIds = [
    await calls.upload('sales', 'receipt', '午餐小票.txt'),
    await calls.upload('sales', 'receipt', '茶水小票.txt'),
  ]
  const body = { lines: [{ requestId, minor: '9000' }], fileIds, invoiceIds }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const accept = { version: 1, verdict: 'accept', reason: '发票已核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body: accept })
  return { requestId, claimId, invoiceIds }
}

type Payable = z.output<typeof payableClaims.answer>['items'][number]
type Order = z.output<typeof orderQueue.answer>['items'][number]
type Sheet = z.output<typeof checkSheet.answer>

async function ordersOf(requestId: string): Promise<readonly Order[]> {
  const { calls } = ground
  const answer = await calls.good(calls.checker, 'payments.queue', { query: { requestId } })
  return answer['items'] as readonly Order[]
}

async function payable(claimId: string): Promise<Payable | undefined> {
  const { calls } = ground
  const answer = await calls.good(calls.maker, 'payments.payable_claims')
  return (answer['items'] as readonly Payable[]).find((item) => item.claimId === claimId)
}

test('maker and checker see the claim and each invoice with its part, also on a set’s sheet', async () => {
  const { calls, company } = ground
  const { requestId, claimId, invoiceIds } = await onInvoices()
  const claim = {
    claimId,
    number: expect.stringMatching(/\d{4}$/),
    amount: { currency: 'CNY', minor: '9000' },
    invoices: [
      { invoiceId: invoiceIds[0], number: numbers[0], amount: { currency: 'CNY', minor: '5000' } },
      { invoiceId: invoiceIds[1], number: numbers[1], amount: { currency: 'CNY', minor: '4000' } },
    ],
  }
  expect((await payable(claimId))?.rests.claim).toEqual(claim)
  company.clock.set(later)
  const orderId = await calls.prepared(requestId, { claimId })
  const [order] = await ordersOf(requestId)
  expect(order?.rests.claim).toEqual(claim)
  const sheet = (await calls.good(calls.checker, 'payments.check_sheet', {
    body: { orderIds: [orderId] },
  })) as Sheet
  expect(sheet.items).toMatchObject([{ orderId, rests: { name: { matches: true }, claim } }])
  expect(sheet.items[0]?.rests).toEqual(order?.rests)
})

test('a claim on receipts says that no invoice shows it, and a rebate names no claim', async () => {
  const { calls, company, paths } = ground
  company.clock.set(testNow)
  const requestId = await calls.givenLunch()
  const claimId = await paths.claimed(requestId, '9000')
  await calls.prepared(requestId, { claimId })
  expect((await ordersOf(requestId))[0]?.rests.claim).toMatchObject({ claimId, invoices: [] })
  const rebate = await calls.approvedRebate('110000', await calls.newDealer())
  await calls.prepared(rebate)
  const [order] = await ordersOf(rebate)
  expect(order?.rests).toHaveProperty('name')
  expect(order?.rests).not.toHaveProperty('claim')
})
