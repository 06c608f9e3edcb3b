import { describe, expect, test } from 'vitest'
import { alike, isInvoice, lineFault, proposed, type Claimable, type Receipt } from './receipts.ts'

const yuan = (minor: string, currency = 'CNY') => ({ currency, minor })

const read = (minor: string, more: object = {}): Receipt =>
  ({
    fileId: 'fil_1',
    name: 'a',
    reading: { total: yuan(minor), missing: [], ...more },
  }) as unknown as Receipt
const photo: Receipt = { fileId: 'fil_2', name: 'b' }

describe('the amount that a claim begins with', () => {
  test.each([
    ['all that is left, without a receipt', [], '9000'],
    ['what its invoice comes to', [read('8999')], '8999'],
    ['what several invoices come to', [read('3000'), read('2000')], '5000'],
    ['never more than is left', [read('9001')], '9000'],
    ['all that is left, where a photo says nothing', [read('100'), photo], '9000'],
    ['what is left of an invoice on record', [read('8000', { known: { left: yuan('500') } })], '500'],
    ['all that is left, where a total is typed from paper', [read('100', { missing: [{}] })], '9000'],
  ])('%s', (_, receipts, expected) => {
    expect(proposed(receipts, yuan('9000'))).toEqual(yuan(expected))
  })

  test('another currency proposes nothing', () => {
    const dollars = { ...read('1'), reading: { total: yuan('1', 'USD'), missing: [] } } as unknown as Receipt
    expect(proposed([dollars], yuan('9000'))).toEqual(yuan('9000'))
  })
})

test('a red-letter invoice, or one with a fact to type, is kept as evidence alone', () => {
  expect(isInvoice(read('-100').reading)).toBe(false)
  expect(isInvoice(read('100', { missing: [{}] }).reading)).toBe(false)
  expect(isInvoice(read('100').reading)).toBe(true)
})

const item = (requestId: string, more: object = {}) =>
  ({
    requestId,
    isGiven: true,
    entityId: 'e',
    way: 'reimbursement',
    left: yuan('9000'),
    ...more,
  }) as Claimable

test('a receipt is split between what is given, of one entity, way and currency, each once', () => {
  const all = [
    item('a'),
    item('b'),
    item('c', { isGiven: false }),
    item('d', { entityId: 'f' }),
    item('e', { way: 'vendor' }),
    item('g', { left: yuan('1', 'USD') }),
  ]
  const first = all[0] ?? item('a')
  expect(alike(first, all, [{ item: first, amount: undefined }]).map((each) => each.requestId)).toEqual(['b'])
})

test('a line needs an amount above nothing and at most what is left', () => {
  const fault = (minor: string | undefined) =>
    lineFault({ item: item('a'), amount: minor === undefined ? undefined : yuan(minor) })
  expect([fault(undefined), fault('0'), fault('1'), fault('9000'), fault('9001')]).toEqual([
    'missing',
    'missing',
    undefined,
    undefined,
    'above',
  ])
})
