import type { Company } from './company-on.ts'
import { consumerRebate, exceptionFor } from './consumer-rebate.ts'
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
  const given = exceptionFor(requestId, payeeId, { kind: 'licensed_agent', taxTreatment })
  const proposed = await calls.good(calls.maker, 'payments.propose_exception', given)
  const exceptionId = String(proposed['exceptionId'])
  const body = { answer: 'confirm', reason: '已核对执业证' }
  await calls.good('compliance', 'payments.answer_exception', { params: { exceptionId }, body })
  return { requestId, exceptionId, payeeId }
}
