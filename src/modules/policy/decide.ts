import type { Decision, Effect } from '../../contract/decision.ts'
import type { Facts } from '../../contract/facts.ts'
import { asSaid, unsaid } from './effective-facts.ts'
import { open, yes, type Truth } from './cells.ts'
import type { CompiledLimit, CompiledPacks, CompiledRow, CompiledRule } from './compile.ts'
import { outcomeOf, type Rank } from './domain.ts'
import type { Measured } from './measures.ts'
import type { RateFinder } from './rates.ts'
import { decisionRecord, firedEntry, type FiredEntry } from './record.ts'
import { setAlleged, startRun, truthOfCell, truthOfRow, truthOfRows, valueOf, type Run } from './run.ts'

/** What a rule that speaks asks for. */
export type Fired = {
  readonly rule: CompiledRule
  /** The reading of the facts in which it spoke. */
  readonly run: Run
  /** `unknown`: whether the rule matches depends on facts that are not known. */
  readonly state: 'matched' | 'unknown'
  readonly rank: Rank
  readonly effects: readonly Effect[]
  readonly missing: readonly string[]
  readonly conditions: readonly string[]
  readonly breached: readonly CompiledLimit[]
}

/** How to decide: dated rates for other currencies, and whether to keep the decision record. */
export type DecideOptions = { readonly rates?: RateFinder; readonly explain?: boolean }

/**
 * Decides one benefit: the strictest outcome that any rule asks for, with everything else that follows.
 * Pure and repeatable: the same packs, facts and rates give the same bytes. Its record is written when
 * somebody reads it, since most decisions that are taken again are asked for their outcome alone.
 * Facts must have the contract's shape.
 */
export function decide(compiled: CompiledPacks, facts: Facts, options: DecideOptions = {}): Decision {
  const { run, kept, overridden } = fireRules(compiled, facts, options.rates)
  const decision = decisionOf(compiled, kept)
  if (!options.explain) return decision
  let record: Decision['record']
  return {
    ...decision,
    get record() {
      record ??= decisionRecord(run, facts, { kept, overridden, decision })
      return record
    },
  }
}

/** A decision with the rules that spoke, without the record: for imports, which explain many and keep few. */
export function decideWithReasons(
  compiled: CompiledPacks,
  facts: Facts,
  rates?: RateFinder,
): { decision: Decision; fired: readonly FiredEntry[] } {
  const { kept } = fireRules(compiled, facts, rates)
  return { decision: decisionOf(compiled, kept), fired: kept.map(firedEntry) }
}

function fireRules(compiled: CompiledPacks, facts: Facts, rates: RateFinder | undefined) {
  const run = startRun(compiled, facts, rates)
  const others = [unsaid(facts), asSaid(facts)].filter((reading) => reading !== undefined)
  const fired = others.reduce(
    (strictest, reading) => merged(strictest, fireRun(startRun(compiled, reading, rates))),
    fireRun(run),
  )
  return { run, ...withOverrides(fired) }
}

/** The rules that speak: first those that rest on facts, then those that rest on the first being broken. */
function fireRun(run: Run): Fired[] {
  const first = fireAll(run, run.compiled.first)
  setAlleged(
    run,
    first.some((fired) => fired.rank === 7),
  )
  return [...first, ...fireAll(run, run.compiled.second)]
}

/**
 * What somebody only says can make an outcome stricter and never softer: each rule counts with the stricter
 * of what it asks with the saying and without it, and of what records and somebody's word say each.
 */
function merged(said: readonly Fired[], silent: readonly Fired[]): Fired[] {
  const byRule = new Map(said.map((fired) => [fired.rule, fired]))
  for (const fired of silent) {
    const known = byRule.get(fired.rule)
    if (!known || known.rank < fired.rank) byRule.set(fired.rule, fired)
  }
  return [...byRule.values()].toSorted((a, b) => (a.rule.rule.id < b.rule.rule.id ? -1 : 1))
}

function fireAll(run: Run, rules: readonly CompiledRule[]): Fired[] {
  const found: Fired[] = []
  const { asOf } = run.facts
  for (const rule of rules) {
    if (asOf < rule.from || asOf > rule.to || !run.applies[rule.pack]) continue
    const truth = truthOfRows(run, rule.rows)
    const fired = truth === yes ? fire(run, rule) : truth === open ? fireOpen(run, rule) : undefined
    if (fired) found.push(fired)
  }
  return found
}

/** A rule that may or may not match, as its author wants the unknown to be read. */
function fireOpen(run: Run, rule: CompiledRule): Fired | undefined {
  if (rule.rule.unknown === 'ignore') return undefined
  if (rule.rule.unknown === 'assume_worst') return fire(run, rule)
  if (asksNothing(rule)) return undefined
  const missing = rule.rows.flatMap((row) => openPaths(run, row))
  return { rule, run, state: 'unknown', rank: 6, effects: [], missing, conditions: [], breached: [] }
}

/** Duties that ask for no outcome never make anybody wait. */
function asksNothing(rule: CompiledRule): boolean {
  return rule.matchRank === 0 && rule.breachRank === 0 && rule.evidence.length === 0
}

function fire(run: Run, rule: CompiledRule): Fired | undefined {
  const missing: string[] = rule.matchRank === 6 ? heldPaths(run, rule) : []
  const conditions: string[] = []
  let rank = rule.matchRank
  if (askForEvidence(run, rule, missing, conditions)) rank = strictest(rank, 6)
  if (conditions.length > 0 || rule.level > 0) rank = strictest(rank, 1)
  let effects = rule.matchEffects
  const breached: CompiledLimit[] = []
  for (const limit of rule.limits) {
    const truth = isBreached(run, limit, missing, rule.rule.unknown)
    if (truth === open && rule.breachRank > 0) rank = strictest(rank, 6)
    if (truth !== yes) continue
    breached.push(limit)
    rank = strictest(rank, rule.breachRank)
    if (limit.effects.length > 0) effects = [...effects, ...limit.effects]
  }
  if (breached.length > 0) effects = [...effects, ...rule.breachEffects]
  if (rank === 0 && effects.length === 0) return undefined
  if (rule.matchRank === 1) conditions.push(rule.rule.id)
  return { rule, run, state: 'matched', rank, effects, missing, conditions, breached }
}

function strictest(a: Rank, b: Rank): Rank {
  return a > b ? a : b
}

/** True when evidence is missing now; what a prospective request may bring later is a condition. */
function askForEvidence(run: Run, rule: CompiledRule, missing: string[], conditions: string[]): boolean {
  let isMissing = false
  for (const { slot, evidence, rows } of rule.evidence) {
    if (rows.length > 0) {
      const called = truthOfRows(run, rows)
      if (called !== yes && called !== open) continue
    }
    const value = run.slots[slot]
    if (value === true) continue
    if (evidence.before && value !== false && isProspective(run)) {
      conditions.push(`before_${evidence.before}:${evidence.need}`)
    } else {
      missing.push(evidence.need)
      isMissing = true
    }
  }
  return isMissing
}

function isProspective(run: Run): boolean {
  const request = run.facts.request
  if (request?.kind !== 'benefit' && request?.kind !== 'programme_launch') return false
  return request.retroactive === false && request.payerId === undefined
}

/** Whether the measure is over the limit of the day; a year without a figure is an unknown of the rule. */
function isBreached(run: Run, limit: CompiledLimit, missing: string[], unknown: string): Truth {
  const { asOf } = run.facts
  const value = limit.values.find((it) => it.from <= asOf && asOf <= it.to)
  const measured = valueOf(run, limit.measure)
  if (measured && value && isOver(measured, value.max, limit.limit.inclusive)) return yes
  if (measured && value && measured.missing.length === 0) return 0
  if (unknown === 'ignore') return 0
  if (unknown === 'assume_worst') return yes
  missing.push(...(measured?.missing ?? []), ...(value ? [] : ['benefit.value']))
  return open
}

function isOver(measured: Measured, max: bigint, isInclusive: boolean): boolean {
  return isInclusive ? measured.total > max : measured.total >= max
}

/** For a rule that holds when it matches: the facts of its matching rows that are unknown or contradicted. */
function heldPaths(run: Run, rule: CompiledRule): string[] {
  const asked = rule.rule.match?.missing
  if (asked) return [...asked]
  const found: string[] = []
  for (const row of rule.rows) {
    if (truthOfRow(run, row) !== yes) continue
    const paths = row.flatMap((cell) => pathsOf(run, cell))
    const unknown = paths.filter(({ value }) => isUnknown(value))
    found.push(...(unknown.length > 0 ? unknown : paths).flatMap(({ from }) => from))
  }
  return found
}

function isUnknown(value: unknown): boolean {
  return value === undefined || value === 'unknown' || (Array.isArray(value) && value.includes('unknown'))
}

/** The first open cell of a row: once it is known, the later ones may no longer matter. */
function openPaths(run: Run, row: CompiledRow): string[] {
  if (truthOfRow(run, row) !== open) return []
  const first = row.find((cell) => truthOfCell(run, cell) === open)
  return first === undefined ? [] : openPathsOfCell(run, first)
}

function openPathsOfCell(run: Run, at: number): string[] {
  const cell = run.compiled.cells[at]
  if (!cell) return []
  if ('rows' in cell) {
    const found = cell.rows.flatMap((row) => openPaths(run, row))
    return found.length > 0 ? found : pathsOf(run, at).flatMap(({ from }) => from)
  }
  return [...(run.compiled.slots[cell.slot]?.from ?? [])]
}

function pathsOf(run: Run, at: number): { from: readonly string[]; value: unknown }[] {
  const cell = run.compiled.cells[at]
  if (!cell) return []
  if ('rows' in cell) return cell.rows.flatMap((row) => row.flatMap((inner) => pathsOf(run, inner)))
  return [{ from: run.compiled.slots[cell.slot]?.from ?? [], value: run.slots[cell.slot] }]
}

/** Takes out the rules that another one declares to replace. */
function withOverrides(fired: readonly Fired[]): { kept: readonly Fired[]; overridden: readonly Fired[] } {
  const of = new Set<string>()
  for (const { rule, state } of fired) {
    if (state === 'matched') for (const id of rule.rule.override?.of ?? []) of.add(id)
  }
  if (of.size === 0) return { kept: fired, overridden: [] }
  return {
    kept: fired.filter(({ rule }) => !of.has(rule.rule.id)),
    overridden: fired.filter(({ rule }) => of.has(rule.rule.id)),
  }
}

function decisionOf(compiled: CompiledPacks, fired: readonly Fired[]): Decision {
  let rank: Rank = 0
  let level = 0
  const ruleIds = new Set<string>()
  const missing = new Set<string>()
  const conditions = new Set<string>()
  const effects: Effect[] = []
  for (const one of fired) {
    rank = strictest(rank, one.rank)
    if (one.rule.level > level) level = one.rule.level
    ruleIds.add(one.rule.rule.id)
    for (const path of one.missing) missing.add(path)
    for (const condition of one.conditions) conditions.add(condition)
    for (const effect of one.effects) effects.push(effect)
  }
  const { outcome, level: escalation } = outcomeOf(rank)
  const accompanying = outcome === 'allow_with_conditions' && level > 0 ? levelNames[level - 1] : undefined
  const shown = escalation ?? accompanying
  return {
    outcome,
    ...(shown ? { level: shown } : {}),
    ruleIds: [...ruleIds].sort(),
    effects,
    missing: rank < 6 ? [] : [...missing].sort(),
    ...(rank > 0 && rank < 6 && conditions.size > 0 ? { conditions: [...conditions].sort() } : {}),
    packs: packReferences(compiled),
  }
}

const levelNames = ['L1', 'L2', 'L3', 'L4'] as const
const references = new WeakMap<CompiledPacks, NonNullable<Decision['packs']>>()

function packReferences(compiled: CompiledPacks): NonNullable<Decision['packs']> {
  const known = references.get(compiled)
  if (known) return known
  const made = compiled.packs.map(({ pack, sha256 }) => ({ id: pack.pack, version: pack.version, sha256 }))
  references.set(compiled, made)
  return made
}
