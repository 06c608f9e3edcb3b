import type { LocalDate } from '../../kernel/time.ts'
import { grantsInForce, leadersOf, type Organisation, type RouteSubject } from './organisation.ts'
import type { GrantableRole, RouteRole } from './roles.ts'
import type { RoleGrantRow } from './tables.ts'

/** Whoever leads people somewhere in the entity may stand in for a line manager. */
const leading: readonly string[] = ['sales_manager', 'department_head']

/**
 * Whether somebody may hold a step that asks for one of these roles: they have the role for the entity, or,
 * where a line manager is asked for, they lead the requester or lead people of the entity.
 */
export function mayHold(
  organisation: Organisation,
  personId: string,
  roles: readonly RouteRole[],
  subject: RouteSubject,
  date: LocalDate,
): boolean {
  const isForLeaders = roles.includes('line_manager')
  if (isForLeaders && leadersOf(organisation, subject.requesterId, date).includes(personId)) return true
  const fitting: readonly string[] = isForLeaders ? [...roles, ...leading] : roles
  return grantsInForce(organisation, personId, date).some(
    (grant) => fitting.includes(grant.role) && isForEntity(organisation, grant, subject.entityId),
  )
}

/** A role serves its entity; a head serves the entity of their unit; what names neither serves the group. */
function isForEntity(organisation: Organisation, grant: RoleGrantRow, entityId: string): boolean {
  if (grant.role !== 'department_head') return grant.entity_id === null || grant.entity_id === entityId
  const unit = organisation.units.get(grant.unit_id ?? '')
  return unit !== undefined && (unit.entity_id === null || unit.entity_id === entityId)
}

/**
 * Everybody who holds one of these roles on that day, wherever it serves: those who may be asked about the
 * group.
 */
export function holdersOfRoles(
  organisation: Organisation,
  roles: readonly GrantableRole[],
  date: LocalDate,
): string[] {
  const wanted: readonly string[] = roles
  return [...organisation.people.keys()]
    .filter((id) => grantsInForce(organisation, id, date).some((grant) => wanted.includes(grant.role)))
    .sort()
}
