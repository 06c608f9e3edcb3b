export { buildFacts, isEnjoyedByPeople } from './domain.ts'
export type { Asked, CustomerRecord, DealRecord, FactRecords, GiverRecord, PersonRecord } from './records.ts'
export { receivedFacts } from './received.ts'
