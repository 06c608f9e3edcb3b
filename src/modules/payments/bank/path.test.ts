import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankCalls, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { camtFile, decimal, paymentDetails, type CamtEntry } from '../../../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { periodDeps } from '../../../app/ledger-deps.ts'
import { blockersOf } from '../../ledger/index.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { previewBatch } from '../../../contract/bank.ts'
import type { bankLines, reconciliation } from '../../../contract/reconciliation.ts'

// What the screens of finance show of a batch before it leaves, and of the bank's side against ours.

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
type Lines = z.output<typeof bankLines.answer>

async function bankNow(who = calls.pay.maker): Promise<Bank> {
  const view = await calls.bank.good(who, 'bank.reconciliation', { query: { entityId: calls.entityId } })
  return view as Bank
}

async function accountNow(): Promise<Bank['accounts'][number]> {
  const account = (await bankNow()).accounts.find((one) => one.accountId === accountId)
  if (!account) throw new Error('no account')
  return account
}

async function blockersAt(until: string): Promise<string[]> {
  const deps = periodDeps(company.world)
  const of = { entityId: calls.entityId, month: until.slice(0, 7), until }
  return readOnly(company.world.pool, [systemActor], async (tx) =>
    (await blockersOf(deps, tx, of)).map(({ code }) => code),
  )
}

let statements = 0
let balance = 500_000_000n

/** The next statement of the account: it begins where the last one ended. */
function statement(entries: readonly CamtEntry[]): Uint8Array {
  const opening = balance
  for (const { amount, side } of entries) {
    const minor = BigInt(amount.replace('.', ''))
    balance += side === 'CRDT' ? minor : -minor
  }
  const id = `P-${++statements}`
  const dated = entries.map((entry) => ({ day: todayOf(company), ...entry }))
  return camtFile('08', [{ id, opening: decimal(opening), closing: decimal(balance), entries: dated }])
}

describe('before a batch leaves', () => {
  test('it is said what it holds and what it leaves out, and nothing is stored or sent', async () => {
    const [good = ''] = await calls.checkedOrders('130000')
    const prepared = await calls.pay.prepared(await calls.pay.approvedRebate('131000'))
    const body = { accountId, orderIds: [good, prepared], executeOn: todayOf(company) }
    const seen = await calls.bank.good(calls.pay.maker, 'bank.preview_batch', { body })
    expect(seen as z.output<typeof previewBatch.answer>).toMatchObject({
      files: [{ orders: 1, total: { minor: '130000' } }],
      orderIds: [good],
      total: { minor: '130000' },
      leftOut: [{ orderId: prepared, code: 'bank.order_not_checked', reason: expect.stringMatching(/./) }],
    })
    expect(await calls.statesOf([good, prepared])).toEqual(['checked', 'prepared'])
    expect((await bankNow()).batches).toEqual([])
    const sent = await calls.send(accountId, [good, prepared])
    expect(sent['sent']).toEqual(seen['orderIds'])
    const [paid] = await calls.pay.sql('select end_to_end_id as n from payments.order where id = $1', [good])
    const details = paymentDetails('08', { id: String(paid?.['n']) })
    await calls.bring('bank.import_statement', statement([{ amount: '1300.00', details }]))
  })

  test('a day that has passed and an account of nobody are refused as the batch would be', async () => {
    const body = { accountId, orderIds: ['pay_nothing1'], executeOn: '2026-01-01' }
    const refused = (more: object) =>
      calls.bank.codeOf(calls.pay.maker, 'bank.preview_batch', { body: { ...body, ...more } })
    expect(await refused({})).toBe('bank.day_passed')
    expect(await refused({ accountId: 'pacc_nothing1' })).toBe('platform.not_found')
  })
})

describe('the bank against our records', () => {
  test('agree to the cent once every payment is shown, with fees and money from elsewhere', async () => {
    const { numbers } = await calls.sent(accountId, '210000', '220000')
    const [one = '', other = ''] = numbers
    const entries: CamtEntry[] = [
      { ref: 'A', amount: '2100.00', details: paymentDetails('08', { id: one }) },
      { ref: 'B', amount: '2200.00', details: paymentDetails('08', { id: other }) },
      { ref: 'C', amount: '15.00', family: 'CHRG' },
      { ref: 'D', amount: '900.00', side: 'CRDT' },
    ]
    await calls.bring('bank.import_statement', statement(entries))
    expect(await accountNow()).toMatchObject({
      closing: { minor: balance.toString() },
      books: {
        opening: { minor: '500000000' },
        paid: { orders: 3, amount: { minor: '-560000' } },
        records: { minor: balance.toString() },
        difference: { minor: '0' },
        unexplained: { minor: '0' },
      },
    })
    expect(await blockersAt('2026-11-30')).toEqual([])
  })

  test('what the bank says is paid and shows nowhere is a difference that is explained', async () => {
    const { numbers } = await calls.sent(accountId, '330000')
    const result = `客户业务编号,金额,处理状态\r\n${numbers[0]},3300.00,成功\r\n`
    const answer = await calls.bring('bank.import_results', result)
    expect(answer['changed']).toMatchObject([{ number: expect.stringMatching(/^PAY-/), state: 'paid' }])
    expect(await accountNow()).toMatchObject({
      notShown: { orders: 1, amount: { minor: '330000' } },
      books: { difference: { minor: '330000' }, unexplained: { minor: '0' } },
    })
    const details = paymentDetails('08', { id: numbers[0] ?? '' })
    await calls.bring('bank.import_statement', statement([{ amount: '3300.00', details }]))
    expect((await accountNow()).books?.difference.minor).toBe('0')
  })

  test('a line that asks is unexplained and keeps the month open until it is answered', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '440000')
    const [orderId = ''] = orderIds
    const details = paymentDetails('08', { id: numbers[0] ?? '', name: '一家陌生公司' })
    await calls.bring('bank.import_statement', statement([{ amount: '4400.00', details }]))
    expect((await accountNow()).books?.unexplained.minor).toBe('-440000')
    expect(await blockersAt('2026-11-30')).toEqual(['bank_unexplained'])
    expect(await blockersAt('2026-10-31')).toEqual([])
    const mine = await bankNow()
    const [line] = mine.lines
    expect(line).toMatchObject({ verdict: 'ask', candidates: [orderId], endToEndId: numbers[0] })
    const sentTo = (bank: Bank) => bank.sent.find((order) => order.orderId === orderId)
    expect(sentTo(mine)?.answer).toMatchObject({ can: false, why: expect.stringMatching(/./) })
    expect(sentTo(await bankNow(calls.pay.checker))?.answer).toMatchObject({ can: true })
    const body = { version: 1, verdict: 'paid', orderIds: [orderId], reason: '已向银行查实' }
    await calls.bank.good(calls.pay.checker, 'bank.answer_line', {
      params: { lineId: line?.lineId ?? '' },
      body,
    })
    expect((await accountNow()).books?.unexplained.minor).toBe('0')
    expect(await blockersAt('2026-11-30')).toEqual([])
  })

  test('a statement that is missing between two keeps the month open', async () => {
    balance += 12_300n
    await calls.bring('bank.import_statement', statement([{ amount: '1.00', family: 'CHRG' }]))
    const { gaps, books } = await accountNow()
    expect(gaps).toMatchObject([{ difference: { minor: '12300' } }])
    expect(books?.unexplained.minor).toBe('12300')
    expect(await blockersAt('2026-11-30')).toEqual(['bank_unexplained'])
  })

  test('lists what its lines are, by the product and by whom', async () => {
    const query = { accountId }
    const all = (await calls.bank.good(calls.pay.maker, 'bank.lines', { query })) as Lines
    expect(all.items).toHaveLength(8)
    expect(
      all.items.filter(({ verdict }) => verdict === 'paid').every(({ orders }) => orders.length === 1),
    ).toBe(true)
    const byPerson = await calls.bank.good(calls.pay.maker, 'bank.lines', {
      query: { ...query, by: 'person' },
    })
    expect((byPerson as Lines).items).toMatchObject([
      { verdict: 'paid', reason: '已向银行查实', answerer: { id: calls.pay.checker.personId } },
    ])
    const elsewhere = { ...calls.pay.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
    const closed = await calls.bank.call(elsewhere, 'bank.lines', { query })
    expect(closed.kind).not.toBe('answer')
  })
})
