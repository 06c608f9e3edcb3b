import { hash } from 'node:crypto'
import type { Decision } from '../../contract/decision.ts'
import type { Facts } from '../../contract/facts.ts'
import { decideWithReasons, type PolicyInForce } from '../policy/index.ts'

/** What the rules of its day say of a row. */
export type RowDecision = {
  readonly decision: Decision
  /** Over outcome, rules, facts still missing and the packs: taking the decision again gives the same one. */
  readonly sha256: string
  /** The rules that asked for the outcome, where it stops the benefit or leaves it to judgement. */
  readonly stops: readonly string[]
}

/** Decides one row by the packs in force on its day, and says which rules stopped it. */
export function decideRow(policy: PolicyInForce, facts: Facts): RowDecision {
  const { decision, fired } = decideWithReasons(policy.packsOn(facts.asOf), facts, policy.rates)
  const { outcome } = decision
  const isStopped = outcome !== 'allow' && outcome !== 'allow_with_conditions'
  const asking = isStopped ? fired.filter((one) => one.asks === outcome) : []
  const stops = [...new Set(asking.map((one) => one.ruleId))].sort()
  return { decision, sha256: digestOf(decision), stops }
}

/** The digest that stands for a decision of which no record is kept. */
export function digestOf(decision: Decision): string {
  const { outcome, level, ruleIds, missing, packs } = decision
  const hashes = (packs ?? []).map((pack) => pack.sha256)
  return hash('sha256', JSON.stringify([outcome, level ?? null, ruleIds, missing, hashes]))
}
