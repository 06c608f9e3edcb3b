import { expect, it } from 'vitest'
import { daysOfLeaving, dueOn } from './payment-days.ts'

const sentOn = '2026-11-02'

it.each([
  [undefined, '2026-11-02'],
  ['2026-11-01', '2026-11-02'],
  ['2026-11-02', '2026-11-02'],
  ['2026-11-20', '2026-11-20'],
])('a bank that was told %s pays from %s on', (executeOn, due) => {
  expect(dueOn({ sentOn, ...(executeOn === undefined ? {} : { executeOn }) })).toBe(due)
})

it.each([
  ['pain001', '2026-11-20'],
  ['pain001_latin', '2026-11-20'],
  ['example_workbook', '2026-11-02'],
])('that a payment did not leave is shown from the day that a file as %s holds the bank to', (form, from) => {
  const days = daysOfLeaving({ sentOn, executeOn: '2026-11-20' }, form)
  expect(days).toEqual({ from, until: '2026-11-27' })
})
