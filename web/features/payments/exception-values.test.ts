import { expect, test } from 'vitest'
import { firstValues, isWhole, withKind, withPayee, type Offer } from './exception-values.ts'

const offer: Offer = {
  requestId: 'req_consumer0001',
  takesPhone: false,
  title: '退货退款',
  entityId: 'ent_sales0001',
  entity: '上海澄岳机电销售有限公司',
  amount: { currency: 'CNY', minor: '120000' },
  payees: [
    {
      id: 'party_consumer01',
      name: '李晓明',
      kinds: [{ key: 'consumer_refund' }, { key: 'licensed_agent' }],
    },
    {
      id: 'party_agent00001',
      name: '周敏',
      kinds: [{ key: 'consumer_refund', why: '不是消费者' }, { key: 'licensed_agent' }],
    },
  ],
  kinds: [
    { key: 'consumer_refund', word: '消费者本人退款', taxes: [{ key: 'none_refund', word: '退款' }] },
    {
      key: 'licensed_agent',
      word: '持证独立代理人',
      taxes: [
        { key: 'labour_income', word: '劳务报酬' },
        { key: 'incidental_income', word: '偶然所得' },
      ],
    },
  ],
}

const written = { bank: '工商银行', number: '6222 0211 0000 7788', reference: 'TH-118', reason: '退货' }

test('the first payee is chosen with the only tax that fits, on an account in their name', () => {
  expect(firstValues(offer)).toMatchObject({
    payeeId: 'party_consumer01',
    kind: 'consumer_refund',
    tax: 'none_refund',
    holder: '李晓明',
  })
})

test('whoever is no consumer is paid as an agent, and the tax between two is left to choose', () => {
  const values = withPayee(offer, firstValues(offer), 'party_agent00001')
  expect(values).toMatchObject({ kind: 'licensed_agent', tax: '', holder: '周敏' })
  expect(isWhole({ ...values, ...written })).toBe(false)
  expect(isWhole({ ...values, ...written, tax: 'labour_income' })).toBe(true)
})

test('a name that was written stays when another payee is chosen', () => {
  const values = { ...firstValues(offer), holder: '李晓明（李晓鸣）' }
  expect(withPayee(offer, values, 'party_agent00001').holder).toBe('李晓明（李晓鸣）')
})

test('a tax that does not fit another kind is taken out', () => {
  const agent = { ...withKind(offer, firstValues(offer), 'licensed_agent'), tax: 'incidental_income' }
  expect(withKind(offer, agent, 'consumer_refund').tax).toBe('none_refund')
  expect(withKind(offer, agent, 'licensed_agent').tax).toBe('incidental_income')
})

test.each([
  ['none', '', true],
  ['twelve figures', '102305000123', true],
  ['eleven', '10230500012', false],
  ['thirteen', '1023050001234', false],
])('a clearing number of %s', (_, cnaps, isGood) => {
  expect(isWhole({ ...firstValues(offer), ...written, cnaps })).toBe(isGood)
})
