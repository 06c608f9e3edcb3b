import { fromDecimal } from '../../kernel/money.ts'
import type { Effect } from '../../contract/decision.ts'
import { testOf, type Test } from './cells.ts'
import {
  rankOfAsk,
  type Evidence,
  type Limit,
  type LoadedPack,
  type Rank,
  type Row,
  type Rule,
} from './domain.ts'
import { derivedCatalogue, factCatalogue } from './fact-catalogue.ts'
import { compileMeasure, type CompiledMeasure } from './measures.ts'
import { allegedPath, slotOf, type Slot } from './slots.ts'

/** A cell of the set: tests a slot, or asks whether a derived set of rows matches. Equal cells are one. */
type CompiledCell =
  | { readonly slot: number; readonly test: Test }
  | { readonly rows: readonly CompiledRow[]; readonly wanted: boolean }

/** The cells of a row, by number. */
export type CompiledRow = readonly number[]

/** A limit with its figures in minor units (or whole counts), by date. */
export type CompiledLimit = {
  readonly limit: Limit
  readonly measure: number
  readonly values: readonly { readonly from: string; readonly to: string; readonly max: bigint }[]
  readonly effects: readonly Effect[]
}

/** A piece of evidence: the slot that must be true, and the rows that call for it. */
type CompiledEvidence = {
  readonly slot: number
  readonly evidence: Evidence
  readonly rows: readonly CompiledRow[]
}

/** A rule made ready. */
export type CompiledRule = {
  readonly rule: Rule
  readonly pack: number
  readonly from: string
  readonly to: string
  readonly rows: readonly CompiledRow[]
  readonly second: boolean
  readonly matchRank: Rank
  readonly breachRank: Rank
  readonly evidence: readonly CompiledEvidence[]
  readonly limits: readonly CompiledLimit[]
  readonly matchEffects: readonly Effect[]
  readonly breachEffects: readonly Effect[]
  readonly level: number
}

/** Packs made ready once, then asked many times. */
export type CompiledPacks = {
  readonly packs: readonly LoadedPack[]
  readonly slots: readonly Slot[]
  readonly cells: readonly CompiledCell[]
  readonly measures: readonly CompiledMeasure[]
  readonly first: readonly CompiledRule[]
  readonly second: readonly CompiledRule[]
  readonly byId: ReadonlyMap<string, readonly CompiledRule[]>
}

const farFuture = '9999-12-31'

type Building = {
  readonly slots: Slot[]
  readonly slotIndex: Map<string, number>
  readonly cells: CompiledCell[]
  readonly cellIndex: Map<string, number>
  readonly measures: CompiledMeasure[]
  readonly measureIndex: Map<string, number>
}

/**
 * Makes packs ready for `decide`: equal cells of all rules become one, so that each is tested once.
 * The order of the given packs and rules has no effect. Throws on a pack that the loader would refuse.
 */
export function compilePacks(loaded: readonly LoadedPack[]): CompiledPacks {
  const packs = [...loaded].sort((a, b) => order(a.pack.pack, b.pack.pack))
  const building: Building = {
    slots: [],
    slotIndex: new Map(),
    cells: [],
    cellIndex: new Map(),
    measures: [],
    measureIndex: new Map(),
  }
  const rules = packs.flatMap((each, at) =>
    each.pack.rules.filter((rule) => rule.enabled).map((rule) => compileRule(building, each, at, rule)),
  )
  rules.sort(
    (a, b) =>
      order(a.rule.id, b.rule.id) || order(a.rule.part ?? '', b.rule.part ?? '') || order(a.from, b.from),
  )
  const byId = new Map<string, CompiledRule[]>()
  for (const rule of rules) byId.set(rule.rule.id, [...(byId.get(rule.rule.id) ?? []), rule])
  return {
    packs,
    slots: building.slots,
    cells: building.cells,
    measures: building.measures,
    first: rules.filter((rule) => !rule.second),
    second: rules.filter((rule) => rule.second),
    byId,
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compileRule(building: Building, loaded: LoadedPack, pack: number, rule: Rule): CompiledRule {
  const rows = compileRows(building, loaded, rule.when)
  const evidence = rule.evidence.map((it) => ({
    evidence: it,
    slot: slotNumber(building, it.need),
    rows: it.when ? compileRows(building, loaded, it.when) : [],
  }))
  const own = (effects: readonly Effect[] | undefined) => withRule(effects ?? [], rule.id)
  // A rule that speaks only when a limit is broken has nothing to label before that.
  const onlyLimits = rule.limits.length > 0 && !rule.match && rule.effects.length + rule.evidence.length === 0
  return {
    rule,
    pack,
    rows,
    evidence,
    from: rule.effective.from,
    to: rule.effective.to ?? farFuture,
    second: rows.some((row) => row.some((cell) => restsOnAlleged(building, cell))),
    matchRank: rankOfAsk(rule.match),
    breachRank: rankOfAsk(rule.breach),
    limits: rule.limits.map((limit) => compileLimit(building, loaded, rule, limit)),
    matchEffects: [...own(rule.effects), ...own(rule.match?.effects), ...(onlyLimits ? [] : labelsOf(rule))],
    breachEffects: [...own(rule.breach?.effects), ...(onlyLimits ? labelsOf(rule) : [])],
    level: Math.max(0, ...rule.approvals.map((approval) => Number(approval.level.slice(1)))),
  }
}

function withRule(effects: readonly Effect[], ruleId: string): Effect[] {
  return effects.map((effect) => ({ ...effect, ruleId }))
}

/** Points for counsel and unconfirmed sources show as labels wherever the rule speaks. */
function labelsOf(rule: Rule): Effect[] {
  const labels: Effect[] = rule.confirm.map((code) => ({ kind: 'label', code, ruleId: rule.id }))
  if (rule.law.some((law) => law.status === 'needs_confirmation')) {
    labels.push({
      kind: 'label',
      code: rule.id,
      severity: 'low',
      text: '待核实 · unconfirmed',
      ruleId: rule.id,
    })
  }
  return labels
}

function compileRows(building: Building, loaded: LoadedPack, rows: readonly Row[]): CompiledRow[] {
  return rows.map((row) =>
    Object.entries(row).map(([path, cell]) => cellNumber(building, loaded, path, cell)),
  )
}

function cellNumber(building: Building, loaded: LoadedPack, path: string, cell: Row[string]): number {
  const name = path.startsWith('derived.') ? path.slice('derived.'.length) : undefined
  const derivedRows = name === undefined ? undefined : loaded.pack.derived[name]
  const key = `${derivedRows ? loaded.pack.pack : ''}|${path}|${JSON.stringify(cell)}`
  const known = building.cellIndex.get(key)
  if (known !== undefined) return known
  const made: CompiledCell = derivedRows
    ? { rows: compileRows(building, loaded, derivedRows), wanted: cell !== false }
    : { slot: slotNumber(building, path), test: testOf(cell, kindOf(path)) }
  const at = building.cells.push(made) - 1
  building.cellIndex.set(key, at)
  return at
}

function kindOf(path: string): string {
  return (factCatalogue.get(path) ?? derivedCatalogue.get(path))?.kind ?? 'text'
}

function slotNumber(building: Building, path: string): number {
  const known = building.slotIndex.get(path)
  if (known !== undefined) return known
  const at = building.slots.push(slotOf(path)) - 1
  building.slotIndex.set(path, at)
  return at
}

function restsOnAlleged(building: Building, at: number): boolean {
  const cell = building.cells[at]
  if (!cell) return false
  if ('slot' in cell) return building.slots[cell.slot]?.path === allegedPath
  return cell.rows.some((row) => row.some((inner) => restsOnAlleged(building, inner)))
}

function compileLimit(building: Building, loaded: LoadedPack, rule: Rule, limit: Limit): CompiledLimit {
  const measure = loaded.pack.measures[limit.measure]
  if (!measure) throw new Error(`rule ${rule.id}: no measure ${limit.measure}`)
  const key = `${loaded.pack.pack}/${limit.measure}`
  let at = building.measureIndex.get(key)
  if (at === undefined) {
    at = building.measures.push(compileMeasure(loaded.pack, limit.measure, measure)) - 1
    building.measureIndex.set(key, at)
  }
  return {
    limit,
    measure: at,
    values: valuesOf(loaded, rule, limit),
    effects: withRule(limit.effects ?? [], rule.id),
  }
}

function valuesOf(loaded: LoadedPack, rule: Rule, limit: Limit): CompiledLimit['values'] {
  if (limit.percentOf) {
    const { rule: id, percent } = limit.percentOf
    return loaded.pack.rules
      .filter((it) => it.id === id)
      .flatMap((it) =>
        it.limits.filter((other) => other.measure === limit.measure).map((other) => [it, other] as const),
      )
      .flatMap(([it, other]) => valuesOf(loaded, it, other))
      .map((value) => ({ ...value, max: (value.max * BigInt(percent) + 99n) / 100n }))
  }
  const whole = { from: rule.effective.from, to: rule.effective.to, max: limit.max ?? 0 }
  const given = limit.values ?? [whole]
  return given.map((it) => ({ from: it.from, to: it.to ?? farFuture, max: figure(it.max) }))
}

/** `CNY 200.00` in minor units, or a whole count. Throws on anything else, which the loader has ruled out. */
export function figure(max: string | number): bigint {
  if (typeof max === 'number') return BigInt(max)
  const parts = /^([A-Z]{3}) (.+)$/.exec(max)
  const found = parts && fromDecimal(parts[1] ?? '', parts[2] ?? '')
  if (!found) throw new Error(`not an amount: ${max}`)
  return found.minor
}
