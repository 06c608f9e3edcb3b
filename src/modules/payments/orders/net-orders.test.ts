import { afterAll, beforeAll, expect, test } from 'vitest'
import { provePayments } from '../../../../test/gates/payments-proof.ts'
import { agentRebate, type AgentRebate } from '../../../../test/setup/agent-rebate.ts'
import { apiCalls } from '../../../../test/setup/api-calls.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { claimPaths, type ClaimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { exceptionFor } from '../../../../test/setup/consumer-rebate.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { changesOf } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { exceptionMatters } from '../exceptions/matters.ts'
import { payableTable } from '../tables.ts'
import { lockOrders, paidAgainRows, unpaidRows, type OrdersInHand } from './outcome.ts'

let company: Company
let calls: PaymentCalls
let paths: ClaimPaths
let happened: ReturnType<typeof bankSays>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  paths = claimPaths(company, calls)
  happened = bankSays(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const { sent, paid, failed, returned } = bankWords

async function checkedOrder({ requestId, exceptionId }: AgentRebate, minor?: string): Promise<string> {
  const orderId = await calls.prepared(requestId, { exceptionId, ...(minor && { minor }) })
  await calls.checked(orderId)
  return orderId
}

async function leaving(agent: AgentRebate, minor?: string): Promise<string> {
  const orderId = await checkedOrder(agent, minor)
  await happened(orderId, sent)
  return orderId
}

async function amountsOf(orderId: string): Promise<unknown> {
  const [row] = await calls.sql(
    'select minor::text as paid, withheld_minor::text as withheld from payments.order where id = $1',
    [orderId],
  )
  return row
}

async function counts(requestId: string): Promise<unknown> {
  const [row] = await calls.sql(
    `select ordered_minor::text as ordered, paid_minor::text as paid, request.state
from payments.payable
join requests.request as request on request.id = payable.request_id
where request.id = $1`,
    [requestId],
  )
  return row
}

const moneyOf = (minor: string) => ({ currency: 'CNY', minor })

test('an agent is paid what is left after the tax, in parts of one month as one income', async () => {
  const agent = await agentRebate(company, calls, '500000')
  const { requestId } = agent
  const first = await leaving(agent, '100000')
  expect(await amountsOf(first)).toEqual({ paid: '96000', withheld: '4000' })
  expect(await counts(requestId)).toEqual({ ordered: '100000', paid: '0', state: 'approved' })
  const rest = await leaving(agent)
  expect(await amountsOf(rest)).toEqual({ paid: '324000', withheld: '76000' })
  expect(await happened(first, paid)).toBe('done')
  expect(await counts(requestId)).toEqual({ ordered: '500000', paid: '100000', state: 'approved' })
  expect(await happened(rest, paid)).toBe('done')
  expect(await counts(requestId)).toEqual({ ordered: '500000', paid: '500000', state: 'paid' })
  expect(await paths.booked(requestId)).toMatchObject({ paid: '-420000', tax_withheld: '-80000' })
  expect(await paths.booked(requestId)).not.toHaveProperty('payable')
  const wrongs = await readOnly(company.world.pool, [systemActor], provePayments)
  expect(wrongs.get('payments that are not booked once')).toBe(0)
  expect(wrongs.get('benefits of which more is ordered or paid than is owed')).toBe(0)
  expect(await paths.proof()).toMatchObject({ apart: [], broken: [] })
})

test('the trial balance shows what is owed to the tax authority', async () => {
  const agent = await agentRebate(company, calls, '400000')
  const api = apiCalls(company.world)
  const entityId = company.founded.entities['suzhou'] ?? ''
  const withheld = async () => {
    const query = { entityId, from: '2026-11', until: '2026-11' }
    const person = company.founded.people['finance'] ?? ''
    const { rows, isBalanced } = await api.good(person, 'ledger.trial_balance', { query })
    expect(isBalanced).toBe(true)
    const all = rows as { account: string; closing: { minor: string } }[]
    return BigInt(all.find(({ account }) => account === 'tax_withheld')?.closing.minor ?? '0')
  }
  const before = await withheld()
  const orderId = await leaving(agent)
  expect(await withheld()).toBe(before)
  await happened(orderId, paid)
  expect(await withheld()).toBe(before - 64_000n)
  await happened(orderId, returned)
  expect(await withheld()).toBe(before)
  expect(await paths.proof()).toMatchObject({ apart: [], broken: [] })
})

test('what failed, was stopped or came back is owed again as a whole', async () => {
  const agent = await agentRebate(company, calls, '2500000')
  const { requestId, exceptionId } = agent
  expect(await happened(await leaving(agent), failed)).toBe('done')
  expect(await counts(requestId)).toEqual({ ordered: '0', paid: '0', state: 'approved' })
  const stopped = await calls.prepared(requestId, { exceptionId })
  const stop = { params: { orderId: stopped }, body: { version: 1, reason: '金额待核' } }
  await calls.good(calls.maker, 'payments.stop', stop)
  expect(await counts(requestId)).toEqual({ ordered: '0', paid: '0', state: 'approved' })
  const back = await leaving(agent)
  await happened(back, paid)
  expect(await counts(requestId)).toMatchObject({ paid: '2500000', state: 'paid' })
  await happened(back, returned)
  expect(await counts(requestId)).toEqual({ ordered: '0', paid: '0', state: 'approved' })
  // What was withheld of an order that did not stand is withheld anew.
  expect(await amountsOf(await leaving(agent))).toEqual({ paid: '2100000', withheld: '400000' })
})

/** How the counts of a benefit stand after what a line of a statement undoes. */
async function undone(
  orderId: string,
  rows: (inHand: OrdersInHand) => ReturnType<typeof unpaidRows>,
): Promise<unknown> {
  const changes = await readOnly(company.world.pool, [calls.maker], async (tx) =>
    rows(await lockOrders(tx, [orderId])),
  )
  if (isRefusal(changes)) return changes.code
  const [counted] = changesOf(payableTable, changes)
  return { ordered: counted?.after.ordered_minor, paid: counted?.after.paid_minor }
}

test('a line that is taken back undoes a payment with its tax, and a return as well', async () => {
  const at = company.world.now()
  const agent = await agentRebate(company, calls, '400000')
  const orderId = await leaving(agent, '300000')
  await happened(orderId, paid)
  const unpaid = await undone(orderId, (inHand) => unpaidRows(inHand, orderId, { at, reason: '认错' }))
  expect(unpaid).toEqual({ ordered: 300_000n, paid: 0n })
  await happened(orderId, returned)
  const again = (inHand: OrdersInHand) => paidAgainRows(inHand, orderId, at)
  expect(await undone(orderId, again)).toEqual({ ordered: 300_000n, paid: 300_000n })
  // What is paid out would still find room beside the new order, and what is owed does not.
  await leaving(agent, '120000')
  expect(await undone(orderId, again)).toBe('bank.unmatch_paid_anew')
})

test('whoever makes and checks it, and whoever confirms it, reads what is withheld', async () => {
  const agent = await agentRebate(company, calls, '100000')
  const { requestId, exceptionId } = agent
  const withheld = {
    owed: moneyOf('100000'),
    tax: moneyOf('4000'),
    paid: moneyOf('96000'),
    law: '国家税务总局公告2018年第61号 第8条（待确认）',
  }
  const inList = async (operation: string, query: object = {}) => {
    const { items } = await calls.good(calls.maker, operation, { query })
    const all = items as { requestId: string; exceptionId?: string }[]
    return all.find((item) => item.requestId === requestId)
  }
  expect(await inList('payments.payables')).toMatchObject({ exceptionId, withheld, left: moneyOf('100000') })
  const matters = exceptionMatters({ ...company.world, door: company.world.door })
  const reader = { actor: { ...calls.maker, language: 'en' as const }, now: company.world.now() }
  const described = await readOnly(company.world.pool, [calls.maker], (tx) =>
    matters.describe(tx, reader, [exceptionId]),
  )
  expect(described.get(exceptionId)?.facts).toContainEqual({
    name: 'Income tax withheld if it is paid at once',
    text: expect.stringMatching(/^¥40\.00 · .*第61号.*confirm/),
  })
  await leaving(agent)
  expect(await inList('payments.queue', { requestId })).toMatchObject({ amount: moneyOf('96000'), withheld })
  expect(await inList('payments.exceptions')).toMatchObject({
    ordered: [moneyOf('96000')],
    withheld: [moneyOf('4000')],
  })
})

test('a customer’s company account bears no tax, and nothing is said of it', async () => {
  const requestId = await calls.approvedRebate('130000', await calls.newDealer())
  const orderId = await calls.prepared(requestId)
  expect(await amountsOf(orderId)).toEqual({ paid: '130000', withheld: '0' })
  const { items } = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
  expect((items as object[])[0]).not.toHaveProperty('withheld')
})

/** A copy of an order with another tax, as somebody would write it past the program. */
const copyOf = `insert into payments.order
select (jsonb_populate_record(own, jsonb_build_object('id', 'pay_copied00000000', 'number', 'PAY-1999-3',
  'end_to_end_id', 'COPIED0003', 'state', 'prepared') || $2::jsonb)).*
from payments.order as own where own.id = $1`

test('the database holds the tax to exceptions, and holds it as it was', async () => {
  const customers = await calls.prepared(await calls.approvedRebate('140000', await calls.newDealer()))
  const more = JSON.stringify({ withheld_minor: 1 })
  expect(await calls.brokenBy(copyOf, [customers, more])).toBe('withheld_needs_an_exception')
  const agents = await calls.prepared(...named(await agentRebate(company, calls, '150000')))
  const negative = JSON.stringify({ withheld_minor: -1 })
  expect(await calls.brokenBy(copyOf, [agents, negative])).toBe('withheld_is_never_negative')
  const edit = 'update payments.order set withheld_minor = 0 where id = $1'
  expect(await calls.brokenBy(edit, [agents])).toBe('order_is_never_edited')
  const uncounted = `with counted as (
  update payments.payable set ordered_minor = ordered_minor - made.withheld_minor
  from payments.order as made where made.id = $1 and payable.id = made.benefit_id
)
update payments.order set changed_at = now() where id = $1`
  expect(await calls.brokenBy(uncounted, [agents])).toBe('orders_are_counted')
})

const named = ({ requestId, exceptionId }: AgentRebate) => [requestId, { exceptionId }] as const

test('incidental income bears a fifth, until the entity says that it bears the tax itself', async () => {
  const agent = await agentRebate(company, calls, '100000', 'incidental_income')
  const first = await leaving(agent, '50000')
  expect(await amountsOf(first)).toEqual({ paid: '40000', withheld: '10000' })
  const entityId = company.founded.entities['suzhou'] ?? ''
  const body = {
    entityId,
    sector: 'general',
    bearing: 'giver',
    isWithoutVat: false,
    vatRate: '0.13',
    source: '公司承担税款的决定',
  }
  await calls.good('finance', 'payments.set_tax_year', { params: { year: '2026' }, body })
  expect(await amountsOf(await leaving(agent))).toEqual({ paid: '50000', withheld: '0' })
})

test('the tax of a refund is none, whoever is paid by the exception', async () => {
  const { requestId, payeeId } = await agentRebate(company, calls, '120000')
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
  const body = { answer: 'confirm', reason: '已核对退货单' }
  await calls.good('compliance', 'payments.answer_exception', { params: { exceptionId }, body })
  const orderId = await calls.prepared(requestId, { exceptionId })
  expect(await amountsOf(orderId)).toEqual({ paid: '120000', withheld: '0' })
})
