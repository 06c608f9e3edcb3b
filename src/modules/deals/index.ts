export { clauseInForce, tenderStanding, type ClauseInForce, type TenderStanding } from './domain.ts'
export { loadDeals, type DealRows } from './store.ts'
export { agreementTable, clauseTable, eventTable, tenderRoleTable, tenderTable } from './tables.ts'
