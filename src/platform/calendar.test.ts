import { describe, expect, test } from 'vitest'
import { addDays } from '../kernel/time.ts'
import { chinaHolidayNotices } from './calendar-data.ts'
import {
  addWorkingDays,
  chinaCalendar,
  dayKind,
  festivalsNear,
  workCalendar,
  workingDaysBetween,
} from './calendar.ts'

describe('a day is worked or not as the State Council notice says', () => {
  test.each([
    ['2025-09-27', false, 'Saturday before the worked Sunday'],
    ['2025-09-28', true, 'Sunday worked for National Day 2025'],
    ['2025-09-30', true, 'the last day before National Day'],
    ['2025-10-01', false, 'first day off'],
    ['2025-10-06', false, 'Mid-Autumn inside the National Day rest'],
    ['2025-10-08', false, 'last day off'],
    ['2025-10-09', true, 'back at work'],
    ['2025-10-11', true, 'Saturday worked in exchange'],
    ['2025-10-12', false, 'an ordinary Sunday'],
    ['2025-01-26', true, 'Sunday worked for the Spring Festival 2025'],
    ['2025-01-27', true, 'the eve of the rest is worked'],
    ['2025-01-28', false, 'Spring Festival 2025 begins'],
    ['2025-02-04', false, 'Spring Festival 2025 ends'],
    ['2025-02-05', true, 'back at work'],
    ['2025-02-08', true, 'Saturday worked in exchange'],
    ['2026-02-14', true, 'Saturday worked for the Spring Festival 2026'],
    ['2026-02-15', false, 'Spring Festival 2026 begins'],
    ['2026-02-23', false, 'Spring Festival 2026 ends, a Monday'],
    ['2026-02-24', true, 'back at work'],
    ['2026-02-28', true, 'Saturday worked in exchange'],
    ['2026-01-04', true, 'Sunday worked for New Year 2026'],
    ['2026-09-20', true, 'Sunday worked for National Day 2026'],
    ['2026-10-10', true, 'Saturday worked for National Day 2026'],
    ['2024-02-09', true, "New Year's Eve 2024 was no day off"],
    ['2024-09-14', true, 'Saturday worked for Mid-Autumn 2024'],
  ])('%s worked: %s (%s)', (date, working) => {
    expect(dayKind(chinaCalendar, date)).toMatchObject({ working, provisional: false })
  })

  test.each([
    [2024, 366, 28],
    [2025, 365, 28],
    [2026, 365, 33],
  ])('%i grants %i days with %i days off', (year, length, off) => {
    let days = 0
    let offDays = 0
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      days += 1
      if (chinaCalendar.off.has(day)) offDays += 1
    }
    expect([days, offDays]).toEqual([length, off])
  })

  test("every worked day in exchange is a weekend day of the notice's own year", () => {
    for (const notice of chinaHolidayNotices) {
      for (const day of notice.rests.flatMap((rest) => rest.workedInstead)) {
        expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay())
        expect(Number(day.slice(0, 4))).toBe(notice.year)
      }
    }
  })

  test('a year without a notice falls back to weekdays and says so', () => {
    expect(dayKind(chinaCalendar, '2027-02-08')).toEqual({ working: true, provisional: true, festivals: [] })
    expect(dayKind(chinaCalendar, '2027-02-06')).toEqual({ working: false, provisional: true, festivals: [] })
  })

  test('a notice that contradicts itself is not loaded', () => {
    const rests = [
      { festivals: ['labour'], from: '2026-05-01', to: '2026-05-03', workedInstead: ['2026-05-02'] },
    ] as const
    expect(() => workCalendar([{ year: 2026, document: 'x', rests }])).toThrow('2026-05-02')
  })
})

describe('working days are counted across rests and worked weekends', () => {
  test.each([
    ['2025-09-30', 1, '2025-10-09', false],
    ['2025-09-26', 1, '2025-09-28', false],
    ['2025-10-09', -1, '2025-09-30', false],
    ['2025-10-10', 1, '2025-10-11', false],
    ['2025-10-11', 1, '2025-10-13', false],
    ['2025-10-03', 0, '2025-10-09', false],
    ['2025-10-09', 0, '2025-10-09', false],
    ['2026-02-13', 2, '2026-02-24', false],
    ['2026-12-31', 1, '2027-01-01', true],
    ['2026-11-24', 3, '2026-11-27', false],
  ])('%s plus %i is %s (provisional: %s)', (from, days, date, provisional) => {
    expect(addWorkingDays(chinaCalendar, from, days)).toEqual({ date, provisional })
  })

  test.each([
    ['2025-09-30', '2025-10-09', 1],
    ['2025-10-09', '2025-09-30', -1],
    ['2025-10-01', '2025-10-08', 0],
    ['2026-02-13', '2026-02-28', 6],
    ['2026-11-24', '2026-11-24', 0],
  ])('from %s to %s there are %i', (from, to, days) => {
    expect(workingDaysBetween(chinaCalendar, from, to).days).toBe(days)
  })

  test('adding and counting agree on every day of 2025 and 2026', () => {
    for (let day = '2025-01-01'; day < '2026-11-01'; day = addDays(day, 1)) {
      const { date } = addWorkingDays(chinaCalendar, day, 7)
      expect(workingDaysBetween(chinaCalendar, day, date).days).toBe(7)
    }
  })
})

test('a gift near a festival is seen one day inside the window and not one day outside', () => {
  const window = { daysBefore: 15, daysAfter: 5 }
  expect(festivalsNear(chinaCalendar, '2026-09-10', window)).toContain('mid_autumn')
  expect(festivalsNear(chinaCalendar, '2026-09-09', window)).toEqual([])
  expect(festivalsNear(chinaCalendar, '2026-10-12', window)).toEqual(['national'])
  expect(festivalsNear(chinaCalendar, '2026-10-13', window)).toEqual([])
})
