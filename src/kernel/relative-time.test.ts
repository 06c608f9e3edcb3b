import { describe, expect, test } from 'vitest'
import { timeAgo, timeLeft } from './relative-time.ts'

const now = '2026-11-24T08:40:00.000Z' // 16:40 in Shanghai
const zh = { now, zone: 'Asia/Shanghai', language: 'zh-CN' } as const
const en = { ...zh, language: 'en' } as const

describe('an age is told the same way everywhere', () => {
  test.each([
    ['2026-11-24T08:39:00.001Z', '刚刚', 'just now'],
    ['2026-11-24T08:39:00.000Z', '1 分钟前', '1 minute ago'],
    ['2026-11-24T07:40:00.001Z', '59 分钟前', '59 minutes ago'],
    ['2026-11-24T07:40:00.000Z', '1 小时前', '1 hour ago'],
    ['2026-11-23T16:00:00.000Z', '16 小时前', '16 hours ago'],
    ['2026-11-23T15:59:59.999Z', '1 天前', '1 day ago'],
    ['2026-11-22T00:00:00.000Z', '2 天前', '2 days ago'],
    ['2026-11-22T15:59:59.999Z', '2 天前', '2 days ago'],
    ['2026-11-25T00:00:00.000Z', '刚刚', 'just now'],
  ])('%s is %s', (at, chinese, english) => {
    expect([timeAgo(at, zh), timeAgo(at, en)]).toEqual([chinese, english])
  })

  test('two items of one day always show one number of days', () => {
    const ages = ['2026-11-20T16:00:00.000Z', '2026-11-21T04:00:00.000Z', '2026-11-21T15:59:00.000Z']
    expect(new Set(ages.map((at) => timeAgo(at, zh)))).toEqual(new Set(['3 天前']))
  })

  test('just after midnight an hour ago is an hour ago', () => {
    expect(timeAgo('2026-11-23T15:30:00.000Z', { ...zh, now: '2026-11-23T16:30:00.000Z' })).toBe('1 小时前')
  })
})

describe('a deadline never promises time that is not there', () => {
  test.each([
    ['2026-11-24T11:40:00.000Z', '剩 3 小时', '3 hours left', 'due_today'],
    ['2026-11-24T11:39:59.999Z', '剩 2 小时', '2 hours left', 'due_today'],
    ['2026-11-24T15:59:59.000Z', '剩 7 小时', '7 hours left', 'due_today'],
    ['2026-11-24T16:00:00.000Z', '剩 7 小时', '7 hours left', 'later'],
    ['2026-11-25T08:39:59.999Z', '剩 23 小时', '23 hours left', 'later'],
    ['2026-11-25T08:40:00.000Z', '剩 1 天', '1 day left', 'later'],
    ['2026-11-24T08:40:59.999Z', '剩不到 1 分钟', 'less than a minute left', 'due_today'],
    ['2026-11-24T08:40:00.000Z', '剩不到 1 分钟', 'less than a minute left', 'due_today'],
    ['2026-11-24T08:39:59.999Z', '已逾期', 'overdue', 'overdue'],
    ['2026-11-24T06:40:00.000Z', '已逾期 2 小时', 'overdue 2 hours', 'overdue'],
    ['2026-11-22T08:40:00.000Z', '已逾期 2 天', 'overdue 2 days', 'overdue'],
  ])('%s: %s', (due, chinese, english, state) => {
    expect(timeLeft(due, zh)).toEqual({ text: chinese, state })
    expect(timeLeft(due, en)).toEqual({ text: english, state })
  })
})
