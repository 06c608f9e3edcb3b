import { expect, test } from 'vitest'
import { refuse } from '../../kernel/refusal.ts'
import { lyingAlert } from './lying.ts'
import type { StandingInvoice } from './objections.ts'

const paramsOf = (code: string): Record<string, string> =>
  code === 'invoices.content_differs'
    ? { item: '文具', form_zh: '餐饮', form_en: 'a meal' }
    : { number: '1', expected: '2' }

const told = (codes: readonly Parameters<typeof refuse>[0][], alerts: readonly object[] = []) =>
  lyingAlert({ invoice: { id: 'inv_1', entity_id: 'ent_1' }, alerts } as unknown as StandingInvoice, {
    newId: () => 'alrt_1',
    refusals: codes.map((code) => refuse(code, paramsOf(code))),
    personId: 'per_1',
    at: '2026-11-25T08:00:00.000Z' as never,
  }).map(({ row }) => [row['reason'], row['detail']])

test('what an invoice says otherwise is told with both sides of it, the first thing alone', () => {
  expect(told(['invoices.buyer_number_differs'])).toEqual([
    ['buyer_number_differs', JSON.stringify({ number: '1', expected: '2' })],
  ])
  expect(told(['invoices.content_differs', 'invoices.buyer_differs'])).toEqual([
    ['content_differs', JSON.stringify({ item: '文具', form: '餐饮' })],
  ])
  expect(told(['invoices.check_negative', 'invoices.exceeds_total'])).toEqual([])
})

test('an open alert is enough, and another buyer is told once for good', () => {
  const open = { reason: 'content_differs', answer: null }
  expect(told(['invoices.buyer_differs'], [open])).toEqual([])
  const answered = { reason: 'buyer_differs', answer: '分公司抬头' }
  expect(told(['invoices.buyer_differs'], [answered])).toEqual([])
  expect(told(['invoices.buyer_number_differs'], [answered])).toHaveLength(1)
  expect(told(['invoices.content_differs'], [{ ...open, answer: '已核对' }])).toHaveLength(1)
})
