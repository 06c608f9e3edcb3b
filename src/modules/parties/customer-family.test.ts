import { describe, expect, test } from 'vitest'
import { factsObjection, familyOn, type CustomerFile } from './customer-family.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

const day = '2026-11-25'

function file(row: Partial<CustomerRow>, facts: readonly Partial<CustomerFactRow>[] = []): CustomerFile {
  const empty = { type: 'company', ownership: null, public_purchaser: null, staff_benefit_authorised: null }
  return {
    row: { ...empty, id: 'party_1', country: 'CN', source: 'web', ...row } as unknown as CustomerRow,
    facts: facts as readonly CustomerFactRow[],
  }
}

/** A record that a form opened: nobody said what it is. */
const typed = file({ source: 'request' })

describe('what the rules ask of a customer with merged records', () => {
  test.each<[string, CustomerFile, CustomerFile, object]>([
    [
      'what the survivor never said is taken from the record that went',
      file({}),
      file({ ownership: 'state_controlled', public_purchaser: true }),
      { ownership: 'state_controlled', publicPurchaser: true },
    ],
    [
      'its own word stands',
      file({ ownership: 'state_controlled' }),
      file({ ownership: 'private' }),
      { ownership: 'state_controlled' },
    ],
    [
      'a kind that a form filled in is nobody’s word',
      typed,
      file({ type: 'public_hospital', country: 'HK', federal_health_programme: null } as object),
      { type: 'public_hospital', country: 'HK' },
    ],
    ['nor does it hide the word of the survivor', file({ type: 'charity' }), typed, { type: 'charity' }],
    [
      '"not known" is a word too, when somebody said it',
      file({}, [{ fact: 'ownership', value: null, was: 'private', from_on: '2026-01-01' }]),
      file({ ownership: 'private' }),
      { ownership: null },
    ],
    [
      'what has no column as well',
      file({}),
      file({}, [{ fact: 'federal_health_programme', value: 'true', was: null, from_on: '2026-01-01' }]),
      { federalHealthProgramme: true },
    ],
  ])('%s', (_, own, gone, expected) => {
    expect(familyOn(own, [gone], day)).toMatchObject(expected)
  })

  test('as of the day', () => {
    const bought = [{ fact: 'ownership', value: 'state_controlled', was: 'private', from_on: '2026-06-01' }]
    const gone = file({ ownership: 'state_controlled' }, bought)
    expect(familyOn(typed, [gone], '2026-05-31').ownership).toBe('private')
    expect(familyOn(typed, [gone], '2026-06-01').ownership).toBe('state_controlled')
  })
})

describe('a merge', () => {
  test.each<[string, CustomerFile[], CustomerFile[], string | undefined]>([
    ['of records that say nothing of the same', [file({ ownership: 'private' })], [typed], undefined],
    ['that agree', [file({ ownership: 'private' })], [file({ ownership: 'private' })], undefined],
    [
      'of a private company and one in state hands',
      [file({ ownership: 'private' })],
      [file({ ownership: 'state_controlled' })],
      'parties.merge_facts_differ',
    ],
    [
      'with one that was merged before and says another thing',
      [typed, file({ public_purchaser: false })],
      [file({ public_purchaser: true })],
      'parties.merge_facts_differ',
    ],
    [
      'of a company and a hospital',
      [file({})],
      [file({ type: 'public_hospital' })],
      'parties.merge_facts_differ',
    ],
    [
      'that would make a hospital private',
      [file({ source: 'request', ownership: 'private' })],
      [file({ type: 'public_hospital' })],
      'parties.ownership_contradicts',
    ],
  ])('%s', (_, kept, gone, code) => {
    expect(factsObjection({ kept, gone })?.code).toBe(code)
  })
})
