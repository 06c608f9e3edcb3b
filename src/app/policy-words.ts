import { explainDecision } from '../modules/policy/index.ts'
import type { ViewDeps } from '../modules/requests/index.ts'

/** A decision in words, with the packs in force on the day of the benefit. */
export const explain: ViewDeps['explain'] = (policy, decision, facts, language) =>
  explainDecision(policy.packsOn(facts.asOf), decision, language)
