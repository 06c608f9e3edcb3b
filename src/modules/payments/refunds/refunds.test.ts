import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { provePayments } from '../../../../test/gates/payments-proof.ts'
import { agentRebate } from '../../../../test/setup/agent-rebate.ts'
import { todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { paymentDetails } from '../../../../test/setup/bank-files.ts'
import { claimPaths, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import {
  refundCalls,
  refunding,
  refundReason as because,
  type AnsweredLine as Line,
  type RefundCalls,
} from '../../../../test/setup/refund-calls.ts'
import { bodyOf, numberedInBooks, voucherCalls } from '../../../../test/setup/voucher-calls.ts'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import type { refundable } from '../../../contract/refunds.ts'
import { addDays } from '../../../kernel/time.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'

// A payee sends back a part of what they were paid: the payment stands, and what was spent is less by it.

let company: Company
let calls: BankCalls
let paths: ClaimPaths
let accountId: string
let third: Actor
let bring: RefundCalls['bring']
let comesIn: RefundCalls['comesIn']
let linesOf: RefundCalls['linesOf']
let paidRebate: RefundCalls['paidRebate']
let answered: RefundCalls['answered']
let codeOf: RefundCalls['codeOf']

beforeAll(async () => {
  company = await testCompany()
  ;({ calls, accountId, third, bring, comesIn, linesOf, paidRebate, answered, codeOf } =
    await refundCalls(company))
  paths = claimPaths(company, calls.pay)
  await calls.pay.verified(await calls.pay.ownAccount('sales', '王磊'))
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

type Bank = z.output<typeof reconciliation.answer>
type Offered = z.output<typeof refundable.answer>['items'][number]

async function countsOf(requestId: string): Promise<Record<string, unknown>> {
  const [row] = await calls.pay.sql(
    `select benefit.state, benefit.value_minor::text as value, benefit.refunded_minor::text as back,
  payable.ordered_minor::text as ordered, payable.paid_minor::text as paid,
  payable.refunded_minor::text as counted
from payments.payable as payable
join benefits.benefit as benefit on benefit.id = payable.id
where payable.request_id = $1`,
    [requestId],
  )
  return row ?? {}
}

/** What all budgets together say was spent. */
async function spent(): Promise<bigint> {
  const [row] = await calls.pay.sql(
    `select sum(minor)::text as minor
from (
  select stage, minor from benefits.spend_total
  union all
  select stage, minor from benefits.spend_change
) as noted
where stage = 'spent'`,
  )
  return BigInt(String(row?.['minor'] ?? '0'))
}

/** What the sums over recipients say was received. */
async function received(): Promise<string> {
  const [row] = await calls.pay.sql('select sum(minor)::text as minor from benefits.line')
  return String(row?.['minor'])
}

const wrongs = async () => {
  const found = await readOnly(company.world.pool, [systemActor], provePayments)
  // What a test says a bank paid left in no batch.
  return [...found].filter(([name, count]) => count > 0 && name !== 'payments that left in no batch')
}

const accountNow = async () => {
  const read = await calls.bank.good(third, 'bank.reconciliation', { query: { entityId: calls.entityId } })
  return (read as Bank).accounts.find((each) => each.accountId === accountId)
}

const unmatch = (line: Line, version: number) => ({
  params: { lineId: line.lineId },
  body: { version, reason: '是另一家的货款' },
})

describe('a part of a rebate that its payee sends back', () => {
  test('is taken off what was spent; what was received and what is paid stay', async () => {
    const { orderId, requestId } = await paidRebate('100000')
    const before = { spent: await spent(), received: await received() }
    const line = await comesIn(30_000n)
    // Nobody asked what it is: money of a customer is taken for money from elsewhere.
    expect(line).toMatchObject({ verdict: 'incoming', refund: { can: true } })
    const done = await answered(line, orderId)
    expect(done).toMatchObject({ verdict: 'refunded', refundId: expect.stringMatching(/^rfd_/) })
    expect(await countsOf(requestId)).toEqual({
      state: 'paid',
      value: '100000',
      back: '30000',
      ordered: '100000',
      paid: '100000',
      counted: '30000',
    })
    expect(await calls.stateOf(orderId)).toBe('paid')
    expect(await spent()).toBe(before.spent - 30_000n)
    expect(await received()).toBe(before.received)
    expect(await paths.booked(requestId)).toEqual({ expense: '70000', paid: '-70000' })
    expect((await accountNow())?.books).toMatchObject({
      unexplained: { minor: '0' },
      other: expect.arrayContaining([
        { verdict: 'refunded', lines: 1, amount: { currency: 'CNY', minor: '30000' } },
      ]),
    })
    expect(await wrongs()).toEqual([])
    // Nothing of it can be ordered again.
    const again = calls.pay.pays(requestId)
    expect(await calls.pay.codeOf(calls.pay.maker, 'payments.prepare', again)).toBe('payments.not_approved')
  })

  test('is shown by the payment, by the request and by the line', async () => {
    const { orderId, requestId } = await paidRebate('100100')
    const line = await comesIn(20_100n)
    const { refundId } = await answered(line, orderId)
    const queue = await calls.pay.good(calls.pay.maker, 'payments.queue', { query: { orderId } })
    expect(queue['items']).toMatchObject([
      {
        cameBack: { currency: 'CNY', minor: '20100' },
        refunds: [
          { refundId, state: 'recorded', lineId: line.lineId, reason: because, bookedOn: todayOf(company) },
        ],
      },
    ])
    const found = await calls.pay.good('sales', 'requests.detail', { params: { requestId } })
    expect(found['cameBack']).toEqual({ currency: 'CNY', minor: '20100' })
    const shown = (await linesOf()).find(({ lineId }) => lineId === line.lineId)
    expect(shown).toMatchObject({ verdict: 'refunded', orders: [{ orderId }], reason: because })
    expect(shown).not.toHaveProperty('refund')
  })

  test('adds up with others, up to the whole, and never above it', async () => {
    const { orderId, requestId } = await paidRebate('100200')
    await answered(await comesIn(40_201n), orderId)
    const above = await comesIn(60_000n)
    expect(await codeOf(above, orderId)).toBe('bank.refund_above_payment')
    // The last unit of it: all of it came back in parts, and nothing is owed again.
    await answered(await comesIn(59_999n), orderId)
    expect(await countsOf(requestId)).toMatchObject({ state: 'paid', back: '100200', paid: '100200' })
    expect(await paths.booked(requestId)).toEqual({})
    expect(await codeOf(await comesIn(1n), orderId)).toBe('bank.refund_above_payment')
    expect(await wrongs()).toEqual([])
  })

  test('is taken back with its line, by a counter-entry, and another person answers it', async () => {
    const { orderId, requestId } = await paidRebate('100300')
    const before = await spent()
    const line = await comesIn(30_300n)
    const { refundId, version } = await answered(line, orderId)
    const undone = await calls.bank.good(
      calls.pay.checker,
      'bank.unmatch_line',
      unmatch(line, Number(version)),
    )
    expect(undone['orders']).toMatchObject([{ orderId, state: 'paid' }])
    expect(await countsOf(requestId)).toMatchObject({ state: 'paid', back: '0', counted: '0' })
    expect(await spent()).toBe(before)
    expect(await paths.booked(requestId)).toEqual({ expense: '100300', paid: '-100300' })
    const entries = await calls.pay.sql(
      `select count(*)::int as count from ledger.entry where document_type = 'refund' and document_id = $1`,
      [refundId],
    )
    expect(entries).toEqual([{ count: 2 }])
    const queue = await calls.pay.good(calls.pay.maker, 'payments.queue', { query: { orderId } })
    expect(queue['items']).toMatchObject([{ refunds: [{ refundId, state: 'withdrawn' }] }])
    expect((queue['items'] as object[])[0]).not.toHaveProperty('cameBack')
    const open = { ...line, version: Number(version) + 1 }
    expect(await codeOf(open, orderId)).toBe('bank.unmatcher_never_answers')
    expect(await calls.bank.codeOf(third, 'bank.answer_line', refunding(open, orderId))).toBe('done')
    expect(await wrongs()).toEqual([])
  })

  test('keeps the payment paid: it neither comes back as a whole nor is it unknown again', async () => {
    const { orderId, requestId } = await paidRebate('100400')
    const left = (await linesOf()).find(
      ({ verdict, orders }) => verdict === 'paid' && orders.some((one) => one.orderId === orderId),
    )
    await answered(await comesIn(10_400n), orderId)
    if (!left) throw new Error('it was on a statement')
    expect(await calls.bank.codeOf(third, 'bank.unmatch_line', unmatch(left, left.version))).toBe(
      'bank.order_partly_back',
    )
    // A line of the whole waits for a person, who is told that a part came back before.
    const [row] = await calls.pay.sql('select end_to_end_id from payments.order where id = $1', [orderId])
    const details = paymentDetails('08', { id: String(row?.['end_to_end_id']) })
    await bring({ ref: 'BACK', amount: '1004.00', side: 'CRDT', family: 'RRTN', details })
    const bank = (await calls.bank.good(third, 'bank.reconciliation', {
      query: { entityId: calls.entityId },
    })) as Bank
    const whole = bank.lines.find(({ candidates }) => candidates.includes(orderId))
    if (!whole) throw new Error('it waits')
    const body = { version: 1, verdict: 'returned', orderIds: [orderId], reason: because }
    const returning = { params: { lineId: whole.lineId }, body }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', returning)).toBe(
      'bank.order_partly_back',
    )
    expect(await countsOf(requestId)).toMatchObject({ back: '10400' })
    const elsewhere = { ...returning, body: { ...body, verdict: 'elsewhere', orderIds: [] } }
    expect(await calls.bank.codeOf(third, 'bank.answer_line', elsewhere)).toBe('done')
  })
})

describe('what is no part of a payment', () => {
  test('is refused in words: the whole, its maker, several, none, money that went out', async () => {
    const { orderId } = await paidRebate('100500')
    const other = await paidRebate('100501')
    const whole = await comesIn(100_500n)
    expect(await codeOf(whole, orderId)).toBe('bank.refund_is_whole')
    const part = await comesIn(10_500n)
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.answer_line', refunding(part, orderId))).toBe(
      'bank.maker_never_settles',
    )
    expect(await codeOf(part, orderId, other.orderId)).toBe('bank.refund_one_order')
    expect(await codeOf(part)).toBe('bank.orders_needed')
    expect(await codeOf({ ...part, version: 7 }, orderId)).toBe('platform.stale')
    const stray = (await linesOf()).find(({ verdict }) => verdict === 'paid')
    if (!stray) throw new Error('no payment')
    expect(await codeOf(stray, orderId)).toBe('bank.line_answered')
    await bring({ ref: 'OUT-X', amount: '77.00', details: paymentDetails('08', { id: 'ZZ-1' }) })
    const open = (await calls.bank.good(third, 'bank.reconciliation', {
      query: { entityId: calls.entityId },
    })) as Bank
    const out = open.lines.find(({ amount }) => amount.minor === '7700')
    const going = { lineId: out?.lineId ?? '', version: 1 } as Line
    expect(await codeOf(going, orderId)).toBe('bank.line_other_way')
    expect(await codeOf(part, orderId)).toBe('done')
    expect(await codeOf({ ...part, version: 2 }, orderId)).toBe('bank.line_answered')
  })

  test('is refused in words: before it was paid, not paid, of another entity, another currency', async () => {
    const { orderId } = await paidRebate('100600')
    const early = await comesIn(10_600n, { day: addDays(todayOf(company), -1) })
    expect(await codeOf(early, orderId)).toBe('bank.refund_before_payment')
    const { orderIds } = await calls.sent(accountId, '100700')
    const line = await comesIn(10_601n)
    expect(await codeOf(line, orderIds[0] ?? '')).toBe('bank.refund_not_paid')
    expect(await codeOf(line, 'pay_nobodys')).toBe('bank.refund_other_entity')
  })

  test('is refused in words where income tax was withheld from the payment', async () => {
    const agent = await agentRebate(company, calls.pay, '100000')
    const orderId = await calls.pay.prepared(agent.requestId, { exceptionId: agent.exceptionId })
    await calls.pay.checked(orderId)
    const { numbers } = await calls.leave(accountId, [orderId])
    const details = paymentDetails('08', { id: numbers[0] ?? '' })
    await bring({ amount: '960.00', ref: 'AGENT', details })
    expect(await calls.stateOf(orderId)).toBe('paid')
    expect(await codeOf(await comesIn(10_700n), orderId)).toBe('bank.refund_withheld')
  })
})

describe('a part of what an employee was reimbursed', () => {
  test('comes back after the benefit is completed, which stays so; its voucher has no number', async () => {
    const requestId = await calls.pay.givenLunch()
    await numberedInBooks(company, requestId)
    const orderId = await paths.paid(requestId, await paths.claimed(requestId, '9000'))
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed', benefit: 'completed' })
    const { refundId } = await answered(await comesIn(1_900n), orderId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed', benefit: 'completed' })
    expect(await paths.booked(requestId)).toEqual({ expense: '7100', paid: '-7100' })
    const query = { entityId: calls.entityId, period: todayOf(company).slice(0, 7), selection: 'unnumbered' }
    const { items } = bodyOf<{ items: { reference: string; occasion: string; total: object }[] }>(
      await voucherCalls(company)('ledger.vouchers', { query }),
    )
    expect(items.filter(({ reference }) => reference.endsWith(String(refundId)))).toMatchObject([
      { occasion: '付款部分退回', total: { currency: 'CNY', minor: '1900' }, numbers: [] },
    ])
    expect(await wrongs()).toEqual([])
  })

  test('waits for a person where it comes from the account to which it was paid', async () => {
    const requestId = await calls.pay.givenLunch()
    const claimId = await paths.claimed(requestId, '9000')
    const orderId = await calls.pay.prepared(requestId, { claimId })
    await calls.pay.checked(orderId)
    const { numbers, transfers } = await calls.leave(accountId, [orderId])
    await bring({ amount: '90.00', ref: 'LUNCH', details: paymentDetails('08', { id: numbers[0] ?? '' }) })
    expect(await calls.stateOf(orderId)).toBe('paid')
    const { number: account = '', holder: name = '' } = transfers[0]?.payee ?? {}
    const details =
      `<TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr>` +
      `<DbtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></DbtrAcct></RltdPties></TxDtls>`
    await bring({ ref: 'REST', amount: '12.00', side: 'CRDT', details })
    const bank = (await calls.bank.good(third, 'bank.reconciliation', {
      query: { entityId: calls.entityId },
    })) as Bank
    const line = bank.lines.find(({ amount }) => amount.minor === '1200')
    expect(line).toMatchObject({ why: 'part_back', tail: account.slice(-4), candidates: [orderId] })
    const params = { lineId: line?.lineId ?? '' }
    const read = await calls.bank.good(third, 'bank.refundable', { params })
    const [first, ...others] = read['items'] as Offered[]
    expect(first).toMatchObject({
      orderId,
      isLikely: true,
      amount: { minor: '9000' },
      cameBack: { minor: '0' },
      left: { minor: '7800' },
      answer: { can: true },
    })
    expect(others.length).toBeGreaterThan(0)
    const own = await calls.bank.good(calls.pay.maker, 'bank.refundable', { params })
    expect((own['items'] as Offered[])[0]?.answer).toMatchObject({ can: false, why: expect.any(String) })
    const named = await calls.bank.good(third, 'bank.refundable', { params, query: { text: name } })
    expect((named['items'] as Offered[]).map(({ payee }) => payee)).toEqual(expect.arrayContaining([name]))
    const none = await calls.bank.good(third, 'bank.refundable', { params, query: { text: '查无此人' } })
    expect(none).toEqual({ items: [], isPart: false })
    expect(await calls.bank.codeOf('sales', 'bank.refundable', { params })).toBe('platform.not_found')
    const refused = { ...bank.lines[0], lineId: params.lineId, version: 1 } as unknown as Line
    expect(await codeOf(refused, orderId)).toBe('done')
  })
})
