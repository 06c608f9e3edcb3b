import { describe, expect, it } from 'vitest'
import { periodIn } from './period.ts'
import { readDay, type DayContext } from './read-day.ts'

const base: DayContext = {
  order: 'dmy',
  serials: false,
  base1904: false,
  earliest: '2010-01-01',
  today: '2026-11-25',
}

function told(cell: string, context: Partial<DayContext> = {}): string {
  const reading = readDay(cell, { ...base, ...context })
  if (reading.is !== 'read') return reading.finding.code
  const { from, to } = reading.value
  const codes = reading.notes.map((n) => n.code).join(' ')
  return [from === to ? from : `${from}..${to}`, codes].filter((part) => part !== '').join(' ')
}

const british = [
  ['2025-09-08', '2025-09-08'],
  ['2025-09-08 00:00:00', '2025-09-08'],
  ['2025-09-08T14:30:00.000Z', '2025-09-08'],
  ['10/02/2025', '2025-02-10'],
  ['15/09/25', '2025-09-15 date.short_year'],
  ['15.9.2025', '2025-09-15'],
  ['09/15/2025', '2025-09-15 date.only_meaning'],
  ['2025-20-08', '2025-08-20 date.only_meaning'],
  ['15 September 2025', '2025-09-15'],
  ['15th Sept 2025', '2025-09-15'],
  ['Monday 15 September 2025', '2025-09-15'],
  ['Mon, 15 Sep 2025', '2025-09-15'],
  ['15-Sep-25', '2025-09-15 date.short_year'],
  ['15SEP2025', '2025-09-15'],
  ['September 15, 2025', '2025-09-15'],
  ['1st of May 2025', '2025-05-01'],
  ['Sept 2025', '2025-09-01..2025-09-30 date.month'],
  ['2025-09', '2025-09-01..2025-09-30 date.month'],
  ['02/2024', '2024-02-01..2024-02-29 date.month'],
  ['Sep-25', '2025-09-01..2025-09-30 date.short_year date.month'],
  ['12-13 May 2025', '2025-05-12..2025-05-13 date.span'],
  ['12–13/05/2025', '2025-05-12..2025-05-13 date.span'],
  ['12, 13 and 14 May 2025', '2025-05-12..2025-05-14 date.span'],
  ['30 May - 2 June 2025', '2025-05-30..2025-06-02 date.span'],
  ['30 December 2024 to 2 January 2025', '2024-12-30..2025-01-02 date.span'],
  ['30 Dec to 2 Jan 2025', '2024-12-30..2025-01-02 date.span'],
  ['2025-05-12 to 2025-05-13', '2025-05-12..2025-05-13 date.span'],
  ['12/05/2025 - 13/05/2025', '2025-05-12..2025-05-13 date.span'],
  ['May - June 2025', '2025-05-01..2025-06-30 date.month'],
  ['29/02/2024', '2024-02-29'],
  ['15 September 2025 (evening)', '2025-09-15'],
  ['mid-September 2025', '2025-09-01..2025-09-30 date.month'],
  ['Early Sept 2025', '2025-09-01..2025-09-30 date.month'],
  ['end of May 2025', '2025-05-01..2025-05-31 date.month'],
  ['May/June 2025', '2025-05-01..2025-06-30 date.month'],
  ['w/c 8 September 2025', '2025-09-08..2025-09-14 date.span'],
  ['Week commencing Monday 29 September 2025', '2025-09-29..2025-10-05 date.span'],
  ['week ending 14/09/2025', '2025-09-08..2025-09-14 date.span'],
  ['w/c 31 June 2025', 'date.impossible'],
  ['2024/25', 'date.too_coarse'],
  ['2011/12', 'date.ambiguous'],
  ['2011-12', 'date.ambiguous'],
  ['2012/12', '2012-12-01..2012-12-31 date.month'],
  ['September', 'date.no_year'],
  ['15/09', 'date.no_year'],
  ['17/18', 'date.unreadable'],
  ['29/02/2025', 'date.impossible'],
  ['31 April 2025', 'date.impossible'],
  ['13 May 2025 - 12 May 2025', 'date.impossible'],
  ['2025-13-13', 'date.impossible'],
  ['15 September', 'date.no_year'],
  ['2025', 'date.too_coarse'],
  ['Q3 2025', 'date.too_coarse'],
  ['TBC', 'date.unreadable'],
  ['last week', 'date.unreadable'],
  ['45915', 'date.unreadable'],
  ['7/8 October 2025', '2025-10-07..2025-10-08 date.span'],
  ['2025-10-07/2025-10-09', '2025-10-07..2025-10-09 date.span'],
  ['7/10/2025*', '2025-10-07'],
  ['', 'date.missing'],
  ['-', 'date.missing'],
  ['25/11/2026', '2026-11-25'],
  ['26/11/2026', 'date.future'],
  ['01/01/2010', '2010-01-01'],
  ['31/12/2009', 'date.too_old'],
] as const

const chinese = [
  ['2026年3月5日', '2026-03-05'],
  ['2026年03月05号', '2026-03-05'],
  ['2026/3/5', '2026-03-05'],
  ['2026.03.05', '2026-03-05'],
  ['２０２６－３－５', '2026-03-05'],
  ['20260305', '2026-03-05'],
  ['2026-3-5 星期四', '2026-03-05'],
  ['46086', '2026-03-05'],
  ['46086.5', '2026-03-05'],
  ['2026年3月', '2026-03-01..2026-03-31 date.month'],
  ['2026年3月5日至8日', '2026-03-05..2026-03-08 date.span'],
  ['2026年3月5日-4月2日', '2026-03-05..2026-04-02 date.span'],
  ['2026.3.5-2026.3.7', '2026-03-05..2026-03-07 date.span'],
  ['2026.3.5-3.7', '2026-03-05..2026-03-07 date.span'],
  ['2026-03-16~03-18', '2026-03-16..2026-03-18 date.span'],
  ['2026年3月5日上午', '2026-03-05'],
  ['2026年3月5日晚上', '2026-03-05'],
  ['3月5日', 'date.no_year'],
  ['2026年', 'date.too_coarse'],
  ['2026年第一季度', 'date.too_coarse'],
  ['26.3.5', 'date.ambiguous'],
  ['3/5/2026', 'date.ambiguous'],
  ['25/5/2026', '2026-05-25'],
  ['5/5/2026', '2026-05-05'],
  ['2026年2月30日', 'date.impossible'],
  ['2026/13/11', 'date.impossible'],
  ['昨天', 'date.unreadable'],
] as const

describe('a day', () => {
  it.each(british)('of a British register: %s is %s', (cell, expected) => {
    expect(told(cell)).toBe(expected)
  })

  it.each(chinese)('of a 台账: %s is %s', (cell, expected) => {
    expect(told(cell, { order: 'ymd', serials: true })).toBe(expected)
  })

  it('is month first where the register writes it so', () => {
    expect(told('11/06/2013', { order: 'mdy' })).toBe('2013-11-06')
    expect(told('25/06/2013', { order: 'mdy' })).toBe('2013-06-25 date.only_meaning')
  })

  it('as a bare number counts from 1904 in a workbook that does', () => {
    expect(told('44624', { order: 'ymd', serials: true, base1904: true })).toBe('2026-03-05')
  })

  const autumn = { period: { from: '2024-07-01', to: '2024-10-31' } }
  it.each([
    ['15 September', '2024-09-15 date.year_of_period'],
    ['9月15日', '2024-09-15 date.year_of_period'],
    ['15 November', 'date.no_year'],
    ['15/09', '2024-09-15 date.year_of_period'],
    ['September', '2024-09-01..2024-09-30 date.year_of_period date.month'],
    ['November', 'date.no_year'],
    ['Sep-24', '2024-09-01..2024-09-30 date.short_year date.month'],
    ['Sep-15', '2024-09-15 date.year_of_period'],
    ['Nov-15', '2015-11-01..2015-11-30 date.short_year date.month date.outside_period'],
    ['31/10/2024', '2024-10-31'],
    ['01/11/2024', '2024-11-01 date.outside_period'],
    ['30/06/2024', '2024-06-30 date.outside_period'],
  ] as const)('in a register for July to October 2024: %s is %s', (cell, expected) => {
    expect(told(cell, autumn)).toBe(expected)
  })
})

describe('a day without its year, in a register of more than one', () => {
  const period = { from: '2024-03-01', to: '2025-06-30' }
  it.each([
    ['15 December', '2024-12-15 date.year_of_period'],
    ['15 April', 'date.no_year'],
    ['April', 'date.no_year'],
  ] as const)('%s is %s', (cell, expected) => {
    expect(told(cell, { period })).toBe(expected)
  })
})

describe('the period of a register', () => {
  it.each([
    ['Register of Gifts: September 2025', '2025-09-01..2025-09-30'],
    ['Register of Gifts: July to October 2024', '2024-07-01..2024-10-31'],
    ['October 2024 to March 2025', '2024-10-01..2025-03-31'],
    ['November to February 2025', '2024-11-01..2025-02-28'],
    ['Register 2025', undefined],
    ['', undefined],
  ] as const)('in “%s” is %s', (title, expected) => {
    const period = periodIn(title)
    expect(period && `${period.from}..${period.to}`).toBe(expected)
  })
})
