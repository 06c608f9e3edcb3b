export { findCandidates, type Candidate, type Typed } from './candidates.ts'
export { newCustomer, newPerson, organisationKeys, personKeys } from './new-party.ts'
export { resolveParties, type KnownPerson, type Resolved, type Wanted } from './resolve.ts'
export {
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  loadPersonSituations,
  withMerged,
  type Families,
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
export { createIndex, type IndexEntry, type MatchIndex } from './matching/memory-index.ts'
export { type NameSchema } from './matching/normalise.ts'
export { scorePair, subjectOf, type MatchScore, type MatchSubject, type Verdict } from './matching/score.ts'
export { createCustomer, type CustomerBody, type PartyDeps, type RuledOutBody } from './create-commands.ts'
export {
  createPerson,
  type ClassBody,
  type EmploymentBody,
  type PersonAnswer,
  type PersonBody,
} from './create-person.ts'
export { classify, endWork, joinHousehold, leaveHousehold, relate, setEmployment } from './span-commands.ts'
export { merge, splitParty } from './merge-commands.ts'
export { partyRoutes, type PartyRouteDeps } from './routes.ts'
export { findPartiesNamed, isPublicBody, type OpenMatter, type SearchPorts } from './queries.ts'
export {
  customerLabel,
  customerRef,
  partyRefs,
  partyWord,
  sayParty,
  shownPeople,
  type PartyReader,
  type ShownPeople,
} from './refs.ts'
export { loadHousehold, loadPeopleOf } from './store.ts'
export { classInForce } from './classes.ts'
