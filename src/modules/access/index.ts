export { accessTable, authorise, mayWith, relationsFor } from './table.ts'
export { accessTableAsMarkdown, type AccessObject, type Permission, type Relation } from './rule.ts'
export type { Duty, GrantableRole, Role, RouteRole } from './roles.ts'
export { dutyChange, dutyChanges, dutyConflict, dutyConstraint, dutyObjection } from './duty.ts'
export { loadDuties } from './store.ts'
export {
  dayFor,
  grantsInForce,
  headsAbove,
  holdersOf,
  isEmployed,
  leadersOf,
  lineManagerOf,
  managersAbove,
  unitsAbove,
  type Organisation,
  type RouteSubject,
} from './organisation.ts'
export { entitiesOf, peopleBelow, rolesOf, routineLimitOf } from './reach.ts'
export { delegationsInForce, deputiesOf, type DelegatedTask } from './delegation.ts'
export { organisationCache, organisationIn, organisationNow, type OrganisationCache } from './snapshot.ts'
export {
  accessTables,
  type DelegationRow,
  type DutyRow,
  type EntityRow,
  type PersonRow,
  type UnitRow,
} from './tables.ts'
export type { AuthPort } from './auth/port.ts'
