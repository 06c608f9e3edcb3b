export {
  buildFacts,
  type Asked,
  type CustomerRecord,
  type DealRecord,
  type FactRecords,
  type GiverRecord,
  type PersonRecord,
  type RequestPeople,
} from './domain.ts'
export type { SaidFacts } from './overlay.ts'
