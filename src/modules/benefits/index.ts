export { ownBook, benefitStates, counts, decideMove, numberOf, type BenefitState } from './domain.ts'
export {
  registerBenefit,
  moveBenefit,
  revalueBenefit,
  stateOf,
  type Giver,
  type LineRecipient,
  type Move,
} from './changes.ts'
export {
  lockSubjects,
  loadGiverHistory,
  loadHistory,
  loadBenefits,
  loadCountingLines,
  nextNumbers,
  type HistoryLine,
  type HistorySubjects,
} from './store.ts'
export { loadHistoryAsOf } from './store-as-of.ts'
export { benefitTable, lineTable, type BenefitRow, type LineRow } from './tables.ts'
export { registerRoutes, type RegisterRouteDeps } from './routes.ts'
export { exportKind, type ExportJobDeps } from './export-file.ts'
export type { RequestsOf } from './queries.ts'
export type { JobWords } from './jobs.ts'
