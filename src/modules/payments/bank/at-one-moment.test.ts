import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankCalls, todayOf, type BankCalls, type SentBatch } from '../../../../test/setup/bank-calls.ts'
import { camtFile, decimal, paymentDetails } from '../../../../test/setup/bank-files.ts'
import { bankSimulator } from '../../../../test/setup/bank-simulator.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { act } from '../../../platform/act/act.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { inTransaction } from '../../../platform/db/in-transaction.ts'
import { answerLine } from './answer-line.ts'

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

const requestOfOrder = `select 1 from requests.request
where id = (select request_id from payments.order where id = $1) for update`
const lineItself = 'select 1 from payments.statement_line where id = $1 for update'

/**
 * Starts both works while somebody else holds a row that both of them need, the request of an order or a
 * line, so that each has read what it reads before the first of them goes on.
 */
async function atOneMoment(
  id: string,
  works: readonly (() => Promise<unknown>)[],
  held: string = requestOfOrder,
): Promise<void> {
  const { pool } = company.world
  const running: Promise<unknown>[] = []
  await inTransaction(pool, [systemActor], async (tx) => {
    await tx.sql(held, [id])
    for (const [i, work] of works.entries()) {
      running.push(work())
      while ((await waiting()) <= i);
    }
  })
  await Promise.all(running)
}

async function waiting(): Promise<number> {
  const { rows } = await company.world.pool.query<{ n: number }>(
    `select count(*)::int as n
from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.n ?? 0
}

/** What the bank says in its result file: that it did not pay. */
function failing({ numbers: [number = ''], transfers }: SentBatch): string {
  const bank = bankSimulator({ [number]: 'no_balance' })
  bank.upload(transfers)
  return bank.resultFile()
}

let statements = 0

/** A statement on which the payment stands, under its number or under one of the bank's. */
function showing({ numbers: [number = ''], transfers: [transfer] }: SentBatch, id = number): Uint8Array {
  const { payee, amount } = transfer ?? { payee: undefined, amount: { minor: 0n } }
  const details = paymentDetails('08', { id, name: payee?.holder ?? '', account: payee?.number ?? '' })
  const entry = { amount: decimal(amount.minor), details, day: todayOf(company) }
  // A balance of its own: the same one under another number would be the bank giving a statement again.
  const opening = 900_000_000n + BigInt(++statements)
  const closing = decimal(opening - amount.minor)
  return camtFile('08', [{ id: `M-${statements}`, opening: decimal(opening), closing, entries: [entry] }])
}

/** The end of an order beside what its lines are stored as. */
async function endOf(orderId: string): Promise<string> {
  const lines = await calls.pay.sql(
    'select verdict from payments.statement_line where order_ids::jsonb ? $1 order by verdict',
    [orderId],
  )
  return [await calls.stateOf(orderId), ...lines.map(({ verdict }) => verdict)].join(' ')
}

test.each([
  ['the result first', ['result', 'statement'], 'failed ask'],
  ['the statement first', ['statement', 'result'], 'paid paid'],
] as const)('a payment that a result calls failed and a statement paid, %s', async (_, order, end) => {
  const batch = await calls.sent(accountId, '610000')
  const [orderId = ''] = batch.orderIds
  const works = {
    result: () => calls.bring('bank.import_results', failing(batch)),
    statement: () => calls.bring('bank.import_statement', showing(batch)),
  }
  await atOneMoment(
    orderId,
    order.map((each) => works[each]),
  )
  expect(await endOf(orderId)).toBe(end)
})

test.each([
  ['the result first', ['result', 'person'], 'failed ask', 'bank.order_failed'],
  ['the person first', ['person', 'result'], 'paid paid', 'done'],
] as const)('a payment that a result calls failed and a person paid, %s', async (_, order, end, code) => {
  const batch = await calls.sent(accountId, '620000')
  const [orderId = ''] = batch.orderIds
  await calls.bring('bank.import_statement', showing(batch, 'BANK-7'))
  const [line] = await calls.pay.sql('select id from payments.statement_line where order_ids::jsonb ? $1', [
    orderId,
  ])
  let said = ''
  const works = {
    result: () => calls.bring('bank.import_results', failing(batch)),
    person: async () => {
      const body = { version: 1, verdict: 'paid', orderIds: [orderId], reason: '与银行电话核对' }
      const answer = { params: { lineId: line?.['id'] }, body }
      said = await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', answer)
    },
  }
  await atOneMoment(
    orderId,
    order.map((each) => works[each]),
  )
  expect([said, await endOf(orderId)]).toEqual([code, end])
})

test('a line is answered once, also by two people at one moment', async () => {
  const batch = await calls.sent(accountId, '630000')
  const [orderId = ''] = batch.orderIds
  await calls.bring('bank.import_statement', showing(batch, 'BANK-8'))
  const [line] = await calls.pay.sql('select id from payments.statement_line where order_ids::jsonb ? $1', [
    orderId,
  ])
  const codes: string[] = []
  const answer = (verdict: string, orderIds: readonly string[]) => async () => {
    const body = { version: 1, verdict, orderIds, reason: '与银行电话核对' }
    const given = { params: { lineId: line?.['id'] }, body }
    codes.push(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', given))
  }
  const both = [answer('paid', [orderId]), answer('elsewhere', [])]
  await atOneMoment(String(line?.['id']), both, lineItself)
  expect([codes.toSorted(), await endOf(orderId)]).toEqual([['done', 'platform.stale'], 'paid paid'])
})

test('of lines that are answered together one shows each payment, and each has its answer', async () => {
  const [one, other] = [await calls.sent(accountId, '650000'), await calls.sent(accountId, '660000')]
  for (const [batch, id] of [
    [one, 'BANK-9'],
    [one, 'BANK-10'],
    [other, 'BANK-11'],
  ] as const) {
    await calls.bring('bank.import_statement', showing(batch, id))
  }
  const said = async (endToEndId: string, { orderIds }: SentBatch) => {
    const [line] = await calls.pay.sql('select id from payments.statement_line where end_to_end_id = $1', [
      endToEndId,
    ])
    const body = {
      lineId: String(line?.['id']),
      version: 1,
      verdict: 'paid' as const,
      orderIds,
      reason: '与银行核对',
    }
    return { key: `together-${endToEndId}`, actor: calls.pay.checker, at: company.world.now(), body } as const
  }
  const together = [await said('BANK-9', one), await said('BANK-10', one), await said('BANK-11', other)]
  const outcomes = await act(company.world.door, answerLine(company.world), together)
  expect(outcomes).toMatchObject([
    { kind: 'done', answer: { lineId: together[0]?.body.lineId } },
    { kind: 'refused', refusal: { code: 'bank.order_not_open' } },
    { kind: 'done', answer: { lineId: together[2]?.body.lineId } },
  ])
  expect(await calls.statesOf([...one.orderIds, ...other.orderIds])).toEqual(['paid', 'paid'])
})

test('a line whose payment is recorded as failed is answered with it once the money came back', async () => {
  const batch = await calls.sent(accountId, '640000')
  const [orderId = ''] = batch.orderIds
  const [number = ''] = batch.numbers
  await calls.bring('bank.import_results', failing(batch))
  await calls.bring('bank.import_statement', showing(batch))
  const [line] = await calls.pay.sql('select id from payments.statement_line where end_to_end_id = $1', [
    number,
  ])
  const body = { version: 1, verdict: 'paid', orderIds: [orderId], reason: '银行确认已扣款' }
  const answer = { params: { lineId: line?.['id'] }, body }
  expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', answer)).toBe('bank.order_failed')
  const details = paymentDetails('08', { id: number })
  const back = { amount: '6400.00', side: 'CRDT', family: 'RRTN', details, day: todayOf(company) } as const
  const file = camtFile('08', [{ id: 'M-BACK', opening: '0.00', closing: '6400.00', entries: [back] }])
  await calls.bring('bank.import_statement', file)
  expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_line', answer)).toBe('done')
  expect(await endOf(orderId)).toBe('failed paid returned')
})
