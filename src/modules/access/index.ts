export { administrative } from './administrative.ts'
export { authorise, entitiesFor, mayWith, relationsFor } from './permission.ts'
export { type Permission } from './rule.ts'
export { isBusinessRole, isGrantable, type Duty, type GrantableRole, type RouteRole } from './roles.ts'
export { dutyChange, dutyChanges, dutyObjection } from './duty.ts'
export { looseningNote, looseningOperations, loosens } from './loosening.ts'
export { loadEntityNames } from './store-entity-names.ts'
export { addressesOf, findAccount, listAccounts, listTokens, loadDuties } from './store.ts'
export {
  dayFor,
  hasLeft,
  holdersOf,
  isEmployed,
  leadersOf,
  managersAbove,
  unitsAbove,
  unitsBelow,
  type Organisation,
  type RouteSubject,
} from './organisation.ts'
export { dayAt, homeZone, zoneOf } from './zone.ts'
export { holdersOfRoles, mayHold } from './holding.ts'
export { nobodyObjection } from './second-person.ts'
export { entitiesOf, peopleBelow, rolesOf, routineLimitOf } from './reach.ts'
export { delegationsInForce, deputiesOf, type DelegatedTask } from './delegation.ts'
export { organisationCache, organisationIn, organisationNow, type OrganisationCache } from './snapshot.ts'
export type { AccountRow, DutyRow, EntityRow, PersonRow } from './tables.ts'
export type { AuthPort } from './auth/port.ts'
export { authPort } from './auth/auth.ts'
export { codeAt, otpauthUri, stepAt } from './auth/totp.ts'
export { accessRoutes } from './routes.ts'
export type { AccessRouteDeps, Welcome } from './route-deps.ts'
export { foundCompany, type Founded, type FoundingBody, type FoundingPerson } from './founding.ts'
export { closeAccount, createAccount, createPerson, resetAccount } from './commands.ts'
export { changeOwnPassword } from './own-password.ts'
export { employmentObjection, waitsForFactor } from './domain.ts'
export { answerLeaving, endEmployment } from './leaving-commands.ts'
export { leavingMatters } from './leaving-matters.ts'
export { openEmergency } from './emergency.ts'
export { emergencyMatters } from './emergency-matters.ts'
export { delegate, endDelegation } from './delegation-commands.ts'
export { countryOf, factsOfProfile, giverWords, profileOn, type EntityFacts } from './profile.ts'
export { answerProfile, proposeProfile } from './profile-commands.ts'
export { proposeManager } from './reporting-commands.ts'
export { reinstatementMatters } from './reinstatement-matters.ts'
export { managerMatters } from './reporting-matters.ts'
export { answerRole, endRole, proposeRole } from './role-commands.ts'
export { createToken, revokeToken } from './token-commands.ts'
export { newSecret } from './routes-token.ts'
export { passwordsIn } from './subscriptions.ts'
export { newFactorSecret } from './routes-halves.ts'
export { nameOf, roleWord, staffName, staffRefOf } from './present.ts'
export { loadAccountHolders } from './store.ts'
export type { RoleDeps } from './situation.ts'
export { profileMatters } from './profile-matters.ts'
export { roleMatters } from './role-matters.ts'
export { answerable } from './proposals.ts'
