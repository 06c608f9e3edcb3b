export { buildFacts, isEnjoyedByPeople } from './domain.ts'
export type {
  Asked,
  CustomerRecord,
  DealRecord,
  FactRecords,
  GiverRecord,
  PersonRecord,
  RequestPeople,
} from './records.ts'
export { receivedFacts } from './received.ts'
export type { SaidFacts } from './overlay.ts'
