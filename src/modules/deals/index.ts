export { clauseInForce, tenderStanding, type ClauseInForce, type TenderStanding } from './domain.ts'
export { loadDeals, type DealRows } from './store.ts'
export { agreementTable, clauseTable, eventTable, tenderRoleTable, tenderTable } from './tables.ts'
export {
  awardTender,
  closeTender,
  createAgreement,
  createEvent,
  createTender,
  setTenderRole,
  type AgreementBody,
  type DealDeps,
  type EventBody,
  type TenderBody,
} from './commands.ts'
export { openDeals, standingsOf, type DealLine } from './queries.ts'
export { dealRoutes, type DealRouteDeps } from './routes.ts'
