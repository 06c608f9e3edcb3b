import { expect, test } from 'vitest'
import { askedAfter, type Asked } from './sheet-asked.ts'

const shown: Asked<string> = { times: 0, sheet: 'the sheet of before' }

test('the sheet goes away where its set changed, until the sheet of now is there', () => {
  const asking = askedAfter(shown, { what: 'again' })
  expect(asking).toEqual({ times: 1 })
  expect(askedAfter(asking, { what: 'came', times: 1, sheet: 'the sheet of now' })).toEqual({
    times: 1,
    sheet: 'the sheet of now',
  })
})

test('an answer to what was asked before is not taken for the sheet of now', () => {
  const asking = askedAfter(shown, { what: 'again' })
  expect(askedAfter(asking, { what: 'came', times: 0, sheet: 'the sheet of before' })).toBe(asking)
  expect(askedAfter(asking, { what: 'failed', times: 0, error: 'late' })).toBe(asking)
})

test('what failed shows no sheet, and asking again takes the fault away', () => {
  const failed = askedAfter(shown, { what: 'failed', times: 0, error: 'gone' })
  expect(failed).toEqual({ times: 0, error: 'gone' })
  expect(askedAfter(failed, { what: 'again' })).toEqual({ times: 1 })
})
