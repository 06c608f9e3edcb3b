export { compareJournal, compareWith } from './compare.ts'
export type { EvidenceRecord } from './domain.ts'
export type { CoverageReport } from './report.ts'
