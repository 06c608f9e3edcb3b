import { describe, expect, it } from 'vitest'
import { classBesideRelatives, fromTheOtherSide } from './relations.ts'

const row = {
  id: 'rel_1',
  version: 1,
  person_id: 'party_son',
  other_id: 'party_mother',
  relation: 'child',
  from_on: '2020-01-01',
  until_on: null,
}

describe('a relation', () => {
  it('reads from both sides', () => {
    expect(fromTheOtherSide(row)).toEqual({
      ...row,
      person_id: 'party_mother',
      other_id: 'party_son',
      relation: 'parent',
    })
    expect(fromTheOtherSide({ ...row, relation: 'spouse' }).relation).toBe('spouse')
  })
})

describe('the class that counts beside one’s relatives', () => {
  it.each([
    ['private_staff', [], 'private_staff'],
    ['private_staff', ['private_staff', undefined], 'private_staff'],
    ['private_staff', ['public_official'], 'related_person'],
    ['unknown', ['soe_manager'], 'related_person'],
    ['hcp', ['foreign_official'], 'related_person'],
    ['public_official', ['soe_manager'], 'public_official'],
  ])('%s with %j is %s', (own, relatives, counted) => {
    expect(
      classBesideRelatives(
        own,
        relatives.map((each) => ({ class: each })),
      ),
    ).toBe(counted)
  })
})
