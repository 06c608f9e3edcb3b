import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankCalls, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { camtFile, decimal, paymentDetails, type CamtEntry } from '../../../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import { booksBehind } from '../../../app/booking.ts'
import type { bankLines, reconciliation } from '../../../contract/reconciliation.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'
import { insertRow, rowAfter, updateRow } from '../../../platform/act/rows.ts'
import { inTransaction, readOnly } from '../../../platform/db/in-transaction.ts'
import { proveBooks } from '../../ledger/index.ts'
import { closingTable } from '../../ledger/tables.ts'

// A line that says the wrong thing is taken back by one person and answered by another; what it had settled
// stands as before it, in the register and in the books.

let company: Company
let calls: BankCalls
let accountId: string
let third: Actor

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  accountId = await calls.account()
  third = await hire(company, { role: 'finance' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Bank = z.output<typeof reconciliation.answer>
type Line = z.output<typeof bankLines.answer>['items'][number]

let statements = 0
let balance = 900_000_000n

/** Brings the next statement of the account. */
async function bring(...entries: readonly CamtEntry[]): Promise<void> {
  const opening = balance
  for (const { amount, side } of entries) {
    const minor = BigInt(amount.replace('.', ''))
    balance += side === 'CRDT' ? minor : -minor
  }
  const dated = entries.map((entry) => ({ day: todayOf(company), ...entry }))
  const one = {
    id: `U-${++statements}`,
    opening: decimal(opening),
    closing: decimal(balance),
    entries: dated,
  }
  await calls.bring('bank.import_statement', camtFile('08', [one]))
}

const payment = (number: string, amount: string, more: Partial<CamtEntry> = {}): CamtEntry => ({
  amount,
  ref: `${number.slice(-8)}${more.side ?? ''}`,
  details: paymentDetails('08', { id: number }),
  ...more,
})

const comesBack = { side: 'CRDT', family: 'RRTN' } as const

async function lineOf(orderId: string, verdict: string, who: Actor = calls.pay.checker): Promise<Line> {
  const read = await calls.bank.good(who, 'bank.lines', { query: { accountId } })
  const { items } = read as { items: Line[] }
  const line = items.find(
    (each) => each.verdict === verdict && each.orders.some((one) => one.orderId === orderId),
  )
  if (!line) throw new Error('no such line')
  return line
}

const because = '与银行核对，这笔是货款'

const unmatch = ({ lineId, version }: Line, body: object = {}) => ({
  params: { lineId },
  body: { version, reason: because, ...body },
})

const bankFor = async (who: Actor) =>
  (await calls.bank.good(who, 'bank.reconciliation', { query: { entityId: calls.entityId } })) as Bank

const waitsFor = async (who: Actor, lineId: string) =>
  (await bankFor(who)).lines.find((line) => line.lineId === lineId)

async function requestState(orderId: string): Promise<unknown> {
  const [row] = await calls.pay.sql(
    'select state from requests.request where id = (select request_id from payments.order where id = $1)',
    [orderId],
  )
  return row?.['state']
}

const proof = () =>
  readOnly(company.world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))

/** What the books hold as paid for the benefit of an order. */
async function bookedAsPaid(orderId: string): Promise<unknown> {
  const [row] = await calls.pay.sql(
    `select coalesce(sum(line.minor), 0)::text as minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.document_id = $1 and line.account = 'paid'`,
    [orderId],
  )
  return row?.['minor']
}

describe('a line that settled a payment', () => {
  test('is taken back by one person, answered by another, and the payment is unknown between', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '110000')
    const [orderId = ''] = orderIds
    await bring(payment(numbers[0] ?? '', '1100.00'))
    expect([await calls.stateOf(orderId), await requestState(orderId)]).toEqual(['paid', 'paid'])
    expect(await bookedAsPaid(orderId)).toBe('-110000')
    const line = await lineOf(orderId, 'paid')
    expect(line.unmatch).toMatchObject({ can: true })
    expect((await lineOf(orderId, 'paid', calls.pay.maker)).unmatch).toMatchObject({ can: false })
    const codeOf = (who: Actor, body?: object) =>
      calls.bank.codeOf(who, 'bank.unmatch_line', unmatch(line, body))
    expect(await codeOf(calls.pay.maker)).toBe('bank.maker_never_settles')
    expect(await codeOf(calls.pay.checker, { version: 9 })).toBe('platform.stale')
    const undone = await calls.bank.good(calls.pay.checker, 'bank.unmatch_line', unmatch(line))
    expect(undone).toMatchObject({ version: line.version + 1, orders: [{ orderId, state: 'unknown' }] })
    expect([await calls.stateOf(orderId), await requestState(orderId)]).toEqual(['unknown', 'approved'])
    expect(await bookedAsPaid(orderId)).toBe('0')
    expect(await proof()).toMatchObject({ isWhole: true, apart: [], broken: [] })
    // It waits, says why and whose word it was, and its payment is what it may be.
    expect(await waitsFor(third, line.lineId)).toMatchObject({
      why: 'unmatched',
      candidates: [orderId],
      unmatched: { by: { id: calls.pay.checker.personId }, reason: because, isReader: false },
    })
    expect(await waitsFor(calls.pay.checker, line.lineId)).toMatchObject({ unmatched: { isReader: true } })
    const answer = {
      params: { lineId: line.lineId },
      body: { version: line.version + 1, verdict: 'paid', orderIds: [orderId], reason: '回单已核对' },
    }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', answer)).toBe(
      'bank.unmatcher_never_answers',
    )
    // While the line may be it, nobody says that it never left, so that it is not paid a second time.
    const version = (await bankFor(third)).sent.find((order) => order.orderId === orderId)?.version
    const settle = { params: { orderId }, body: { version, reason: '对账单中没有' } }
    expect(await calls.bank.codeOf(third, 'bank.settle_unknown', settle)).toBe('bank.line_may_be_it')
    expect(await calls.bank.codeOf(third, 'bank.answer_line', answer)).toBe('done')
    expect([await calls.stateOf(orderId), await requestState(orderId)]).toEqual(['paid', 'paid'])
    expect(await bookedAsPaid(orderId)).toBe('-110000')
    expect(await proof()).toMatchObject({ isWhole: true, apart: [], broken: [] })
  })

  test('that says nothing of payments waits again as well, and what waits says nothing', async () => {
    await bring({ ref: 'FEE', amount: '12.00', family: 'CHRG' })
    const read = await calls.bank.good(third, 'bank.lines', { query: { accountId } })
    const fee = (read as { items: Line[] }).items.find(({ verdict }) => verdict === 'fee')
    if (!fee) throw new Error('no fee')
    expect(await calls.bank.good(third, 'bank.unmatch_line', unmatch(fee))).toMatchObject({ orders: [] })
    expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(fee, { version: 2 }))).toBe(
      'bank.line_says_nothing',
    )
    const account = (await bankFor(third)).accounts.find((one) => one.accountId === accountId)
    expect(account?.books?.unexplained.minor).toBe('-1200')
    const answer = { version: 2, verdict: 'elsewhere', orderIds: [], reason: '另一家公司的扣款' }
    const call = { params: { lineId: fee.lineId }, body: answer }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', call)).toBe('done')
  })
})

test('lines that show a payment together are not taken back one by one', async () => {
  const { orderIds, transfers } = await calls.sent(accountId, '160000')
  const [orderId = ''] = orderIds
  const { holder: name = '', number: account = '' } = transfers[0]?.payee ?? {}
  const part = (ref: string, amount: string): CamtEntry => ({
    ref,
    amount,
    details: paymentDetails('08', { id: 'NOTPROVIDED', name, account }),
  })
  await bring(part('PART-1', '1000.00'), part('PART-2', '600.00'))
  expect(await calls.stateOf(orderId)).toBe('paid')
  const line = await lineOf(orderId, 'paid')
  expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(line))).toBe('bank.unmatch_parts')
})

describe('a line that showed a payment coming back', () => {
  test('makes it paid again, unless its benefit was ordered anew; its leaving waits for that', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '120000')
    const [orderId = ''] = orderIds
    const [number = ''] = numbers
    await bring(payment(number, '1200.00'))
    await bring(payment(number, '1200.00', comesBack))
    expect([await calls.stateOf(orderId), await requestState(orderId)]).toEqual(['returned', 'approved'])
    const left = await lineOf(orderId, 'paid')
    const codeOf = (line: Line) => calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(line))
    expect(await codeOf(left)).toBe('bank.unmatch_came_back')
    const [row] = await calls.pay.sql('select request_id from payments.order where id = $1', [orderId])
    const anew = await calls.pay.prepared(String(row?.['request_id']))
    const back = await lineOf(orderId, 'returned')
    expect(await codeOf(back)).toBe('bank.unmatch_paid_anew')
    await calls.pay.good(calls.pay.checker, 'payments.stop', {
      params: { orderId: anew },
      body: { version: 1, reason: '退回有误' },
    })
    expect(await codeOf(back)).toBe('done')
    expect([await calls.stateOf(orderId), await requestState(orderId)]).toEqual(['paid', 'paid'])
    expect(await bookedAsPaid(orderId)).toBe('-120000')
    expect(await proof()).toMatchObject({ isWhole: true, apart: [], broken: [] })
    expect(await codeOf(left)).toBe('done')
    expect(await calls.stateOf(orderId)).toBe('unknown')
  })

  test('in the file in which it left stays: what failed is not paid again by a wish', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '130000')
    const [orderId = ''] = orderIds
    const [number = ''] = numbers
    await bring(payment(number, '1300.00'), payment(number, '1300.00', comesBack))
    expect(await calls.stateOf(orderId)).toBe('failed')
    const back = await lineOf(orderId, 'returned')
    expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(back))).toBe('bank.unmatch_failed')
  })
})

test('a line of a closed month stays until two people open the month', async () => {
  const { orderIds, numbers } = await calls.sent(accountId, '140000')
  const [orderId = ''] = orderIds
  await bring(payment(numbers[0] ?? '', '1400.00'))
  const line = await lineOf(orderId, 'paid')
  const closing = insertRow(closingTable, {
    id: 'prd_unmatch0000',
    entity_id: calls.entityId,
    closed_until: '2026-11-30',
    changed_by: third.personId,
    changed_at: company.clock(),
  })
  await company.store([closing])
  expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(line))).toBe('bank.month_is_closed')
  await company.store([updateRow(closingTable, rowAfter(closingTable, closing), { closed_until: null })])
  expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(line))).toBe('done')
})

describe('the database', () => {
  test('undoes a payment for its line alone, and lets nobody answer what they took back', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '150000')
    const [orderId = ''] = orderIds
    await bring(payment(numbers[0] ?? '', '1500.00'))
    const undo = `with undone as (
  update payments.order set state = 'unknown', paid_on = null, reason = 'unmatched', version = version + 1
  where id = $1 returning benefit_id, minor
)
update payments.payable as counted
set paid_minor = paid_minor - undone.minor, version = counted.version + 1
from undone
where counted.id = undone.benefit_id`
    expect(await calls.pay.brokenBy(undo, [orderId])).toBe('only_a_line_taken_back_undoes')
    // Nor for a line that was taken back, as long as another one shows the payment.
    const asked = `update payments.statement_line set order_ids = jsonb_build_array($1::text)::text
where unmatched_by is not null and verdict = 'ask'`
    expect(await calls.pay.brokenBy(asked, [orderId])).toBe('done')
    expect(await calls.pay.brokenBy(undo, [orderId])).toBe('only_a_line_taken_back_undoes')
    const { lineId } = await lineOf(orderId, 'paid')
    const own = `update payments.statement_line set answered_by = $2, answered_at = now(), reason = 'x',
  unmatched_by = $2, unmatched_at = now(), unmatch_reason = 'x' where id = $1`
    expect(await calls.pay.brokenBy(own, [lineId, third.personId])).toBe('unmatcher_never_answers')
  })
})

test('a month that is being closed is waited for', async () => {
  const { orderIds, numbers } = await calls.sent(accountId, '170000')
  await bring(payment(numbers[0] ?? '', '1700.00'))
  const line = await lineOf(orderIds[0] ?? '', 'paid')
  const { pool } = company.world
  let said: Promise<string> | undefined
  await inTransaction(pool, [systemActor], async (tx) => {
    await tx.sql('select ledger.hold_books($1)', [calls.entityId])
    said = calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(line))
    while ((await waiting()) === 0);
    await tx.sql(
      `update ledger.closing set closed_until = '2026-11-30', version = version + 1 where entity_id = $1`,
      [calls.entityId],
    )
  })
  expect(await said).toBe('bank.month_is_closed')
})

/** How many sessions wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await company.world.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.n ?? 0
}
