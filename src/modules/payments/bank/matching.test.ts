import { describe, expect, it, test } from 'vitest'
import { reconcileRound } from '../../../../bench/reconcile.ts'
import { reconcileSample } from '../../../../bench/reconcile-sample.ts'
import { matchLines, type SentOrder, type Verdict } from './matching.ts'
import type { StatementLine } from './statement.ts'

const cny = (minor: number) => ({ currency: 'CNY', minor: BigInt(minor) })

function order(n: number, more: Partial<SentOrder> = {}): SentOrder {
  return {
    id: `po_${n}`,
    endToEndId: `AB01K9ZZ${String(n).padStart(8, '0')}`,
    number: `PAY-2026-${String(n).padStart(4, '0')}`,
    payee: '演示商贸有限公司',
    account: '0000444455556666',
    amount: cny(10_000),
    sentOn: '2026-11-02',
    isSeen: false,
    ...more,
  }
}

function line(more: Partial<StatementLine> = {}): StatementLine {
  return {
    row: 1,
    direction: 'out',
    amount: cny(10_000),
    bookedOn: '2026-11-02',
    status: 'booked',
    party: '演示商贸有限公司',
    account: '0000444455556666',
    remark: '货款',
    ...more,
  }
}

/** A verdict in one word, with the payments and why. */
function said(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'none'
  if (verdict.kind === 'ask') return `ask ${verdict.why} ${verdict.candidates.join(' ')}`.trim()
  return 'by' in verdict ? `${verdict.kind} ${verdict.orders.join(' ')} by ${verdict.by}` : verdict.kind
}

function match(lines: readonly StatementLine[], orders: readonly SentOrder[] = [order(1)]): string[] {
  return matchLines(lines, orders).map(said)
}

const number = order(1).endToEndId

describe('a line that carries our number', () => {
  it.each([
    ['in its field', { endToEndId: number }, 'paid po_1 by number'],
    [
      'in its field, in small letters and parted',
      { endToEndId: 'ab01k9zz-0000-0001' },
      'paid po_1 by number',
    ],
    ['in the remark', { remark: `返利${number}付款` }, 'paid po_1 by remark'],
    ['in the remark, parted by the bank', { remark: `ref AB01K9ZZ0000 0001` }, 'paid po_1 by remark'],
    ['as people write it', { remark: '用途：PAY-2026-0001' }, 'paid po_1 by remark'],
    ['and neither account nor name', { endToEndId: number, account: '', party: '' }, 'paid po_1 by number'],
    ['but another amount', { endToEndId: number, amount: cny(9_999) }, 'ask amount_differs po_1'],
    ['but another account', { endToEndId: number, account: '9999' }, 'ask account_differs po_1'],
    [
      'but another name and no account',
      { remark: number, account: '', party: '别的公司' },
      'ask name_differs po_1',
    ],
    [
      'as the beginning of a longer one',
      { remark: `${number}9`, amount: cny(1), account: '9' },
      'never_made',
    ],
    [
      'but booked the day before it left',
      { endToEndId: number, bookedOn: '2026-11-01' },
      'ask before_sent po_1',
    ],
    ['in the remark, and booked before', { remark: number, bookedOn: '2026-11-01' }, 'ask before_sent po_1'],
  ])('%s', (_, more, verdict) => {
    const { account, party, ...rest } = line(more)
    const shown = { ...rest, ...(account ? { account } : {}), ...(party ? { party } : {}) }
    expect(match([shown])).toEqual([verdict])
  })

  it('is a match where the account was charged in another currency, or with the charges', () => {
    const euro = order(1, { amount: { currency: 'EUR', minor: 10_000n } })
    const abroad = line({ endToEndId: number, amount: cny(78_123), instructed: euro.amount })
    expect(match([abroad], [euro])).toEqual(['paid po_1 by number'])
    const charged = line({ endToEndId: number, amount: cny(10_050), charges: cny(50) })
    expect(match([charged])).toEqual(['paid po_1 by number'])
    expect(match([{ ...charged, charges: cny(49) }])).toEqual(['ask amount_differs po_1'])
  })

  it('is for a person where the number could be the beginning of another payment’s', () => {
    const longer = order(2, { number: 'PAY-2026-00012' })
    expect(match([line({ remark: 'PAY-2026-0001' })], [order(1), longer])).toEqual([
      'ask several_fit po_1 po_2',
    ])
  })

  it('settles a payment once: the second line with the number is for a person', () => {
    const again = line({ endToEndId: number, bookedOn: '2026-11-03' })
    expect(match([line({ endToEndId: number }), again])).toEqual([
      'paid po_1 by number',
      'ask paid_before po_1',
    ])
    expect(match([again], [order(1, { isSeen: true })])).toEqual(['ask paid_before po_1'])
  })

  it('is a fee where the bank wrote there for what it took the fee', () => {
    const fee = line({ endToEndId: number, amount: cny(50), remark: '手续费' })
    expect(match([fee, line({ endToEndId: number })])).toEqual(['fee', 'paid po_1 by number'])
  })
})

describe('a line without a number', () => {
  it.each([
    ['fits by account, amount and day', {}, 'paid po_1 by account'],
    ['fits with a name that was cut off', { party: '演示商贸' }, 'paid po_1 by account'],
    ['fits with digits that the bank hides', { account: '000044******6666' }, 'paid po_1 by account'],
    ['fits no more with other digits', { account: '000044******6667' }, 'never_made'],
    ['fits on the seventh day', { bookedOn: '2026-11-09' }, 'paid po_1 by account'],
    ['fits no more on the eighth', { bookedOn: '2026-11-10' }, 'never_made'],
    ['cannot be booked before it was sent', { bookedOn: '2026-11-01' }, 'never_made'],
    ['names somebody else', { party: '别的公司' }, 'ask name_differs po_1'],
    ['carries the number of somebody else', { endToEndId: 'XYZ-1' }, 'ask number_differs po_1'],
    ['has another amount', { amount: cny(9_999) }, 'ask amount_differs po_1'],
    ['has another account', { account: '9999', party: '别的公司' }, 'never_made'],
    ['is announced only', { status: 'pending' }, 'pending'],
  ] as const)('%s', (_, more, verdict) => {
    expect(match([line(more)])).toEqual([verdict])
  })

  it.each([
    ['on that day', '2026-11-20', 'paid po_1 by account'],
    ['a week after it', '2026-11-27', 'paid po_1 by account'],
    ['no more on the eighth day after it', '2026-11-28', 'never_made'],
    ['before it only by a person’s word', '2026-11-19', 'ask several_fit po_1'],
    ['not before it left the house', '2026-11-01', 'never_made'],
  ])('fits a payment that the bank was told to make on a later day %s', (_, bookedOn, verdict) => {
    expect(match([line({ bookedOn })], [order(1, { executeOn: '2026-11-20' })])).toEqual([verdict])
  })

  it('is for a person where two payments fit, or two lines', () => {
    const both = 'ask several_fit po_1 po_2'
    expect(match([line(), line()], [order(1), order(2)])).toEqual([both, both])
    expect(match([line()], [order(1), order(2)])).toEqual([both])
    expect(match([line(), line()])).toEqual(['ask several_fit po_1', 'ask several_fit po_1'])
  })

  it('is for a person where the same was paid already: somebody may have paid it again by hand', () => {
    const lines = [line({ endToEndId: number }), line({ remark: '补付' })]
    expect(match(lines, [order(1), order(2)])).toEqual(['paid po_1 by number', 'ask several_fit po_1 po_2'])
  })

  it('is told apart by the beginning of a number that the bank cut off', () => {
    const one = order(1, { endToEndId: 'AB01K9AAAA0001' })
    const two = order(2, { endToEndId: 'AB01K9BBBB0002' })
    const lines = [line({ remark: '货款AB01K9BBBB0' }), line({ remark: '货款AB01K9AAA' })]
    expect(match(lines, [one, two])).toEqual(['paid po_2 by account', 'paid po_1 by account'])
    expect(match([line({ remark: '货款AB01K9' }), line({ remark: '' })], [one, two])).toEqual([
      'ask several_fit po_1 po_2',
      'ask several_fit po_1 po_2',
    ])
  })
})

describe('sums', () => {
  const three = [1, 2, 3].map((n) => order(n, { batchId: 'B-1', amount: cny(n * 1_000), account: `000${n}` }))
  const bare = { direction: 'out', bookedOn: '2026-11-02', status: 'booked', row: 1, remark: '' } as const

  it('one line for a batch is its payments, when it is exactly their sum', () => {
    const whole = { ...bare, amount: cny(6_000), batchId: 'B-1' }
    expect(match([whole], three)).toEqual(['paid po_1 po_2 po_3 by batch'])
    expect(match([{ ...whole, amount: cny(5_999) }], three)).toEqual(['ask amount_differs po_1 po_2 po_3'])
    const listed = { ...bare, amount: cny(3_000), batchOf: three.slice(0, 2).map((each) => each.endToEndId) }
    expect(match([listed], three)).toEqual(['paid po_1 po_2 by batch'])
    expect(match([{ ...listed, batchOf: ['NOT-OURS', three[0]?.endToEndId ?? ''] }], three)).toEqual([
      'ask number_differs po_1',
    ])
    expect(match([whole, { ...whole }], three)).toEqual([
      'paid po_1 po_2 po_3 by batch',
      'ask paid_before po_1 po_2 po_3',
    ])
  })

  it.each([
    ['fits with account and name', {}, 'paid po_1 po_2 by batch'],
    ['fits where the line names nobody', { account: '', party: '' }, 'paid po_1 po_2 by batch'],
    ['fits with digits that the bank hides', { account: '000044******6666' }, 'paid po_1 po_2 by batch'],
    ['is for a person with another account', { account: '9999' }, 'ask account_differs po_1 po_2'],
    ['is for a person with another name', { party: '别的公司' }, 'ask name_differs po_1 po_2'],
    [
      'is for a person with another name and no account',
      { account: '', party: '别的公司' },
      'ask name_differs po_1 po_2',
    ],
    ['is for a person with another sum', { amount: cny(19_999) }, 'ask several_fit po_1 po_2'],
  ])('a remark with several of our numbers %s', (_, more, verdict) => {
    const two = [order(1), order(2)]
    const remark = '返利 PAY-2026-0001、PAY-2026-0002'
    const { account, party, ...rest } = line({ amount: cny(20_000), remark, ...more })
    const shown = { ...rest, ...(account ? { account } : {}), ...(party ? { party } : {}) }
    expect(match([shown], two)).toEqual([verdict])
  })

  it('all payments that the bank was told to make on a day are one day, whenever they left the house', () => {
    const two = [
      order(1, { executeOn: '2026-11-20' }),
      order(2, { amount: cny(5_000), sentOn: '2026-11-04', executeOn: '2026-11-20' }),
    ]
    expect(match([line({ amount: cny(15_000), bookedOn: '2026-11-20' })], two)).toEqual([
      'paid po_1 po_2 by day_total',
    ])
  })

  it('a remark with numbers of payments to several payees is for a person', () => {
    const two = [order(1), order(2, { account: '0000444455557777', payee: '另一商贸有限公司' })]
    const both = line({ amount: cny(20_000), remark: 'PAY-2026-0001 / PAY-2026-0002' })
    expect(match([both], two)).toEqual(['ask account_differs po_1 po_2'])
  })

  it.each([
    ['of somebody else', { party: '别的公司' }],
    ['with the number of somebody else', { endToEndId: 'XYZ-1' }],
  ])('the sum of a day %s is for a person', (_, more) => {
    const two = [order(1), order(2, { amount: cny(5_000) })]
    expect(match([line({ amount: cny(15_000), ...more })], two)).toEqual(['ask amount_differs po_1 po_2'])
  })

  it('one line for all payments of a day to one account, and parts of one payment', () => {
    const two = [order(1), order(2, { amount: cny(5_000) })]
    expect(match([line({ amount: cny(15_000) })], two)).toEqual(['paid po_1 po_2 by day_total'])
    expect(match([line({ amount: cny(15_001) })], two)).toEqual(['ask amount_differs po_1 po_2'])
    expect(match([line({ amount: cny(4_000) }), line({ amount: cny(6_000) })])).toEqual([
      'paid po_1 by parts',
      'paid po_1 by parts',
    ])
    expect(match([line({ amount: cny(4_000) }), line({ amount: cny(6_001) })])).toEqual([
      'ask amount_differs po_1',
      'ask amount_differs po_1',
    ])
  })
})

describe('money that comes', () => {
  const back = (more: Partial<StatementLine> = {}) =>
    line({ direction: 'in', bookedOn: '2026-11-04', remark: '退汇 户名不符', ...more })
  const out = line({ endToEndId: number })

  it.each([
    [
      'our number in its field',
      [out, back({ endToEndId: number, account: '1', remark: '' })],
      'returned po_1 by number',
    ],
    ['our number in the remark', [out, back({ remark: `退汇 ${number}` })], 'returned po_1 by remark'],
    ['the account and the word', [out, back()], 'returned po_1 by account'],
    ['the account and a reversal', [out, back({ remark: '', hint: 'reversal' })], 'returned po_1 by account'],
    ['the account alone', [out, back({ remark: '货款' })], 'ask return_unclear po_1'],
    [
      'the number but another amount',
      [out, back({ endToEndId: number, amount: cny(1) })],
      'ask return_unclear po_1',
    ],
    ['the word, but nothing of ours went there', [back({ account: '9' })], 'ask return_unclear'],
    ['the word, but what it fits was never seen going out', [back()], 'ask return_unclear'],
    ['nothing of ours', [back({ account: '9', remark: '收款', amount: cny(7) })], 'incoming'],
  ])('with %s', (_, lines, verdict) => {
    expect(match(lines).at(-1)).toBe(verdict)
  })

  it('brings a payment back once', () => {
    const lines = [out, back({ endToEndId: number }), back({ endToEndId: number })]
    expect(match(lines)).toEqual([
      'paid po_1 by number',
      'returned po_1 by number',
      'ask return_unclear po_1',
    ])
  })

  it.each([
    ['2026-12-21', 'returned po_1 by account'],
    ['2026-12-22', 'ask return_unclear'],
  ])('comes back within a month of the day on which the bank was to pay, %s', (bookedOn, verdict) => {
    const before = order(1, { isSeen: true, executeOn: '2026-11-20' })
    expect(match([back({ bookedOn })], [before])).toEqual([verdict])
  })

  it.each([
    ['by number', { endToEndId: number }],
    ['by remark', { remark: `退汇 ${number}` }],
    ['by account', {}],
  ])('that an earlier statement brought back already is for a person, %s', (_, more) => {
    const before = order(1, { isSeen: true, isBack: true })
    expect(match([back(more)], [before])).toEqual(['ask return_unclear po_1'])
  })
})

test('no fee and no payment of others is a match, and nothing of ours is called a fee', () => {
  const { party: _p, account: _a, ...bare } = line({ remark: '网银汇划费', amount: cny(1_050) })
  expect(match([bare])).toEqual(['fee'])
  // A payment whose purpose has the word: somebody looks at it.
  expect(match([line({ remark: '展会服务手续费' })])).toEqual(['ask several_fit po_1'])
})

test.each([1, 2, 3])('labelled set %i: no wrong match, at least 97 % matched', (seed) => {
  const round = reconcileRound(reconcileSample(seed * 7_919, 3_000))
  expect(round).toMatchObject({ wrong: 0, misnamed: 0 })
  expect(round.matched).toBeGreaterThanOrEqual(0.97)
})

describe('a part of a payment that its payee sends back', () => {
  const seen = order(1, { isSeen: true })
  const back = { direction: 'in', amount: cny(3_000), bookedOn: '2026-11-20', remark: '' } as const

  it.each([
    ['from the account to which it was paid', back, 'ask part_back po_1'],
    ['up to the whole less a unit', { ...back, amount: cny(9_999) }, 'ask part_back po_1'],
    ['by the name alone', { ...back, account: '' }, 'ask part_back po_1'],
    ['where the bank hides digits', { ...back, account: '0000********6666' }, 'ask part_back po_1'],
    ['with words of a return', { ...back, remark: '退回' }, 'ask return_unclear po_1'],
    ['above it', { ...back, amount: cny(10_001) }, 'incoming'],
    ['before it was sent', { ...back, bookedOn: '2026-11-01' }, 'incoming'],
    ['from another account', { ...back, account: '0000999988887777' }, 'incoming'],
    ['by another name', { ...back, account: '', party: '别的公司' }, 'incoming'],
    ['without a name', { ...back, account: '', party: '' }, 'incoming'],
    ['in another currency', { ...back, amount: { currency: 'USD', minor: 3_000n } }, 'incoming'],
  ])('%s', (_, more, expected) => {
    expect(match([line(more)], [seen])).toEqual([expected])
  })

  it('is none of a payment that did not leave yet', () => {
    expect(match([line(back)], [order(1)])).toEqual(['incoming'])
  })

  it('is none of a payment that failed or came back as a whole', () => {
    const over = { ...seen, isOver: true }
    expect(match([line(back)], [over])).toEqual(['incoming'])
    expect(match([line(back)], [over, order(2, { isSeen: true })])).toEqual(['ask part_back po_2'])
  })

  it('is asked for of a customer only where the remark says so: they pay us for goods', () => {
    const customer = { ...seen, isCustomer: true }
    expect(match([line(back)], [customer])).toEqual(['incoming'])
    expect(match([line({ ...back, remark: '返利多付退款' })], [customer])).toEqual(['ask part_back po_1'])
    expect(match([line({ ...back, remark: 'Refund of overpayment' })], [customer])).toEqual([
      'ask part_back po_1',
    ])
  })

  it('names the latest twenty of many', () => {
    const many = Array.from({ length: 25 }, (_, n) =>
      order(n + 1, { isSeen: true, sentOn: `2026-10-${String(n + 1).padStart(2, '0')}` }),
    )
    const [said = ''] = match([line(back)], many)
    expect(said.split(' ').slice(2)).toEqual(Array.from({ length: 20 }, (_, n) => `po_${25 - n}`))
  })
})
