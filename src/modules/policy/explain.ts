import type { Decision, Explanation } from '../../contract/decision.ts'
import { factTexts } from '../../texts/facts.ts'
import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language, type Sentence } from '../../texts/index.ts'
import type { CompiledPacks, CompiledRule } from './compile.ts'
import type { Ask, Both } from './domain.ts'
import type { FiredEntry } from './record.ts'

type Check = Explanation['checks'][number]

/** A rule that spoke, found again in the packs. */
type Spoken = { readonly entry: FiredEntry; readonly rule: CompiledRule }

/**
 * A decision in words. It carries its record or comes with the rules that spoke, because only they tell which
 * branch of a rule it was; without them the verdict stands alone. A refusal names clause and way out, and how much is left under a
 * company limit shows only where nothing stands in the way.
 */
export function explainDecision(
  compiled: CompiledPacks,
  decision: Decision,
  language: Language,
  fired: readonly FiredEntry[] = decision.record?.fired ?? [],
): Explanation {
  const spoken = fired.flatMap((entry) => {
    const rule = findRule(compiled, entry)
    return rule ? [{ entry, rule }] : []
  })
  const checks = spoken
    .flatMap((one) => checkOf(compiled, one, decision.outcome, language))
    .toSorted(byWeight)
  const isRoutine = decision.outcome === 'allow' || decision.outcome === 'allow_with_conditions'
  return {
    outcome: decision.outcome,
    verdict: say(policyTexts[`policy.verdict.${decision.outcome}`], language),
    sentence: sentenceOf(spoken, decision, language),
    checks,
    missing:
      decision.outcome === 'hold'
        ? decision.missing.map((path) => ({ path, name: factName(path, language) }))
        : [],
    conditions:
      isRoutine || decision.outcome === 'escalate' ? conditionsOf(compiled, spoken, decision, language) : [],
    meters: isRoutine ? spoken.flatMap((one) => metersOf(compiled, one, language)) : [],
    policy: policyNames(compiled, spoken, language),
  }
}

/** The packs that spoke, by title and version; where none did, the company's own, which stands first. */
function policyNames(compiled: CompiledPacks, spoken: readonly Spoken[], language: Language): string {
  const speaking = new Set(spoken.map(({ rule }) => compiled.packs[rule.pack]))
  const own = compiled.packs.find(({ pack }) => pack.jurisdiction === 'ORG') ?? compiled.packs[0]
  const named = speaking.size === 0 ? [own] : compiled.packs.filter((pack) => speaking.has(pack))
  return named
    .flatMap((one) => (one ? [`${pick(one.pack.title, language)} v${one.pack.version}`] : []))
    .join(' · ')
}

/** The plain name of a fact, for example 受益人身份 for `recipient.class`. */
export function factName(path: string, language: Language): string {
  const names: Readonly<Record<string, Sentence | undefined>> = factTexts
  const name = names[`fact.${path}`]
  return name ? fill(name, language) : path
}

function say(sentence: Sentence, language: Language, params: Record<string, string> = {}): string {
  return fill(sentence, language, params)
}

function pick(both: Both, language: Language): string {
  return language === 'zh-CN' ? both.zh : both.en
}

function findRule(compiled: CompiledPacks, entry: FiredEntry): CompiledRule | undefined {
  return compiled.byId
    .get(entry.ruleId)
    ?.find(({ rule, from }) => rule.part === entry.part && from === entry.from)
}

/** The branch that asked for the outcome: the breach of a limit, or the match itself. */
function askOf({ entry, rule }: Spoken): Ask | undefined {
  const { match, breach } = rule.rule
  return entry.breached && breach?.decision === entry.asks ? breach : (match ?? breach)
}

const stateOf = {
  prohibit: 'forbidden',
  hold: 'missing',
  escalate: 'judge',
  allow_with_conditions: 'pass',
  allow: undefined,
} as const

const weights: Record<Check['state'], number> = { forbidden: 0, missing: 1, judge: 2, pass: 3 }

function byWeight(a: Check, b: Check): number {
  return weights[a.state] - weights[b.state] || (a.ruleId < b.ruleId ? -1 : 1)
}

function checkOf(
  compiled: CompiledPacks,
  spoken: Spoken,
  outcome: Decision['outcome'],
  language: Language,
): Check[] {
  const { entry, rule } = spoken
  const state = stateOf[entry.asks]
  // Beside a prohibition nothing else is shown: what is missing or fits would read as advice to get round it.
  if (!state || (outcome === 'prohibit' && state !== 'forbidden')) return []
  const message = askOf(spoken)?.message
  const missing = entry.missing.map((path) => factName(path, language)).join(separator(language))
  const isMissing = state === 'missing' && missing !== ''
  return [
    {
      area: state === 'missing' ? 'material' : rule.rule.area,
      state,
      title: pick(rule.rule.title, language),
      text: isMissing
        ? say(policyTexts['policy.check.missing'], language, { missing })
        : message
          ? pick(message, language)
          : '',
      clause: clauseOf(compiled, rule, language),
      ruleId: rule.rule.id,
    },
  ]
}

function separator(language: Language): string {
  return say(policyTexts['policy.list.separator'], language)
}

/** The clause of a rule with the version of its pack: the law where there is one, else the company's rule. */
function clauseOf(compiled: CompiledPacks, rule: CompiledRule, language: Language): string {
  const law = rule.rule.law[0]
  const version = compiled.packs[rule.pack]?.pack.version ?? ''
  const isNumber = law !== undefined && /^[\d]/.test(law.article)
  const clause = law
    ? say(policyTexts[isNumber ? 'policy.clause.article' : 'policy.clause.place'], language, law)
    : say(policyTexts['policy.clause.company'], language, { rule: rule.rule.id })
  return say(policyTexts['policy.version'], language, { clause, version })
}

function sentenceOf(spoken: readonly Spoken[], decision: Decision, language: Language): string {
  const { outcome } = decision
  if (outcome === 'allow') return say(policyTexts['policy.sentence.allow'], language)
  if (outcome === 'hold') {
    const missing = decision.missing.map((path) => factName(path, language)).join(separator(language))
    return say(policyTexts['policy.sentence.hold'], language, { missing })
  }
  const [first] = spoken
    .filter(
      ({ entry }) => entry.asks === outcome && (outcome !== 'escalate' || entry.level === decision.level),
    )
    .toSorted((a, b) => severities[a.rule.rule.severity] - severities[b.rule.rule.severity])
  const ask = first && askOf(first)
  const message = ask?.message ? pick(ask.message, language) : ''
  if (outcome === 'escalate') {
    const role = say(policyTexts[`policy.role.${decision.level ?? 'L4'}`], language)
    return say(policyTexts['policy.sentence.escalate'], language, { message, role })
  }
  if (outcome === 'allow_with_conditions') {
    return say(policyTexts['policy.sentence.allow_with_conditions'], language, { conditions: message })
  }
  const wayOut = ask?.wayOut ? pick(ask.wayOut, language) : ''
  return say(policyTexts['policy.sentence.prohibit'], language, { message, wayOut })
}

const severities = { critical: 0, high: 1, medium: 2, low: 3 } as const

function conditionsOf(
  compiled: CompiledPacks,
  spoken: readonly Spoken[],
  decision: Decision,
  language: Language,
): string[] {
  const texts = (decision.conditions ?? []).flatMap((condition) => {
    const later = /^before_(giving|paying):(.+)$/.exec(condition)
    if (later) {
      const name = factName(later[2] ?? '', language)
      return [
        say(
          policyTexts[later[1] === 'giving' ? 'policy.condition.giving' : 'policy.condition.paying'],
          language,
          { name },
        ),
      ]
    }
    return (compiled.byId.get(condition) ?? [])
      .filter((rule) => spoken.some((one) => one.rule === rule && one.entry.asks === 'allow_with_conditions'))
      .flatMap((rule) => (rule.rule.match?.message ? [pick(rule.rule.match.message, language)] : []))
  })
  return [...new Set(texts)]
}

/** Limits of the company's own pack, in minor units; statutory limits are never shown as room to use. */
function metersOf(
  compiled: CompiledPacks,
  { entry, rule }: Spoken,
  language: Language,
): Explanation['meters'] {
  const pack = compiled.packs[rule.pack]?.pack
  if (pack?.jurisdiction !== 'ORG') return []
  return entry.limits.flatMap((limit) => {
    const measure = pack.measures[limit.measure]
    if (!measure || limit.breached || rule.rule.match?.decision !== 'allow_with_conditions') return []
    return [
      {
        ruleId: rule.rule.id,
        title: pick(measure.title, language),
        currency: measure.kind === 'sum' ? (measure.currency ?? '') : '',
        used: limit.before,
        this: limit.now,
        limit: limit.max,
      },
    ]
  })
}
