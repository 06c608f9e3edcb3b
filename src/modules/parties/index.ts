export { findCandidates, type Candidate, type Typed } from './candidates.ts'
export { newNameRefusal } from './domain.ts'
export { isMobile, readPhones } from './matching/phones.ts'
export { namesParties, withPartyNames } from './named-refusal.ts'
export { labelWith, nameWith } from './namesakes.ts'
export { newCustomer, newPerson } from './new-party.ts'
export { toldApartRows } from './told-apart.ts'
export { refuseOwnEntity } from './own-entities.ts'
export { readParties, type KnownPerson } from './resolve.ts'
export { findAlike } from './store-alike.ts'
export { loadStaffNear } from './store-ties.ts'
export { loadNear } from './store-near.ts'
export { loadToldApart } from './store-told-apart.ts'
export {
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  withMerged,
  type Families,
  type PersonSituation,
} from './store.ts'
export {
  classificationTable,
  customerTable,
  householdMemberTable,
  personTable,
  relationTable,
  type CustomerRow,
} from './tables.ts'
export { isNoName, namesSeveralOrganisations, peopleIn } from './matching/several.ts'
export { type NameSchema } from './matching/normalise.ts'
export { createIndex } from './matching/memory-index.ts'
export { isSameVenue } from './matching/same-venue.ts'
export { isNameOnRecord, isSameWriting } from './matching/same-writing.ts'
export { scorePair, subjectOf, type Verdict } from './matching/score.ts'
export { createCustomer, type CustomerBody, type PartyDeps } from './create-commands.ts'
export { createPerson, type ClassBody, type EmploymentBody, type PersonBody } from './create-person.ts'
export {
  askerObjection,
  loadAskers,
  loadAskersOf,
  nearDays,
  type Askers,
  type FindAskers,
} from './own-requests.ts'
export { loadReach } from './store-reach.ts'
export { relate, setEmployment } from './span-commands.ts'
export { answerMatch, askMatch } from './claim-commands.ts'
export { matchMatters } from './match-matters.ts'
export { merge, mergeLocked, splitParty } from './merge-commands.ts'
export { partyRoutes } from './routes.ts'
export { waitingAccountsToCheck } from './waiting-accounts.ts'
export { findPartiesNamed, isPublicBody } from './queries.ts'
export { customerLabel, customerRef, partyRefs, partyWord, sayParty, shownPeople } from './refs.ts'
export { loadHousehold, loadPeopleOf, loadWorkOf } from './store.ts'
export { lockNewNames } from './store.ts'
export { loadCodeHolders } from './store-search.ts'
export { holdsOn } from './domain.ts'
export { loadSharedWork, type SharedWork } from './store-work.ts'
export { workOf } from './work.ts'
export { loadHouseholds } from './store-households.ts'
export { classInForce, isStrictClass } from './classes.ts'
export { classBesideRelatives } from './relations.ts'
export {
  isOnRecord,
  isSameAccount,
  plainBank,
  readRoute,
  type Route,
  type RouteGiven,
} from './account-place.ts'
export { routeOf } from './account-view.ts'
export { accountStanding, currentAccount, isHolder } from './accounts.ts'
export { checkAccount, stateAccount, type AccountDeps } from './account-commands.ts'
export { familyOn } from './customer-family.ts'
export { findCustomersCalled } from './store-called.ts'
export { loadCustomerFiles, loadCustomersOn, type CustomerFiles } from './store-files.ts'
export { accountsNumbered, findAccounts, loadAccounts } from './store-record.ts'
export { accountTable, type AccountRow } from './tables.ts'
