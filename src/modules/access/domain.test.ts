import { describe, expect, test } from 'vitest'
import { company, day, grant, person, until } from '../../../test/setup/sample-organisation.ts'
import {
  answerObjection,
  endObjection,
  isZone,
  lastAdministrator,
  proposalObjection,
  startOf,
  type WantedRole,
} from './domain.ts'
import { rolesExclude } from './roles.ts'

describe('granting a role', () => {
  const wanted: WantedRole = {
    personId: 'per_peer',
    role: 'finance',
    entityId: 'ent_a',
    unitId: null,
    fromOn: '2026-11-26',
    untilOn: null,
  }

  test.each([
    ['from tomorrow', {}, 'per_admin', undefined],
    ['from today', { fromOn: day }, 'per_admin', 'access.role_starts_too_early'],
    ['to oneself', {}, 'per_peer', 'access.own_role'],
    ['to somebody unknown', { personId: 'per_nobody' }, 'per_admin', 'access.not_in_organisation'],
    ['for an unknown entity', { entityId: 'ent_x' }, 'per_admin', 'access.not_in_organisation'],
    ['for an unknown unit', { unitId: 'unit_x' }, 'per_admin', 'access.not_in_organisation'],
    ['that ends before it begins', { untilOn: day }, 'per_admin', 'access.role_dates'],
    ['for one day', { untilOn: '2026-11-26' }, 'per_admin', undefined],
    ['of a head without a unit', { role: 'department_head' }, 'per_admin', 'access.head_needs_unit'],
    [
      'of an administrator to somebody in sales',
      { role: 'administrator' },
      'per_admin',
      'access.roles_exclude',
    ],
    ['of an auditor to somebody in sales', { role: 'auditor' }, 'per_admin', 'access.roles_exclude'],
    [
      'of sales to an administrator',
      { personId: 'per_admin', role: 'sales' },
      'per_fin',
      'access.roles_exclude',
    ],
    ['that the person has', { role: 'sales' }, 'per_admin', 'access.role_held'],
    ['that the person has elsewhere', { role: 'sales', entityId: 'ent_b' }, 'per_admin', undefined],
  ] as const)('a role %s', (_, more, proposer, code) => {
    expect(proposalObjection(company(), { ...wanted, ...more }, proposer, day)?.code).toBe(code)
  })

  const proposed = grant('per_peer', 'finance', { state: 'proposed', answered_by: null, answered_at: null })

  test.each([
    ['by a third person', proposed, 'per_fin', undefined],
    ['by whoever proposed it', proposed, 'per_admin', 'access.second_person_needed'],
    ['by whoever gets it', proposed, 'per_peer', 'access.own_role'],
    ['a second time', { ...proposed, state: 'confirmed' }, 'per_fin', 'access.role_answered'],
    ['although it now excludes another', { ...proposed, role: 'auditor' }, 'per_fin', 'access.roles_exclude'],
    ['after its last day', { ...proposed, until_on: day }, 'per_fin', 'access.role_dates'],
    ['on the day before its last', { ...proposed, until_on: '2026-11-26' }, 'per_fin', undefined],
  ])('is confirmed %s', (_, row, answerer, code) => {
    expect(answerObjection(company(), row, answerer, day)?.code).toBe(code)
  })

  test.each([
    ['on the day it was meant for', '2026-12-01', '2026-12-01'],
    ['the day after a late confirmation', '2026-11-20', '2026-11-26'],
    ['the day after, when confirmed on the day', day, '2026-11-26'],
  ])('a confirmed role begins %s', (_, from_on, start) => {
    expect(startOf({ ...proposed, from_on }, day)).toBe(start)
  })

  const held = grant('per_fin', 'finance')

  test.each([
    ['today', held, day, undefined],
    ['at once, with yesterday', held, '2026-11-24', undefined],
    ['the day before yesterday', held, '2026-11-23', 'access.role_dates'],
    ['when it has ended', { ...held, until_on: '2026-11-24' }, day, 'access.role_ended'],
    ['when it was only proposed', proposed, day, 'access.role_ended'],
    ['of the only administrator', grant('per_admin', 'administrator'), day, 'access.last_administrator'],
  ])('a role ends %s', (_, row, untilOn, code) => {
    expect(endObjection(company(), row, untilOn, day)?.code).toBe(code)
  })

  test('with a second administrator the first may go, unless the second leaves too', () => {
    const grants = [grant('per_admin', 'administrator'), grant('per_two', 'administrator')]
    const people = [person('per_admin'), person('per_two', { left_on: until })]
    const organisation = company({ grants, people })
    expect(lastAdministrator(organisation, 'per_admin', until)).toBeUndefined()
    expect(lastAdministrator(organisation, 'per_admin', '2026-12-01')?.code).toBe('access.last_administrator')
  })

  test('several business roles may meet in one person', () => {
    expect(rolesExclude('sales', 'finance')).toBe(false)
    expect(rolesExclude('auditor', 'auditor')).toBe(false)
  })

  test.each([
    ['Asia/Shanghai', true],
    ['Asia/Atlantis', false],
  ])('%s is a time zone: %s', (name, isOne) => {
    expect(isZone(name)).toBe(isOne)
  })
})
