import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rebate } from '../../../../test/setup/approval-round.ts'
import { ordinary } from '../../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { invoiceTable } from '../../invoices/tables.ts'

let company: Company
let calls: RequestCalls
let customerName = ''

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const [customer] = await sql<{ name: string }>('select name from parties.customer where id = $1', [
    parties.dealer,
  ])
  customerName = customer?.name ?? ''
})

afterAll(async () => {
  calls.close()
  await company.close()
})

function sql<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
  return readOnly(company.world.pool, [company.actor('finance')], (tx) => tx.sql<Row>(text, values))
}

let numbers = 0

/** An invoice of ours on record, as finance reads it from its file. */
async function recorded(more: Partial<Record<string, unknown>> = {}): Promise<string> {
  const number = `2531200000001234${String(++numbers).padStart(4, '0')}`
  await company.store([
    insertRow(invoiceTable, {
      id: `inv_${String(numbers).padStart(14, '0')}`,
      entity_id: company.founded.entities['suzhou'] ?? '',
      key: number,
      code: null,
      number,
      kind: 'special',
      seller_name: '苏州明台装备',
      seller_tax: null,
      buyer_name: customerName,
      buyer_tax: null,
      currency: 'CNY',
      net_minor: 1_000_000n,
      tax_minor: 130_000n,
      total_minor: 1_130_000n,
      issued_on: '2026-11-20',
      items: '["*医疗器械*试剂"]',
      discount: 'line',
      refers_to: null,
      sources: '{}',
      file_digest: String(numbers).padStart(64, '0'),
      check_state: 'good',
      used_minor: 0n,
      reversed_minor: 0n,
      recorded_by: company.founded.people['finance'] ?? '',
      recorded_at: company.world.now(),
      ...more,
    } as never),
  ])
  return number
}

/** A rebate that was approved to go on an invoice. */
async function approved(): Promise<string> {
  const proposal = { ...rebate, way: 'on_invoice', happensOn: '2026-11-25', facts: ordinary('rebate') }
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

async function give(requestId: string, invoiceNumber: string) {
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const body = { version, givenOn: '2026-11-25', fileIds: [], invoiceNumber }
  return calls.call('sales', 'requests.give', { params: { requestId }, body })
}

/** What is doubtful about it, as whoever checks it reads it. */
async function flags(requestId: string): Promise<string[]> {
  const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const giving = detail['giving'] as { readonly flags: readonly { readonly what: string }[] }
  return giving.flags.map(({ what }) => what)
}

async function alerts(requestId: string): Promise<string[]> {
  const rows = await sql<{ reason: string }>(
    `select alert.reason from benefits.alert as alert
join requests.request as request on request.benefit_id = alert.benefit_id
where request.id = $1 order by alert.reason`,
    [requestId],
  )
  return rows.map(({ reason }) => reason)
}

test('an invoice of ours to the customer that shows the discount is named without a doubt', async () => {
  const requestId = await approved()
  expect(await give(requestId, await recorded())).toMatchObject({ body: { state: { state: 'given' } } })
  expect(await flags(requestId)).toEqual([])
  expect(await alerts(requestId)).toEqual([])
})

test('a number that is on no record is told, and is looked up again when it comes', async () => {
  const requestId = await approved()
  const later = `2531200000001234${String(numbers + 1).padStart(4, '0')}`
  await give(requestId, ` ${later.slice(0, 8)} ${later.slice(8)} `)
  expect(await flags(requestId)).toEqual(['invoice_unknown'])
  await recorded({ check_state: 'unchecked' })
  expect(await flags(requestId)).toEqual(['invoice_unchecked'])
})

test.each([
  ['the discount in its remarks', { discount: 'remark' }, 'invoices.discount_in_remarks'],
  ['a negative check', { check_state: 'bad' }, 'invoices.issued_check_negative'],
  ['another seller', { seller_name: '别家有限公司' }, 'invoices.not_issued_by_us'],
])('with %s it carries no rebate', async (_, more, code) => {
  const requestId = await approved()
  expect(await give(requestId, await recorded(more))).toMatchObject({
    kind: 'refused',
    refusal: { code, pointer: '/body/invoiceNumber' },
  })
})

test('one made out to somebody else is recorded, and compliance looks into it', async () => {
  const requestId = await approved()
  const number = await recorded({ buyer_name: '苏州别家商贸有限公司' })
  expect(await give(requestId, number)).toMatchObject({ body: { state: { state: 'given' } } })
  expect(await flags(requestId)).toEqual(['invoice_other_buyer'])
  expect(await alerts(requestId)).toEqual(['doubtful_invoice'])
})

test('one that another benefit names is recorded, and compliance looks into the second', async () => {
  const [first, second] = [await approved(), await approved()]
  const number = await recorded()
  await give(first, number)
  await give(second, number)
  expect(await alerts(first)).toEqual([])
  expect(await alerts(second)).toEqual(['doubtful_invoice'])
  expect(await flags(first)).toEqual(['invoice_again'])
})

test('a paper of the invoice without its number is told, and completes nothing', async () => {
  const requestId = await approved()
  const versionNow = async () =>
    Number((await calls.good('sales', 'requests.detail', { params: { requestId } }))['version'])
  const papers = ['calculationSheet', 'customerStatement', 'ledgerAccount', 'redInvoice']
  const fileIds: string[] = []
  for (const paper of papers) fileIds.push(await calls.upload('sales', paper, `${paper}.txt`))
  const body = { version: await versionNow(), givenOn: '2026-11-25', fileIds }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
  expect(await flags(requestId)).toEqual(['invoice_unnamed'])
  const closing = async () =>
    calls.call('sales', 'requests.complete', {
      params: { requestId },
      body: { version: await versionNow(), fileIds: [] },
    })
  expect(await closing()).toMatchObject({
    refusal: { code: 'requests.way_proof_missing', params: { proofs_en: 'the number of the invoice' } },
  })
  const named = { version: await versionNow(), givenOn: '2026-11-25', fileIds: [], text: '补填发票号码' }
  await calls.good('sales', 'requests.give', {
    params: { requestId },
    body: { ...named, invoiceNumber: await recorded() },
  })
  expect(await flags(requestId)).toEqual([])
  // What is left is a matter of the books.
  expect(await closing()).toMatchObject({ refusal: { code: 'requests.voucher_missing' } })
})

test('an invoice that turned bad since is told with its reason, and the rest can be corrected', async () => {
  const requestId = await approved()
  const later = `2531200000001234${String(numbers + 1).padStart(4, '0')}`
  await give(requestId, later)
  await recorded({ seller_name: '别家有限公司' })
  const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
  expect(detail['giving']).toMatchObject({
    flags: [{ what: 'invoice_stopped', text: expect.stringContaining('不是「苏州明台装备」开的') as string }],
  })
  const version = Number(detail['version'])
  const params = { requestId }
  const place = { version, givenOn: '2026-11-25', place: '苏州工业园区', text: '地点写明', fileIds: [] }
  const corrected = await calls.call('sales', 'requests.give', { params, body: place })
  expect(corrected).toMatchObject({ body: { state: { state: 'given' } } })
})
