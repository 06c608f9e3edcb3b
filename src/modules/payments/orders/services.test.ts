import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { agentRebate, agentRebates, type AgentRebate } from '../../../../test/setup/agent-rebate.ts'
import { bankSays, bankWords, type Happens } from '../../../../test/setup/bank-says.ts'
import { bankCalls, todayOf } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { pause } from '../../../platform/clock.ts'
import { inTransaction, readOnly } from '../../../platform/db/in-transaction.ts'
import { customerTable, loadCustomers } from '../../parties/index.ts'
import { lockPayees } from '../store-services.ts'
import { paidRows } from './outcome.ts'

let company: Company
let calls: PaymentCalls
let happened: ReturnType<typeof bankSays>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  happened = bankSays(company)
})

beforeEach(() => company.clock.set(testNow))

afterAll(async () => {
  calls.close()
  await company.close()
})

const { sent, paid } = bankWords
/** In Suzhou the first of December has come. */
const december = '2026-11-30T16:30:00.000Z'

async function prepared(agent: AgentRebate | undefined, who: Actor = calls.maker): Promise<string> {
  const body = { requestId: agent?.requestId, exceptionId: agent?.exceptionId, purpose: '代理佣金' }
  return String((await calls.good(who, 'payments.prepare', { body }))['orderId'])
}

async function withheld(orderId: string): Promise<unknown> {
  const [row] = await calls.sql('select withheld_minor::text as tax from payments.order where id = $1', [
    orderId,
  ])
  return row?.['tax']
}

async function leaves(orderId: string, how: Happens = paid): Promise<void> {
  await calls.checked(orderId)
  await happened(orderId, sent)
  await happened(orderId, how)
}

test('what one agent is ordered in a month is one income, whatever the benefits', async () => {
  const [first, second, third] = await agentRebates(company, calls, ['80000', '80000', '80000'])
  expect(await withheld(await prepared(first))).toBe('0')
  const one = await prepared(second)
  expect(await withheld(one)).toBe('16000')
  await leaves(one)
  expect(await withheld(await prepared(third))).toBe('16000')
  // Another agent has an income of their own.
  expect(await withheld(await prepared(await agentRebate(company, calls, '80000')))).toBe('0')
})

test('is not checked while its tax stands otherwise by now, and is prepared anew', async () => {
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  const earlier = await prepared(first)
  const later = await prepared(second)
  const stop = { body: { version: 1, reason: '金额待核' } }
  await calls.good(calls.maker, 'payments.stop', { ...stop, params: { orderId: earlier } })
  const check = { params: { orderId: later }, body: { version: 1 } }
  const refused = await calls.call(calls.checker, 'payments.check', check)
  expect(refused).toMatchObject({
    refusal: { code: 'payments.withholding_changed', params: { stands: '¥160.00', now: '¥0.00' } },
  })
  await calls.good(calls.maker, 'payments.stop', { ...stop, params: { orderId: later } })
  const anew = await prepared(second)
  expect(await withheld(anew)).toBe('0')
  await calls.checked(anew)
  // Of two that stand, each bears what the other one leaves, whichever is checked first.
  const last = await prepared(first)
  expect(await withheld(last)).toBe('16000')
  await calls.checked(last)
})

test('nor sent: what was checked is held back once its tax stands otherwise', async () => {
  const banks = await bankCalls(company)
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  const [earlier, later] = [await prepared(first), await prepared(second)]
  await calls.checked(earlier)
  await calls.checked(later)
  const accountId = await banks.account()
  const stop = { params: { orderId: earlier }, body: { version: 2, reason: '金额待核' } }
  await calls.good(calls.maker, 'payments.stop', stop)
  const batch = { accountId, orderIds: [later], executeOn: todayOf(company) }
  const code = await banks.bank.codeOf(calls.maker, 'bank.make_batch', { body: batch })
  expect(code).toBe('payments.withholding_changed')
  const stopLater = { params: { orderId: later }, body: { version: 2, reason: '金额待核' } }
  await calls.good(calls.maker, 'payments.stop', stopLater)
  const anew = await prepared(second)
  expect(await withheld(anew)).toBe('0')
  await calls.checked(anew)
  expect(await banks.send(accountId, [anew])).toMatchObject({ leftOut: [] })
  // What is to be paid in the next month is an income of that month.
  const last = await prepared(first)
  expect(await withheld(last)).toBe('16000')
  await calls.checked(last)
  const inDecember = { accountId, orderIds: [last], executeOn: '2026-12-03' }
  await happened(anew, paid)
  expect(await banks.bank.codeOf(calls.maker, 'bank.make_batch', { body: inDecember })).toBe(
    'payments.withholding_changed',
  )
  expect(await banks.send(accountId, [last])).toMatchObject({ leftOut: [] })
  banks.close()
})

test('two makers at one moment do not both begin a new income', async () => {
  const agents = await agentRebates(company, calls, ['80000', '80000'])
  const makers = [calls.maker, calls.checker]
  const orders = await Promise.all(agents.map((agent, i) => prepared(agent, makers[i])))
  const taxes = await Promise.all(orders.map(withheld))
  expect(taxes.toSorted()).toEqual(['0', '16000'])
})

test('whoever makes an order waits for whoever holds its payee, and a reader for nobody', async () => {
  const agent = await agentRebate(company, calls, '80000')
  let order: Promise<string> | undefined
  await inTransaction(company.world.pool, [calls.maker], async (tx) => {
    await lockPayees(tx, [agent.payeeId])
    const { items } = await calls.good(calls.maker, 'payments.payables', { query: {} })
    expect(items).toContainEqual(expect.objectContaining({ requestId: agent.requestId }))
    order = prepared(agent)
    expect(await Promise.race([order, waitsForPayee()])).toBe('waits')
  })
  expect(await withheld((await order) ?? '')).toBe('0')
})

async function waitsForPayee(): Promise<string> {
  const waiting = "select from pg_locks where locktype = 'advisory' and not granted"
  for (let tries = 0; tries < 100; tries++) {
    if ((await calls.sql(waiting)).length > 0) return 'waits'
    await pause(50)
  }
  return 'waits for nothing'
}

test('what is not paid yet is one income with the order of a new month', async () => {
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  expect(await withheld(await prepared(first))).toBe('0')
  company.clock.set(december)
  expect(await withheld(await prepared(second))).toBe('16000')
})

test('what was ordered before and paid in this month belongs to its income', async () => {
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  const orderId = await prepared(first)
  company.clock.set(december)
  const paidNow: Happens = (inHand, id, at) => paidRows(inHand, id, { at, paidOn: '2026-12-01' })
  await leaves(orderId, paidNow)
  expect(await withheld(await prepared(second))).toBe('16000')
})

test('what was made in this month belongs to its income, whatever day its bank says', async () => {
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  company.clock.set(december)
  await leaves(await prepared(first))
  expect(await withheld(await prepared(second))).toBe('16000')
})

test('with a new month by the entity’s own clock a new income begins, once all is paid', async () => {
  const [first, second] = await agentRebates(company, calls, ['80000', '80000'])
  await leaves(await prepared(first))
  company.clock.set(december)
  expect(await withheld(await prepared(second))).toBe('0')
})

test('records of one agent that were merged are one payee', async () => {
  const one = await agentRebate(company, calls, '80000')
  const other = await agentRebate(company, calls, '80000')
  await prepared(one)
  const records = await readOnly(company.world.pool, [calls.maker], (tx) => loadCustomers(tx, [one.payeeId]))
  await company.store(
    [...records.values()].map((row) => updateRow(customerTable, row, { merged_into: other.payeeId })),
  )
  expect(await withheld(await prepared(other))).toBe('16000')
})
