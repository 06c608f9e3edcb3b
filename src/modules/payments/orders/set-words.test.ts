import { expect, test } from 'vitest'
import { inBoth } from './set-words.ts'

const told = (name: string, reason: string) => ({
  name,
  why: (language: string) => (language === 'en' ? `${reason}.` : `${reason}。`),
})

test('the same reason stands once with its items, and ends without its full stop', () => {
  const all = [told('PAY-1', 'late'), told('PAY-2', 'late'), told('PAY-3', 'gone')]
  expect(inBoth(all)).toEqual({
    what_zh: 'PAY-1、PAY-2：late；PAY-3：gone',
    what_en: 'PAY-1, PAY-2: late; PAY-3: gone',
  })
})

test('beyond five items and four reasons it is a number', () => {
  const six = Array.from({ length: 6 }, (_, i) => told(`PAY-${String(i)}`, 'late'))
  expect(inBoth(six).what_en).toBe('PAY-0, PAY-1, PAY-2, PAY-3, PAY-4 and others, 6 in all: late')
  expect(inBoth(six.slice(0, 5)).what_en).toBe('PAY-0, PAY-1, PAY-2, PAY-3, PAY-4: late')
  const five = Array.from({ length: 5 }, (_, i) => told(`PAY-${String(i)}`, `reason ${String(i)}`))
  expect(inBoth(five).what_en).toMatch(/PAY-3: reason 3; 1 more reason$/)
  expect(inBoth(five).what_zh).toMatch(/；另有 1 种原因$/)
  expect(inBoth(five.slice(0, 4)).what_en).toMatch(/; PAY-3: reason 3$/)
})
