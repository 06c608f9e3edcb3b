import { expect, test } from 'vitest'
import { accountKind, counterKind, shippedAccounts } from './accounts.ts'

const cases = [
  ['660103', '销售费用-业务招待费', 'entertainment'],
  ['6602.05', '管理费用_职工福利费', 'welfare'],
  ['660199', '销售费用-其他', 'sundry'],
  ['660250', '管理费用-董事会费', 'expense'],
  ['671101', '营业外支出-赞助支出', 'donation'],
  ['5502', '管理费用/会议费', 'meeting'],
  ['', 'Advertising and promotion', 'promotion'],
  ['6400', 'Gifts to clients', 'gift'],
  ['', 'Consulting fees', 'consulting'],
  ['660101', '销售费用-职工薪酬', 'never'],
  ['660208', '管理费用-折旧费', 'never'],
  ['1221', '其他应收款', 'balance'],
  ['2241', '其他应付款-业务招待费', 'balance'],
  ['6051', '其他业务收入', 'balance'],
  ['', 'Accounts payable - other', 'balance'],
  ['6001', '主营业务收入', 'balance'],
  ['600102', '主营业务收入-折扣折让', 'allowance'],
  ['', 'Sales discounts', 'allowance'],
  ['1122', '应收账款-返利', 'balance'],
  ['2203', '预收账款-折扣', 'balance'],
  ['660112', '销售费用-返利与佣金', 'commission'],
  ['8001', '备料', 'unknown'],
] as const

test.each(cases)('%s %s is looked at as %s', (code, name, kind) => {
  expect(accountKind(shippedAccounts, code, name)).toBe(kind)
})

test('The other side of a voucher is told by number and name', () => {
  expect(counterKind('1001', '库存现金')).toBe('cash')
  expect(counterKind('122101', '其他应收款-个人借款')).toBe('advance')
  expect(counterKind('4103', '本年利润')).toBe('profit')
  expect(counterKind('22210101', '应交税费-应交增值税-进项税额')).toBe('tax')
  expect(counterKind('2202', '应付账款')).toBeUndefined()
})
