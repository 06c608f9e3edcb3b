import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { followAccounts, stopChangedOrders, stopOrdersQueue } from '../../../app/changed-accounts.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { followFromNow, logSigner, sequenceNow } from '../../audit/index.ts'
import { accountTable } from '../../parties/index.ts'

let company: Company
let calls: PaymentCalls
let happened: ReturnType<typeof bankSays>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  happened = bankSays(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const { sent, paid, unknown, failed, returned } = bankWords

async function standing(requestId: string) {
  const [row] = await calls.sql(
    `select request.state as request, benefit.state as benefit, payable.paid_minor::text as paid,
  payable.ordered_minor::text as ordered,
  (select coalesce(sum(line.minor), 0)::text from ledger.entry as entry
    join ledger.line as line on line.entry_id = entry.id
    where entry.object_id = benefit.id and line.account = 'payable') as payable
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
join payments.payable as payable on payable.id = benefit.id
where request.id = $1`,
    [requestId],
  )
  return row
}

async function checkedOrder(requestId: string, body: object = {}): Promise<string> {
  const orderId = await calls.prepared(requestId, body)
  await calls.checked(orderId)
  return orderId
}

test('with its last part a benefit is paid, in the books as well; a return makes it owed again', async () => {
  const requestId = await calls.approvedRebate('500000')
  const parts = [await checkedOrder(requestId, { minor: '200000' }), await checkedOrder(requestId)]
  for (const orderId of parts) expect(await happened(orderId, sent)).toBe('done')
  expect(await happened(parts[0] ?? '', paid)).toBe('done')
  expect(await standing(requestId)).toMatchObject({ request: 'approved', paid: '200000', ordered: '500000' })
  expect(await happened(parts[1] ?? '', paid)).toBe('done')
  expect(await standing(requestId)).toEqual({
    request: 'paid',
    benefit: 'paid',
    paid: '500000',
    ordered: '500000',
    payable: '0',
  })
  expect(await happened(parts[1] ?? '', returned)).toBe('done')
  expect(await standing(requestId)).toMatchObject({
    request: 'approved',
    benefit: 'approved',
    paid: '200000',
  })
})

const giving = async (requestId: string, more: object = {}) => {
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  return { params: { requestId }, body: { version, givenOn: '2026-11-25', fileIds: [], ...more } }
}

test('what was declared late and paid afterwards stays given when the money comes back', async () => {
  const requestId = await calls.approvedRebate('505000', undefined, '2026-11-24')
  const late = await giving(requestId, { givenOn: '2026-11-24' })
  expect(await calls.codeOf('sales', 'requests.give', late)).toBe('done')
  const orderId = await checkedOrder(requestId)
  await happened(orderId, sent)
  await happened(orderId, paid)
  expect(await standing(requestId)).toMatchObject({ request: 'paid', payable: '0' })
  await happened(orderId, returned)
  expect(await standing(requestId)).toMatchObject({ request: 'given', benefit: 'given', payable: '-505000' })
})

test('what goes to a company account is given by its transfer, and by no hand beside it', async () => {
  const requestId = await calls.approvedRebate('506000')
  const give = async (more?: object) => calls.codeOf('sales', 'requests.give', await giving(requestId, more))
  expect(await give()).toBe('requests.given_by_transfer')
  expect(await give({ way: 'company_account' })).toBe('requests.given_by_transfer')
  expect((await calls.good('sales', 'requests.detail', { params: { requestId } }))['give']).toMatchObject({
    ways: [{ way: 'on_invoice' }],
  })
  // It came off an invoice after all: then there is nothing to transfer.
  expect(await give({ way: 'on_invoice', invoiceNumber: '24320000000000000777' })).toBe('done')
  expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId))).toBe(
    'payments.nothing_to_pay_out',
  )
})

test('K36: an unknown result keeps what it holds: nothing is ordered or sent a second time', async () => {
  const requestId = await calls.approvedRebate('510000')
  const orderId = await checkedOrder(requestId)
  await happened(orderId, sent)
  expect(await happened(orderId, unknown)).toBe('done')
  expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId))).toBe(
    'payments.nothing_left',
  )
  expect(await happened(orderId, sent)).toBe('payments.no_such_move')
  const stop = { params: { orderId }, body: { version: 4, reason: '不再支付' } }
  expect(await calls.codeOf(calls.maker, 'payments.stop', stop)).toBe('payments.no_such_move')
  expect(await happened(orderId, paid)).toBe('done')
  expect(await happened(orderId, paid)).toBe('payments.no_such_move')
})

test('what failed may be ordered again under a number of its own', async () => {
  const requestId = await calls.approvedRebate('520000')
  const orderId = await checkedOrder(requestId)
  await happened(orderId, sent)
  expect(await happened(orderId, failed)).toBe('done')
  const again = await calls.prepared(requestId)
  const { items } = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
  const numbers = (items as { orderId: string; endToEndId: string }[]).map((each) => each.endToEndId)
  expect(again).not.toBe(orderId)
  expect(new Set(numbers).size).toBe(2)
})

test('two people who check one order at one moment are one check', async () => {
  const orderId = await calls.prepared(await calls.approvedRebate('530000'))
  const check = { params: { orderId }, body: { version: 1 } }
  const third = await hire(company, { role: 'finance' })
  const codes = await Promise.all(
    [calls.checker, third].map((who) => calls.codeOf(who, 'payments.check', check)),
  )
  expect(codes.toSorted()).toEqual(['done', 'platform.stale'])
  const duties = await calls.sql(
    `select duty from access.duty where object_type = 'payment_order' and object_id = $1 order by duty`,
    [orderId],
  )
  expect(duties).toEqual([{ duty: 'checker' }, { duty: 'payer' }])
})

test('a changed account stops the open orders that name it, by the system', async () => {
  const { world, database } = company
  const jobs: { queue: string; data: unknown }[] = []
  Object.assign(world.door, { enqueue: async (_: unknown, drafts: typeof jobs) => void jobs.push(...drafts) })
  const worker = database.pool('worker', 2)
  await followFromNow(worker, 'payments.accounts')
  const partyId = await calls.newDealer()
  const orderId = await calls.prepared(await calls.approvedRebate('540000', partyId))
  await company.store([
    insertRow(accountTable, {
      id: 'bank_changed0000',
      customer_id: partyId,
      holder: '昆山付款测试有限公司',
      bank: '上海银行',
      number: '31000000000001',
      given_in: 'message',
      reference: '邮件',
      state: 'stated',
      stated_by: company.founded.people['sales'] ?? '',
      stated_at: '2026-11-25T01:00:00.000Z',
      checked_by: null,
      checked_at: null,
      checked_how: null,
      check_reference: null,
      cnaps: null,
      province: null,
      city: null,
      phone: null,
    }),
  ])
  await sequenceNow({ pool: worker, signer: logSigner(world.ring), now: world.now })
  while ((await followAccounts(world, worker)) > 0);
  for (const { queue, data } of jobs) if (queue === stopOrdersQueue) await stopChangedOrders(world, data)
  const { items } = await calls.good(calls.maker, 'payments.queue', { query: { state: 'stopped' } })
  expect((items as { orderId: string }[]).find((each) => each.orderId === orderId)).toMatchObject({
    reason: '收款账户已变更',
  })
})
