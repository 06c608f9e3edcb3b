export { clauseInForce, tenderStanding } from './domain.ts'
export { loadDeals, type DealRows } from './store.ts'
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
export { openDeals, standingsOf } from './queries.ts'
export { dealRoutes } from './routes.ts'
