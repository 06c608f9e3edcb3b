export { clauseInForce, tenderStanding } from './domain.ts'
export { findRefs, loadDeals, type DealRefs, type DealRows } from './store.ts'
export { agreementTable, clauseTable, tenderTable, uncheckedAgreement } from './tables.ts'
export { awardTender, closeTender, createEvent, createTender } from './commands.ts'
export {
  checkAgreement,
  createAgreement,
  type AgreementBody,
  type AgreementDeps,
} from './agreement-commands.ts'
export { agreementMatters } from './agreement-matters.ts'
export { thirdPartyMatters } from './third-party-matters.ts'
export { thirdPartyOn } from './third-party.ts'
export { dealsToChoose, eventsToChoose, type DealChoice } from './choices.ts'
export { openDeals, standingsOf } from './queries.ts'
export { dealRoutes } from './routes.ts'
export { findOtherRates, type OtherRate } from './store-peers.ts'
export { findProjects } from './store-projects.ts'
export { findRates } from './store-rates.ts'
export type { ClauseInForce } from './domain.ts'
