export { ownBook, counts, numberOf, type BenefitState } from './domain.ts'
export { registerBenefit, moveBenefit, revalueBenefit } from './changes.ts'
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
export { benefitTable, type BenefitRow, type LineRow } from './tables.ts'
export { registerRoutes, type RegisterRouteDeps } from './routes.ts'
export { exportKind } from './export-file.ts'
