import { describe, expect, test } from 'vitest'
import {
  formatCount,
  formatDateRange,
  formatLargeMoney,
  formatMoment,
  formatMoney,
  maskPhone,
} from './format.ts'
import { money } from './money.ts'

test.each([
  ['CNY', 1_280_000n, '¥12,800.00'],
  ['CNY', 0n, '¥0.00'],
  ['CNY', 5n, '¥0.05'],
  ['CNY', -99_900n, '-¥999.00'],
  ['CNY', 100_000n, '¥1,000.00'],
  ['CNY', 123_456_789_012n, '¥1,234,567,890.12'],
  ['USD', 1900n, 'US$19.00'],
  ['HKD', 120_000n, 'HK$1,200.00'],
  ['EUR', 6000n, '€60.00'],
  ['GBP', 7500n, '£75.00'],
  ['JPY', 12_800n, 'JP¥12,800'],
  ['SGD', 5000n, 'SGD 50.00'],
  ['KWD', 1234n, 'KWD 1.234'],
])('%s %s is shown as %s', (currency, minor, text) => {
  expect(formatMoney(money(currency, minor))).toBe(text)
})

test.each([
  [50_000_000n, '50 万元', '¥500K'],
  [999_999n, '¥9,999.99', '¥9,999.99'],
  [1_000_000n, '1 万元', '¥10K'],
  [12_345_678_900n, '1.2 亿元', '¥123.4M'],
  [9_999_999_999n, '9,999.9 万元', '¥99.9M'],
  [-50_000_000n, '-50 万元', '-¥500K'],
])('%s fen on a dashboard is %s', (minor, chinese, english) => {
  expect(formatLargeMoney(money('CNY', minor), 'zh-CN')).toBe(chinese)
  expect(formatLargeMoney(money('CNY', minor), 'en')).toBe(english)
})

describe('dates read the same on every screen', () => {
  const now = '2026-11-24T08:00:00.000Z'
  test.each([
    ['2026-11-23T08:40:00.000Z', '11-23 16:40'],
    ['2025-12-31T15:59:00.000Z', '2025-12-31 23:59'],
    ['2025-12-31T16:00:00.000Z', '01-01 00:00'],
  ])('%s in Shanghai is %s', (at, text) => {
    expect(formatMoment(at, 'Asia/Shanghai', now)).toBe(text)
  })

  test('a range has both ends, a single day only one', () => {
    expect(formatDateRange('2026-01-01', '2026-03-31')).toBe('2026-01-01 – 2026-03-31')
    expect(formatDateRange('2026-01-01', '2026-01-01')).toBe('2026-01-01')
  })
})

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [18204, '18,204'],
  [1_000_000, '1,000,000'],
])('%i is %s', (n, text) => {
  expect(formatCount(n)).toBe(text)
})

test.each([
  ['13800001234', '138****1234'],
  ['13800001234、139 0000 5678', '138****1234、139****5678'],
  ['+86 138 0000 1234', '+86138****1234'],
  ['1234567', '*******'],
  ['', ''],
])('the telephone %s is shown as %s', (phone, text) => {
  expect(maskPhone(phone)).toBe(text)
})
