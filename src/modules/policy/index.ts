export {
  adoptShippedCommand,
  checkShipped,
  readShipped,
  shippedRows,
  shippedTexts,
  type ShippedText,
} from './adopt.ts'
export { forbiddenAhead, type ForbiddenAhead } from './ahead.ts'
export { capProbes, capsOfRules, type Cap, type CapProbe } from './caps.ts'
export { compilePacks, type CompiledPacks } from './compile.ts'
export { decide, decideWithReasons } from './decide.ts'
export { decisionChange } from './decision-change.ts'
export {
  checkText,
  compareTexts,
  listOpenProposals,
  listVersions,
  showProposal,
  showVersion,
} from './desk.ts'
export { drawFor, type Draw } from './draw.ts'
export { matrixCurrency } from './authority.ts'
export { followingOf, type Following, type GivingTolerance } from './authority.ts'
export { evidenceDue, rankOf, type LoadedPack } from './domain.ts'
export { explainDecision, factName } from './explain.ts'
export { growingHistory, type GrowingHistory } from './growing-history.ts'
export { policyCache, policyIn, type PolicyInForce } from './in-force.ts'
export { limitsGivers } from './measures.ts'
export { loadPackFolder } from './load-pack.ts'
export { problemLine } from './problem.ts'
export { convertMinor, ratesFrom, type RateFinder } from './rates.ts'
export { importRatesCommand } from './import-rates.ts'
export { rateMatters } from './rate-matters.ts'
export { rateRoutes, ratesOn } from './routes-rates.ts'
export { currentRates } from './rate-rows.ts'
export { loadRates } from './store-rates.ts'
export { concernedBy, recordedFacts, replayDecision, type HistoryThen, type Replay } from './replay.ts'
export { adoptedHashes, loadDecision, loadDecisions, loadFirstDecision, loadPackRows } from './store.ts'
export { loadTaxFacts, type TaxFacts } from './store-tax.ts'
export { listNearLimits } from './near-view.ts'
export type { VersionReader } from './present.ts'
export { answerProposal, proposeEnd, proposeVersion, type Proposed } from './proposals.ts'
export { policyRoutes } from './routes.ts'
export { proposalMatters } from './proposal-matters.ts'
export { lawOf } from './spoken.ts'
export { forbiddenBy } from './way-out.ts'
export { watchLimits } from './watch-limits.ts'
export { factCatalogue } from './fact-catalogue.ts'
export { effectiveFacts } from './effective-facts.ts'
export { unreachableRules, type Obtainable } from './reachable.ts'
