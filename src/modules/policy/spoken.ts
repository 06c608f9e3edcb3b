import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language } from '../../texts/index.ts'
import type { CompiledPacks, CompiledRule } from './compile.ts'
import type { Ask, Both, LegalBasis, Rule } from './domain.ts'
import type { FiredEntry } from './record.ts'

/** A rule that spoke, found again in the packs. */
export type Spoken = { readonly entry: FiredEntry; readonly rule: CompiledRule }

/** The rules behind the entries of a decision; one that the packs no longer hold is left out. */
export function spokenRules(compiled: CompiledPacks, fired: readonly FiredEntry[]): Spoken[] {
  return fired.flatMap((entry) => {
    const rule = compiled.byId
      .get(entry.ruleId)
      ?.find((each) => each.rule.part === entry.part && each.from === entry.from)
    return rule ? [{ entry, rule }] : []
  })
}

/** A text of a pack in the reader's language. */
export function inLanguage(both: Both, language: Language): string {
  return language === 'zh-CN' ? both.zh : both.en
}

/** The branch that asked for the outcome: the breach of a limit, or the match itself. */
export function askOf({ entry, rule }: Spoken): Ask | undefined {
  const { match, breach } = rule.rule
  return entry.breached && breach?.decision === entry.asks ? breach : (match ?? breach)
}

const severities = { critical: 0, high: 1, medium: 2, low: 3 } as const

/** The gravest first; among equals the order of the packs. */
export function bySeverity(a: Spoken, b: Spoken): number {
  return severities[a.rule.rule.severity] - severities[b.rule.rule.severity]
}

/** The clause of a rule: the law where there is one, else the company's rule. */
export function clauseOf(rule: CompiledRule, language: Language): string {
  const law = rule.rule.law[0]
  return law
    ? lawOf(law, language)
    : fill(policyTexts['policy.clause.company'], language, { rule: rule.rule.id })
}

/** A source of law with its place in it. */
export function lawOf(law: LegalBasis, language: Language): string {
  const article = inLanguage(law.article, language)
  const isNumber = /^\d/.test(article)
  return fill(policyTexts[isNumber ? 'policy.clause.article' : 'policy.clause.place'], language, {
    instrument: inLanguage(law.instrument, language),
    article,
  })
}

/** All sources of law of a rule in one line; empty where it is the company's own. */
export function lawsOf({ law }: Pick<Rule, 'law'>, language: Language): string {
  return law.map((basis) => lawOf(basis, language)).join(language === 'en' ? '; ' : '；')
}

/** The wording behind a check: what the rule is called, and where it comes from. */
export function wordingOf({ rule }: CompiledRule, language: Language): string {
  const title = inLanguage(rule.title, language)
  const laws = lawsOf(rule, language)
  return laws === '' ? title : fill(policyTexts['policy.wording'], language, { title, laws })
}

/** The clause with the version of its pack, where the version stands nowhere else. */
export function clauseAndVersion(compiled: CompiledPacks, rule: CompiledRule, language: Language): string {
  const version = versionOf(compiled, rule)
  return fill(policyTexts['policy.version'], language, { clause: clauseOf(rule, language), version })
}

/** The version of the pack that a rule stands in. */
export function versionOf(compiled: CompiledPacks, rule: CompiledRule): string {
  return compiled.packs[rule.pack]?.pack.version ?? ''
}
