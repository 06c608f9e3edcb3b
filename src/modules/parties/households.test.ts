import { describe, expect, test } from 'vitest'
import { householdsOf } from './households.ts'

const row = (person: string, household: string, from_on = '2026-01-01', until_on: string | null = null) => ({
  id: `${person}:${household}`,
  version: 1,
  person_id: person,
  household_id: household,
  from_on,
  until_on,
})

/** The record `twin` was merged into `wang`. */
const merged = { memberIds: [], survivorOf: (id: string) => (id === 'twin' ? 'wang' : id) }

describe('households', () => {
  test('are those of the day, and one identifier each', () => {
    const rows = [row('wang', 'hh_2', '2026-03-01', '2026-05-31'), row('li', 'hh_2')]
    const homes = householdsOf({ rows, ...merged })
    expect(
      ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map((day) => homes.homeOn('wang', day)),
    ).toEqual([undefined, 'hh_2', 'hh_2', undefined])
    expect(homes.homeOn('nobody', '2026-03-01')).toBeUndefined()
  })

  test('of a merged person who lived in two at once are one, whoever is asked for', () => {
    const rows = [row('wang', 'hh_2'), row('twin', 'hh_1'), row('li', 'hh_2'), row('zhao', 'hh_1')]
    const homes = householdsOf({ rows, ...merged })
    expect(['wang', 'twin', 'li', 'zhao'].map((id) => homes.homeOn(id, '2026-06-01'))).toEqual(
      Array.from({ length: 4 }, () => 'hh_1'),
    )
    expect([homes.nameOf('hh_2'), homes.ids]).toEqual(['hh_1', ['hh_1', 'hh_2']])
  })

  test('that followed one another stay two', () => {
    const rows = [row('wang', 'hh_2', '2025-01-01', '2025-12-31'), row('twin', 'hh_1'), row('li', 'hh_2')]
    const homes = householdsOf({ rows, ...merged })
    expect(homes.homeOn('li', '2026-06-01')).toBe('hh_2')
    expect(homes.homeOn('wang', '2025-06-01')).toBe('hh_2')
    expect(homes.homeOn('wang', '2026-06-01')).toBe('hh_1')
  })
})
