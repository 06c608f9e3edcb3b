import { expect, test } from 'vitest'
import { carriedAfter, shownOf } from './ticks.ts'

const payable = { code: '220201', dimensions: ['vendor'] }

test('a tick adds to what is shown, or takes away from it', () => {
  expect(carriedAfter(payable, undefined, { kind: 'department', isOn: true })).toEqual([
    'vendor',
    'department',
  ])
  expect(carriedAfter(payable, undefined, { kind: 'vendor', isOn: false })).toEqual([])
})

test('what was ticked shows at once, and a second tick meanwhile does not undo it', () => {
  const sent = { code: '220201', dimensions: ['vendor', 'department'] }
  expect(shownOf(payable, sent)).toEqual(['vendor', 'department'])
  expect(carriedAfter(payable, sent, { kind: 'project', isOn: true })).toBeUndefined()
  const other = { code: '660101', dimensions: [] }
  expect(shownOf(other, sent)).toEqual([])
  expect(carriedAfter(other, sent, { kind: 'project', isOn: true })).toBeUndefined()
})
