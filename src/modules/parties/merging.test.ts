import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { decideMerge, decideSplit, membersOf, survivorOf, type Mergeable } from './merging.ts'

const party = (
  id: string,
  merged_into: string | null = null,
  credit_code: string | null = null,
): Mergeable => ({
  id,
  merged_into,
  credit_code,
})
const known = (...rows: Mergeable[]) => new Map(rows.map((row) => [row.id, row]))

describe('a merge says that two records are one party', () => {
  test.each([
    ['two records', party('a'), party('b'), '同一家公司', 'merged'],
    ['with one code', party('a', null, 'X'), party('b'), '同一家公司', 'merged'],
    ['with the same code', party('a', null, 'X'), party('b', null, 'X'), '同一家公司', 'merged'],
    [
      'with two codes',
      party('a', null, 'X'),
      party('b', null, 'Y'),
      '同一家公司',
      'parties.merge_codes_differ',
    ],
    ['a record with itself', party('a'), party('a'), '同一家公司', 'parties.merge_with_itself'],
    ['into one that was merged', party('a', 'c'), party('b'), '同一家公司', 'parties.merge_needs_survivors'],
    ['of one that was merged', party('a'), party('b', 'a'), '同一家公司', 'parties.merge_needs_survivors'],
    ['without a reason', party('a'), party('b'), '  ', 'parties.reason_missing'],
  ])('%s', (_, kept, gone, reason, code) => {
    const answer = decideMerge(kept, gone, reason)
    expect(isRefusal(answer) ? answer.code : 'merged').toBe(code)
    if (!isRefusal(answer)) expect(answer).toEqual({ ...gone, merged_into: kept.id })
  })
})

describe('a split gives back what was there', () => {
  test.each([
    ['a merged record', party('b', 'a'), '查实为两家', undefined, 'split'],
    ['a record of its own', party('b'), '查实为两家', undefined, 'parties.not_merged'],
    ['without a reason', party('b', 'a'), '', undefined, 'parties.reason_missing'],
    ['whose code another holds', party('b', 'a', 'X'), '查实为两家', 'c', 'parties.split_code_taken'],
  ])('%s', (_, row, reason, holder, code) => {
    const answer = decideSplit(row, reason, holder)
    expect(isRefusal(answer) ? answer.code : 'split').toBe(code)
  })

  test('merge and split leave the record as it was', () => {
    const before = party('b', null, 'X')
    const merged = decideMerge(party('a'), before, '同一家公司')
    if (isRefusal(merged)) throw new Error(merged.code)
    expect(decideSplit(merged, '查实为两家', undefined)).toEqual(before)
  })
})

describe('sums follow the survivor', () => {
  const rows = known(party('a'), party('b', 'a'), party('c', 'b'), party('d'))

  test.each([
    ['a', 'a'],
    ['b', 'a'],
    ['c', 'a'],
    ['d', 'd'],
    ['not known', 'not known'],
  ])('%s stands for %s', (id, survivor) => expect(survivorOf(rows, id)).toBe(survivor))

  test('everything that was merged counts for the survivor, whichever name is asked', () => {
    expect([membersOf(rows, 'a'), membersOf(rows, 'c'), membersOf(rows, 'd')]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['d'],
    ])
  })

  test('a circle is a fault and no endless search', () => {
    expect(() => survivorOf(known(party('a', 'b'), party('b', 'a')), 'a')).toThrow('circle')
  })
})
