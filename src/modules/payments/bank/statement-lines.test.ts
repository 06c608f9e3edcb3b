import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import { bankCalls, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { camtFile, ourAccount, paymentDetails, type CamtEntry } from '../../../../test/setup/bank-files.ts'
import { bankSimulator } from '../../../../test/setup/bank-simulator.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'

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

let statementNumber = 0

/** A statement of today with these entries. */
function statement(
  entries: readonly CamtEntry[],
  more: { id?: string; opening?: bigint; copy?: string } = {},
): Uint8Array {
  const { id = `ST-${++statementNumber}`, opening = 100_000_000n } = more
  const day = todayOf(company)
  const minor = ({ amount, side }: CamtEntry) =>
    BigInt(amount.replace('.', '')) * (side === 'CRDT' ? 1n : -1n)
  const closing = entries.reduce((sum, entry) => sum + minor(entry), opening)
  const text = (all: bigint) => `${all / 100n}.${(all % 100n).toString().padStart(2, '0')}`
  const dated = entries.map((entry) => ({ day, ...entry }))
  const copy = more.copy === undefined ? {} : { copy: more.copy }
  return camtFile('08', [{ id, opening: text(opening), closing: text(closing), entries: dated, ...copy }])
}

describe('statements', () => {
  const entry = (number: string, amount: string, more: Partial<CamtEntry> = {}): CamtEntry => ({
    amount,
    ref: number.slice(-8),
    details: paymentDetails('08', { id: number }),
    ...more,
  })

  test('pay what they show, once: the same statement again counts nothing', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '310000', '320000')
    const [first = '', second = ''] = numbers
    const file = statement([
      entry(first, '3100.00'),
      entry(second, '3200.00'),
      { amount: '5.00', family: 'CHRG' },
    ])
    const answer = await calls.bring('bank.import_statement', file)
    expect(answer['statements']).toMatchObject([{ lines: 3, known: 0, matched: 2, toAsk: 0 }])
    expect(await calls.statesOf(orderIds)).toEqual(['paid', 'paid'])
    const again = await calls.bring('bank.import_statement', file)
    expect(again['statements']).toMatchObject([{ held: { code: 'bank.statement_known' }, lines: 0 }])
    const [lines] = await calls.pay.sql(
      'select count(*)::int as n from payments.statement_line where end_to_end_id = $1',
      [first],
    )
    expect(lines).toEqual({ n: 1 })
  })

  test('bring back what came back, and fail what left and returned in one file', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '330000', '340000')
    const [paid = '', never = ''] = numbers
    await calls.bring('bank.import_statement', statement([entry(paid, '3300.00')]))
    const back = { side: 'CRDT', family: 'RRTN' } as const
    await calls.bring(
      'bank.import_statement',
      statement([entry(paid, '3300.00', back), entry(never, '3400.00'), entry(never, '3400.00', back)]),
    )
    expect(await calls.statesOf(orderIds)).toEqual(['returned', 'failed'])
    // Money that comes a second time for what came back once is somebody else's, or a mistake of the bank.
    const again = await calls.bring(
      'bank.import_statement',
      statement([entry(paid, '3300.00', back), entry(never, '3400.00', back)]),
    )
    expect(again['statements']).toMatchObject([{ lines: 2, matched: 0, toAsk: 2 }])
  })

  test('bring a payment back once, also where one file holds both statements', async () => {
    const { orderIds, numbers } = await calls.sent(accountId, '350000')
    const [number = ''] = numbers
    await calls.bring('bank.import_statement', statement([entry(number, '3500.00')]))
    const back = entry(number, '3500.00', { side: 'CRDT', family: 'RRTN', day: todayOf(company) })
    const first = { id: 'B-1', opening: '0.00', closing: '3500.00', entries: [back] }
    const second = { id: 'B-2', opening: '3500.00', closing: '7000.00', entries: [back] }
    const answer = await calls.bring('bank.import_statement', camtFile('08', [first, second]))
    expect(answer['statements']).toMatchObject([
      { matched: 1, toAsk: 0 },
      { matched: 0, toAsk: 1 },
    ])
    expect(await calls.statesOf(orderIds)).toEqual(['returned'])
  })

  test('show once what the bank said it sent back', async () => {
    const { orderIds, numbers, transfers } = await calls.sent(accountId, '360000')
    const [number = ''] = numbers
    const bank = bankSimulator({ [number]: 'sent_back' })
    bank.upload(transfers)
    await calls.bring('bank.import_results', bank.resultFile())
    bank.passDays()
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await calls.statesOf(orderIds)).toEqual(['returned'])
    const back = { side: 'CRDT', family: 'RRTN' } as const
    const answer = await calls.bring('bank.import_statement', statement([entry(number, '3600.00', back)]))
    expect(answer['statements']).toMatchObject([{ matched: 1, toAsk: 0 }])
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

  test('are held where one comes again under another number, and name the one that counts', async () => {
    const entries = [entry('X-TWICE', '17.00'), { amount: '9.00', side: 'CRDT' } as const]
    const opening = 77_000_000n
    const linesNow = async () => {
      const [row] = await calls.pay.sql('select count(*)::int as n from payments.statement_line')
      return Number(row?.['n'])
    }
    await calls.bring('bank.import_statement', statement(entries, { id: 'TW-1', opening }))
    const before = await linesNow()
    const said = async (more: Parameters<typeof statement>[1], changed = entries) => {
      const answer = await calls.bring('bank.import_statement', statement(changed, { opening, ...more }))
      return (answer['statements'] as { held?: { code: string; reason: string } }[])[0]?.held
    }
    const repeats = { code: 'bank.statement_repeats', reason: expect.stringContaining('TW-1') }
    expect(await said({ id: 'TW-2' })).toMatchObject(repeats)
    // Its text was set anew, and the bank says that it is the same one.
    const anew = entries.map((each) => ({ ...each, ref: 'ANEW' }))
    expect(await said({ id: 'TW-3', copy: 'DUPL' }, anew)).toMatchObject(repeats)
    expect(await linesNow()).toBe(before)
    // The first that comes of a statement counts, whatever the bank calls it, and so does the next day's.
    expect(await said({ id: 'TW-4', copy: 'DUPL', opening: 78_000_000n })).toBeUndefined()
    expect(await said({ id: 'TW-5', copy: 'COPY', opening: 79_000_000n }, anew)).toBeUndefined()
  })

  test('as tables that overlap count each line once, however often it is shown', async () => {
    const number = '6222000099990002'
    await calls.account({ number })
    const ago = (days: number) => addDays(todayOf(company), -days)
    const rows = [9, 8, 8, 7].map((days, i) => `${ago(days)},5.00,,${100 - 5 * i}.00,手续费`)
    const table = (from: number, to: number) =>
      [`账号：,${number}`, '日期,支出,收入,余额,摘要', ...rows.slice(from, to), ''].join('\r\n')
    const week = await calls.bring('bank.import_statement', table(0, 3))
    expect(week['statements']).toMatchObject([{ lines: 3, known: 0 }])
    const month = await calls.bring('bank.import_statement', table(1, 4))
    expect(month['statements']).toMatchObject([{ lines: 1, known: 2 }])
    const [counted] = await calls.pay.sql(
      `select count(*)::int as n from payments.statement_line as line
join payments.own_account as account on account.id = line.account_id
where account.number = $1`,
      [number],
    )
    expect(counted).toEqual({ n: 4 })
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
    const { orderIds, numbers, transfers } = await calls.sent(accountId, '410000')
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
    const others = await calls.sent(accountId, '420000')
    expect(await codeOf('checker', { orderIds: others.orderIds })).toBe('bank.amounts_differ')
    const paid = await calls.checkedOrders('430000')
    expect(await codeOf('checker', { orderIds: paid })).toBe('bank.order_not_open')
    expect(await codeOf('checker', {})).toBe('done')
    expect(await calls.stateOf(orderId)).toBe('paid')
    expect(await codeOf('checker', { version: 2 })).toBe('bank.line_answered')
  })
})

describe('a payment of which nobody knows', () => {
  test('failed only when unbroken statements show that it did not leave; it is ordered anew', async () => {
    const accountId = await calls.account({ number: '6222000099990001' })
    const [orderId = ''] = await calls.checkedOrders('510000')
    // The bank is told to pay five days later: only from then on could it have left.
    const [sentOn, sentAt] = [todayOf(company), company.clock()]
    const dueOn = addDays(sentOn, 5)
    await calls.send(accountId, [orderId], dueOn)
    const settle = (who: 'maker' | 'checker', body: object = {}) =>
      calls.bank.codeOf(calls.pay[who], 'bank.settle_unknown', {
        params: { orderId },
        body: { version: 3, reason: '与银行核对，未付出', ...body },
      })
    expect(await settle('maker')).toBe('bank.maker_never_settles')
    expect(await settle('checker', { version: 2 })).toBe('platform.stale')
    expect(await settle('checker')).toBe('bank.days_not_covered')
    company.clock.set(`${addDays(sentOn, 20)}T01:00:00.000Z`)
    const on = (days: number) => addDays(dueOn, days)
    const table = (...rows: readonly string[]) =>
      ['账号：,6222000099990001', '日期,支出,收入,余额', ...rows, ''].join('\r\n')
    await calls.bring('bank.import_statement', table(`${on(-1)},1.00,,9.00`, `${on(1)},1.00,,8.00`))
    expect(await settle('checker')).toBe('bank.days_not_covered')
    await calls.bring('bank.import_statement', table(`${on(5)},1.00,,6.00`, `${on(6)},1.00,,5.00`))
    expect(await settle('checker')).toBe('bank.days_not_covered')
    // Without a gap, but a day short: it may have left on the seventh day.
    await calls.bring('bank.import_statement', table(`${on(3)},1.00,,7.00`))
    expect(await settle('checker')).toBe('bank.days_not_covered')
    await calls.bring('bank.import_statement', table(`${on(7)},1.00,,4.00`))
    expect(await settle('checker')).toBe('done')
    expect(await calls.stateOf(orderId)).toBe('failed')
    expect(await settle('checker', { version: 4 })).toBe('bank.order_not_under_way')
    const [row] = await calls.pay.sql('select request_id from payments.order where id = $1', [orderId])
    expect(await calls.pay.prepared(String(row?.['request_id']))).not.toBe(orderId)
    company.clock.set(sentAt)
  })

  test('waits while a line could be it', async () => {
    const { orderIds, transfers } = await calls.sent(accountId, '520000')
    const [orderId = ''] = orderIds
    const { holder: name, number: account } = transfers[0]?.payee ?? { holder: '', number: '' }
    const details = paymentDetails('08', { id: 'BANK-2', name, account })
    await calls.bring('bank.import_statement', statement([{ amount: '5200.00', details }]))
    const settle = { params: { orderId }, body: { version: 3, reason: '与银行核对，未付出' } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.settle_unknown', settle)).toBe(
      'bank.line_may_be_it',
    )
    const none = { ...settle, params: { orderId: 'pay_nothing1' } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.settle_unknown', none)).toBe('platform.not_found')
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
