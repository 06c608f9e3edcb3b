import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers, pdfOf } from '../../../../test/setup/invoice-files.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { booksBehind } from '../../../app/booking.ts'
import { proveBooks } from '../../ledger/index.ts'

// What shows a claim is asked when it is accepted and before each payment: a receipt that is no invoice, an
// invoice that turned bad meanwhile, an original that says something else, a seller who is not paid.

let company: Company
let calls: PaymentCalls
let invoices: InvoiceCalls
let made = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  invoices = invoiceCalls(company)
  await calls.verified(await calls.ownAccount('sales', '王磊'))
})

afterAll(async () => {
  calls.close()
  invoices.close()
  await company.close()
})

const buyer = '苏州明台装备'

const number = invoiceNumbers(5)

const dinnerOf = (own: string, more: object = {}) =>
  eInvoice({ number: own, net: '90.00', tax: '0.00', total: '90.00', buyer, ...more })

async function filed(requestId: string, invoiceId?: string, more: object = {}): Promise<string> {
  const fileIds = [await calls.upload('sales', 'receipt', `小票${(made += 1)}.txt`)]
  const lines = [{ requestId, minor: '9000', ...(invoiceId === undefined ? {} : { invoiceId }) }]
  const body = { lines, fileIds, ...more }
  return String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
}

const accept = (claimId: string, reason?: string) =>
  calls.codeOf(calls.checker, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: 'accept', ...(reason === undefined ? {} : { reason }) },
  })

const prepare = (requestId: string, claimId: string) =>
  calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))

const lookedUp = (invoiceId: string, result: string) =>
  invoices.good('compliance', 'invoices.check', {
    params: { invoiceId },
    body: { result, checkedOn: '2026-11-25', note: '查验平台' },
  })

test('what no invoice shows is accepted with a reason alone, and so is what one shows in part', async () => {
  const claimId = await filed(await calls.givenLunch())
  expect(await accept(claimId)).toBe('payments.claim_questions')
  expect(await accept(claimId, '出租车小票，已核对')).toBe('done')
})

test('an invoice that no line needs is looked at all the same', async () => {
  const requestId = await calls.givenLunch()
  const good = await invoices.record('sales', dinnerOf(number()))
  const lying = await invoices.record('sales', dinnerOf(number(), { items: ['*文具*办公用品'] }))
  const fileIds = [await calls.upload('sales', 'receipt', `小票${(made += 1)}.txt`)]
  const body = { lines: [{ requestId, minor: '9000' }], fileIds, invoiceIds: [good, lying] }
  expect(await calls.codeOf('sales', 'payments.file_claim', { body })).toBe('invoices.content_differs')
  expect(await invoices.alertsOn(lying)).toEqual(['content_differs'])
})

test.for<[what: string, invoice: object, code: string]>([
  ['for another buyer', { buyer: '某某贸易有限公司' }, 'buyer_differs'],
  [
    'of another content and for another buyer',
    { items: ['*文具*办公用品'], buyer: '个人' },
    'content_differs',
  ],
])('an invoice %s stops the claim, and compliance is told once', async ([, more, code]) => {
  const requestId = await calls.givenLunch()
  const invoiceId = await invoices.record('sales', dinnerOf(number(), more))
  const fileIds = [await calls.upload('sales', 'receipt', `小票${(made += 1)}.txt`)]
  const body = { lines: [{ requestId, minor: '9000', invoiceId }], fileIds }
  expect(await calls.codeOf('sales', 'payments.file_claim', { body })).toBe(`invoices.${code}`)
  expect(await invoices.alertsOn(invoiceId)).toEqual([code])
  expect(await calls.codeOf('sales', 'payments.file_claim', { body })).toBe('invoices.alert_open')
  expect(await invoices.alertsOn(invoiceId)).toEqual([code])
})

describe('an invoice that turns bad after its claim was accepted', () => {
  test('stops the order before it is made', async () => {
    const requestId = await calls.givenLunch()
    const invoiceId = await invoices.record('sales', dinnerOf(number()))
    const claimId = await filed(requestId, invoiceId)
    await lookedUp(invoiceId, 'matches')
    expect(await accept(claimId, '本单位税号未登记，已核对')).toBe('done')
    await lookedUp(invoiceId, 'voided')
    expect(await prepare(requestId, claimId)).toBe('invoices.check_negative')
  })

  test('stops an order that is made, at its second person', async () => {
    const requestId = await calls.givenLunch()
    const own = number()
    const invoiceId = await invoices.record('sales', dinnerOf(own))
    const claimId = await filed(requestId, invoiceId)
    expect(await accept(claimId, '已核对')).toBe('done')
    const orderId = await calls.prepared(requestId, { claimId })
    const red = { net: '-10.00', total: '-10.00', remark: `被红冲蓝字数电票号码：${own}` }
    await invoices.record('sales', dinnerOf(number(), { ...red, amounts: ['-10.00'] }))
    const about = { params: { orderId }, body: { version: 1 } }
    expect(await calls.codeOf(calls.checker, 'payments.check', about)).toBe('invoices.alert_open')
  })
})

describe('an acceptance', () => {
  const takeBack = (claimId: string, more: object = { reason: '发票已作废' }) =>
    calls.codeOf(calls.checker, 'payments.check_claim', {
      params: { claimId },
      body: { version: 2, verdict: 'refuse', ...more },
    })

  test('is taken back with a reason while nothing is ordered, and what it used is free again', async () => {
    const requestId = await calls.givenLunch()
    const invoiceId = await invoices.record('sales', dinnerOf(number()))
    const claimId = await filed(requestId, invoiceId)
    expect(await accept(claimId, '已核对')).toBe('done')
    expect(await takeBack(claimId, {})).toBe('payments.claim_reason_needed')
    expect(await takeBack(claimId)).toBe('done')
    expect(await prepare(requestId, claimId)).toBe('payments.claim_not_accepted')
    expect((await invoices.standing(invoiceId)).invoice.used_minor).toBe(0n)
    const again = await filed(requestId, invoiceId)
    expect(await accept(again, '已核对')).toBe('done')
    await calls.prepared(requestId, { claimId: again })
  })

  test('on which a payment rests stays, until the payment is stopped', async () => {
    const requestId = await calls.givenLunch()
    const claimId = await filed(requestId)
    await accept(claimId, '小票已核对')
    const orderId = await calls.prepared(requestId, { claimId })
    expect(await takeBack(claimId)).toBe('payments.claim_is_ordered')
    const stop = { params: { orderId }, body: { version: 1, reason: '核销有误' } }
    await calls.good(calls.checker, 'payments.stop', stop)
    expect(await takeBack(claimId)).toBe('done')
    const proof = await readOnly(company.world.pool, [systemActor], (tx) =>
      proveBooks(tx, booksBehind, () => true),
    )
    expect(proof).toMatchObject({ apart: [], broken: [] })
  })
})

describe('an original that comes after its claim', () => {
  const typed = (own: string, more: object = {}) =>
    invoices.record('sales', pdfOf(1), {
      number: own,
      currency: 'CNY',
      total: '9000',
      issuedOn: '2026-11-20',
      sellerName: '苏州青禾餐饮管理有限公司',
      buyerName: buyer,
      items: '餐费',
      ...more,
    })
  const added = (invoiceId: string, bytes: Buffer) =>
    invoices.codeOf('sales', 'invoices.add_file', {
      params: { invoiceId },
      files: [{ name: 'original.xml', bytes }],
    })

  test('and says the same of it, in more words, is taken', async () => {
    const own = number()
    const invoiceId = await typed(own)
    await filed(await calls.givenLunch(), invoiceId)
    expect(await added(invoiceId, dinnerOf(own))).toBe('done')
    expect(await invoices.alertsOn(invoiceId)).toEqual([])
  })

  test.for<[what: string, more: object]>([
    ['of another content', { items: ['*文具*办公用品'] }],
    ['for another buyer', { buyer: '某某贸易有限公司' }],
    ['of another seller', { seller: '某某商贸有限公司' }],
  ])('%s stops the claim, and compliance is told', async ([, more]) => {
    const own = number()
    const invoiceId = await typed(own)
    const claimId = await filed(await calls.givenLunch(), invoiceId)
    expect(await added(invoiceId, dinnerOf(own, more))).toBe('invoices.original_differs')
    expect(await invoices.alertsOn(invoiceId)).toEqual(['facts_differ'])
    expect(await accept(claimId, '已核对')).toBe('invoices.alert_open')
  })

  test('in another currency is never taken', async () => {
    const own = number()
    const invoiceId = await typed(own, { currency: 'USD' })
    expect(await added(invoiceId, dinnerOf(own))).toBe('invoices.original_differs')
  })
})

describe('a vendor', () => {
  test('who did not issue the invoice is asked about', async () => {
    const [requestId, vendorId] = [await vendorLunch(company, calls), await supplier(company, calls)]
    const invoiceId = await invoices.record('sales', dinnerOf(number()))
    await lookedUp(invoiceId, 'matches')
    const other = await filed(requestId, invoiceId, { vendorId })
    const asked = await calls.call(calls.checker, 'payments.check_claim', {
      params: { claimId: other },
      body: { version: 1, verdict: 'accept' },
    })
    expect(asked).toMatchObject({
      refusal: {
        code: 'payments.claim_questions',
        params: {
          asked_zh: expect.stringContaining('发票的销售方“苏州青禾餐饮管理有限公司”不是收款的供应商'),
        },
      },
    })
    expect(await accept(other, '酒店集团统一开票')).toBe('done')
  })
})
