import { describe, expect, test } from 'vitest'
import { company, day, delegated, grant, leads, until } from '../../../test/setup/sample-organisation.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { managerObjection } from './domain.ts'
import { dayFor, headsAbove, holdersOf, leadersOf, managersAbove, organisationAfter } from './organisation.ts'
import { entitiesOf, roleEntitiesOf, rolesOf, routineLimitOf } from './reach.ts'
import { personTable } from './tables.ts'

describe('who leads whom', () => {
  test('the nearest manager stands first', () => {
    expect(managersAbove(company(), 'per_rep', day)).toEqual(['per_lead', 'per_head', 'per_boss'])
  })

  test('a circle in old data ends the walk', () => {
    const circle = company({ managers: [leads('per_lead', 'per_rep'), leads('per_rep', 'per_lead')] })
    expect(managersAbove(circle, 'per_rep', day)).toEqual(['per_lead'])
  })

  test('heads of the unit and of the units above it lead too', () => {
    expect(headsAbove(company(), 'per_peer', day)).toEqual(['per_head'])
    expect(leadersOf(company(), 'per_peer', day)).toEqual(['per_head'])
    expect(headsAbove(company(), 'per_head', day)).toEqual([])
  })

  test.each([
    ['their own', 'per_rep', 'per_rep', day, 'access.manager_circle'],
    ['of their own manager', 'per_lead', 'per_rep', day, 'access.manager_circle'],
    ['of somebody unknown', 'per_nobody', 'per_rep', day, 'access.not_in_organisation'],
    ['before the present one began', 'per_rep', 'per_peer', '2019-12-31', 'access.manager_dates'],
    ['from the day on which the present one began', 'per_rep', 'per_peer', '2020-01-01', undefined],
  ])('a person cannot become the manager %s', (_, personId, managerId, fromOn, code) => {
    expect(managerObjection(company(), { personId, managerId, fromOn })?.code).toBe(code)
  })
})

describe('where a route leads', () => {
  const forRep = { requesterId: 'per_rep', entityId: 'ent_b' }

  test.each([
    ['line_manager', forRep, ['per_lead']],
    ['sales_manager', forRep, ['per_lead']],
    ['department_head', forRep, ['per_head']],
    ['department_head', { ...forRep, requesterId: 'per_head' }, []],
    ['department_head', { ...forRep, unitId: 'unit_hq' }, []],
    ['finance', forRep, ['per_fin']],
    ['finance', { ...forRep, entityId: 'ent_a' }, []],
    ['finance', { ...forRep, requesterId: 'per_fin' }, []],
    ['general_manager', forRep, ['per_boss']],
    ['general_manager', { requesterId: 'per_boss', entityId: 'ent_a' }, []],
    ['line_manager', { requesterId: 'per_boss', entityId: 'ent_a' }, []],
  ] as const)('%s for %o is %j', (role, subject, holders) => {
    expect(holdersOf(company(), role, subject, day)).toEqual(holders)
  })

  test('a manager who has left is passed over for the next one up', () => {
    const people = company().rows.people.map((row) =>
      row.id === 'per_lead' ? { ...row, left_on: '2026-11-24' } : row,
    )
    expect(holdersOf(company({ people }), 'line_manager', forRep, '2026-11-24')).toEqual(['per_lead'])
    expect(holdersOf(company({ people }), 'line_manager', forRep, day)).toEqual(['per_head'])
  })
})

describe('what a person may do and see', () => {
  test.each([
    ['the day before it begins', '2025-12-31', []],
    ['on its first day', '2026-01-01', ['sales']],
    ['on its last day', '2026-06-30', ['sales']],
    ['the day after its end', '2026-07-01', []],
  ])('a role holds or not: %s', (_, date, names) => {
    const grants = [grant('per_rep', 'sales', { from_on: '2026-01-01', until_on: '2026-06-30' })]
    expect(rolesOf(company({ grants }), 'per_rep', date)).toEqual(names)
  })

  test.each(['proposed', 'declined'])('a role that is only %s holds nothing', (state) => {
    expect(rolesOf(company({ grants: [grant('per_rep', 'sales', { state })] }), 'per_rep', day)).toEqual([])
  })

  test.each([
    ['their employer', 'per_peer', ['ent_a']],
    ['those of their roles', 'per_fin', ['ent_a', 'ent_b']],
    ['those of the people they lead', 'per_lead', ['ent_a', 'ent_b']],
    ['those of the people in the units they head', 'per_head', ['ent_a', 'ent_b']],
    ['all, with a role for the group', 'per_boss', ['ent_a', 'ent_b', 'ent_c']],
    ['none, when they are unknown', 'per_nobody', []],
  ])('entities: %s', (_, personId, entityIds) => {
    expect(entitiesOf(company(), personId, day)).toEqual(entityIds)
  })

  test('the entity of somebody’s own work comes first, so that what names none is filed there', () => {
    const people = company().rows.people.map((row) =>
      row.id === 'per_boss' ? { ...row, entity_id: 'ent_c' } : row,
    )
    expect(entitiesOf(company({ people }), 'per_boss', day)).toEqual(['ent_c', 'ent_a', 'ent_b'])
  })

  test('a role watches over its own entities only, however many its holder serves', () => {
    const grants = [grant('per_peer', 'finance', { entity_id: 'ent_b' }), grant('per_peer', 'sales')]
    const organisation = company({ grants })
    expect(entitiesOf(organisation, 'per_peer', day)).toEqual(['ent_a', 'ent_b'])
    expect(roleEntitiesOf(organisation, 'per_peer', day)).toEqual({ finance: ['ent_b'], sales: ['ent_a'] })
    expect(roleEntitiesOf(company(), 'per_boss', day)['general_manager']).toEqual(['ent_a', 'ent_b', 'ent_c'])
  })

  test('a deputy sees what the principal sees, while it lasts', () => {
    const organisation = company({ delegations: [delegated('per_lead', 'per_peer')] })
    expect(entitiesOf(organisation, 'per_peer', until)).toEqual(['ent_a', 'ent_b'])
    expect(entitiesOf(organisation, 'per_peer', '2026-12-01')).toEqual(['ent_a'])
  })

  test('the routine limit is the largest of the roles in that currency', () => {
    const grants = [
      grant('per_lead', 'sales_manager', { limit_currency: 'CNY', limit_minor: 500_000n }),
      grant('per_lead', 'department_head', { limit_currency: 'CNY', limit_minor: 2_000_000n }),
    ]
    expect(routineLimitOf(company({ grants }), 'per_lead', 'CNY', day)).toBe(2_000_000n)
    expect(routineLimitOf(company({ grants }), 'per_lead', 'USD', day)).toBeUndefined()
  })

  test('the legal day is that of the employing entity', () => {
    expect(dayFor(company(), 'per_peer', '2026-11-25T16:30:00.000Z')).toBe('2026-11-26')
    expect(dayFor(company(), 'per_rep', '2026-11-25T16:30:00.000Z')).toBe('2026-11-25')
  })

  test('the next item of a set is decided on what the last one did', () => {
    const organisation = company()
    const old = organisation.people.get('per_rep')
    if (!old) throw new Error('the company of the test lacks per_rep')
    const after = organisationAfter(organisation, [updateRow(personTable, old, { left_on: '2026-01-31' })])
    expect(rolesOf(after, 'per_rep', day)).toEqual([])
    expect(rolesOf(organisation, 'per_rep', day)).toEqual(['sales'])
  })
})
