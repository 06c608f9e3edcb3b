import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankCalls, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { camtFile, paymentDetails } from '../../../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import type { reconciliation } from '../../../contract/reconciliation.ts'

// A line that the bank booked before a payment left for it is not that payment, whoever says so.

let company: Company
let calls: BankCalls
let accountId: string

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  accountId = await calls.account()
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Bank = z.output<typeof reconciliation.answer>
type OpenLine = Bank['lines'][number]

let statements = 0

/** Brings a statement with one line, and reads the line where it waits for a person. */
async function lineOn(day: string, amount: string, details: string, side?: 'CRDT'): Promise<OpenLine> {
  const id = `L-${++statements}`
  const [opening, closing] = side ? ['0.00', amount] : [amount, '0.00']
  const entries = [{ amount, day, details, ref: id, ...(side && { side, family: 'RRTN' }) }]
  await calls.bring('bank.import_statement', camtFile('08', [{ id, opening, closing, entries }]))
  const query = { entityId: calls.entityId }
  const bank = (await calls.bank.good(calls.pay.checker, 'bank.reconciliation', { query })) as Bank
  const found = bank.lines.find((each) => each.bookedOn === day)
  if (!found) throw new Error('the line waits for nobody')
  return found
}

const said = ({ lineId, version }: OpenLine, orderIds: readonly string[], verdict = 'paid') => ({
  params: { lineId },
  body: { version, verdict, orderIds, reason: '与银行核对过' },
})

test('a person cannot tie a payment to a line that was booked before it left', async () => {
  const { orderIds } = await calls.sent(accountId, '310000')
  for (const day of ['2026-11-24', '2026-08-03']) {
    const line = await lineOn(day, '3100.00', '')
    const answer = await calls.bank.call(calls.pay.checker, 'bank.answer_line', said(line, orderIds))
    expect(answer).toMatchObject({
      refusal: { code: 'bank.line_before_payment', params: { day: '2026-11-25' } },
    })
    await calls.bank.good(calls.pay.checker, 'bank.answer_line', said(line, [], 'elsewhere'))
  }
  // Of the day itself it is: a bank may book at once, and its clock is not ours.
  const line = await lineOn('2026-11-25', '3100.00', '')
  await calls.bank.good(calls.pay.checker, 'bank.answer_line', said(line, orderIds))
  expect(await calls.statesOf(orderIds)).toEqual(['paid'])
})

test('our number on a line from before the sending asks, and no answer makes it that payment', async () => {
  const { orderIds, numbers } = await calls.sent(accountId, '320000')
  const details = paymentDetails('08', { id: numbers[0] ?? '' })
  const line = await lineOn('2026-11-23', '3200.00', details)
  expect(line).toMatchObject({ why: 'before_sent', candidates: orderIds })
  expect(await calls.statesOf(orderIds)).toEqual(['sent'])
  const code = await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', said(line, orderIds))
  expect(code).toBe('bank.line_before_payment')
  const back = await lineOn('2026-11-22', '3200.00', details, 'CRDT')
  const answer = said(back, orderIds, 'returned')
  expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', answer)).toBe(
    'bank.line_before_payment',
  )
})

test('the database refuses it as well', async () => {
  const { orderIds } = await calls.sent(accountId, '330000')
  const line = await lineOn('2026-11-21', '3300.00', '')
  const tie = `update payments.statement_line set verdict = $2, order_ids = jsonb_build_array($3::text)::text
where id = $1`
  for (const verdict of ['paid', 'returned', 'refunded']) {
    const code = await calls.pay.brokenBy(tie, [line.lineId, verdict, orderIds[0]])
    expect(code).toBe('line_is_not_before_its_payment')
  }
})

// In the morning of the 25th in Shanghai it is the evening of the 24th in New York.
describe('the day of leaving is that of the entity that pays, where its bank keeps the account:', () => {
  beforeAll(() => zoneIs('America/New_York'))

  test('a line of that day may be the payment', async () => {
    const { orderIds } = await calls.sent(accountId, '340000')
    const line = await lineOn('2026-11-24', '3400.00', '')
    await calls.bank.good(calls.pay.checker, 'bank.answer_line', said(line, orderIds))
    expect(await calls.statesOf(orderIds)).toEqual(['paid'])
  })

  test('a batch is sent for that day, and for none before', async () => {
    const [one = '', other = ''] = await calls.checkedOrders('380000', '390000')
    const made = (orderId: string, executeOn: string) =>
      calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', {
        body: { accountId, orderIds: [orderId], executeOn },
      })
    expect(await made(one, '2026-11-23')).toBe('bank.day_passed')
    expect(await made(other, '2026-11-24')).toBe('done')
  })

  test('a statement of a day that has not come there is held', async () => {
    const entries = [{ amount: '1.00', day: '2026-11-25', details: '' }]
    const statement = { id: 'L-ahead', opening: '1.00', closing: '0.00', entries }
    const answer = await calls.bring('bank.import_statement', camtFile('08', [statement]))
    expect(JSON.stringify(answer)).toContain('bank.day_ahead')
  })

  test('a row of a result file of that day speaks of the payment, and of no day before', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '350000')
    const file = (day: string) =>
      ['客户业务编号,收款账号,处理状态,入账日期', `${numbers[0]},,成功,${day}`, ''].join('\r\n')
    for (const day of ['2026-11-23', '2026-11-25']) {
      expect(await calls.bring('bank.import_results', file(day))).toMatchObject({
        changed: [],
        refused: [{ code: 'bank.result_day_wrong' }],
      })
    }
    const answer = await calls.bring('bank.import_results', file('2026-11-24'))
    expect(answer).toMatchObject({ changed: [{ orderId: orderIds[0], state: 'paid' }], refused: [] })
  })

  test('a payment that a result says was made is paid on that day where the bank names none', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '360000')
    const file = ['客户业务编号,收款账号,处理状态', `${numbers[0]},,成功`, ''].join('\r\n')
    await calls.bring('bank.import_results', file)
    const [row] = await calls.pay.sql('select paid_on::text from payments.order where id = $1', orderIds)
    expect(row).toEqual({ paid_on: '2026-11-24' })
  })
})

test('that a payment did not leave needs statements from that day on, also abroad', async () => {
  await zoneIs('Pacific/Auckland')
  // In the evening of the 25th in Shanghai it is the 26th there.
  company.clock.set('2026-11-25T12:00:00.000Z')
  const { orderIds } = await calls.leave(accountId, await calls.checkedOrders('370000'), '2026-11-26')
  const settle = { params: { orderId: orderIds[0] }, body: { version: 3, reason: '与银行核对，未付出' } }
  const answer = await calls.bank.call(calls.pay.checker, 'bank.settle_unknown', settle)
  expect(answer).toMatchObject({
    refusal: { code: 'bank.days_not_covered', params: { from_day: '2026-11-26' } },
  })
})

async function zoneIs(zone: string): Promise<void> {
  await company.world.pool.query('update access.entity set zone = $2 where id = $1', [calls.entityId, zone])
}
