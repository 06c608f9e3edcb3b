import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provePayments } from '../../../../test/gates/payments-proof.ts'
import { paymentDetails } from '../../../../test/setup/bank-files.ts'
import type { BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { coverageCalls } from '../../../../test/setup/coverage-calls.ts'
import { bookedByCurrency, foreignLunch, ownRate } from '../../../../test/setup/foreign-lunch.ts'
import { inputTaxCalls } from '../../../../test/setup/input-tax-calls.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../../../../test/setup/invoice-files.ts'
import { refundCalls, type RefundCalls } from '../../../../test/setup/refund-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { bodyOf, voucherCalls } from '../../../../test/setup/voucher-calls.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitRecords } from '../../coverage/evidence.ts'
import { readYearAt } from '../tax/read-year.ts'

// A dinner in dollars that is reimbursed in yuan, on its way through the bank, what comes back of it, the
// vouchers, the journal of the general ledger and the tax schedule; and a vendor that is paid so.

let company: Company
let ground: RefundCalls
let calls: BankCalls
let invoices: InvoiceCalls
let entityId: string
let files = 0

beforeAll(async () => {
  company = await testCompany()
  ground = await refundCalls(company)
  ;({ calls } = ground)
  invoices = invoiceCalls(company)
  entityId = company.founded.entities['suzhou'] ?? ''
  await calls.pay.verified(await calls.pay.ownAccount('sales', '王磊'))
  await ownRate(company)
}, 120_000)

afterAll(async () => {
  calls.close()
  invoices.close()
  await company.close()
})

async function claimed(requestId: string, more: object = {}, line: object = {}): Promise<string> {
  const fileIds = [await calls.pay.upload('sales', 'receipt', `小票${(files += 1)}.txt`)]
  const body = { lines: [{ requestId, minor: '1200', ...line }], fileIds, currency: 'CNY', ...more }
  const { claimId } = await calls.pay.good('sales', 'payments.file_claim', { body })
  await calls.pay.good(calls.pay.checker, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: 'accept', reason: '小票已核对' },
  })
  return String(claimId)
}

/** Orders, sends and pays a claim by the bank. */
async function paidByBank(requestId: string, claimId: string) {
  const orderId = await calls.pay.prepared(requestId, { claimId })
  await calls.pay.checked(orderId)
  const sent = await calls.leave(ground.accountId, [orderId])
  const [transfer] = sent.transfers
  const details = paymentDetails('08', { id: sent.numbers[0] ?? '' })
  const minor = transfer?.amount.minor ?? 0n
  const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
  await ground.bring({ amount, ref: orderId.slice(-8), details })
  return { orderId, transfer }
}

const proof = async () =>
  Object.fromEntries(
    [...(await readOnly(company.world.pool, [systemActor], provePayments))].filter(([, count]) => count > 0),
  )

const vouchers = async () => {
  const query = { entityId, period: '2026-11', selection: 'all' }
  const { items } = bodyOf<{ items: { reference: string; occasion: string; total: object }[] }>(
    await voucherCalls(company)('ledger.vouchers', { query }),
  )
  return items
}

describe('through the bank', () => {
  test('yuan leave in the file, the statement is matched, and the vouchers say what was paid', async () => {
    const requestId = await foreignLunch(calls.pay)
    const claimId = await claimed(requestId)
    const { orderId, transfer } = await paidByBank(requestId, claimId)
    expect(transfer?.amount).toEqual({ currency: 'CNY', minor: 8548n })
    expect(await calls.stateOf(orderId)).toBe('paid')
    const [order] = await calls.pay.sql('select number from payments."order" where id = $1', [orderId])
    const own = (await vouchers()).filter(({ reference }) => reference.includes(String(order?.['number'])))
    expect(own.map(({ occasion, total }) => [occasion, total])).toEqual([
      ['确认费用并结清', { currency: 'CNY', minor: '8548' }],
      ['改按支付币种入账，冲原币', { currency: 'USD', minor: '1200' }],
    ])
    expect(await proof()).toEqual({})
  })

  test('a part that comes back in yuan takes its share of the dollars off, and is undone', async () => {
    const requestId = await foreignLunch(calls.pay)
    const { orderId } = await paidByBank(requestId, await claimed(requestId))
    const line = await ground.comesIn(2_137n)
    await ground.answered(line, orderId)
    expect(await bookedByCurrency(calls.pay, requestId)).toEqual({
      'expense CNY': '6411',
      'paid CNY': '-6411',
    })
    const [row] = await calls.pay.sql(
      `select benefit.refunded_minor::text as back, refund.minor::text, refund.closes_minor::text as closes
from payments.refund as refund
join benefits.benefit as benefit on benefit.id = refund.benefit_id
where refund.order_id = $1`,
      [orderId],
    )
    expect(row).toEqual({ back: '300', minor: '2137', closes: '300' })
    const rest = await ground.comesIn(6_412n)
    expect(await ground.codeOf(rest, orderId)).toBe('bank.refund_above_payment')
    expect(await proof()).toEqual({})
    const version = (await ground.linesOf()).find(({ lineId }) => lineId === line.lineId)?.version
    const back = { params: { lineId: line.lineId }, body: { version, reason: '这一笔看错了' } }
    await calls.bank.good(ground.third, 'bank.unmatch_line', back)
    expect(await bookedByCurrency(calls.pay, requestId)).toEqual({
      'expense CNY': '8548',
      'paid CNY': '-8548',
    })
    expect(await proof()).toEqual({})
  })
})

describe('in the journal and the taxes', () => {
  const withCard = async () => {
    const receipt = await calls.pay.upload('sales', 'receipt', `小票${(files += 1)}.txt`)
    const proofId = await calls.pay.upload('sales', 'receipt', `对账单${(files += 1)}.txt`)
    return { fileIds: [receipt, proofId], proofId }
  }

  const benefitOf = async (requestId: string) => {
    const [own] = await calls.pay.sql('select benefit_id from requests.request where id = $1', [requestId])
    return String(own?.['benefit_id'])
  }

  const recordsOf = async (requestId: string) => {
    const asked = { from: '2026-11-01', to: '2026-11-30', entityId, currency: 'CNY' }
    const records = await readOnly(company.world.pool, [systemActor], async (tx) =>
      benefitRecords(tx, { ...asked, organisation: await company.world.requests.organisation(tx) }),
    )
    const benefitId = await benefitOf(requestId)
    return records
      .filter(({ id }) => id === benefitId)
      .map(({ minor, isConverted = false }) => [minor, isConverted])
  }

  test('a line of exactly the yuan that are paid is the benefit; the rest is as before', async () => {
    const requestId = await foreignLunch(calls.pay)
    expect(await recordsOf(requestId)).toEqual([[8548n, true]])
    await claimed(requestId, await withCard(), { minor: '900', paid: '6437' })
    expect(await recordsOf(requestId)).toEqual([
      [6437n, false],
      [2137n, true],
      // The giving booked all of it, before anybody claimed it in yuan.
      [8548n, true],
    ])
    const coverage = coverageCalls(company)
    const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'
    const journal = (amount: string) =>
      `${heading}\n2026-11-27,记-1,招待费,660103,销售费用-业务招待费,${amount},,,,\n`
    const toLookAt = async (amount: string) => {
      const { runId = '' } = await coverage.compare(journal(amount))
      return (await coverage.linesOf(runId)).length
    }
    // Nobody is named: the amount alone leads to the benefit, and only the one to the fen.
    expect(await toLookAt('64.37')).toBe(0)
    expect(await toLookAt('64.38')).toBe(1)
  })

  test('the tax schedule takes what was paid, and what was received at the rate of its day', async () => {
    const { world } = company
    const spentOn = async (requestId: string) => {
      const own = await benefitOf(requestId)
      const { schedule } = await readOnly(world.pool, [systemActor], (tx) =>
        readYearAt(world.requests, tx, { entityId, year: 2026, at: world.now() }),
      )
      const line = schedule.noInputCredit.find(({ benefitId }) => benefitId === own)
      return { spent: line?.minor, received: line?.received }
    }
    const requestId = await foreignLunch(calls.pay)
    expect(await spentOn(requestId)).toEqual({ spent: 8548n, received: 8548n })
    await claimed(requestId, await withCard(), { paid: '8799' })
    expect(await spentOn(requestId)).toEqual({ spent: 8799n, received: 8548n })
  })
})

describe('a vendor abroad', () => {
  const number = invoiceNumbers(7)
  const bill = (total: string, more: object = {}) =>
    eInvoice({
      number: number(),
      net: total,
      tax: '0.00',
      total,
      amounts: [total],
      buyer: '苏州明台装备',
      ...more,
    })
  const foreignVendorLunch = () =>
    vendorLunch(company, calls.pay, { amount: { currency: 'USD', minor: '1200' } })

  const filing = async (requestId: string, more: object, line: object = {}) => {
    const fileIds = [await calls.pay.upload('sales', 'receipt', `账单${(files += 1)}.txt`)]
    return { body: { lines: [{ requestId, minor: '1200', ...line }], fileIds, currency: 'CNY', ...more } }
  }

  test('is paid in yuan what its invoice in yuan says, and nothing by a rate', async () => {
    const [requestId, vendorId] = [await foreignVendorLunch(), await supplier(company, calls.pay)]
    const codeOf = async (more: object, line?: object) =>
      calls.pay.codeOf('sales', 'payments.file_claim', await filing(requestId, more, line))
    expect(await codeOf({ vendorId })).toBe('payments.vendor_says_amount')
    expect(await codeOf({ vendorId }, { paid: '8600' })).toBe('payments.vendor_shows_amount')
    const small = await invoices.record('sales', bill('85.00'))
    expect(await codeOf({ vendorId, invoiceIds: [small] }, { paid: '8600' })).toBe(
      'payments.claim_above_receipts',
    )
    const invoiceId = await invoices.record('sales', bill('86.00'))
    const claimId = await claimed(requestId, { vendorId, invoiceIds: [invoiceId] }, { paid: '8600' })
    const { transfer } = await paidByBank(requestId, claimId)
    expect(transfer?.amount).toEqual({ currency: 'CNY', minor: 8600n })
    expect(await bookedByCurrency(calls.pay, requestId)).toEqual({
      'expense CNY': '8600',
      'paid CNY': '-8600',
    })
    const { invoice } = await invoices.standing(invoiceId)
    expect(invoice.used_minor).toBe(8600n)
  })

  test('whose special invoice is in yuan has its tax credited in yuan, in a voucher of its own', async () => {
    const [requestId, vendorId] = [await foreignVendorLunch(), await supplier(company, calls.pay)]
    const [made] = await calls.pay.sql('select benefit_id as id from requests.request where id = $1', [
      requestId,
    ])
    const benefitId = String(made?.['id'])
    await inputTaxCalls(company, calls.pay).changed(benefitId, { form: 'logo_item', decision_id: null })
    const advertised = { label: '01', items: ['*广告服务*广告费'], net: '81.13', tax: '4.87' }
    const invoiceId = await invoices.record('sales', bill('86.00', { ...advertised, amounts: ['81.13'] }))
    await claimed(requestId, { vendorId, invoiceIds: [invoiceId] }, { paid: '8600' })
    const rows = await calls.pay.sql(
      `select why, currency, minor::text, document_type from ledger.input_tax where benefit_id = $1`,
      [benefitId],
    )
    expect(rows).toEqual([{ why: 'credited', currency: 'CNY', minor: '487', document_type: 'input_tax' }])
    const own = (await vouchers()).filter(({ reference }) => reference.includes('/itx_'))
    expect(own).toMatchObject([{ occasion: '进项税额', total: { currency: 'CNY', minor: '487' } }])
  })

  test('an invoice in yuan shows nothing of a reimbursement that is measured in dollars', async () => {
    const requestId = await foreignLunch(calls.pay)
    const invoiceId = await invoices.record('sales', bill('85.48'))
    const given = await filing(requestId, { invoiceIds: [invoiceId] })
    expect(await calls.pay.codeOf('sales', 'payments.file_claim', given)).toBe('invoices.currency_differs')
  })
})
