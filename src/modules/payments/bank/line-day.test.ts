import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('the day of leaving is that of the entity that pays, where its bank keeps the account', async () => {
  await company.world.pool.query(`update access.entity set zone = 'America/New_York' where id = $1`, [
    calls.entityId,
  ])
  // In the morning of the 25th in Shanghai it is the evening of the 24th there.
  const { orderIds } = await calls.sent(accountId, '340000')
  const line = await lineOn('2026-11-24', '3400.00', '')
  await calls.bank.good(calls.pay.checker, 'bank.answer_line', said(line, orderIds))
  expect(await calls.statesOf(orderIds)).toEqual(['paid'])
})
