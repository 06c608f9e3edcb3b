export { authorise, mayWith, relationsFor } from './table.ts'
export type { AccessObject, Permission, Relation } from './rule.ts'
export type { Duty, GrantableRole, Role, RouteRole } from './roles.ts'
export { dutyChange, dutyChanges, dutyConflict, dutyConstraint, dutyObjection } from './duty.ts'
export {
  dayFor,
  delegationsInForce,
  deputiesOf,
  entitiesOf,
  grantsInForce,
  headsAbove,
  holdersOf,
  isEmployed,
  lineManagerOf,
  managersAbove,
  rolesOf,
  unitsAbove,
  type DelegatedTask,
  type Organisation,
  type RouteSubject,
} from './organisation.ts'
export { accessTables, type DelegationRow, type EntityRow, type PersonRow, type UnitRow } from './tables.ts'
