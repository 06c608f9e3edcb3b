import { operations } from '../../src/contract/index.ts'
import type { Task } from './load.ts'
import { day, fileId, lineId, minor, papers } from './lives.ts'

/** The people of the bench; each has a session. */
export type Who = 'sales' | 'head' | 'finance' | 'maker' | 'checker'

/** A life as it stands before its next command. */
export type Life = {
  readonly n: number
  readonly requestId: string
  readonly version: number
  readonly approvalId: string
  readonly claimId: string
  readonly orderId: string
}

/** One command about payments: who gives it, and how it is asked for of a life. */
export type Step = {
  readonly operation: string
  readonly who: Who
  readonly params?: (life: Life) => Readonly<Record<string, string>>
  readonly body: (life: Life) => object
}

/** The commands in the order in which a life goes through them. */
export const steps: readonly Step[] = [
  {
    operation: 'approvals.approve',
    who: 'head',
    params: ({ approvalId }) => ({ approvalId }),
    body: ({ version }) => ({ version }),
  },
  {
    operation: 'requests.give',
    who: 'sales',
    params: ({ requestId }) => ({ requestId }),
    body: ({ n, version }) => ({
      version,
      givenOn: day,
      fileIds: papers.map((purpose) => fileId(purpose, n)),
    }),
  },
  {
    operation: 'payments.file_claim',
    who: 'sales',
    body: ({ n, requestId }) => ({ lines: [{ requestId, minor }], fileIds: [fileId('claim', n)] }),
  },
  {
    operation: 'payments.check_claim',
    who: 'finance',
    params: ({ claimId }) => ({ claimId }),
    body: () => ({ version: 1, verdict: 'accept', reason: '小票已核对' }),
  },
  {
    operation: 'payments.prepare',
    who: 'maker',
    body: ({ requestId, claimId }) => ({ requestId, claimId, purpose: '工作餐报销' }),
  },
  {
    operation: 'payments.check',
    who: 'checker',
    params: ({ orderId }) => ({ orderId }),
    body: () => ({ version: 1 }),
  },
  {
    operation: 'bank.answer_line',
    who: 'checker',
    params: ({ n }) => ({ lineId: lineId(n) }),
    body: ({ orderId }) => ({ version: 1, verdict: 'paid', orderIds: [orderId], reason: '对账单所载即本笔' }),
  },
]

/** The command of a step on a life, as a client sends it. */
export function taskOf(step: Step, life: Life, cookie: string): Task {
  const found = operations.find(({ id }) => id === step.operation)
  if (!found) throw new Error(`the contract has no ${step.operation}`)
  const params = step.params?.(life) ?? {}
  const path = found.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  return { path, cookie, body: step.body(life), status: found.status ?? 200 }
}
