import type { Facts } from '../contract/facts.ts'
import { explainDecision, type PolicyInForce } from '../modules/policy/index.ts'
import type { ViewDeps } from '../modules/requests/index.ts'
import { fill, type Language } from '../texts/text.ts'

/** A decision in words, with the packs in force on the day of the benefit. */
export const explain: ViewDeps['explain'] = (policy, decision, facts, language) =>
  explainDecision(policy.packsOn(facts.asOf), decision, language)

/** The wording behind a check: the rule's title with its sources of law, and the version of its pack. */
export const clauseOf: ViewDeps['clauseOf'] = (
  policy: PolicyInForce,
  facts: Facts,
  ruleId: string,
  language: Language,
) => {
  for (const { pack } of policy.packsOn(facts.asOf).packs) {
    const rule = pack.rules.find((each) => each.id === ruleId)
    if (!rule) continue
    const law = rule.law.map((basis) => `${basis.instrument} ${basis.article}`).join('; ')
    const title = fill(rule.title, language)
    return { version: pack.version, text: law === '' ? title : `${title} (${law})` }
  }
  return { version: '', text: '' }
}
