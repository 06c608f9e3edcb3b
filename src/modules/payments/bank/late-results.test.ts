import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bankCalls, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { testNow } from '../../../../test/setup/company-on.ts'

// Result files without our numbers: a row of an earlier payment must not end the next one in the same amount.

let company: Company
let calls: BankCalls
let accountId: string

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  accountId = await calls.account()
})

beforeEach(() => company.clock.set(testNow))

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A dealer who is paid the same amount twice, the second time a week later. */
async function twoPayments(minor: string) {
  const dealer = await calls.pay.newDealer()
  const leave = async () => {
    const orderId = await calls.pay.prepared(await calls.pay.approvedRebate(minor, dealer))
    await calls.pay.checked(orderId)
    const batch = await calls.leave(accountId, [orderId])
    return { orderId, number: batch.transfers[0]?.payee.number ?? '' }
  }
  return { leave }
}

/** A result file without our numbers, as some banks give them; with a day where one is named. */
function results(account: string, yuan: string, word: string, more: { day?: string; head?: string } = {}) {
  const [title, cell] = more.day === undefined ? ['', ''] : [',交易日期', `,${more.day}`]
  return [`${more.head ?? ''}收款账号,金额,处理状态${title}`, `${account},${yuan},${word}${cell}`, ''].join(
    '\r\n',
  )
}

test.each([
  ['失败', '911000', '9110.00', 'failed'],
  ['退票', '912000', '9120.00', 'failed'],
  ['成功', '913000', '9130.00', 'paid'],
])('last month’s “%s” again says nothing of this month’s payment', async (word, minor, yuan, end) => {
  const { leave } = await twoPayments(minor)
  const first = await leave()
  const file = results(first.number, yuan, word, { day: '2026-11-25' })
  expect(await calls.bring('bank.import_results', file)).toMatchObject({
    changed: [{ state: end }],
    told: [],
  })
  company.clock.set('2026-12-04T01:00:00.000Z')
  const next = await leave()
  const again = await calls.bring('bank.import_results', file)
  expect(again).toMatchObject({ changed: [], nothingNew: 1, refused: [] })
  expect(again['told']).toMatchObject([{ code: 'bank.results_taken', reason: expect.stringContaining('11') }])
  expect(await calls.statesOf([first.orderId, next.orderId])).toEqual([end, 'sent'])
})

test('a row of a day before the payment left ends nothing, whatever it says', async () => {
  company.clock.set('2026-12-04T01:00:00.000Z')
  const { orderId, number } = await (await twoPayments('921000')).leave()
  for (const word of ['失败', '退票', '成功', '处理中']) {
    const answer = await calls.bring(
      'bank.import_results',
      results(number, '9210.00', word, { day: '2026-11-25' }),
    )
    expect(answer).toMatchObject({ changed: [], refused: [{ code: 'bank.result_day_wrong' }] })
  }
  expect(await calls.stateOf(orderId)).toBe('sent')
})

test.each([
  ['成功', '931000', '9310.00'],
  ['失败', '932000', '9320.00'],
  ['退票', '933000', '9330.00'],
])(
  '“%s” without our number and without a day leaves the end unknown, in words',
  async (word, minor, yuan) => {
    const { orderId, number } = await (await twoPayments(minor)).leave()
    const answer = await calls.bring('bank.import_results', results(number, yuan, word))
    expect(answer).toMatchObject({
      changed: [{ orderId, state: 'unknown' }],
      told: [{ code: 'bank.result_undated' }],
    })
    const [row] = await calls.pay.sql('select state, reason from payments.order where id = $1', [orderId])
    expect(row).toEqual({ state: 'unknown', reason: 'bank_undated' })
    const [counted] = await calls.pay.sql(
      `select payable.ordered_minor::text as minor from payments.payable
join payments.order as made on made.benefit_id = payable.id
where made.id = $1`,
      [orderId],
    )
    expect(counted).toEqual({ minor })
  },
)

test('the same rows in a file that looks otherwise are known as well', async () => {
  const { leave } = await twoPayments('941000')
  const first = await leave()
  const file = (head: string) => results(first.number, '9410.00', '失败', { day: '2026-11-25', head })
  await calls.bring('bank.import_results', file(''))
  const next = await leave()
  expect(await calls.bring('bank.import_results', file('批量付款结果\r\n'))).toMatchObject({ changed: [] })
  expect(await calls.statesOf([first.orderId, next.orderId])).toEqual(['failed', 'sent'])
})

test('a row of the day on which one failed and the next one left is for a person', async () => {
  const { leave } = await twoPayments('951000')
  const first = await leave()
  await calls.bring('bank.import_results', results(first.number, '9510.00', '失败', { day: '2026-11-25' }))
  const next = await leave()
  const again = results(first.number, '9510.00', '失败', { day: '2026-11-25' })
  const wider = `${again}6222029900009999,1.00,成功,2026-11-25\r\n`
  expect(await calls.bring('bank.import_results', wider)).toMatchObject({
    changed: [],
    refused: [{ code: 'bank.result_of_several' }, { code: 'bank.result_of_other' }],
  })
  expect(await calls.stateOf(next.orderId)).toBe('sent')
})

/** A payment that the bank said it paid, on the day that it left. */
async function paidOne(minor: string, yuan: string) {
  const { leave } = await twoPayments(minor)
  const first = await leave()
  await calls.bring('bank.import_results', results(first.number, yuan, '成功', { day: '2026-11-25' }))
  expect(await calls.stateOf(first.orderId)).toBe('paid')
  return { leave, first }
}

/** A result file with our numbers, in which some rows have none; each row is `number, word`. */
function mixed(account: string, yuan: string, rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([number, word]) => `${number},${account},${yuan},${word},2026-11-25`)
  return ['客户业务编号,收款账号,金额,处理状态,交易日期', ...cells, ''].join('\r\n')
}

test('a row without our number beside the numbered row of its payment is held where they agree', async () => {
  const { orderIds, numbers, transfers } = await calls.sent(accountId, '955000')
  const rows = [['', '成功'] as const, [numbers[0] ?? '', '成功'] as const]
  const file = mixed(transfers[0]?.payee.number ?? '', '9550.00', rows)
  expect(await calls.bring('bank.import_results', file)).toMatchObject({
    changed: [{ orderId: orderIds[0], state: 'paid' }],
    nothingNew: 0,
    refused: [{ code: 'bank.result_beside_own', reason: expect.stringContaining('2') }],
  })
})

test.each([
  ['956000', '', '失败', 'own', '成功'],
  ['956100', '', '处理中', 'own', '成功'],
  ['956200', 'own', '失败', '', '成功'],
  ['956300', '', '成功', 'own', '失败'],
  ['956400', '', '失败', '', '成功'],
  ['956500', '', '成功', '', '退票'],
])('rows of one payment that do not agree end it in no way: %s %s “%s”, %s “%s”', async (...of) => {
  const [minor, one, said, other, differs] = of
  const { orderIds, numbers, transfers } = await calls.sent(accountId, minor)
  const number = (given: string) => (given === 'own' ? (numbers[0] ?? '') : '')
  const rows = [[number(one), said] as const, [number(other), differs] as const]
  const file = mixed(transfers[0]?.payee.number ?? '', `${minor.slice(0, -2)}.${minor.slice(-2)}`, rows)
  const code = 'bank.result_contradicts'
  const answer = await calls.bring('bank.import_results', file)
  expect(answer).toMatchObject({ changed: [], refused: [{ code }, { code }] })
  expect(await calls.stateOf(orderIds[0] ?? '')).toBe('sent')
})

test('of two equal rows without a number one is of our only payment, and the other is held', async () => {
  const { orderId, number } = await (await twoPayments('958000')).leave()
  const once = results(number, '9580.00', '成功', { day: '2026-11-25' })
  const file = `${once}${number},9580.00,成功,2026-11-25\r\n`
  expect(await calls.bring('bank.import_results', file)).toMatchObject({
    changed: [{ orderId, state: 'paid' }],
    refused: [{ code: 'bank.result_beside_own' }],
  })
})

test.each(['退票', '退汇'])(
  '“%s” after both payments may be of the one that was paid before',
  async (word) => {
    const minor = word === '退票' ? '961000' : '962000'
    const yuan = word === '退票' ? '9610.00' : '9620.00'
    const { leave, first } = await paidOne(minor, yuan)
    company.clock.set('2026-12-04T01:00:00.000Z')
    const next = await leave()
    company.clock.set('2026-12-05T01:00:00.000Z')
    for (const more of [{ day: '2026-12-05' }, {}]) {
      expect(await calls.bring('bank.import_results', results(first.number, yuan, word, more))).toMatchObject(
        { changed: [], refused: [{ code: 'bank.result_of_several' }] },
      )
    }
    expect(await calls.statesOf([first.orderId, next.orderId])).toEqual(['paid', 'sent'])
  },
)

test('without our number no return takes back what was paid: it is told, dated or not', async () => {
  const { first } = await paidOne('971000', '9710.00')
  company.clock.set('2026-12-04T01:00:00.000Z')
  for (const more of [{ day: '2026-12-02' }, {}]) {
    expect(
      await calls.bring('bank.import_results', results(first.number, '9710.00', '退票', more)),
    ).toMatchObject({ changed: [], told: [{ code: 'bank.result_return_unnumbered' }] })
  }
  expect(await calls.stateOf(first.orderId)).toBe('paid')
})

test('a return of a day before the later payment left ends neither', async () => {
  const { leave, first } = await paidOne('981000', '9810.00')
  company.clock.set('2026-12-04T01:00:00.000Z')
  const next = await leave()
  const back = results(first.number, '9810.00', '退票', { day: '2026-12-02' })
  expect(await calls.bring('bank.import_results', back)).toMatchObject({
    changed: [],
    told: [{ code: 'bank.result_return_unnumbered' }],
  })
  expect(await calls.statesOf([first.orderId, next.orderId])).toEqual(['paid', 'sent'])
})
