import { expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { bankSimulator, type BankSimulator } from '../../../../test/setup/bank-simulator.ts'
import { ourAccount, transferOf } from '../../../../test/setup/bank-files.ts'
import { readResults, readStatementFile } from './bank-file.ts'
import { matchLines, type SentOrder, type Verdict } from './matching.ts'
import { decideResults, type AwaitedOrder, type ResultEffects } from './results.ts'
import type { Transfer } from './transfer.ts'

const meant = { accounts: [{ number: ourAccount, currency: 'CNY' }], isChosen: false }

/** The payments as our side holds them, and what the files of the bank do to them. */
function ourSide(transfers: readonly Transfer[]) {
  const orders = transfers.map((transfer, i): AwaitedOrder & SentOrder => ({
    id: `po_${i}`,
    endToEndId: transfer.endToEndId,
    number: `PAY-2026-900${i}`,
    payee: transfer.payee.holder,
    account: transfer.payee.number,
    amount: transfer.amount,
    sentOn: '2026-11-02',
    isSeen: false,
    state: 'sent',
  }))
  const states = () => orders.map(({ state }) => state)
  const takeResults = async (file: string): Promise<ResultEffects | string> => {
    const read = await readResults(new TextEncoder().encode(file), meant)
    if (isRefusal(read)) return read.code
    const decided = decideResults(read.rows, orders)
    for (const { orderId, to } of decided.effects) {
      const i = orders.findIndex(({ id }) => id === orderId)
      const order = orders[i]
      if (order && to !== 'nothing') orders[i] = { ...order, state: to }
    }
    return decided
  }
  const takeStatement = async (bytes: Uint8Array): Promise<readonly Verdict[]> => {
    const read = await readStatementFile(bytes, meant)
    if (isRefusal(read)) throw new Error(read.code)
    return read.flatMap((each) => ('statement' in each ? matchLines(each.statement.lines, orders) : []))
  }
  return { states, takeResults, takeStatement }
}

const two = [transferOf(1), transferOf(2)]
const [first, second] = two.map(({ endToEndId }) => endToEndId)
if (first === undefined || second === undefined) throw new Error('two payments')

function kinds(verdicts: readonly Verdict[]): string[] {
  return verdicts.map((verdict) =>
    'orders' in verdict ? `${verdict.kind} ${verdict.orders.join(' ')}` : verdict.kind,
  )
}

function sent(bank: BankSimulator, transfers = two) {
  expect(bank.upload(transfers).status).toBe(200)
  return ourSide(transfers)
}

test('K36: a time-out that later turns to success is one payment under one number', async () => {
  const bank = bankSimulator({ [first]: 'late' })
  const ours = sent(bank)
  bank.upload(two)
  await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['unknown', 'paid'])
  bank.passDays()
  bank.upload(two)
  await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['paid', 'paid'])
  expect([bank.paidTimes(first), bank.paidTimes(second)]).toEqual([1, 1])
  expect(kinds(await ours.takeStatement(bank.statement()))).toEqual(['paid po_1', 'paid po_0'])
})

test('K36: the same number with another body is refused by the bank and changes nothing here', async () => {
  const bank = bankSimulator()
  const ours = sent(bank)
  const changed = two.map((each) => ({ ...each, amount: { currency: 'CNY', minor: 1n } }))
  expect(bank.upload(changed)).toMatchObject({ status: 200, body: expect.stringContaining('40004') })
  await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['paid', 'paid'])
  expect(bank.paidTimes(first)).toBe(1)
})

test('what nobody confirmed is unknown until it expires, and never paid', async () => {
  const bank = bankSimulator({ [first]: 'never_confirmed' })
  const ours = sent(bank)
  await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['unknown', 'paid'])
  bank.passDays()
  const decided = await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['failed', 'paid'])
  expect(decided).toMatchObject({ effects: [{ to: 'failed', reason: '超时未确认' }, { to: 'nothing' }] })
})

test('K35: a batch taken with HTTP 200 and Success holds payments that failed', async () => {
  const bank = bankSimulator({ [first]: 'no_balance', [second]: 'name_differs' })
  const answer = bank.upload(two)
  const ours = ourSide(two)
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('Success') })
  expect(await ours.takeResults(answer.body)).toBe('bank.not_a_result')
  expect(ours.states()).toEqual(['sent', 'sent'])
  const decided = await ours.takeResults(bank.resultFile())
  expect(ours.states()).toEqual(['failed', 'failed'])
  expect(decided).toMatchObject({ effects: [{ reason: '余额不足' }, { reason: '户名与账号不符' }] })
})

test.each([
  ['a limit of calls', '{"code":"20000","sub_code":"FREQUENCY_LIMITED"}'],
  ['an error of the system', '{"code":"40004","sub_code":"SYSTEM_ERROR"}'],
  ['a page to sign in again', '<html><body>登录超时</body></html>'],
  ['a list of nothing', '客户业务编号,收款账号,处理状态\r\n'],
  ['a status of the whole file', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"/>'],
])('K35: %s with HTTP 200 is never recorded as done', async (_, body) => {
  const ours = ourSide(two)
  expect(typeof (await ours.takeResults(body))).toBe('string')
  expect(ours.states()).toEqual(['sent', 'sent'])
})

test('results that come twice, out of order and before the answer end the same way', async () => {
  const bank = bankSimulator({ [first]: 'late' })
  const ours = sent(bank)
  const early = bank.resultFile()
  bank.passDays()
  const late = bank.resultFile()
  await ours.takeResults(late)
  await ours.takeResults(early)
  await ours.takeResults(late)
  expect(ours.states()).toEqual(['paid', 'paid'])
})

test('an answer proves nothing, with a good signature, a bad one, an old key or none', async () => {
  const bank = bankSimulator()
  const ours = ourSide(two)
  const good = bank.upload(two)
  bank.mood.keys.push('key-2')
  const rotated = bank.upload(two)
  expect(good.signature).not.toBe(rotated.signature)
  for (const { body } of [good, rotated]) expect(await ours.takeResults(body)).toBe('bank.not_a_result')
  expect(ours.states()).toEqual(['sent', 'sent'])
})

test('a clock off by more than five minutes and too many calls pay nothing', async () => {
  const bank = bankSimulator()
  bank.mood.clockOffMs = 300_001
  const refused = bank.upload(two)
  bank.mood.clockOffMs = 0
  bank.mood.limit = 1
  const limited = bank.upload(two)
  const ours = ourSide(two)
  expect([refused.status, limited.status]).toEqual([401, 200])
  for (const { body } of [refused, limited]) expect(await ours.takeResults(body)).toBe('bank.not_a_result')
  expect(ours.states()).toEqual(['sent', 'sent'])
  expect(bank.paidTimes(first)).toBe(0)
})

test('a statement shows a fee, a return and a payment that we never made, each as what it is', async () => {
  const bank = bankSimulator({ [first]: 'sent_back' })
  const ours = sent(bank)
  bank.addFee('5.00')
  bank.addForeign('777.00')
  bank.passDays()
  expect(kinds(await ours.takeStatement(bank.statement()))).toEqual([
    'paid po_0',
    'paid po_1',
    'fee',
    'never_made',
    'returned po_0',
  ])
})

test.each([
  ['none of ours', { endToEndId: 'X-1' }, 'bank.result_of_other'],
  ['another account', { account: '999900001111' }, 'bank.result_account_differs'],
  ['an account without its zeros', { account: '444400000001' }, 'bank.account_spoilt'],
  ['another amount', { amount: { currency: 'CNY', minor: 1n } }, 'bank.result_amount_differs'],
])('a row of %s changes no payment', (_, more, code) => {
  const orders = [orderLike(1)]
  const row = { row: 2, outcome: 'paid' as const, endToEndId: first, account: '0000444400000001' }
  expect(decideResults([{ ...row, ...more }], orders)).toMatchObject({ effects: [], refused: [{ code }] })
})

function orderLike(n: number, state = 'sent'): AwaitedOrder {
  const { endToEndId, payee, amount } = transferOf(1)
  return { id: `po_${n}`, endToEndId, account: payee.number, amount, state }
}

test('a row without our number is for the one payment with its account and amount', () => {
  const row = {
    row: 2,
    outcome: 'paid' as const,
    account: '0000444400000001',
    amount: transferOf(1).amount,
    paidOn: '2026-11-02',
  }
  expect(decideResults([row], [orderLike(1)]).effects).toMatchObject([{ orderId: 'po_1', to: 'paid' }])
  expect(decideResults([row], [orderLike(1), orderLike(2)]).refused).toMatchObject([
    { code: 'bank.result_of_several' },
  ])
  const short = { ...row, account: '444400000001' }
  expect(decideResults([short], [orderLike(1)]).refused).toMatchObject([{ code: 'bank.account_spoilt' }])
})

test('two ends of one payment in one file, and an end that contradicts the record, are for a person', () => {
  const row = (outcome: 'paid' | 'failed') => ({ row: 2, outcome, endToEndId: first, account: '' })
  const code = 'bank.result_contradicts'
  const two = decideResults([row('paid'), row('failed')], [orderLike(1)])
  expect(two).toMatchObject({ effects: [], refused: [{ code }, { code }] })
  expect(decideResults([row('paid'), row('paid')], [orderLike(1)]).effects.map(({ to }) => to)).toEqual([
    'paid',
    'nothing',
  ])
  expect(decideResults([row('failed')], [orderLike(1, 'paid')]).refused).toMatchObject([{ code }])
  expect(decideResults([row('paid')], [orderLike(1, 'paid')]).effects).toMatchObject([{ to: 'nothing' }])
})

test.each(['sent', 'unknown'])(
  'a payment that is %s never fails beside a row that says it was paid',
  (state) => {
    const { amount } = transferOf(1)
    const bare = { account: '0000444400000001', amount }
    const failed = { row: 2, outcome: 'failed' as const, endToEndId: first, account: '' }
    const paid = { row: 3, outcome: 'paid' as const }
    for (const other of [
      { ...paid, ...bare },
      { ...paid, ...bare, paidOn: '2026-11-02' },
      { ...paid, endToEndId: first, account: '', amount: { currency: 'CNY', minor: 1n } },
    ]) {
      const { effects, refused } = decideResults([failed, other], [orderLike(1, state)])
      expect(effects).toEqual([])
      expect(refused).toMatchObject([{ code: 'bank.result_contradicts' }, { refused: true }])
    }
  },
)

test.each([
  ['sent', 'failed'],
  ['unknown', 'failed'],
  ['failed', 'nothing'],
  ['paid', 'returned'],
  ['returned', 'nothing'],
])('a payment that the bank sent back while we held it for %s is then %s', (state, to) => {
  const row = { row: 2, outcome: 'returned' as const, endToEndId: first, account: '' }
  expect(decideResults([row], [orderLike(1, state)]).effects).toMatchObject([{ to }])
})

test('a payment of which a part came back is never sent back as a whole: a person looks at it', () => {
  const row = { row: 2, outcome: 'returned' as const, endToEndId: first, account: '' }
  const partly = { ...orderLike(1, 'paid'), isRefunded: true }
  expect(decideResults([row], [partly])).toMatchObject({
    effects: [],
    refused: [{ code: 'bank.result_contradicts' }],
  })
})
