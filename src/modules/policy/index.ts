export { adoptShippedCommand, readShipped, type ShippedPack } from './adopt.ts'
export { route, type ApproverRole, type AuthorityMatrix, type Route, type RouteSubject } from './authority.ts'
export { runCases, type CaseFailure } from './cases.ts'
export { compilePacks, type CompiledPacks } from './compile.ts'
export { decide, decideWithReasons, type DecideOptions } from './decide.ts'
export { decisionChange } from './decision-change.ts'
export { evidenceDue, isStale, rankOf, type Level, type LoadedPack, type Pack, type Rank } from './domain.ts'
export {
  policyCache,
  policyIn,
  policyOf,
  type PolicyCache,
  type PolicyInForce,
  type WeighedFacts,
} from './in-force.ts'
export { loadAuthority, loadAuthorityFile } from './load-authority.ts'
export { loadPack, loadPackFolder, problemLine, type LoadedPacks } from './load-pack.ts'
export type { PackProblem } from './pack-checks.ts'
export { ratesFrom, type Rate, type RateFinder } from './rates.ts'
export { loadDecision, loadDecisions, loadPackRows } from './store.ts'
export type { DecisionRow, PackRow } from './tables.ts'
export { explainDecision, factName } from './explain.ts'
export { replayDecision, type HistoryThen, type Replay } from './replay.ts'
