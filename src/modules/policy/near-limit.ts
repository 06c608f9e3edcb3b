import type { Facts } from '../../contract/facts.ts'
import { yes } from './cells.ts'
import type { CompiledLimit, CompiledPacks, CompiledRule } from './compile.ts'
import type { Probing } from './domain.ts'
import type { RateFinder } from './rates.ts'
import { startRun, truthOfRows, valueOf, type Run } from './run.ts'

/** A limit near which an amount lies: below it or as little above it. */
export type NearLimit = {
  readonly rule: string
  readonly part: string | undefined
  readonly measure: string
  readonly pack: string
  readonly packVersion: string
}

/** What the company watches for, and the limits near which these facts lie. */
export type NearLimits = { readonly probing: Probing; readonly limits: readonly NearLimit[] }

/**
 * The limits near which the amount lies. Undefined where the company's own pack does not say what counts as
 * searching for a limit. Sums only: nobody searches for a count by changing an amount.
 */
export function nearLimits(
  compiled: CompiledPacks,
  facts: Facts,
  rates: RateFinder | undefined,
): NearLimits | undefined {
  const probing = compiled.packs.find(({ pack }) => pack.probing)?.pack.probing
  if (!probing) return undefined
  const run = startRun(compiled, facts, rates)
  const rules = [...compiled.first, ...compiled.second].filter((rule) => speaks(run, rule))
  const limits = rules.flatMap((rule) =>
    rule.limits
      .filter((limit) => isNear(run, limit, probing.nearPercent))
      .map((limit) => nearOf(compiled, rule, limit)),
  )
  return { probing, limits: onceEach(limits) }
}

function speaks(run: Run, rule: CompiledRule): boolean {
  const { asOf } = run.facts
  const isInForce = rule.from <= asOf && asOf <= rule.to && run.applies[rule.pack] === true
  return isInForce && rule.breachRank > 0 && truthOfRows(run, rule.rows) === yes
}

function isNear(run: Run, limit: CompiledLimit, nearPercent: number): boolean {
  const { asOf } = run.facts
  const value = limit.values.find(({ from, to }) => from <= asOf && asOf <= to)
  const measured = valueOf(run, limit.measure)
  const isSum = run.compiled.measures[limit.measure]?.measure.kind === 'sum'
  if (!value || !measured || !isSum || measured.now === 0n || measured.missing.length > 0) return false
  const distance = measured.total > value.max ? measured.total - value.max : value.max - measured.total
  return distance * 100n <= value.max * BigInt(100 - nearPercent)
}

function nearOf(compiled: CompiledPacks, rule: CompiledRule, { limit }: CompiledLimit): NearLimit {
  const { pack: name = '', version = '' } = compiled.packs[rule.pack]?.pack ?? {}
  const { id, part } = rule.rule
  return { rule: id, part, measure: limit.measure, pack: name, packVersion: version }
}

function onceEach(limits: readonly NearLimit[]): NearLimit[] {
  return [...new Map(limits.map((limit) => [`${limit.rule} ${limit.measure}`, limit])).values()]
}
