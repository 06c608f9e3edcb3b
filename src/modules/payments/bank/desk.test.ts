import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bankCalls, bytesOf, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { camtFile, ourAccount, paymentDetails, type CamtEntry } from '../../../../test/setup/bank-files.ts'
import { bankSimulator } from '../../../../test/setup/bank-simulator.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'

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

type Batch = { readonly batchId: string; readonly files: readonly { fileId: string; digest: string }[] }

async function sent(...minors: readonly string[]) {
  const orderIds = await calls.checkedOrders(...minors)
  const batch = (await calls.send(accountId, orderIds)) as unknown as Batch
  const transfers = await calls.inFile(batch.files[0]?.fileId ?? '')
  // In the order of the orders: the file has them by identifier.
  const numbers = await Promise.all(orderIds.map((id) => numberOf(id)))
  return { orderIds, batch, numbers, transfers }
}

async function numberOf(orderId: string): Promise<string> {
  const [row] = await calls.pay.sql('select end_to_end_id as n from payments.order where id = $1', [orderId])
  return String(row?.['n'])
}

const states = (orderIds: readonly string[]) => Promise.all(orderIds.map((id) => calls.stateOf(id)))

let statementNumber = 0

/** A statement of today with these entries. */
function statement(entries: readonly CamtEntry[], more: { id?: string; opening?: bigint } = {}): Uint8Array {
  const { id = `ST-${++statementNumber}`, opening = 100_000_000n } = more
  const day = todayOf(company)
  const minor = ({ amount, side }: CamtEntry) =>
    BigInt(amount.replace('.', '')) * (side === 'CRDT' ? 1n : -1n)
  const closing = entries.reduce((sum, entry) => sum + minor(entry), opening)
  const text = (all: bigint) => `${all / 100n}.${(all % 100n).toString().padStart(2, '0')}`
  const dated = entries.map((entry) => ({ day, ...entry }))
  return camtFile('08', [{ id, opening: text(opening), closing: text(closing), entries: dated }])
}

describe('an account of ours', () => {
  test('pays only when a second person has verified it, and one number is one account', async () => {
    const body = {
      entityId: calls.entityId,
      holder: '示例医药有限公司',
      bank: '示例银行',
      number: '6222 0000 1111 9999',
      currency: 'CNY',
      form: 'pain001',
    }
    const stated = await calls.bank.good(calls.pay.maker, 'bank.state_account', { body })
    const id = String(stated['accountId'])
    const verify = { params: { accountId: id }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.verify_account', verify)).toBe('bank.second_person')
    const batch = { body: { accountId: id, orderIds: ['pay_nothing1'], executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', batch)).toBe(
      'bank.own_account_not_verified',
    )
    const again = await calls.bank.good(calls.pay.maker, 'bank.state_account', {
      body: { ...body, number: ourAccount },
    })
    const known = { params: { accountId: again['accountId'] }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.verify_account', known)).toBe(
      'bank.account_known',
    )
    const bad = { body: { ...body, number: 'DE00370400440532013000' } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.state_account', bad)).toBe(
      'bank.own_number_invalid',
    )
    const none = { params: { accountId: 'pacc_nothing1' }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.verify_account', none)).toBe('platform.not_found')
  })
})

describe('a batch', () => {
  test('is made once: its file is what was stored, its orders are sent, and none leaves again', async () => {
    const { orderIds, batch, numbers, transfers } = await sent('110000', '120000')
    expect(await states(orderIds)).toEqual(['sent', 'sent'])
    expect(transfers.map(({ endToEndId }) => endToEndId).toSorted()).toEqual(numbers.toSorted())
    expect(transfers.map(({ remark }) => remark)).toEqual(
      transfers.map(() => expect.stringMatching(/^PAY-\d{4}-\d+ /)),
    )
    const [file] = batch.files
    const bytes = await bytesOf(calls.bank, calls.pay.maker, file?.fileId ?? '')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.digest)
    const again = { body: { accountId, orderIds, executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.make_batch', again)).toBe(
      'bank.order_not_checked',
    )
  })

  test('leaves out what cannot leave and says why, and the others leave', async () => {
    const [good = ''] = await calls.checkedOrders('130000')
    const prepared = await calls.pay.prepared(await calls.pay.approvedRebate('131000'))
    const batch = await calls.send(accountId, [good, prepared])
    expect(batch).toMatchObject({
      sent: [good],
      leftOut: [{ orderId: prepared, code: 'bank.order_not_checked' }],
    })
    expect(await states([good, prepared])).toEqual(['sent', 'prepared'])
  })

  test('is refused on a day that has passed, and from no account', async () => {
    const body = { accountId, orderIds: ['pay_nothing1'], executeOn: '2026-01-01' }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', { body })).toBe('bank.day_passed')
    const none = { body: { ...body, accountId: 'pacc_nothing1' } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', none)).toBe('platform.not_found')
  })

  test('two people who send one order at one moment send it once', async () => {
    const orderIds = await calls.checkedOrders('140000')
    const body = { accountId, orderIds, executeOn: todayOf(company) }
    const codes = await Promise.all(
      [calls.pay.maker, calls.pay.checker].map((who) => calls.bank.codeOf(who, 'bank.make_batch', { body })),
    )
    expect(codes.toSorted()).toEqual(['bank.order_not_checked', 'done'])
    const [counted] = await calls.pay.sql(
      'select count(*)::int as n from payments.batch_line where order_id = $1',
      [orderIds[0]],
    )
    expect(counted).toEqual({ n: 1 })
  })
})

test('an order of another company, and one that left by another way, stay where they are', async () => {
  const maker = await hire(company, { role: 'finance', entity: 'shanghai' })
  const checker = await hire(company, { role: 'finance', entity: 'shanghai' })
  const entityId = company.founded.entities['shanghai'] ?? ''
  const body = { entityId, holder: '上海公司', bank: '示例银行', currency: 'CNY', form: 'pain001' }
  const stated = await calls.bank.good(maker, 'bank.state_account', {
    body: { ...body, number: '6222333344445555' },
  })
  const other = String(stated['accountId'])
  await calls.bank.good(checker, 'bank.verify_account', {
    params: { accountId: other },
    body: { version: 1 },
  })
  const orderIds = await calls.checkedOrders('150000')
  const both = { ...maker, entityIds: [...maker.entityIds, calls.entityId] }
  const batch = { body: { accountId: other, orderIds, executeOn: todayOf(company) } }
  expect(await calls.bank.codeOf(both, 'bank.make_batch', batch)).toBe('bank.order_of_other')
  const left = await sent('151000')
  await calls.pay.sql(
    `insert into payments.batch_line (id, version, entity_id, batch_id, file_id, order_id)
select 'line_byhand01', 1, entity_id, batch_id, id, $1 from payments.batch_file where batch_id = $2`,
    [orderIds[0], left.batch.batchId],
  )
  const again = { body: { ...batch.body, accountId } }
  expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', again)).toBe('bank.order_left')
})

describe('results', () => {
  test('K35: a batch taken with HTTP 200 records nothing as done; each row says its own', async () => {
    const { orderIds, numbers, transfers } = await sent('210000', '220000')
    const [first = '', second = ''] = numbers
    const bank = bankSimulator({ [first]: 'no_balance', [second]: 'name_differs' })
    const answer = bank.upload(transfers)
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('Success') })
    const file = {
      body: { entityId: calls.entityId },
      files: [{ name: 'a', bytes: Buffer.from(answer.body) }],
    }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.import_results', file)).toBe('bank.not_a_result')
    expect(await states(orderIds)).toEqual(['sent', 'sent'])
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await states(orderIds)).toEqual(['failed', 'failed'])
    const reasons = await calls.pay.sql(
      'select reason from payments.order where id = any($1) order by minor',
      [orderIds],
    )
    expect(reasons).toEqual([{ reason: 'bank_no_balance' }, { reason: 'bank_name_differs' }])
  })

  test('K36: a time-out that turns to success late is one payment under one number', async () => {
    const { orderIds, numbers, transfers } = await sent('230000', '240000')
    const [late = '', soon = ''] = numbers
    const bank = bankSimulator({ [late]: 'late' })
    bank.upload(transfers)
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await states(orderIds)).toEqual(['unknown', 'paid'])
    // Nothing of it can leave again while its end is unknown, nor be ordered anew.
    const again = { body: { accountId, orderIds, executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', again)).toBe('bank.order_not_checked')
    const [row] = await calls.pay.sql('select request_id from payments.order where id = $1', [orderIds[0]])
    const anew = { body: { requestId: row?.['request_id'], purpose: '三季度返利' } }
    expect(await calls.pay.codeOf(calls.pay.maker, 'payments.prepare', anew)).toBe('payments.nothing_left')
    bank.upload(transfers)
    bank.passDays()
    await calls.bring('bank.import_results', bank.resultFile())
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await states(orderIds)).toEqual(['paid', 'paid'])
    expect([bank.paidTimes(late), bank.paidTimes(soon)]).toEqual([1, 1])
  })

  test('need a file', async () => {
    for (const id of ['bank.import_results', 'bank.import_statement']) {
      const none = { body: { entityId: calls.entityId } }
      expect(await calls.bank.codeOf(calls.pay.maker, id, none)).toBe('bank.no_file')
    }
  })
})

describe('statements', () => {
  const entry = (number: string, amount: string, more: Partial<CamtEntry> = {}): CamtEntry => ({
    amount,
    ref: number.slice(-8),
    details: paymentDetails('08', { id: number }),
    ...more,
  })

  test('pay what they show, once: the same statement again counts nothing', async () => {
    const { orderIds, numbers } = await sent('310000', '320000')
    const [first = '', second = ''] = numbers
    const file = statement([
      entry(first, '3100.00'),
      entry(second, '3200.00'),
      { amount: '5.00', family: 'CHRG' },
    ])
    const answer = await calls.bring('bank.import_statement', file)
    expect(answer['statements']).toMatchObject([{ lines: 3, known: 0, matched: 2, toAsk: 0 }])
    expect(await states(orderIds)).toEqual(['paid', 'paid'])
    const again = await calls.bring('bank.import_statement', file)
    expect(again['statements']).toMatchObject([{ held: { code: 'bank.statement_known' }, lines: 0 }])
    const [lines] = await calls.pay.sql(
      'select count(*)::int as n from payments.statement_line where end_to_end_id = $1',
      [first],
    )
    expect(lines).toEqual({ n: 1 })
  })

  test('bring back what came back, and fail what left and returned in one file', async () => {
    const { orderIds, numbers } = await sent('330000', '340000')
    const [paid = '', never = ''] = numbers
    await calls.bring('bank.import_statement', statement([entry(paid, '3300.00')]))
    const back = { side: 'CRDT', family: 'RRTN' } as const
    await calls.bring(
      'bank.import_statement',
      statement([entry(paid, '3300.00', back), entry(never, '3400.00'), entry(never, '3400.00', back)]),
    )
    expect(await states(orderIds)).toEqual(['returned', 'failed'])
  })

  test.each([
    [
      'a text that another statement of its number has',
      () => statement([entry('X-1', '1.00')], { id: 'ST-1' }),
      'bank.statement_changed',
    ],
    [
      'sums that differ',
      () => spoilt(statement([entry('X-2', '1.00')]), '999999.00', '999998.99'),
      'bank.sums_differ',
    ],
    [
      'the account of somebody else',
      () => spoilt(statement([]), ourAccount, '9999888877776666'),
      'bank.foreign_account',
    ],
    [
      'a day that has not come',
      () => statement([entry('X-3', '1.00', { day: '2029-01-01' })]),
      'bank.day_ahead',
    ],
  ])('are held with %s, and nothing of them counts', async (_, file, code) => {
    const answer = await calls.bring('bank.import_statement', file())
    expect(answer['statements']).toMatchObject([{ held: { code }, lines: 0, matched: 0 }])
  })

  test('in another form do not count what is counted', async () => {
    const day = todayOf(company)
    const csv = `账号：,${ourAccount}\r\n日期,支出,收入,余额\r\n${day},1.00,,9.00\r\n`
    const answer = await calls.bring('bank.import_statement', csv)
    expect(answer['statements']).toMatchObject([{ held: { code: 'bank.statement_overlaps' } }])
  })
})

describe('a line that is doubtful', () => {
  test('waits for a person who did not make the payment, and gives an unknown payment its end', async () => {
    const { orderIds, numbers, transfers } = await sent('410000')
    const [orderId = ''] = orderIds
    const [number = ''] = numbers
    const bank = bankSimulator({ [number]: 'late' })
    bank.upload(transfers)
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await calls.stateOf(orderId)).toBe('unknown')
    // The bank booked another amount than was ordered, then corrected it without a number.
    const details = paymentDetails('08', {
      id: 'BANK-1',
      name: transfers[0]?.payee.holder ?? '',
      account: transfers[0]?.payee.number ?? '',
    })
    await calls.bring('bank.import_statement', statement([{ amount: '4100.00', details }]))
    const view = await calls.bank.good(calls.pay.checker, 'bank.reconciliation', {
      query: { entityId: calls.entityId },
    })
    const lines = view['lines'] as { lineId: string; candidates: string[]; why: string; whyWord: string }[]
    const line = lines.find(({ candidates }) => candidates.includes(orderId))
    expect(line).toMatchObject({ why: 'number_differs', whyWord: '金额相符，编号不是本公司的' })
    const answerAs = (body: object) => ({
      params: { lineId: line?.lineId },
      body: { version: 1, verdict: 'paid', orderIds: [orderId], reason: '与银行电话核对', ...body },
    })
    const codeOf = (who: 'maker' | 'checker', body: object) =>
      calls.bank.codeOf(calls.pay[who], 'bank.answer_line', answerAs(body))
    expect(await codeOf('maker', {})).toBe('bank.maker_never_settles')
    expect(await codeOf('checker', { orderIds: [] })).toBe('bank.orders_needed')
    expect(await codeOf('checker', { verdict: 'returned' })).toBe('bank.line_other_way')
    expect(await codeOf('checker', { version: 2 })).toBe('platform.stale')
    const others = await sent('420000')
    expect(await codeOf('checker', { orderIds: others.orderIds })).toBe('bank.amounts_differ')
    const paid = await calls.checkedOrders('430000')
    expect(await codeOf('checker', { orderIds: paid })).toBe('bank.order_not_open')
    expect(await codeOf('checker', {})).toBe('done')
    expect(await calls.stateOf(orderId)).toBe('paid')
    expect(await codeOf('checker', { version: 2 })).toBe('bank.line_answered')
  })
})

test('the view names what is unexplained, what is under way and where a statement is missing', async () => {
  const before = await calls.bank.good(calls.pay.maker, 'bank.reconciliation', {
    query: { entityId: calls.entityId },
  })
  const first = statement(
    [{ amount: '77.00', details: paymentDetails('08', { id: 'Z', name: '陌生公司', account: '99990000' }) }],
    {
      opening: 500_000_000n,
    },
  )
  await calls.bring('bank.import_statement', first)
  const after = await calls.bank.good(calls.pay.maker, 'bank.reconciliation', {
    query: { entityId: calls.entityId },
  })
  type Account = {
    unexplained: { lines: number; amount: { minor: string } }
    gaps: unknown[]
    statements: number
  }
  const accountIn = (view: Record<string, unknown>): Account => {
    const found = (view['accounts'] as (Account & { accountId: string })[]).find(
      (each) => each.accountId === accountId,
    )
    if (!found) throw new Error('no account')
    return found
  }
  const [old, now] = [accountIn(before), accountIn(after)]
  expect(now.unexplained.lines).toBe(old.unexplained.lines + 1)
  expect(BigInt(now.unexplained.amount.minor)).toBe(BigInt(old.unexplained.amount.minor) - 7_700n)
  expect(now.statements).toBe(old.statements + 1)
  expect(now.gaps.length).toBeGreaterThan(0)
})

function spoilt(file: Uint8Array, from: string, to: string): Uint8Array {
  const text = new TextDecoder().decode(file)
  if (!text.includes(from)) throw new Error(`nothing to spoil: ${from}`)
  return new TextEncoder().encode(text.replace(from, to))
}
