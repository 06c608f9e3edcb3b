import { agent, agentDays } from '../../../demo/agent.ts'
import { daysBetween, dayIn } from '../../kernel/time.ts'
import { answerException, proposeException } from '../../modules/payments/index.ts'
import { homeZone } from '../world.ts'
import { courseOf, later, movedCourse, type Course } from './course.ts'
import { bankDepsOf } from './pay-orders.ts'
import { playUntil, type Surprises } from './play.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const day = 86_400_000

/**
 * What a licensed agent earned: asked for and approved like any rebate, and payable only by an exception that
 * finance proposes and compliance confirms. Its payment leaves with the last batch but one, less the tax.
 */
export async function engageAgent(stage: Stage, surprises: Surprises): Promise<Course[]> {
  const { plan, begunAt } = stage
  const shift = daysBetween(plan.today, dayIn(homeZone, begunAt))
  const courses = plan.benefits
    .filter(isOfAgent)
    .map((benefit) => movedCourse(courseOf(benefit, shift), shift))
  await playUntil(stage, courses, begunAt, surprises)
  for (const course of courses) course.exceptionId = await excepted(stage, course)
  return courses
}

/** Whether something is for the agent, whom nothing of the rest of the sample pays. */
export function isOfAgent({ customer }: { readonly customer?: string }): boolean {
  return customer === agent.key
}

async function excepted(stage: Stage, { requestId = '' }: Course): Promise<string> {
  const { world, plan, customers, begunAt } = stage
  const own = plan.customers.find(({ key }) => key === agent.key)
  if (!own) throw new Error('the sample has its agent')
  const proposed = {
    requestId,
    kind: 'licensed_agent' as const,
    payeeId: idOf(customers, agent.key),
    holder: own.bank.accountName,
    bank: agent.bank,
    number: own.bank.account,
    reference: agent.licence,
    reason: agent.reason,
    taxTreatment: 'labour_income' as const,
  }
  const [made] = await actAll(world, proposeException(bankDepsOf(stage)), [
    {
      key: 'demo:agent:exception',
      actor: staffActor(stage, 'lin-xiao'),
      at: later(begunAt, -agentDays.propose * day),
      body: proposed,
    },
  ])
  const exceptionId = made?.exceptionId ?? ''
  await actAll(world, answerException(bankDepsOf(stage)), [
    {
      key: 'demo:agent:exception:confirm',
      actor: staffActor(stage, 'shen-lu'),
      at: later(begunAt, -agentDays.confirm * day),
      body: { exceptionId, answer: 'confirm' as const },
    },
  ])
  return exceptionId
}
