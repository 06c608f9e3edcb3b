export { findCandidates, type Candidate, type Typed } from './candidates.ts'
export { newCustomer, newPerson, organisationKeys, personKeys } from './new-party.ts'
export { resolveParties, type KnownPerson, type Resolved, type Wanted } from './resolve.ts'
export {
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  loadPersonSituations,
  type PersonSituation,
} from './store.ts'
export {
  classificationTable,
  customerTable,
  employmentTable,
  householdMemberTable,
  personDetailTable,
  personTable,
  relationTable,
  type CustomerRow,
} from './tables.ts'
