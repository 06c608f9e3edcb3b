import type { GrantableRole } from '../../src/modules/access/index.ts'
import { managerTable, personTable, roleGrantTable } from '../../src/modules/access/tables.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import type { Company } from './company-on.ts'

/** One more member of staff of the test company. */
export type Hired = {
  readonly role: GrantableRole
  readonly entity?: 'suzhou' | 'shanghai'
  /** Who leads them, by key of the founding or by identifier; null where nobody does. */
  readonly manager?: string | null
  readonly leftOn?: string
}

let hired = 0

/** Hires somebody with one role in one entity; gives them as an actor. */
export async function hire(company: Company, given: Hired): Promise<Actor> {
  const { role, entity = 'suzhou', manager = 'boss', leftOn = null } = given
  const { founded } = company
  const mark = `hired${String(hired++).padStart(8, '0')}`
  const personId = `per_${mark}`
  const entityId = founded.entities[entity] ?? ''
  const name = `新同事${hired}`
  await company.store([
    insertRow(personTable, {
      id: personId,
      entity_id: entityId,
      unit_id: null,
      staff_number: null,
      name_zh: name,
      name_en: `New ${hired}`,
      title_zh: null,
      title_en: null,
      joined_on: '2025-01-01',
      left_on: leftOn,
    }),
    insertRow(roleGrantTable, {
      id: `role_${mark}`,
      person_id: personId,
      role,
      entity_id: entityId,
      unit_id: null,
      limit_currency: null,
      limit_minor: null,
      from_on: '2025-01-01',
      until_on: null,
      state: 'confirmed',
      is_founding: false,
      is_emergency: false,
      proposed_by: founded.people['admin'] ?? '',
      proposed_at: '2025-01-01T00:00:00.000Z',
      answered_by: founded.people['boss'] ?? '',
      answered_at: '2025-01-01T00:00:00.000Z',
    }),
    ...(manager === null ? [] : [leads(founded.people[manager] ?? manager, personId, mark)]),
  ])
  return { ...company.actor('head', [entityId]), personId, accountId: `acc_${mark}`, roles: [role] }
}

function leads(managerId: string, personId: string, mark: string) {
  return insertRow(managerTable, {
    id: `rel_${mark}`,
    person_id: personId,
    manager_id: managerId,
    from_on: '2025-01-01',
    until_on: null,
  })
}
