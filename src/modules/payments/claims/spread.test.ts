import { expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { spread } from './spread.ts'

const line = (minor: bigint, invoiceId?: string) => ({ minor, invoiceId })

test('each line takes what is left of the invoices in their order, to the last fen', () => {
  const invoices = [
    { id: 'a', left: 100n },
    { id: 'b', left: 51n },
  ]
  expect(spread([line(80n), line(70n)], invoices, false)).toEqual([
    [{ invoiceId: 'a', minor: 80n }],
    [
      { invoiceId: 'a', minor: 20n },
      { invoiceId: 'b', minor: 50n },
    ],
  ])
  expect(isRefusal(spread([line(80n), line(71n)], invoices, false))).toBe(false)
  expect(spread([line(80n), line(72n)], invoices, false)).toMatchObject({
    code: 'payments.claim_above_receipts',
  })
  expect(isRefusal(spread([line(80n), line(72n)], invoices, true))).toBe(false)
})

test('a line that names its own invoice takes no other, and without invoices nothing is spread', () => {
  expect(spread([line(5n, 'x'), line(7n)], [{ id: 'a', left: 7n }], false)).toEqual([
    [{ invoiceId: 'x', minor: 5n }],
    [{ invoiceId: 'a', minor: 7n }],
  ])
  expect(spread([line(5n)], [], false)).toEqual([[]])
})
