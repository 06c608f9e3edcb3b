import { factsJson, type Facts } from '../../contract/facts.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import type { LoadedPack, Rule, RuleCase } from './domain.ts'
import { ratesFrom, type Rate } from './rates.ts'

/** A case of a pack that does not come out as its author wrote. */
export type CaseFailure = {
  readonly pack: string
  readonly rule: string
  readonly case: number
  readonly wanted: string
  readonly got: string
}

/** Runs the cases of every rule of a pack, each rule alone, so that no other rule can answer for it. */
export function runCases(loaded: LoadedPack, rates: readonly Rate[] = []): CaseFailure[] {
  return loaded.pack.rules
    .filter((rule) => rule.enabled)
    .flatMap((rule) => rule.cases.flatMap((one, at) => runCase(loaded, rule, one, at, rates)))
}

function runCase(
  loaded: LoadedPack,
  rule: Rule,
  one: RuleCase,
  at: number,
  rates: readonly Rate[],
): CaseFailure[] {
  const fail = (got: string) => [{ pack: loaded.pack.pack, rule: rule.id, case: at, wanted: one.asks, got }]
  const facts = caseFacts(loaded.pack.baseline, rule, one)
  const parsed = factsJson.safeParse(facts)
  if (!parsed.success) {
    return fail(
      `no facts: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(', ')}`,
    )
  }
  const got = asked(loaded, rule, parsed.data, rates)
  return got === one.asks ? [] : fail(got)
}

function asked(loaded: LoadedPack, rule: Rule, facts: Facts, rates: readonly Rate[]): string {
  const alone = { ...loaded, pack: { ...loaded.pack, rules: withReferred(loaded, rule) } }
  const decision = decide(compilePacks([alone]), facts, { rates: ratesFrom(rates) })
  if (!decision.ruleIds.includes(rule.id)) return 'nothing'
  return decision.outcome === 'allow' ? 'effects' : decision.outcome
}

/** A limit that is a share of another rule's needs that rule beside it, with its figures and nothing else. */
function withReferred(loaded: LoadedPack, rule: Rule): Rule[] {
  const ids = new Set(rule.limits.flatMap((limit) => (limit.percentOf ? [limit.percentOf.rule] : [])))
  const referred = loaded.pack.rules.filter((it) => ids.has(it.id) && it.id !== rule.id)
  return [rule, ...referred.map((it) => ({ ...it, enabled: false }))]
}

/** The facts of a case: the baseline with the case's changes; dotted paths, and null takes a fact away. */
export function caseFacts(
  baseline: Readonly<Record<string, unknown>>,
  rule: Rule,
  one: RuleCase,
): Record<string, unknown> {
  const facts: Record<string, unknown> = structuredClone(baseline)
  facts['asOf'] ??= rule.effective.to ?? rule.effective.from
  for (const [path, value] of Object.entries(one.facts)) put(facts, path.split('.'), value)
  return facts
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    if (value === null) delete target[name]
    else target[name] = value
    return
  }
  const inner = target[name]
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
  target[name] = next
  put(next, rest, value)
}
