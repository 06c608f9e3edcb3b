import type { Decision, Explanation } from '../../contract/decision.ts'
import { factTexts } from '../../texts/facts.ts'
import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language, type Sentence } from '../../texts/index.ts'
import { capsOf } from './caps.ts'
import type { CompiledPacks } from './compile.ts'
import type { FiredEntry } from './record.ts'
import {
  askOf,
  bySeverity,
  clauseOf,
  inLanguage,
  spokenRules,
  versionOf,
  wordingOf,
  type Spoken,
} from './spoken.ts'

type Check = Explanation['checks'][number]

/**
 * A decision in words. It carries its record or comes with the rules that spoke, because only they tell which
 * branch of a rule it was; without them the verdict stands alone. A refusal names its clause and says nothing of
 * what can be done, which `forbiddenBy` does; how much is left under a company limit shows only where nothing
 * stands in the way.
 */
export function explainDecision(
  compiled: CompiledPacks,
  decision: Decision,
  language: Language,
  fired: readonly FiredEntry[] = decision.record?.fired ?? [],
): Explanation {
  const spoken = spokenRules(compiled, fired)
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
    .flatMap((one) => (one ? [`${inLanguage(one.pack.title, language)} v${one.pack.version}`] : []))
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
      title: inLanguage(rule.rule.title, language),
      text: isMissing
        ? say(policyTexts['policy.check.missing'], language, { missing })
        : message
          ? inLanguage(message, language)
          : '',
      clause: clauseOf(rule, language),
      clauseText: wordingOf(rule, language),
      version: versionOf(compiled, rule),
      ruleId: rule.rule.id,
    },
  ]
}

function separator(language: Language): string {
  return say(policyTexts['policy.list.separator'], language)
}

function sentenceOf(spoken: readonly Spoken[], decision: Decision, language: Language): string {
  const { outcome } = decision
  if (outcome === 'allow') return say(policyTexts['policy.sentence.allow'], language)
  if (outcome === 'hold') {
    return missingSentence(decision.missing, language)
  }
  const [first] = spoken
    .filter(
      ({ entry }) => entry.asks === outcome && (outcome !== 'escalate' || entry.level === decision.level),
    )
    .toSorted(bySeverity)
  const ask = first && askOf(first)
  const message = ask?.message ? inLanguage(ask.message, language) : ''
  if (outcome === 'escalate') {
    const role = say(policyTexts[`policy.role.${decision.level ?? 'L4'}`], language)
    return say(policyTexts['policy.sentence.escalate'], language, { message, role })
  }
  if (outcome === 'allow_with_conditions') {
    return say(policyTexts['policy.sentence.allow_with_conditions'], language, { conditions: message })
  }
  return say(policyTexts['policy.sentence.prohibit'], language, { message })
}

/** The first facts that are missing, and how many there are; the list below the sentence names each. */
function missingSentence(paths: readonly string[], language: Language): string {
  const isMany = paths.length > 3
  const named = isMany ? paths.slice(0, 2) : paths
  const missing = named.map((path) => factName(path, language)).join(separator(language))
  if (!isMany) return say(policyTexts['policy.sentence.hold'], language, { missing })
  const count = String(language === 'en' ? paths.length - named.length : paths.length)
  return say(policyTexts['policy.sentence.hold_many'], language, { missing, count })
}

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
      .flatMap((rule) => (rule.rule.match?.message ? [inLanguage(rule.rule.match.message, language)] : []))
  })
  return [...new Set(texts)]
}

/** What is used of the company's limits that this benefit keeps, in minor units. */
function metersOf(compiled: CompiledPacks, spoken: Spoken, language: Language): Explanation['meters'] {
  return capsOf(compiled, spoken, language)
    .filter((cap) => !cap.isBreached)
    .map((cap) => ({
      ruleId: cap.ruleId,
      title: cap.title,
      currency: cap.currency ?? '',
      used: cap.used.toString(),
      this: cap.this.toString(),
      limit: cap.limit.toString(),
    }))
}
