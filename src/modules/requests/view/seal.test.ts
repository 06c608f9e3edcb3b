import { describe, expect, test } from 'vitest'
import { noOrganisation, readerFor } from '../../../../test/setup/view-reader.ts'
import type { Finding } from '../../../kernel/finding.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import type { Flow } from '../../approvals/index.ts'
import { questionOf } from './question.ts'
import { sealOf } from './seal.ts'
import { timelineOf } from './timeline.ts'

const reader = readerFor(noOrganisation)

function entry(number: number | undefined, more: Partial<FeedEntry> = {}): FeedEntry {
  return {
    entryId: String(number ?? 99),
    number,
    at: '2026-11-26T02:00:00.000Z',
    operation: 'requests.submit',
    personId: 'per_salesperson',
    forPersonId: undefined,
    refusal: undefined,
    reason: undefined,
    note: undefined,
    rows: [{ table: 'requests.request', id: 'req_1', op: 'insert', version: 1, digest: '' } as never],
    ...more,
  }
}

const at = '2026-11-26T03:00:00.000Z'
const ok = { at, isOk: true, entries: 100, findings: [] }
const found = (...findings: Finding[]) => ({ at, isOk: false, entries: 100, findings })
const own: Finding = { kind: 'edited', table: 'requests.request', row: 'req_1' }
const other: Finding = { kind: 'edited', table: 'requests.request', row: 'req_2' }
const log: Finding = { kind: 'edited', table: 'audit.entry', row: '7' }

describe('the seal says what the last verification found, and never more', () => {
  test.for([
    ['not numbered yet', undefined, ok, 'pending', '正在编号'],
    ['never verified', 7, undefined, 'unchecked', '尚未核验'],
    ['the last entry that was verified', 99, ok, 'intact', '日志完整'],
    ['one entry after it', 100, ok, 'unchecked', '上次核验'],
    ['a finding about this object', 7, found(own), 'broken', '被改动'],
    ['a finding about it, and newer entries', 120, found(own), 'broken', '被改动'],
    ['a finding about the log', 7, found(log), 'broken', '被改动'],
    ['a finding about another object', 7, found(other), 'intact', '别处'],
    ['too many findings to keep', 7, { ...found(), findings: undefined }, 'broken', '被改动'],
  ] as const)('%s', ([, number, verified, state, words]) => {
    const seal = sealOf(reader, [entry(number)], verified)
    expect(seal.state).toBe(state)
    expect(seal.text).toContain(words)
    if (state === 'intact' || state === 'broken') expect(seal.text).toContain('11-26 11:00')
  })
})

test('what the system did in a row is one line, with the earlier acts folded under the last', () => {
  const system = { personId: 'system', operation: 'approvals.chase' }
  const items = timelineOf(reader, [
    entry(1),
    entry(2, system),
    entry(3, system),
    entry(4, { personId: 'system', operation: 'requests.expire' }),
    entry(5, { operation: 'requests.comment' }),
    entry(6, system),
  ])
  expect(items.map((item) => [item.entry, item.grouped.length])).toEqual([
    [1, 0],
    [4, 2],
    [5, 0],
    [6, 0],
  ])
  expect(items[1]?.grouped.map((line) => line.entry)).toEqual([2, 3])
})

test('after two returns the applicant is asked the question of the last one, whatever their order', () => {
  const task = (reason: string, decidedAt: string) => ({
    state: 'returned',
    reason,
    decided_at: decidedAt,
    decided_by: 'per_manager0',
  })
  const first = task('[amount] 请核对金额', '2026-11-25T02:00:00.000Z')
  const last = task('[date] 请改日期', '2026-11-26T02:00:00.000Z')
  for (const tasks of [
    [first, last],
    [last, first],
  ]) {
    const flow = { flow: { state: 'returned' }, steps: [], tasks } as unknown as Flow
    expect(questionOf(reader, flow)).toMatchObject({ field: 'date', text: '请改日期' })
  }
})
