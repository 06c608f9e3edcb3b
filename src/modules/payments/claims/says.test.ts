import { expect, test } from 'vitest'
import { claimSays, type ClaimStanding } from './says.ts'

type Order = ClaimStanding['orders'][number]

const order = (state: string, minor: bigint, paidOn: string | null = null): Order => ({
  state,
  minor,
  withheld_minor: 0n,
  number: `PAY-${state}`,
  paid_on: paidOn,
})

const paid = { pay_currency: null, pay_minor: null, way: 'reimbursement' }

function says(state: string, orders: readonly Order[] = [], hasAccount = true, others: object = {}): string {
  const claim = { ...paid, state, currency: 'CNY', minor: 90_000n, reason: '发票抬头不符' }
  return claimSays('zh-CN', { claim, orders, checker: '林晓', hasAccount, ...others })
}

const cases: readonly (readonly [string, readonly Order[], string])[] = [
  ['nothing is ordered', [], '接下来由财务制付款单'],
  ['all is paid', [order('paid', 90_000n, '2026-11-20')], '2026-11-20 已付清 ¥900.00'],
  ['one fen is missing', [order('paid', 89_999n, '2026-11-20')], '已付 ¥899.99，还有 ¥0.01 待付'],
  ['a part is paid and the rest is with the bank', [order('paid', 1n), order('sent', 2n)], 'PAY-sent'],
  ['nobody knows', [order('unknown', 90_000n)], '不会重复付款'],
  ['it came back', [order('returned', 90_000n)], '没有付成'],
  ['it was stopped', [order('stopped', 90_000n)], '接下来由财务制付款单'],
]
test.each(cases)('an accepted claim: %s', (_, orders, expected) => {
  expect(says('accepted', orders)).toContain(expected)
})

test('a refusal tells its reason and that the amount can be claimed again', () => {
  expect(says('refused')).toBe('未通过：发票抬头不符。 金额可以重新核销。')
})

test('without a verified account its owner is told, and a vendor needs none of theirs', () => {
  expect(says('accepted', [], false)).toContain('先登记')
})

test('filed for another, it names whose account is missing', () => {
  expect(says('accepted', [], false, { payee: '王磊' })).toContain('王磊还没有已核实的收款账户')
})

test('of what was filed for them, who did not file it is told who answers, and who took it back', () => {
  const others = { filer: '高云' }
  expect(says('disputed', [], true, others)).toContain('由高云答复')
  expect(says('withdrawn', [], true, others)).toContain('高云已撤回')
})
