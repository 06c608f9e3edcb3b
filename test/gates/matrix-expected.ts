import type { GrantableRole } from '../../src/modules/access/roles.ts'
import type { AccessRow, Relation } from '../../src/modules/access/rule.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { MatrixObject } from './matrix-objects.ts'

/** The roles whose people lead the owners of the matrix: line managers above, and the head of the unit. */
const leading: readonly GrantableRole[] = ['sales_manager', 'programme_manager', 'department_head']

/** Whether the access table gives a role the operation at all. Written apart from the code that is tried. */
export function roleMay(row: AccessRow, role: GrantableRole): boolean {
  return row.rules.some(({ roles }) => roles === 'everyone' || roles.includes(role))
}

/** Whether the access table lets this person use the operation on this object, in its state. */
export function mayOn(row: AccessRow, role: GrantableRole, actor: Actor, object: MatrixObject): boolean {
  const stands: Readonly<Record<Relation, boolean>> = {
    any: true,
    own: object.ownerId === actor.personId,
    team:
      leading.includes(role) &&
      object.ownerId !== actor.personId &&
      actor.entityIds.includes(object.entityId),
    entity: actor.entityIds.includes(object.entityId),
    // Each object of the matrix is that of an entity.
    no_entity: false,
    assigned: object.activeIds.includes(actor.personId),
    delegated: false,
  }
  return row.rules.some(
    ({ roles, relations, states }) =>
      (roles === 'everyone' || roles.includes(role)) &&
      relations.some((relation) => stands[relation]) &&
      (states === undefined || states.includes(object.state)),
  )
}
