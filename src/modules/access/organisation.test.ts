import { describe, expect, test } from 'vitest'
import { delegationObjection, delegationsInForce, deputiesOf, deputyObjection } from './delegation.ts'
import {
  answerObjection,
  endObjection,
  isZone,
  lastAdministrator,
  managerObjection,
  proposalObjection,
  startOfRole,
  type WantedRole,
} from './domain.ts'
import { dutyChange, dutyChanges, dutyObjection } from './duty.ts'
import {
  dayFor,
  headsAbove,
  holdersOf,
  leadersOf,
  managersAbove,
  organisationAfter,
  organisationOf,
  type Organisation,
} from './organisation.ts'
import { entitiesOf, rolesOf, routineLimitOf } from './reach.ts'
import { rolesExclude } from './roles.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { personTable, type DelegationRow, type ManagerRow, type PersonRow, type RoleGrantRow } from './tables.ts'

const day = '2026-11-25'
const until = '2026-11-30'

function entity(id: string, zone = 'Asia/Shanghai') {
  return {
    id,
    version: 1,
    code: id,
    name_zh: id,
    name_en: id,
    currency: 'CNY',
    zone,
    seat: 'CN-SH',
    is_active: true,
  }
}

function unit(id: string, parent_id: string | null) {
  return { id, version: 1, entity_id: null, parent_id, code: id, name_zh: id, name_en: id }
}

function person(id: string, more: Partial<PersonRow> = {}): PersonRow {
  return {
    id,
    version: 1,
    entity_id: 'ent_a',
    unit_id: 'unit_east',
    staff_number: null,
    name_zh: id,
    name_en: id,
    title_zh: null,
    title_en: null,
    joined_on: '2020-01-01',
    left_on: null,
    ...more,
  }
}

function grant(person_id: string, role: string, more: Partial<RoleGrantRow> = {}): RoleGrantRow {
  return {
    id: `role_${person_id}_${role}`,
    version: 1,
    person_id,
    role,
    entity_id: 'ent_a',
    unit_id: null,
    limit_currency: null,
    limit_minor: null,
    from_on: '2020-01-01',
    until_on: null,
    state: 'confirmed',
    is_founding: false,
    proposed_by: 'per_admin',
    proposed_at: '2020-01-01T00:00:00.000Z',
    answered_by: 'per_admin2',
    answered_at: '2020-01-01T00:00:00.000Z',
    ...more,
  }
}

function leads(manager_id: string, person_id: string, more: Partial<ManagerRow> = {}): ManagerRow {
  return {
    id: `rel_${person_id}`,
    version: 1,
    person_id,
    manager_id,
    from_on: '2020-01-01',
    until_on: null,
    ...more,
  }
}

function delegated(from_id: string, to_id: string, more: Partial<DelegationRow> = {}): DelegationRow {
  return {
    id: `dlg_${from_id}_${to_id}`,
    version: 1,
    from_id,
    to_id,
    kinds: '*',
    from_on: day,
    until_on: until,
    cap_currency: null,
    cap_minor: null,
    reason: 'leave',
    made_by: from_id,
    made_at: '2026-11-01T00:00:00.000Z',
    ended_at: null,
    ended_by: null,
    ...more,
  }
}

type Rows = Parameters<typeof organisationOf>[0]

function company(more: Partial<Rows> = {}): Organisation {
  return organisationOf({
    entities: [entity('ent_a'), entity('ent_b', 'America/New_York'), entity('ent_c')],
    units: [unit('unit_hq', null), unit('unit_sales', 'unit_hq'), unit('unit_east', 'unit_sales')],
    people: [
      person('per_boss', { unit_id: 'unit_hq' }),
      person('per_head', { unit_id: 'unit_sales' }),
      person('per_lead'),
      person('per_rep', { entity_id: 'ent_b' }),
      person('per_peer'),
      person('per_fin', { unit_id: 'unit_hq' }),
      person('per_admin', { unit_id: 'unit_hq' }),
    ],
    grants: [
      grant('per_boss', 'general_manager', { entity_id: null }),
      grant('per_head', 'department_head', { unit_id: 'unit_sales' }),
      grant('per_lead', 'sales_manager'),
      grant('per_rep', 'sales', { entity_id: 'ent_b' }),
      grant('per_peer', 'sales'),
      grant('per_fin', 'finance', { entity_id: 'ent_b' }),
      grant('per_admin', 'administrator'),
    ],
    managers: [leads('per_lead', 'per_rep'), leads('per_head', 'per_lead'), leads('per_boss', 'per_head')],
    delegations: [],
    ...more,
  })
}

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
    expect(managerObjection(company(), personId, managerId, fromOn)?.code).toBe(code)
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
    ['of an administrator to somebody in sales', { role: 'administrator' }, 'per_admin', 'access.roles_exclude'],
    ['of an auditor to somebody in sales', { role: 'auditor' }, 'per_admin', 'access.roles_exclude'],
    ['of sales to an administrator', { personId: 'per_admin', role: 'sales' }, 'per_fin', 'access.roles_exclude'],
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
  ])('is confirmed %s', (_, row, answerer, code) => {
    expect(answerObjection(company(), row, answerer, true)?.code).toBe(code)
  })

  test.each([
    ['on the day it was meant for', '2026-12-01', '2026-12-01'],
    ['the day after a late confirmation', '2026-11-20', '2026-11-26'],
    ['the day after, when confirmed on the day', day, '2026-11-26'],
  ])('a confirmed role begins %s', (_, from_on, start) => {
    expect(startOfRole({ ...proposed, from_on }, day)).toBe(start)
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

describe('delegation', () => {
  const wanted = { fromId: 'per_lead', toId: 'per_peer', fromOn: day, untilOn: until }

  test.each([
    ['from today', {}, undefined],
    ['from yesterday', { fromOn: '2026-11-24' }, 'access.delegation_in_the_past'],
    ['to oneself', { toId: 'per_lead' }, 'access.delegation_to_self'],
    ['for one day', { untilOn: day }, undefined],
    ['that ends before it begins', { untilOn: '2026-11-24' }, 'access.delegation_dates'],
    ['of 92 days', { untilOn: '2027-02-24' }, undefined],
    ['of 93 days', { untilOn: '2027-02-25' }, 'access.delegation_too_long'],
    ['to an administrator', { toId: 'per_admin' }, 'access.deputy_unfit'],
    ['to somebody unknown', { toId: 'per_nobody' }, 'access.deputy_unfit'],
  ])('a delegation %s', (_, more, code) => {
    expect(delegationObjection(company(), { ...wanted, ...more }, day)?.code).toBe(code)
  })

  test('a second one to the same colleague waits for the end of the first', () => {
    const organisation = company({ delegations: [delegated('per_lead', 'per_peer')] })
    const next = { ...wanted, fromOn: '2026-12-01', untilOn: '2026-12-02' }
    expect(delegationObjection(organisation, wanted, day)?.code).toBe('access.delegation_exists')
    expect(delegationObjection(organisation, next, day)).toBeUndefined()
  })

  const cny = (minor: bigint) => ({ kind: 'gift', amount: { currency: 'CNY', minor } })
  const capped = { kinds: 'gift,meal', cap_currency: 'CNY', cap_minor: 50_000n }

  test.each([
    ['the day before', '2026-11-24', cny(1n), {}, []],
    ['on the first day', day, cny(1n), {}, ['per_peer']],
    ['on the last day', until, cny(1n), {}, ['per_peer']],
    ['the day after', '2026-12-01', cny(1n), {}, []],
    ['up to the cap', day, cny(50_000n), capped, ['per_peer']],
    ['one fen over the cap', day, cny(50_001n), capped, []],
    ['in another currency', day, { kind: 'gift', amount: { currency: 'USD', minor: 1n } }, capped, []],
    ['without an amount', day, { kind: 'gift' }, capped, ['per_peer']],
    ['for another kind', day, { ...cny(1n), kind: 'travel' }, capped, []],
    ['after it was ended', day, cny(1n), { ended_at: '2026-11-25T01:00:00.000Z', ended_by: 'per_lead' }, []],
    ['when the requester is the deputy', day, { ...cny(1n), requesterId: 'per_peer' }, {}, []],
  ] as const)('a deputy may decide %s', (_, date, task, more, deputies) => {
    const organisation = company({ delegations: [delegated('per_lead', 'per_peer', more)] })
    expect(deputiesOf(organisation, 'per_lead', date, task)).toEqual(deputies)
    expect(delegationsInForce(organisation, 'per_peer', date, task).map((row) => row.to_id)).toEqual(deputies)
  })

  test('it ends when the principal or the deputy leaves', () => {
    const delegations = [delegated('per_lead', 'per_peer')]
    for (const leaver of ['per_lead', 'per_peer']) {
      const people = company().rows.people.map((row) =>
        row.id === leaver ? { ...row, left_on: '2026-11-26' } : row,
      )
      expect(deputiesOf(company({ people, delegations }), 'per_lead', '2026-11-26')).toEqual(['per_peer'])
      expect(deputiesOf(company({ people, delegations }), 'per_lead', '2026-11-27')).toEqual([])
    }
  })

  test('it does not go on to a third person', () => {
    const delegations = [delegated('per_head', 'per_lead'), delegated('per_lead', 'per_peer')]
    expect(deputiesOf(company({ delegations }), 'per_head', day)).toEqual(['per_lead'])
  })

  test.each([
    ['the applicant', 'per_lead', 'per_lead', [], 'access.deputy_is_requester'],
    ['somebody below the applicant', 'per_rep', 'per_lead', [], 'access.deputy_below_requester'],
    ['somebody who has acted', 'per_fin', 'per_lead', ['per_fin'], 'access.deputy_has_acted'],
    ['anybody else', 'per_fin', 'per_lead', ['per_boss'], undefined],
  ])('a deputy is never %s', (_, deputyId, requesterId, actedIds, code) => {
    expect(deputyObjection(company(), deputyId, { requesterId, actedIds }, day)?.code).toBe(code)
  })
})

describe('duties', () => {
  const object = { type: 'request', id: 'req_1' }
  const held = [{ person_id: 'per_rep', duty: 'requester' }]

  test.each([
    ['whoever requests cannot approve', 'per_rep', 'approver', 'access.duty_conflict', 0],
    ['the same duty may be repeated', 'per_rep', 'requester', undefined, 0],
    ['another person takes another duty', 'per_lead', 'approver', undefined, 1],
  ] as const)('%s', (_, personId, duty, code, changes) => {
    expect(dutyObjection(held, personId, duty)?.code).toBe(code)
    expect(dutyChanges(held, object, personId, duty)).toHaveLength(changes)
  })

  test('the row is named by object and person, so that there is one of them', () => {
    expect(dutyChange(object, 'per_lead', 'approver').row).toMatchObject({ id: 'request:req_1:per_lead', version: 1 })
  })
})
