import { factsJson, type Facts } from '../../contract/facts.ts'
import { sayShape } from '../../texts/shapes.ts'
import { changedFacts } from './change-facts.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import type { LoadedPack, Rule, RuleCase } from './domain.ts'
import { ratesFrom, type Rate } from './rates.ts'

/** A case of a pack that does not come out as its author wrote. */
export type CaseFailure = {
  readonly pack: string
  readonly rule: string
  /** Where the rule and its case stand in their lists. */
  readonly ruleAt: number
  readonly case: number
  readonly wanted: string
  readonly got: string
}

/** Runs the cases of every rule of a pack, each rule alone, so that no other rule can answer for it. */
export function runCases(loaded: LoadedPack, rates: readonly Rate[] = []): CaseFailure[] {
  return loaded.pack.rules.flatMap((rule, ruleAt) =>
    rule.enabled ? rule.cases.flatMap((one, at) => runCase(loaded, { rule, ruleAt, one, at }, rates)) : [],
  )
}

type Placed = {
  readonly rule: Rule
  readonly ruleAt: number
  readonly one: RuleCase
  readonly at: number
}

function runCase(
  loaded: LoadedPack,
  { rule, ruleAt, one, at }: Placed,
  rates: readonly Rate[],
): CaseFailure[] {
  const fail = (got: string) => [
    { pack: loaded.pack.pack, rule: rule.id, ruleAt, case: at, wanted: one.asks, got },
  ]
  const facts = caseFacts(loaded.pack.baseline, rule, one)
  const parsed = factsJson.safeParse(facts, { reportInput: true })
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${sayShape(issue, 'en')}`)
    return fail(`no facts: ${issues.join(', ')}`)
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

/** The facts of a case: the baseline with the case's changes, on a day when the rule is in force. */
export function caseFacts(
  baseline: Readonly<Record<string, unknown>>,
  rule: Rule,
  one: RuleCase,
): Record<string, unknown> {
  const asOf = rule.effective.to ?? rule.effective.from
  return changedFacts({ asOf, ...baseline }, one.facts)
}
