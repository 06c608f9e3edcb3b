export { clauseInForce, tenderStanding } from './domain.ts'
export { findRefs, loadDeals, type DealRefs, type DealRows } from './store.ts'
export { agreementTable, clauseTable, tenderTable } from './tables.ts'
export {
  awardTender,
  closeTender,
  createAgreement,
  createEvent,
  createTender,
  type AgreementBody,
  type DealDeps,
} from './commands.ts'
export { dealsToChoose, eventsToChoose, type DealChoice } from './choices.ts'
export { openDeals, standingsOf } from './queries.ts'
export { dealRoutes } from './routes.ts'
export { findOtherRates, type OtherRate } from './store-peers.ts'
export type { ClauseInForce } from './domain.ts'
