import { describe, expect, test } from 'vitest'
import { bookedOn, dayOfDocument } from './domain.ts'

describe('the day of an entry', () => {
  const cases = [
    ['the document, while nothing is closed', '2026-10-31', '2026-11-25', undefined, '2026-10-31'],
    ['the document, while its month is open', '2026-11-01', '2026-11-25', '2026-10-31', '2026-11-01'],
    [
      'the day of recording, once its month is closed',
      '2026-10-31',
      '2026-11-25',
      '2026-10-31',
      '2026-11-25',
    ],
    ['also where later months are closed too', '2026-08-15', '2026-11-25', '2026-10-31', '2026-11-25'],
    [
      'the first open day, where the clock was turned back',
      '2026-10-02',
      '2026-10-05',
      '2026-10-31',
      '2026-11-01',
    ],
  ] as const
  test.each(cases)('%s', (_, documentOn, recordedOn, closedUntil, expected) => {
    expect(bookedOn(documentOn, recordedOn, closedUntil)).toBe(expected)
  })

  test('what is promised for a day to come is promised today', () => {
    expect(dayOfDocument('2026-12-24', '2026-11-25')).toBe('2026-11-25')
    expect(dayOfDocument('2026-11-24', '2026-11-25')).toBe('2026-11-24')
    expect(dayOfDocument(undefined, '2026-11-25')).toBe('2026-11-25')
  })
})
