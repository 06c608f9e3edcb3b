import { organisationOf, type Organisation } from '../../src/modules/access/organisation.ts'
import type { DelegationRow, ManagerRow, PersonRow, RoleGrantRow } from '../../src/modules/access/tables.ts'

/** The day on which the tests stand. */
export const day = '2026-11-25'
/** The last day of a delegation of the tests. */
export const until = '2026-11-30'

/** A legal entity in `zone`. */
export function entity(id: string, zone = 'Asia/Shanghai') {
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

/** A unit below another. */
export function unit(id: string, parent_id: string | null) {
  return { id, version: 1, entity_id: null, parent_id, code: id, name_zh: id, name_en: id }
}

/** A person who joined long ago. */
export function person(id: string, more: Partial<PersonRow> = {}): PersonRow {
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

/** A confirmed role. */
export function grant(person_id: string, role: string, more: Partial<RoleGrantRow> = {}): RoleGrantRow {
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
    is_emergency: false,
    proposed_by: 'per_admin',
    proposed_at: '2020-01-01T00:00:00.000Z',
    answered_by: 'per_admin2',
    answered_at: '2020-01-01T00:00:00.000Z',
    ...more,
  }
}

/** A manager and a person they lead. */
export function leads(manager_id: string, person_id: string, more: Partial<ManagerRow> = {}): ManagerRow {
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

/** A delegation that holds on `day`. */
export function delegated(from_id: string, to_id: string, more: Partial<DelegationRow> = {}): DelegationRow {
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

/** A small company: a representative below a lead, a head and a boss, with finance and an administrator. */
export function company(more: Partial<Rows> = {}): Organisation {
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
    profiles: [],
    ...more,
  })
}
