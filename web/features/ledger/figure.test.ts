import { expect, test } from 'vitest'
import { spanOf } from './figure.ts'

test.each([
  ['opening', { from: '2000-01', until: '2026-12' }],
  ['debit', { from: '2027-01', side: 'debit' }],
  ['credit', { from: '2027-01', side: 'credit' }],
  ['closing', { from: '2000-01', until: '2027-01' }],
  [undefined, { from: '2027-01' }],
] as const)('a figure opens into the entries that it is the sum of: %s', (figure, expected) => {
  expect(spanOf(figure, '2027-01')).toEqual(expected)
})

test('the opening balance of a month within a year ends with the month before', () => {
  expect(spanOf('opening', '2026-11')).toEqual({ from: '2000-01', until: '2026-10' })
})
