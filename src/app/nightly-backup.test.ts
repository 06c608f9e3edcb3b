import { expect, test } from 'vitest'
import { isDue } from './nightly-backup.ts'

// 02:30 in Shanghai is 18:30 of the day before by UTC.
test.each([
  ['none was ever taken', undefined, '2026-11-25T01:00:00.000Z', true],
  ['the hour has not come yet', '2026-11-23T18:30:00.000Z', '2026-11-24T18:29:59.000Z', false],
  ['the hour has come', '2026-11-23T18:30:00.000Z', '2026-11-24T18:30:00.000Z', true],
  ['it was taken this night', '2026-11-24T18:31:00.000Z', '2026-11-25T10:00:00.000Z', false],
  ['nothing ran for two nights', '2026-11-22T18:31:00.000Z', '2026-11-25T10:00:00.000Z', true],
  ['somebody took one by hand before the hour', '2026-11-24T16:00:00.000Z', '2026-11-24T18:30:00.000Z', true],
])('a nightly backup where %s', (_, newest, at, isIt) => {
  expect(isDue({ at, newest, hour: '02:30' })).toBe(isIt)
})
