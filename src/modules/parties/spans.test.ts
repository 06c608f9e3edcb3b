import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { decideEmployment, decideJoin, decideLeave, decideLeaveEmployer, decideRelation } from './spans.ts'
import type { EmploymentRow, HouseholdMemberRow, RelationRow } from './tables.ts'

const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done')

const home: HouseholdMemberRow = {
  id: 'm_1',
  version: 1,
  household_id: 'hh_1',
  person_id: 'party_1',
  from_on: '2025-01-01',
  until_on: '2025-12-31',
}
const job: EmploymentRow = {
  id: 'e_1',
  version: 1,
  person_id: 'party_1',
  customer_id: 'party_9',
  position: '采购经理',
  decides_on_us: true,
  management_duty: null,
  nominated_by: null,
  from_on: '2025-01-01',
  until_on: null,
}
const tie: RelationRow = {
  id: 'r_1',
  version: 1,
  person_id: 'party_1',
  other_id: 'party_2',
  relation: 'spouse',
  from_on: '2025-01-01',
  until_on: null,
}

describe('a person counts for one household at a time', () => {
  test.each([
    ['no household before', [], {}, 'done'],
    [
      'the day after the other one ended',
      [home],
      { household_id: 'hh_2', from_on: '2026-01-01', until_on: null },
      'done',
    ],
    [
      'the last day of the other one',
      [home],
      { household_id: 'hh_2', from_on: '2025-12-31', until_on: null },
      'parties.in_other_household',
    ],
    ['the same one again', [home], { from_on: '2025-06-01' }, 'parties.in_this_household'],
    [
      'back in time, up to the eve of the other',
      [home],
      { household_id: 'hh_2', from_on: '2024-01-01', until_on: '2024-12-31' },
      'done',
    ],
    ['ending before it begins', [], { until_on: '2024-12-31' }, 'parties.ends_before_it_begins'],
    ['for one day', [], { until_on: '2025-01-01' }, 'done'],
  ])('%s', (_, rows, given, code) => expect(codeOf(decideJoin(rows, { ...home, ...given }))).toBe(code))

  test.each([
    ['on the first day', { until_on: null }, '2025-01-01', 'done'],
    ['before the first day', { until_on: null }, '2024-12-31', 'parties.ends_before_it_begins'],
    ['a second time', {}, '2025-06-01', 'parties.ended_already'],
  ])('leaves %s', (_, given, day, code) => expect(codeOf(decideLeave({ ...home, ...given }, day))).toBe(code))
})

describe('a person may work for several employers, but not twice for one', () => {
  test.each([
    ['the first', [], {}, 'done'],
    ['another one beside it', [job], { customer_id: 'party_8' }, 'done'],
    ['the same one beside it', [job], { from_on: '2026-01-01' }, 'parties.employed_already'],
    ['the same one after it ended', [{ ...job, until_on: '2025-06-30' }], { from_on: '2025-07-01' }, 'done'],
    [
      'the same one on its last day',
      [{ ...job, until_on: '2025-06-30' }],
      { from_on: '2025-06-30' },
      'parties.employed_already',
    ],
    ['ending before it begins', [], { until_on: '2024-12-31' }, 'parties.ends_before_it_begins'],
  ])('%s', (_, rows, given, code) => expect(codeOf(decideEmployment(rows, { ...job, ...given }))).toBe(code))

  test('the last day is kept, nothing else changes', () => {
    expect(decideLeaveEmployer(job, '2026-03-31')).toEqual({ ...job, until_on: '2026-03-31' })
  })
})

describe('a relation ties two people', () => {
  test.each([
    ['two people', [], {}, 'done'],
    ['oneself', [], { other_id: 'party_1' }, 'parties.related_to_self'],
    ['the same tie again', [tie], {}, 'parties.nothing_changes'],
    ['another tie of the two', [tie], { relation: 'close_associate' }, 'done'],
    ['ending before it begins', [], { until_on: '2024-12-31' }, 'parties.ends_before_it_begins'],
  ])('%s', (_, rows, given, code) => expect(codeOf(decideRelation(rows, { ...tie, ...given }))).toBe(code))
})
