import { agentAgreement, agentFee } from './agent.ts'
import { sampleAgreements } from './agreements.ts'
import { refusedAttempts } from './attempts.ts'
import { besidePeople } from './beside.ts'
import { entities, staff, units } from './company.ts'
import { sampleCustomers } from './customers.ts'
import { recentDinners } from './dinners.ts'
import { events } from './events.ts'
import { sampleBenefits } from './ordinary.ts'
import { samplePeople } from './people.ts'
import { plantedBenefits } from './planted.ts'
import { programmes } from './programmes.ts'
import { receivedBenefits } from './received.ts'
import { tenders } from './tenders.ts'
import { waitingBenefits } from './waiting.ts'
import type { Plan, PlanFrame, PlannedBenefit } from './types.ts'

/** Ordinary benefits in a plan of scale 1; with the planted, waiting and received ones about 2,500. */
const ordinaryPerScale = 2_400

/**
 * The sample company: a maker of equipment, its people and customers, and eighteen months of benefits.
 * Pure: the same seed and scale give the same plan. `scale` multiplies the ordinary benefits only.
 */
export function samplePlan(seed = 'ming-li', scale = 1): Plan {
  const frame = sampleFrame(seed, scale)
  const ordinary = [...sampleBenefits(frame, Math.round(ordinaryPerScale * scale))]
  const benefits = [
    ...ordinary,
    ...recentDinners(frame, ordinary),
    agentFee(frame),
    ...plantedBenefits(frame),
    ...receivedBenefits(frame),
    ...waitingBenefits(frame),
    ...refusedAttempts(frame),
  ]
  return { ...frame, benefits: benefits.sort(bySubmission) }
}

/** Everything but the benefits, for a caller that streams those. */
export function sampleFrame(seed = 'ming-li', scale = 1): PlanFrame {
  const { customers, suppliers, beside, restaurants } = sampleCustomers(seed)
  const people = samplePeople(seed, customers)
  return {
    seed,
    scale,
    today: '2026-11-25',
    from: '2025-06-03',
    to: '2026-11-24',
    giverGroup: 'grp-chengyue',
    entities,
    units,
    staff,
    customers: [...customers, ...beside],
    suppliers,
    restaurants,
    people: [...people, ...besidePeople(people.length)],
    agreements: [...sampleAgreements(customers), agentAgreement],
    tenders,
    events,
    programmes,
  }
}

function bySubmission(a: PlannedBenefit, b: PlannedBenefit): number {
  const [one, other] = [submittedAt(a) + a.key, submittedAt(b) + b.key]
  return one < other ? -1 : one > other ? 1 : 0
}

/** When a planned benefit was submitted or declared. */
export function submittedAt(benefit: PlannedBenefit): string {
  return benefit.steps.find((step) => step.verb === 'submit')?.at ?? `${benefit.date}T00:00:00.000Z`
}
