import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../../../../test/setup/invoice-files.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { merged, supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'

// Whom the approval named as vendor, beside whom a claim pays: told to finance, and no obstacle.

let company: Company
let calls: PaymentCalls
let invoices: InvoiceCalls
let made = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  invoices = invoiceCalls(company)
})

afterAll(async () => {
  calls.close()
  invoices.close()
  await company.close()
})

const number = invoiceNumbers(8)

async function filed(requestId: string, more: object = {}, line: object = {}): Promise<string> {
  const fileIds = [await calls.upload('sales', 'receipt', `供应商小票${(made += 1)}.txt`)]
  const body = { lines: [{ requestId, minor: '9000', ...line }], fileIds, ...more }
  return String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
}

async function remarkOf(claimId: string): Promise<string | undefined> {
  const answer = await calls.good(calls.checker, 'payments.claims', { query: { claimId } })
  // The answer of a route is checked against its contract.
  const [claim] = answer['items'] as { lines: { remark?: string }[] }[]
  return claim?.lines[0]?.remark
}

const accept = (claimId: string) =>
  calls.codeOf(calls.checker, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: 'accept', reason: '已核对' },
  })

test('another vendor than was approved is told where a claim is checked, and stops nothing', async () => {
  const [planned, other] = [await supplier(company, calls), await supplier(company, calls)]
  const plan = { vendor: { partyId: planned } }
  const asPlanned = await filed(await vendorLunch(company, calls, plan), { vendorId: planned })
  expect(await remarkOf(asPlanned)).toBeUndefined()
  const claimId = await filed(await vendorLunch(company, calls, plan), { vendorId: other })
  expect(await remarkOf(claimId)).toMatch(
    /^批准的供应商是“昆山付款测试\d+号有限公司”，这里付给“昆山付款测试\d+号有限公司”。$/,
  )
  expect(await accept(claimId)).toBe('done')
})

test('it stays told where the giving named the other one with its reason', async () => {
  const [planned, other] = [await supplier(company, calls), await supplier(company, calls)]
  const told = { vendor: { partyId: other }, text: '原定包间停电' }
  const requestId = await vendorLunch(company, calls, { vendor: { partyId: planned } }, told)
  const { items } = await calls.good('sales', 'payments.claimable', { query: { requestId } })
  expect(items).toMatchObject([{ vendor: { id: other } }])
  expect(await remarkOf(await filed(requestId, { vendorId: other }))).toContain('这里付给')
})

test('who was approved by a record that is merged into that of the payee is no other vendor', async () => {
  const [planned, kept, other] = [
    await supplier(company, calls),
    await supplier(company, calls),
    await supplier(company, calls),
  ]
  const requestId = await vendorLunch(company, calls, { vendor: { partyId: planned } })
  await merged(company, planned, kept)
  expect(await remarkOf(await filed(requestId, { vendorId: kept }, { minor: '4000' }))).toBeUndefined()
  expect(await remarkOf(await filed(requestId, { vendorId: other }, { minor: '4000' }))).toContain('这里付给')
})

test('where no vendor was approved, nothing is told', async () => {
  const vendorId = await supplier(company, calls)
  expect(await remarkOf(await filed(await vendorLunch(company, calls), { vendorId }))).toBeUndefined()
})

test('what a colleague paid is told by the seller of its invoice, for a vendor on record alone', async () => {
  const seller = '苏州青禾餐饮管理有限公司'
  const invoice = (more: object = {}) =>
    invoices.record(
      'sales',
      eInvoice({
        number: number(),
        net: '90.00',
        tax: '0.00',
        total: '90.00',
        buyer: '苏州明台装备',
        ...more,
      }),
    )
  const planned = { vendor: { partyId: await supplier(company, calls) } }
  const byOther = await filed(await calls.givenLunch(undefined, planned), {}, { invoiceId: await invoice() })
  expect(await remarkOf(byOther)).toContain(`发票由“${seller}”开具`)
  const typed = { vendor: { name: '青禾私房菜' } }
  const byName = await filed(await calls.givenLunch(undefined, typed), {}, { invoiceId: await invoice() })
  expect(await remarkOf(byName)).toBeUndefined()
})
