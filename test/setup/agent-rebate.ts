import type { Company } from './company-on.ts'
import { becomesConsumer, consumerRebate, exceptionFor } from './consumer-rebate.ts'
import type { PaymentCalls } from './payment-calls.ts'

/** What an order for a licensed agent names. */
export type AgentRebate = {
  readonly requestId: string
  readonly exceptionId: string
  readonly payeeId: string
}

/** What a licensed agent earned, approved, with a confirmed exception by which they are paid. */
export async function agentRebate(
  company: Company,
  calls: PaymentCalls,
  minor: string,
  taxTreatment = 'labour_income',
): Promise<AgentRebate> {
  const { requestId, payeeId } = await consumerRebate(company, calls, minor)
  return {
    requestId,
    payeeId,
    exceptionId: await agentException(calls, { requestId, payeeId, taxTreatment }),
  }
}

/** What one licensed agent earned several times, each approved, with a confirmed exception beside each. */
export async function agentRebates(
  company: Company,
  calls: PaymentCalls,
  minors: readonly string[],
): Promise<AgentRebate[]> {
  const payeeId = await calls.newDealer()
  const requestIds: string[] = []
  for (const minor of minors) requestIds.push(await calls.approvedRebate(minor, payeeId))
  await becomesConsumer(company, payeeId)
  const made: AgentRebate[] = []
  for (const requestId of requestIds) {
    const exceptionId = await agentException(calls, { requestId, payeeId, taxTreatment: 'labour_income' })
    made.push({ requestId, payeeId, exceptionId })
  }
  return made
}

type Named = { readonly requestId: string; readonly payeeId: string; readonly taxTreatment: string }

async function agentException(
  calls: PaymentCalls,
  { requestId, payeeId, taxTreatment }: Named,
): Promise<string> {
  const given = exceptionFor(requestId, payeeId, { kind: 'licensed_agent', taxTreatment })
  const proposed = await calls.good('finance', 'payments.propose_exception', given)
  const exceptionId = String(proposed['exceptionId'])
  const body = { answer: 'confirm', reason: '已核对执业证' }
  await calls.good('compliance', 'payments.answer_exception', { params: { exceptionId }, body })
  return exceptionId
}
