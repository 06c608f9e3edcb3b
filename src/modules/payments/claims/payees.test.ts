import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { dutyChange } from '../../access/index.ts'
import { benefitTable, loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { loadInvoices } from '../../invoices/index.ts'
import { invoiceTable } from '../../invoices/tables.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { loadRequests } from '../../requests/index.ts'

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

async function benefitsOf(requestId: string): Promise<BenefitRow[]> {
  const found = await readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const request = (await loadRequests(tx, [requestId])).get(requestId)
    return loadBenefits(tx, [request?.benefit_id ?? ''])
  })
  return [...found.values()]
}

const claim = async (requestIds: readonly string[], more: object = {}, who = 'sales') => ({
  body: {
    lines: requestIds.map((requestId) => ({ requestId, minor: '1000' })),
    fileIds: [await calls.upload(who, 'receipt', `票${requestIds.join('')}.txt`)],
    ...more,
  },
})

const file = (given: object) => calls.codeOf('sales', 'payments.file_claim', given)

/** Files a claim and has it accepted. */
async function accepted(given: object): Promise<string> {
  const claimId = String((await calls.good('sales', 'payments.file_claim', given))['claimId'])
  const body = { version: 1, verdict: 'accept', reason: '小票已核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body })
  return claimId
}

describe('a claim for a vendor', () => {
  test('pays the supplier of the claim on its own account', async () => {
    const [requestId, vendorId] = [await vendorLunch(company, calls), await supplier(company, calls)]
    const claimId = await accepted(await claim([requestId], { vendorId }))
    const orderId = await calls.prepared(requestId, { claimId })
    await calls.checked(orderId)
    const { items } = await calls.good(calls.maker, 'payments.queue', { query: { way: 'vendor' } })
    expect(items).toMatchObject([{ orderId, payee: { kind: 'vendor', id: vendorId } }])
  })

  test('names a vendor, who is no customer, and is mixed with nothing else', async () => {
    const [requestId, other] = [await vendorLunch(company, calls), await calls.givenLunch()]
    expect(await file(await claim([requestId]))).toBe('payments.claim_needs_vendor')
    const itself = { vendorId: parties.dealer }
    expect(await file(await claim([requestId], itself))).toBe('payments.no_vendor')
    const vendorId = await calls.newDealer()
    expect(await file(await claim([requestId, other], { vendorId }))).toBe('payments.claim_mixes')
    expect(await file(await claim([other], { vendorId }))).toBe('payments.claim_pays_claimant')
    const claimId = await accepted(await claim([requestId], { vendorId }))
    const prepare = (body: object) =>
      calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, body))
    expect(await prepare({ claimId })).toBe('payments.no_vendor')
    expect(await prepare({})).toBe('payments.needs_claim')
  })

  test('rests on an invoice that is on record', async () => {
    const requestId = await calls.givenLunch()
    const lines = [{ requestId, minor: '10', invoiceId: 'inv_nowhere000000' }]
    expect(await file(await claim([requestId], { lines }))).toBe('payments.no_invoice')
  })
})

describe('an account of our own staff', () => {
  const state = (body: object, who = 'sales3') => calls.codeOf(who, 'payments.state_own_account', { body })
  const own = { holder: '赵强', bank: '招商银行', number: '6217 0011 8000 9999', reference: '本人登记' }

  test('is stated by its owner, in their own name, and verified by somebody else', async () => {
    expect(await state({ ...own, number: '卡号六二一七' })).toBe('payments.account_number_wrong')
    expect(await state({ ...own, holder: '赵强的配偶' })).toBe('payments.account_not_own')
    const accountId = await calls.ownAccount('sales3', '赵强', own.number)
    expect(await state({ ...own, bank: '招商银行苏州分行' })).toBe('payments.account_known')
    await calls.verified(accountId)
    const check = {
      params: { accountId },
      body: { answer: 'confirm', how: 'payroll', reference: '工资表' },
    }
    expect(await calls.codeOf(calls.checker, 'payments.check_staff_account', check)).toBe(
      'payments.account_checked',
    )
    const ofFinance = await calls.ownAccount('finance', '周婷', '6217001180008888')
    const self = { ...check, params: { accountId: ofFinance } }
    expect(await calls.codeOf('finance', 'payments.check_staff_account', self)).toBe(
      'payments.own_account_check',
    )
  })
})

describe('a payment', () => {
  test('rests on no claim where the customer is paid, and is not for what is in kind', async () => {
    const requestId = await calls.approvedRebate()
    const claimId = await accepted(await claim([await calls.givenLunch()]))
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, { claimId }))).toBe(
      'payments.no_claim_here',
    )
    const rows = await benefitsOf(requestId)
    await company.store(rows.map((row) => updateRow(benefitTable, row, { way: 'on_invoice' })))
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId))).toBe(
      'payments.nothing_to_pay_out',
    )
  })

  test('goes no further once somebody who has a part in it turns out to have another', async () => {
    const requestId = await calls.approvedRebate('450000')
    const orderId = await calls.prepared(requestId)
    await company.store([dutyChange({ type: 'request', id: requestId }, calls.maker.personId, 'approver')])
    const check = { params: { orderId }, body: { version: 1 } }
    expect(await calls.codeOf(calls.checker, 'payments.check', check)).toBe('payments.people_not_apart')
  })

  test('goes to nobody where the benefit names no customer', async () => {
    const requestId = await calls.approvedRebate('460000')
    const rows = await benefitsOf(requestId)
    await company.store(rows.map((row) => updateRow(benefitTable, row, { customer_id: null })))
    expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId))).toBe(
      'payments.no_payee',
    )
  })
})

describe('finance that checks a claim', () => {
  const check = (claimId: string, who: Parameters<PaymentCalls['codeOf']>[0], more: object = {}) =>
    calls.codeOf(who, 'payments.check_claim', {
      params: { claimId },
      body: { version: 1, verdict: 'accept', ...more },
    })
  const filed = async (given: object) =>
    String((await calls.good('sales', 'payments.file_claim', given))['claimId'])

  test('checks nothing of its own', async () => {
    const claimId = await filed(await claim([await calls.givenLunch()]))
    const both = { ...company.actor('sales'), roles: ['sales', 'finance'] }
    expect(await check(claimId, both)).toBe('payments.own_claim')
  })

  test('answers in words what nobody can read off an invoice; a bad one stops the claim', async () => {
    const requestId = await calls.givenLunch()
    const invoice = insertRow(invoiceTable, {
      id: 'inv_question0000',
      entity_id: company.founded.entities['suzhou'] ?? '',
      key: '24312000000000000001',
      code: null,
      number: '24312000000000000001',
      kind: 'general',
      seller_name: '苏州得月楼餐饮有限公司',
      seller_tax: null,
      buyer_name: '苏州明台装备',
      buyer_tax: null,
      currency: 'CNY',
      net_minor: null,
      tax_minor: null,
      total_minor: 9000n,
      issued_on: '2026-11-25',
      items: JSON.stringify(['*餐饮服务*餐费']),
      discount: null,
      refers_to: null,
      sources: JSON.stringify({}),
      file_digest: 'a'.repeat(64),
      check_state: 'unchecked',
      used_minor: 0n,
      reversed_minor: 0n,
      recorded_by: company.founded.people['sales'] ?? '',
      recorded_at: '2026-11-25T01:00:00.000Z',
    })
    await company.store([invoice])
    const lines = [{ requestId, minor: '9000', invoiceId: 'inv_question0000' }]
    const claimId = await filed(await claim([requestId], { lines }))
    expect(await check(claimId, calls.checker)).toBe('payments.claim_questions')
    const standing = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadInvoices(tx, ['inv_question0000']),
    )
    const bad = [...standing.values()].map(({ invoice: row }) =>
      updateRow(invoiceTable, row, { check_state: 'bad' }),
    )
    await company.store(bad)
    expect(await check(claimId, calls.checker, { reason: '已核对' })).toBe('invoices.check_negative')
  })
})
