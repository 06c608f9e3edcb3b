import { hash } from 'node:crypto'
import type { Decision } from '../../contract/decision.ts'
import type { Facts } from '../../contract/facts.ts'
import { decide, decideWithReasons, type PolicyInForce } from '../policy/index.ts'
import { stopName } from './stop-name.ts'

/** What the rules of its day say of a row. */
export type RowDecision = {
  readonly decision: Decision
  /** Over outcome, rules, facts still missing and the packs: taking the decision again gives the same one. */
  readonly sha256: string
  /** The parts of rules that asked for the outcome, where it stops the benefit or leaves it to judgement. */
  readonly stops: readonly string[]
}

/**
 * Decides one row by the packs in force on its day. Which rules stopped it is worked out only where some did:
 * naming the rules of every row costs more than deciding the few that are stopped once more.
 */
export function decideRow(policy: PolicyInForce, facts: Facts): RowDecision {
  const { rates } = policy
  const packs = policy.packsOn(facts.asOf)
  const quick = decide(packs, facts, { rates })
  const sha256 = digestOf(quick)
  if (quick.outcome === 'allow' || quick.outcome === 'allow_with_conditions') {
    return { decision: quick, sha256, stops: [] }
  }
  const { decision, fired } = decideWithReasons(packs, facts, rates)
  const asking = fired.filter((one) => one.asks === decision.outcome)
  return { decision, sha256, stops: [...new Set(asking.map(stopName))].sort() }
}

/** The digest that stands for a decision of which no record is kept. */
export function digestOf(decision: Decision): string {
  const { outcome, level, ruleIds, missing, packs } = decision
  const hashes = (packs ?? []).map((pack) => pack.sha256)
  return hash('sha256', JSON.stringify([outcome, level ?? null, ruleIds, missing, hashes]))
}
