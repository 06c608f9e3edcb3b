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
  loadHistory,
  loadBenefits,
  loadCountingLines,
  nextNumbers,
  type HistoryLine,
  type HistorySubjects,
} from './store.ts'
export { benefitTable, lineTable, type BenefitRow, type LineRow } from './tables.ts'
