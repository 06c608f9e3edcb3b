import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language } from '../../texts/index.ts'
import type { CompiledPacks, CompiledRule } from './compile.ts'
import type { Both } from './domain.ts'
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

/** The clause of a rule with the version of its pack: the law where there is one, else the company's rule. */
export function clauseOf(compiled: CompiledPacks, rule: CompiledRule, language: Language): string {
  const law = rule.rule.law[0]
  const version = compiled.packs[rule.pack]?.pack.version ?? ''
  const isNumber = law !== undefined && /^[\d]/.test(law.article)
  const clause = law
    ? fill(policyTexts[isNumber ? 'policy.clause.article' : 'policy.clause.place'], language, law)
    : fill(policyTexts['policy.clause.company'], language, { rule: rule.rule.id })
  return fill(policyTexts['policy.version'], language, { clause, version })
}
