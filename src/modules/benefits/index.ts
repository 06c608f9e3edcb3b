export { ownBook, counts, numberOf, type BenefitState, type LineRecipient } from './domain.ts'
export {
  asSurvivors,
  atEmployer,
  factLine,
  inHouseholds,
  withEmployers,
  type ReadEmployers,
} from './fact-lines.ts'
export { countsOn, linesAdded, receivedLinesAdded, type HistoryLine } from './history-lines.ts'
export {
  registerBenefit,
  moveBenefit,
  raiseAlert,
  revalueBenefit,
  takeBackImported,
  type AlertKind,
  type AlertReason,
  type Giver,
} from './changes.ts'
export { changedBenefits } from './changed.ts'
export { ownBenefitsAfter, promisedUntil, type BookedColumns } from './store-booked.ts'
export { spentOf, stageOf, type Spend, type SpendWanted, type Stage } from './spend.ts'
export { spendOf } from './store-spend.ts'
export { listCovered, type CoveredBenefit } from './store-covered.ts'
export { alertsAmong } from './store-alerts.ts'
export {
  findEntry,
  lockStatement,
  lockSubjects,
  loadGiverHistory,
  loadHistory,
  loadBenefits,
  loadCountingLines,
  loadDecisionIds,
  nextNumbers,
  type HistorySubjects,
} from './store.ts'
export {
  loadGivenBetween,
  loadGivenByIds,
  loadRecipients,
  type GivenBenefit,
  type RecipientShare,
} from './store-year.ts'
export { findNumberedBenefits, loadBehind, loadForBooks } from './store-books.ts'
export { loadGiven, loadGivenAmong, type GivenEntry } from './store-given.ts'
export { findOnClaim, findOwed, type OnClaimBenefit, type OwedBenefit } from './store-owed.ts'
export { sumAlike } from './store-alike.ts'
export { loadSubjectsOf, sumOf } from './store-subjects.ts'
export { loadReceivedHistory } from './store-received.ts'
export { loadBookAsOf, loadHistoryAsOf } from './store-as-of.ts'
export { benefitTable, type BenefitRow, type LineRow } from './tables.ts'
export { registerRoutes, type RegisterRouteDeps } from './routes.ts'
export { exportKind } from './export-file.ts'
export type { RegisterPorts } from './ports.ts'
export { foldAll, keepAsked, startFolding } from './fold.ts'
export { askedTexts, type AskedTexts } from './asked-texts.ts'
export { totalsApart } from './store-fold.ts'
