import { expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { OrderRow } from '../tables.ts'
import { refundObjection, type ShowingLine } from './record.ts'

// A row of which only what a refund rests on is filled in.
const order = {
  id: 'pay_1',
  entity_id: 'ent_1',
  number: 'PAY-2026-0001',
  currency: 'CNY',
  minor: 100_000n,
  withheld_minor: 0n,
  state: 'paid',
  paid_on: '2026-11-02',
} as OrderRow

const line: ShowingLine = {
  id: 'stml_1',
  entity_id: 'ent_1',
  currency: 'CNY',
  minor: 30_000n,
  booked_on: '2026-11-02',
}

type Case = readonly [what: string, order: object | undefined, refunded: bigint, line: object, code: string]

const cases: readonly Case[] = [
  ['a part of it', {}, 0n, {}, 'none'],
  ['a part on the day on which it left', {}, 0n, { booked_on: '2026-11-02' }, 'none'],
  ['a part a day before', {}, 0n, { booked_on: '2026-11-01' }, 'bank.refund_before_payment'],
  ['no payment', undefined, 0n, {}, 'bank.refund_other_entity'],
  ['one of another entity', { entity_id: 'ent_2' }, 0n, {}, 'bank.refund_other_entity'],
  ['money in another currency', {}, 0n, { currency: 'USD' }, 'bank.refund_currency'],
  ['one whose end nobody knows', { state: 'unknown', paid_on: null }, 0n, {}, 'bank.refund_not_paid'],
  ['one that came back', { state: 'returned' }, 0n, {}, 'bank.refund_not_paid'],
  ['one with tax withheld', { withheld_minor: 1n }, 0n, {}, 'bank.refund_withheld'],
  ['all but the last unit', {}, 0n, { minor: 99_999n }, 'none'],
  ['the whole', {}, 0n, { minor: 100_000n }, 'bank.refund_is_whole'],
  [
    'the whole of one with tax withheld',
    { withheld_minor: 1n },
    0n,
    { minor: 100_000n },
    'bank.refund_is_whole',
  ],
  ['more than the whole', {}, 0n, { minor: 100_001n }, 'bank.refund_above_payment'],
  ['all that is left', {}, 70_000n, {}, 'none'],
  ['a unit more than is left', {}, 70_001n, {}, 'bank.refund_above_payment'],
  ['the whole where a part came before', {}, 1n, { minor: 100_000n }, 'bank.refund_above_payment'],
]

it.each(cases)('%s', (_, changed, refunded, more, code) => {
  const known = { refunded, isIncome: false }
  const found = refundObjection(changed && { ...order, ...changed }, known, { ...line, ...more })
  expect(isRefusal(found) ? found.code : 'none').toBe(code)
})

const nothing = { refunded: 0n, isIncome: false }

it('is refused of what was a natural person’s income, although nothing was withheld', () => {
  const found = refundObjection(order, { ...nothing, isIncome: true }, line)
  expect(isRefusal(found) ? found.code : 'none').toBe('bank.refund_withheld')
})

it('says how much can still come back, and in which currencies the two are', () => {
  const above = refundObjection(order, { refunded: 80_000n, isIncome: false }, line)
  const other = refundObjection(order, nothing, { ...line, currency: 'USD' })
  const words = [above, other].map((found) => (isRefusal(found) ? sayRefusal(found, 'en').says : ''))
  expect(words).toEqual([
    'Of the payment PAY-2026-0001 at most ¥200.00 can come back, and the line is more.',
    'The line is in USD, and the payment PAY-2026-0001 was in CNY.',
  ])
})
