import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { apiCalls, type ApiCalls } from '../../../test/setup/api-calls.ts'
import { lunchOn, openRound } from '../../../test/setup/approval-round.ts'
import { bankCalls, todayOf, type BankCalls } from '../../../test/setup/bank-calls.ts'
import { camtFile, paymentDetails } from '../../../test/setup/bank-files.ts'
import { setBudget } from '../../../test/setup/budget-calls.ts'
import { claimPaths, type ClaimPaths } from '../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { invoiceCalls, type InvoiceCalls } from '../../../test/setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../../../test/setup/invoice-files.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { documentPorts } from '../../app/booked-documents.ts'
import type { ledgerEntries, trialBalance } from '../../contract/ledger.ts'
import type { taxSchedule } from '../../contract/tax.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { documentOf, type BookedDocument } from './documents.ts'

// From a figure of the books to its entries, and from an entry to the very document that it was booked for.

type Entry = z.output<typeof ledgerEntries.answer>['items'][number]
type Balance = z.output<typeof trialBalance.answer>['rows'][number]
type Account = z.output<typeof ledgerEntries.query>['account']

let company: Company
let bank: BankCalls
let api: ApiCalls
let paths: ClaimPaths
let invoices: InvoiceCalls

beforeAll(async () => {
  company = await testCompany()
  bank = await bankCalls(company)
  api = apiCalls(company.world)
  paths = claimPaths(company, bank.pay)
  invoices = invoiceCalls(company)
  await bank.pay.verified(await bank.pay.ownAccount('sales', '王磊'))
}, 120_000)

afterAll(async () => {
  bank.close()
  invoices.close()
  await company.close()
})

const finance = () => company.founded.people['finance'] ?? ''

/** The lines of an account that stand for the benefit of a request, the newest first. */
async function entriesOf(account: Account, requestId: string): Promise<Entry[]> {
  const query = { entityId: bank.entityId, account, currency: 'CNY', from: '2026-10', until: '2026-12' }
  // The contract was checked with the answer.
  const { items } = (await api.good(finance(), 'ledger.entries', { query: { ...query, limit: 200 } })) as {
    items: Entry[]
  }
  return items.filter(({ benefit }) => benefit?.requestId === requestId)
}

const numberOf = async (table: string, id: string): Promise<string> => {
  const [row] = await bank.pay.sql(`select number from ${table} where id = $1`, [id])
  return String(row?.['number'])
}

const documentsOf = async (account: Account, requestId: string) =>
  (await entriesOf(account, requestId)).map(({ document }) => document)

const asked = async () => (await openRound(bank.pay, lunchOn('2026-11-26'))).requestId

describe('a benefit on its way is booked for its request', () => {
  test('asked for, it is held: the request, and the budget that it takes from', async () => {
    const budgetId = await setBudget(company, api, { planned: '100000000', name: '招待预算', answer: 'warn' })
    const requestId = await asked()
    const number = await numberOf('requests.request', requestId)
    const [held] = await documentsOf('hold', requestId)
    expect(held).toEqual({
      kind: 'request',
      id: requestId,
      number,
      stage: 'asked',
      says: `Request ${number}, asked for`,
      opens: { page: 'request', requestId },
      papers: [
        {
          kind: 'budget',
          id: budgetId,
          number: '招待预算',
          says: 'Budget 招待预算',
          opens: { page: 'budget', entityId: bank.entityId, year: 2026, budgetId, figure: 'held' },
        },
      ],
    })
    await bank.pay.approve(requestId)
    const opens = { page: 'budget', figure: 'committed' }
    expect(await documentsOf('commitment', requestId)).toMatchObject([
      { kind: 'request', id: requestId, stage: 'approved', papers: [{ id: budgetId, opens }] },
    ])
  })

  test('withdrawn, it is held no longer, and says so', async () => {
    const requestId = await asked()
    const { version } = await bank.pay.good('sales', 'requests.detail', { params: { requestId } })
    const body = { version, text: '不再需要' }
    await bank.pay.good('sales', 'requests.withdraw', { params: { requestId }, body })
    const documents = await documentsOf('hold', requestId)
    expect(documents).toHaveLength(2)
    expect(documents).toContainEqual(
      expect.objectContaining({ id: requestId, stage: 'ended', opens: { page: 'request', requestId } }),
    )
  })

  test('given, it leads to request, claim and invoice; reversed, to the same request', async () => {
    const requestId = await bank.pay.givenLunch()
    const own = invoiceNumbers(8)()
    const money = { net: '90.00', tax: '0.00', total: '90.00' }
    const invoiceId = await invoices.record(
      'sales',
      eInvoice({ number: own, ...money, buyer: '苏州明台装备' }),
    )
    const fileIds = [await bank.pay.upload('sales', 'receipt', '小票.txt')]
    const body = { lines: [{ requestId, minor: '9000', invoiceId }], fileIds }
    const claimId = String((await bank.pay.good('sales', 'payments.file_claim', { body }))['claimId'])
    const number = await numberOf('payments.claim', claimId)
    const papers = [
      { kind: 'claim', id: claimId, number, says: `Claim ${number}`, opens: { page: 'claim', claimId } },
      { kind: 'invoice', id: invoiceId, number: own, opens: { page: 'invoice', invoiceId } },
    ]
    const given = { kind: 'request', id: requestId, stage: 'given', papers }
    expect(await documentsOf('expense', requestId)).toMatchObject([given])
    expect(await documentsOf('payable', requestId)).toMatchObject([given])
    await bank.pay.good('sales', 'payments.withdraw_claim', { params: { claimId }, body: { version: 1 } })
    expect(await documentsOf('expense', requestId)).toMatchObject([{ ...given, papers: [] }])
    const { version } = await bank.pay.good('sales', 'requests.detail', { params: { requestId } })
    const reversing = {
      version,
      text: '客户退回',
      fileIds: [await bank.pay.upload('sales', 'returnReceipt')],
    }
    await bank.pay.good('sales', 'requests.reverse', { params: { requestId }, body: reversing })
    await bank.pay.confirmReversal(requestId)
    const documents = await documentsOf('expense', requestId)
    const opens = { page: 'request', requestId }
    expect(documents).toContainEqual(expect.objectContaining({ id: requestId, stage: 'reversed', opens }))
    expect(documents).toContainEqual(expect.objectContaining({ id: requestId, stage: 'given', opens }))
  })
})

describe('what is paid is booked for its payment order', () => {
  test('with its claim; come back, for the same order', async () => {
    const requestId = await bank.pay.givenLunch()
    const claimId = await paths.claimed(requestId, '9000')
    const orderId = await paths.paid(requestId, claimId)
    const number = await numberOf('payments.order', orderId)
    const paid = {
      kind: 'payment_order',
      id: orderId,
      number,
      stage: 'booked',
      says: `Payment order ${number}`,
      opens: { page: 'payment_order', orderId },
      papers: [{ kind: 'claim', id: claimId }],
    }
    expect(await documentsOf('paid', requestId)).toMatchObject([paid])
    const one = await bank.pay.good(bank.pay.maker, 'payments.queue', { query: { orderId } })
    expect(one['items']).toMatchObject([{ orderId, number, state: 'paid' }])
    const claims = await bank.pay.good(bank.pay.maker, 'payments.claims', { query: { claimId } })
    expect(claims['items']).toMatchObject([{ claimId }])
    await paths.returned(orderId)
    const documents = await documentsOf('paid', requestId)
    expect(documents).toHaveLength(2)
    const taken = { stage: 'taken_back', says: `Payment order ${number}, taken back`, id: orderId }
    expect(documents).toContainEqual(expect.objectContaining(taken))
  })

  test('with the batch in which it left, and with the line of the statement once there is one', async () => {
    const accountId = await bank.account()
    const { orderIds, numbers, batchId } = await bank.sent(accountId, '110000')
    const [orderId = ''] = orderIds
    const [row] = await bank.pay.sql('select request_id from payments.order where id = $1', [orderId])
    const requestId = String(row?.['request_id'])
    const named = (lines: readonly BookedDocument[]) =>
      readOnly(company.world.pool, [bank.pay.maker], (tx) =>
        documentPorts(company.world).papers(tx, bank.pay.maker, lines),
      )
    const order = { kind: 'payment_order', id: orderId, lineId: 'ledl_a', account: 'paid', benefitId: '' }
    const { entityId } = bank
    expect((await named([order as BookedDocument])).get('ledl_a')).toEqual([
      { kind: 'batch', id: batchId, number: todayOf(company), opens: { page: 'batch', entityId, batchId } },
    ])
    const details = paymentDetails('08', { id: numbers[0] ?? '' })
    const entries = [{ amount: '1100.00', ref: 'R-1', details, day: todayOf(company) }]
    const statement = { id: 'D-1', opening: '9000000.00', closing: '8998900.00', entries }
    await bank.bring('bank.import_statement', camtFile('08', [statement]))
    const [document] = await documentsOf('paid', requestId)
    const [line] = document?.papers ?? []
    expect(document?.papers).toEqual([
      {
        kind: 'statement_line',
        id: line?.id,
        number: `${todayOf(company)} #1`,
        says: `Statement line ${todayOf(company)} #1`,
        opens: { page: 'statement_line', entityId, accountId, lineId: line?.id },
      },
    ])
    const query = { accountId, lineId: line?.id }
    const shown = await bank.bank.good(bank.pay.checker, 'bank.lines', { query })
    expect(shown['items']).toMatchObject([{ lineId: line?.id, orders: [{ orderId }] }])
    const one = await bank.bank.good(bank.pay.maker, 'bank.reconciliation', { query: { entityId, batchId } })
    expect(one['batches']).toMatchObject([{ batchId }])
    const none = { entityId, batchId: 'batch_other1' }
    expect((await bank.bank.good(bank.pay.maker, 'bank.reconciliation', { query: none }))['batches']).toEqual(
      [],
    )
  })
})

test('what is released is booked for its release, and taken back for the same', async () => {
  const requestId = await bank.pay.givenLunch()
  const releasing = { params: { requestId }, body: { reason: '其余不再报销' } }
  const releaseId = String((await bank.pay.good('sales', 'payments.release', releasing))['releaseId'])
  const number = await numberOf('requests.request', requestId)
  const released = {
    kind: 'release',
    id: releaseId,
    number,
    stage: 'booked',
    papers: [],
    says: `Release of the rest (${number})`,
    opens: { page: 'release', releaseId },
  }
  expect(await documentsOf('expense', requestId)).toContainEqual(released)
  await bank.pay.good('sales', 'payments.withdraw_release', { params: { releaseId }, body: { version: 1 } })
  expect(await documentsOf('expense', requestId)).toContainEqual({
    ...released,
    stage: 'taken_back',
    says: `Release of the rest (${number}), taken back`,
  })
  const one = await bank.pay.good(bank.pay.maker, 'payments.releases', { query: { releaseId } })
  expect(one['items']).toMatchObject([{ releaseId, state: 'withdrawn' }])
})

test('what came back in part is booked for its refund, which opens the payment and its line', async () => {
  const requestId = await bank.pay.givenLunch()
  const orderId = await paths.paid(requestId, await paths.claimed(requestId, '9000'))
  const accountId = await bank.account({ number: '0000111122229999' })
  const entries = [{ amount: '25.00', side: 'CRDT' as const, day: todayOf(company) }]
  const one = { id: 'BACK-1', account: '0000111122229999', closing: '1025.00', entries }
  await bank.bring('bank.import_statement', camtFile('08', [one]))
  const read = await bank.bank.good(bank.pay.checker, 'bank.lines', { query: { accountId } })
  const { lineId, version } = (read['items'] as { lineId: string; version: number }[])[0] ?? {}
  const body = { version, verdict: 'refunded', orderIds: [orderId], reason: '报销多付，员工退回' }
  const params = { lineId: String(lineId) }
  const { refundId } = await bank.bank.good(bank.pay.checker, 'bank.answer_line', { params, body })
  const number = await numberOf('payments.order', orderId)
  const { entityId } = bank
  const booked = {
    kind: 'refund',
    id: refundId,
    number,
    stage: 'booked',
    papers: [
      {
        kind: 'statement_line',
        id: lineId,
        number: `${todayOf(company)} #1`,
        says: `Statement line ${todayOf(company)} #1`,
        opens: { page: 'statement_line', entityId, accountId, lineId },
      },
    ],
    says: `Part of payment ${number} that came back`,
    opens: { page: 'payment_order', orderId },
  }
  expect(await documentsOf('expense', requestId)).toContainEqual(booked)
  expect(await documentsOf('paid', requestId)).toContainEqual(booked)
  const undo = { params, body: { version: 2, reason: '是另一笔货款' } }
  await bank.bank.good(bank.pay.checker, 'bank.unmatch_line', undo)
  expect(await documentsOf('expense', requestId)).toContainEqual({
    ...booked,
    stage: 'taken_back',
    says: `Part of payment ${number} that came back, taken back`,
  })
})

test('a tax is booked for its charge, which the schedule of its year shows by itself', async () => {
  const tax = taxCalls(company)
  await tax.given('goods', 1_000_00n, ['deemed_sale'], { form: 'gift', on: '2026-10-20' })
  await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating({ bearing: 'recipient' }) })
  const body = { entityId: tax.entityId, month: '2026-10' }
  await tax.call(tax.finance(), 'payments.charge_tax', { body })
  const query = { entityId: bank.entityId, account: 'output_tax', currency: 'CNY', from: '2026-10' }
  const { items } = (await api.good(finance(), 'ledger.entries', { query })) as { items: Entry[] }
  const chargeId = items[0]?.document.id ?? ''
  expect(items).toMatchObject([
    {
      document: {
        kind: 'tax_charge',
        number: 'BR-T-goods',
        says: 'Tax of 2026 (BR-T-goods)',
        stage: 'booked',
        opens: { page: 'tax_charge', entityId: bank.entityId, year: 2026, chargeId },
      },
    },
  ])
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', {
    query: { entityId: bank.entityId, chargeId },
  })
  const { charge } = (answered.kind === 'answer' ? answered.body : {}) as z.output<typeof taxSchedule.answer>
  expect(charge.one).toMatchObject({ chargeId, number: 'BR-T-goods', tax: { minor: '11504' } })
  const expense = await documentOfBenefit('expense', 'BR-T-goods')
  // Stored without a request, the benefit is its own document; there is nothing to open.
  expect(expense).toContainEqual(
    expect.objectContaining({ kind: 'benefit', number: 'BR-T-goods', says: 'Benefit BR-T-goods, given' }),
  )
  expect(expense.find(({ kind }) => kind === 'benefit')).not.toHaveProperty('opens')
  // What is lowered is put right and stands.
  const lower = tax.stating({ bearing: 'recipient', version: 1, vatRate: '0.10' })
  await tax.call(tax.finance(), 'payments.set_tax_year', { body: lower })
  await tax.call(tax.finance(), 'payments.charge_tax', { body })
  expect(await documentOfBenefit('output_tax', 'BR-T-goods')).toContainEqual(
    expect.objectContaining({ stage: 'put_right', says: 'Tax of 2026 (BR-T-goods), put right' }),
  )
})

async function documentOfBenefit(account: Account, number: string) {
  const query = { entityId: bank.entityId, account, currency: 'CNY', from: '2026-10' }
  const { items } = (await api.good(finance(), 'ledger.entries', { query })) as { items: Entry[] }
  return items.filter(({ benefit }) => benefit?.number === number).map(({ document }) => document)
}

test('each side of an account is the sum of the entries that it opens', async () => {
  const query = { entityId: bank.entityId, from: '2026-11' }
  const { rows } = (await api.good(finance(), 'ledger.trial_balance', { query })) as { rows: Balance[] }
  const sumOf = async (account: Account, side: 'debit' | 'credit') => {
    const wanted = { ...query, account, currency: 'CNY', side, limit: 200 }
    const { items } = (await api.good(finance(), 'ledger.entries', { query: wanted })) as { items: Entry[] }
    return items.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n)
  }
  expect(rows.length).toBeGreaterThan(4)
  for (const { account, debit, credit } of rows) {
    const sums = [await sumOf(account, 'debit'), -(await sumOf(account, 'credit'))]
    expect([account, ...sums]).toEqual([account, BigInt(debit.minor), BigInt(credit.minor)])
  }
})

test('who may not see a document is told its number, and is led nowhere', async () => {
  const requestId = await bank.pay.givenLunch()
  const orderId = await paths.paid(requestId, await paths.claimed(requestId, '9000'))
  const line = { lineId: 'ledl_a', benefitId: undefined }
  const documents: BookedDocument[] = [
    { ...line, kind: 'payment_order', id: orderId, account: 'paid' },
    { ...line, kind: 'request', id: requestId, account: 'expense' },
  ]
  // Another applicant of the same entity: the rows are within their border, the pages are not theirs.
  const reader = company.actor('head')
  const stranger = { ...reader, roles: ['applicant' as const], personId: 'per_nobody' }
  const { named, papers } = documentPorts(company.world)
  const [told, beside] = await readOnly(company.world.pool, [stranger], async (tx) => [
    await named(tx, stranger, documents),
    await papers(tx, stranger, documents),
  ])
  expect([...told.values()].map(({ number }) => number)).toEqual([
    await numberOf('requests.request', requestId),
    await numberOf('payments.order', orderId),
  ])
  expect([...told.values()].filter(({ opens }) => opens !== undefined)).toEqual([])
  expect([...beside.values()].flat().filter(({ opens }) => opens !== undefined)).toEqual([])
})

test('what no module of ours names is a document all the same', () => {
  const row = {
    object_type: 'programme',
    object_id: 'prog_a',
    document_type: 'settlement',
    document_id: 'x_1',
  }
  const line = { ...row, id: 'ledl_a', account: 'accrual', moved: ['+accrual', '-payable'] }
  const found = documentOf(line as unknown as Parameters<typeof documentOf>[0])
  expect(found).toEqual({ kind: 'other', id: 'x_1', lineId: 'ledl_a', account: 'accrual' })
})
