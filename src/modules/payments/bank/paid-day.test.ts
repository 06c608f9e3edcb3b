import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bankCalls, type BankCalls, type SentBatch } from '../../../../test/setup/bank-calls.ts'
import { camtFile, paymentDetails } from '../../../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { countNotShown } from './store-shown.ts'

let company: Company
let calls: BankCalls
let accountId: string

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  accountId = await calls.account()
})

beforeEach(() => company.clock.set(testNow))

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A result file in which the bank says of one payment that it was made, on a day or without one. */
function result({ numbers: [number = ''] }: SentBatch, day?: string): string {
  const [heading, cell] = day === undefined ? ['', ''] : [',入账日期', `,${day}`]
  return [`客户业务编号,收款账号,处理状态${heading}`, `${number},,成功${cell}`, ''].join('\r\n')
}

let statements = 0

function statement({ numbers: [number = ''] }: SentBatch, amount: string, day: string): Uint8Array {
  const entry = { amount, day, details: paymentDetails('08', { id: number }) }
  return camtFile('08', [{ id: `D-${++statements}`, opening: amount, closing: '0.00', entries: [entry] }])
}

async function paidOn({ orderIds: [orderId] }: SentBatch): Promise<unknown> {
  const [row] = await calls.pay.sql(
    `select state || ' ' || coalesce(paid_on::text, '-') as paid from payments.order where id = $1`,
    [orderId],
  )
  return row?.['paid']
}

/** What the books hold as paid for an order, by the day on which it is booked. */
async function booked({ orderIds: [orderId] }: SentBatch): Promise<string[]> {
  const rows = await calls.pay.sql(
    `select entry.booked_on::text || ' ' || sum(line.minor)::text as sum
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id and line.account = 'paid'
where entry.document_id = $1
group by entry.booked_on
order by entry.booked_on`,
    [orderId],
  )
  return rows.map(({ sum }) => String(sum))
}

test('a result that is read later: paid on the day the bank says, else on that it was told', async () => {
  const batches = [await calls.sent(accountId, '710000'), await calls.sent(accountId, '720000')] as const
  company.clock.set('2026-12-02T01:00:00.000Z')
  await calls.bring('bank.import_results', result(batches[0]))
  await calls.bring('bank.import_results', result(batches[1], '2026-11-27'))
  expect(await Promise.all(batches.map(paidOn))).toEqual(['paid 2026-11-25', 'paid 2026-11-27'])
  expect(await booked(batches[1])).toEqual(['2026-11-27 -720000'])
})

test('a payment for a later day that the bank made at once is paid on the day of its word', async () => {
  const orderIds = await calls.checkedOrders('725000')
  await calls.send(accountId, orderIds, '2026-12-10')
  const [row] = await calls.pay.sql('select end_to_end_id from payments.order where id = $1', [orderIds[0]])
  const batch = { orderIds, numbers: [String(row?.['end_to_end_id'])] } as unknown as SentBatch
  await calls.bring('bank.import_results', result(batch))
  expect(await paidOn(batch)).toBe('paid 2026-11-25')
})

test('the statement puts the day right, in the books by a reversal and not by a change', async () => {
  const batch = await calls.sent(accountId, '730000')
  company.clock.set('2026-12-03T01:00:00.000Z')
  await calls.bring('bank.import_results', result(batch, '2026-11-30'))
  await calls.bring('bank.import_statement', statement(batch, '7300.00', '2026-12-01'))
  expect(await paidOn(batch)).toBe('paid 2026-12-01')
  // November holds nothing of it any more, by an entry of its own; December has it.
  expect(await booked(batch)).toEqual(['2026-11-30 0', '2026-12-01 -730000'])
  const entries = await calls.pay.sql(
    `select document_on::text as day from ledger.entry
where document_id = $1
order by recorded_at, document_on`,
    [batch.orderIds[0]],
  )
  expect(entries).toEqual([{ day: '2026-11-30' }, { day: '2026-11-30' }, { day: '2026-12-01' }])
})

test('the day is put right as well where the payment came back before its statement was read', async () => {
  const batch = await calls.sent(accountId, '735000')
  const [number = ''] = batch.numbers
  company.clock.set('2026-12-03T01:00:00.000Z')
  await calls.bring('bank.import_results', result(batch, '2026-11-30'))
  const back = { amount: '7350.00', side: 'CRDT', family: 'RRTN', day: '2026-12-02' } as const
  const out = { amount: '7350.00', day: '2026-12-01' }
  const entries = [out, back].map((each) => ({ ...each, details: paymentDetails('08', { id: number }) }))
  const file = camtFile('08', [{ id: 'D-BACK', opening: '7350.00', closing: '7350.00', entries }])
  await calls.bring('bank.import_statement', file)
  expect(await paidOn(batch)).toBe('returned 2026-12-01')
  expect(await booked(batch)).toEqual(['2026-11-30 0', '2026-12-01 -735000', '2026-12-03 735000'])
})

test.each([
  ['before it was sent', '2026-11-24'],
  ['that has not come', '2026-11-26'],
])('a result that names a day %s changes nothing', async (_, day) => {
  const batch = await calls.sent(accountId, '740000')
  const answer = await calls.bring('bank.import_results', result(batch, day))
  expect(answer).toMatchObject({ changed: [], refused: [{ code: 'bank.result_day_wrong' }] })
  expect(await paidOn(batch)).toBe('sent -')
})

test('nothing but a line of a statement changes the day on which something was paid', async () => {
  const batch = await calls.sent(accountId, '750000')
  await calls.bring('bank.import_results', result(batch))
  const broken = await calls.pay.brokenBy('update payments.order set paid_on = $2 where id = $1', [
    batch.orderIds[0],
    '2026-11-20',
  ])
  expect(broken).toBe('paid_day_is_the_banks')
})

test('what its result alone calls paid is counted until a statement shows it', async () => {
  const november = { entityId: calls.entityId, from: '2026-11-01', until: '2026-11-30' }
  const notShown = (days = november) =>
    readOnly(company.world.pool, [systemActor], (tx) => countNotShown(tx, days))
  const before = await notShown()
  const batch = await calls.sent(accountId, '735000')
  await calls.bring('bank.import_results', result(batch, '2026-11-25'))
  expect(await notShown()).toBe(before + 1)
  expect(await notShown({ ...november, until: '2026-11-24' })).toBe(0)
  await calls.bring('bank.import_statement', statement(batch, '7350.00', '2026-11-25'))
  expect(await notShown()).toBe(before)
})
