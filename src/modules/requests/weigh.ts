import type { Facts } from '../../contract/facts.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { unitsAbove, type Organisation } from '../access/index.ts'
import { planRoute, type PlannedStep, type RouteStep } from '../approvals/index.ts'
import { factLine, type BenefitRow, type HistoryLine } from '../benefits/index.ts'
import { buildFacts } from '../facts/index.ts'
import { rankOf, type PolicyInForce } from '../policy/index.ts'
import { budgetStep, budgetWordOf, type BudgetWord } from './budget.ts'
import { commissionedBefore } from './commission.ts'
import { routePeopleFor } from './route-people.ts'
import { submitEffect, type SubmitEffect } from './domain.ts'
import { historyFor, type Shared, type Situation } from './situation.ts'

/** What the policy says of a proposal, and what a submit would lead to. Preview and submit share it. */
export type Weighing = ReturnType<PolicyInForce['decide']> & {
  readonly facts: Facts
  readonly history: readonly HistoryLine[]
  readonly isLate: boolean
  readonly effect: SubmitEffect
  readonly isRegisterOnly: boolean
  /** The people of the route; a refusal when nobody could decide. */
  readonly route: readonly PlannedStep[] | Refusal
  /** The people of the steps above a level, for a round in which these have signed already. */
  readonly routeAbove: (level: string, signed: readonly string[]) => readonly PlannedStep[] | Refusal
  /** What the budgets say of it; undefined where they were not asked. */
  readonly budget: BudgetWord | undefined
  /** For what is recorded at once: the share that is reviewed later, and who would review it. */
  readonly review: { readonly perMille: number; readonly route: readonly PlannedStep[] | Refusal } | undefined
}

/** Who files it, and what is left out of the sums: the benefit's own lines when it is decided again. */
export type WeighedBy = {
  readonly requesterId: string
  readonly exceptBenefitId?: string
  readonly isLate?: boolean
  /** The benefit that this would stand in place of: what it holds of a budget is free for it. */
  readonly inPlaceOf?: BenefitRow | undefined
}

/**
 * Weighs one proposal on what was loaded for it. Pure. Undefined while it names no kind. Somebody who works
 * for several at once is weighed at each of them, and the strictest counts: an employer has one history,
 * whoever else its people work for.
 */
export function weigh(shared: Shared, situation: Situation, by: WeighedBy): Weighing | undefined {
  const [first, ...others] = situation.parties.person?.employerIds ?? []
  return others.reduce(
    (strictest, id) => stricterOf(strictest, weighAt(shared, situation, by, id)),
    weighAt(shared, situation, by, first),
  )
}

/** The stricter of two verdicts; the first where they are alike. */
export function stricterOf(one: Weighing | undefined, other: Weighing | undefined): Weighing | undefined {
  if (!one || !other) return one ?? other
  const [ours, theirs] = [strictnessOf(one), strictnessOf(other)]
  const at = ours.findIndex((each, i) => each !== theirs[i])
  return (theirs[at] ?? 0) > (ours[at] ?? 0) ? other : one
}

/** The outcome first, then whether anybody decides it, by how many, and what is asked for. */
function strictnessOf({ decision, isRegisterOnly, route }: Weighing): readonly number[] {
  const steps = isRefusal(route) ? Number.MAX_SAFE_INTEGER : route.length
  return [rankOf(decision), isRegisterOnly ? 0 : 1, steps, decision.ruleIds.length]
}

function weighAt(
  shared: Shared,
  situation: Situation,
  by: WeighedBy,
  employerId: string | undefined,
): Weighing | undefined {
  const { asked, deal, giver, parties, evidence, today } = situation
  if (!asked) return undefined
  const history = historyFor(shared, situation, by.exceptBenefitId, employerId)
  const isLate = by.isLate ?? asked.happensOn < today
  const commissioned = commissionedBefore(situation.commissions ?? [], situation, {
    except: by.exceptBenefitId,
    converted: (amount, currency) => shared.policy.converted(amount, currency, asked.happensOn),
  })
  const facts = buildFacts(
    { ...asked, commissioned },
    {
      giver,
      customer: parties.customer,
      person: parties.person && { ...parties.person, employerId },
      deal,
      evidence,
      history: history.map(factLine),
    },
    { requesterId: by.requesterId, requesterIsClose: situation.closeStaff.includes(by.requesterId), isLate },
  )
  const weighed = shared.policy.decide(facts)
  const units = unitCodes(shared.organisation, by.requesterId)
  const routed = shared.policy.route(weighed.decision, facts, units)
  const budget = budgetWordOf(shared, situation, by)
  const added = budgetStep(budget, routed.steps, isLate)
  const isRegisterOnly = routed.registerOnly && added.length === 0
  const effect = submitEffect(weighed.decision.outcome, { isLate, isRegisterOnly })
  const plan = (steps: readonly RouteStep[], signed: readonly string[] = []) =>
    planned(shared, situation, by.requesterId, { steps, signed })
  const review = isRegisterOnly &&
    routed.review && { perMille: routed.review.perMille, route: plan(routed.review.steps) }
  const routeAbove = (level: string, signed: readonly string[]) =>
    plan(
      routed.steps.filter((step) => step.level > level),
      signed,
    )
  const route = plan([...routed.steps, ...added])
  return {
    ...weighed,
    facts,
    history,
    isLate,
    effect,
    isRegisterOnly,
    route,
    routeAbove,
    budget,
    review: review || undefined,
  }
}

function planned(
  { organisation, policy }: Shared,
  situation: Situation,
  requesterId: string,
  { steps, signed }: { readonly steps: readonly RouteStep[]; readonly signed: readonly string[] },
) {
  const { entityId, today, asked, closeStaff: closeIds, loosenings } = situation
  const happensOn = asked?.happensOn ?? today
  const loosenedByIds = loosenings.loosenedBy
  const asking = { requesterId, entityId, closeIds, loosenedByIds, today, happensOn }
  return planRoute(steps, routePeopleFor(organisation, policy, asking), signed)
}

/** The codes of somebody's unit and of those above it, the nearest first. */
function unitCodes(organisation: Organisation, personId: string): string[] {
  const unitId = organisation.people.get(personId)?.unit_id ?? null
  return unitsAbove(organisation, unitId).flatMap((id) => organisation.units.get(id)?.code ?? [])
}

/** The route's people, or none when the route is refused. */
export function routePeople(weighing: Weighing): readonly PlannedStep[] {
  return isRefusal(weighing.route) ? [] : weighing.route
}

/** What a refusal carries: the rule, its clause and sentence, and what can be done, in both languages. */
export function leadingRule({ forbidden }: Pick<Weighing, 'forbidden'>): Readonly<Record<string, string>> {
  const found = forbidden()
  if (!found) return { rule: '', clause: '' }
  const { rule, clause, message, waysOut } = found
  return {
    rule,
    clause_zh: clause.zh,
    clause_en: clause.en,
    message_zh: message.zh,
    message_en: message.en,
    wayOut_zh: waysOut.map(({ zh }) => zh).join('；'),
    wayOut_en: waysOut.map(({ en }) => en).join('; '),
  }
}

/** What the log says of a verdict. */
export function verdictNote(weighing: Weighing): { readonly [name: string]: CanonicalValue } {
  return {
    outcome: weighing.decision.outcome,
    rules: [...weighing.decision.ruleIds],
    record: weighing.record.sha256,
  }
}
