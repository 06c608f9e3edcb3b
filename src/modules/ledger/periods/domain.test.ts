import { expect, test } from 'vitest'
import { periodObjection, type Standing, type Verb } from './domain.ts'

const standing: Standing = { closedUntil: '2026-09-30', firstBookedOn: '2026-08-03', today: '2026-12-02' }

test.each<readonly [verb: Verb, month: string, code: string]>([
  ['close', '2026-12', 'ledger.month_not_over'],
  ['close', '2026-09', 'ledger.month_closed'],
  ['close', '2026-11', 'ledger.month_not_next'],
  ['reopen', '2026-10', 'ledger.month_open'],
  ['reopen', '2026-08', 'ledger.month_not_last'],
])('%s %s: %s, without a place, since an answer in the inbox names no month', (verb, month, code) => {
  const objection = periodObjection(verb, month, standing)
  expect(objection?.code).toBe(code)
  expect(objection).not.toHaveProperty('pointer')
})

test('the next month is closed and the last one is opened again', () => {
  expect(periodObjection('close', '2026-10', standing)).toBeUndefined()
  expect(periodObjection('reopen', '2026-09', standing)).toBeUndefined()
})
