import { paymentRoutes } from '../../src/modules/payments/index.ts'
import { homeZone } from '../../src/app/world.ts'
import { dayIn } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { inTransaction } from '../../src/platform/db/in-transaction.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { openRound, rebate } from './approval-round.ts'
import type { Company } from './company-on.ts'
import { hire } from './hire.ts'
import { requestCalls, type RequestCalls } from './request-calls.ts'

/** Two people of finance beside the one who approves, and calls that know the operations of payments. */
export type PaymentCalls = RequestCalls & {
  /** Prepares orders. */
  readonly maker: Actor
  /** Checks them. */
  readonly checker: Actor
  /** Files a rebate and has it approved. */
  readonly approvedRebate: (minor?: string) => Promise<string>
  /** Prepares an order for all that is left of a request. */
  readonly prepared: (requestId: string, body?: object) => Promise<string>
  /** Has an order checked by the second person. */
  readonly checked: (orderId: string) => Promise<void>
  /** Runs SQL as the application's own role, as somebody with its password would. */
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>
  /** The constraint that such SQL breaks, or `done`. */
  readonly brokenBy: (text: string, values?: readonly unknown[]) => Promise<string>
}

/** The papers that the shipped rules ask for before a rebate is paid. */
const papers = ['calculationSheet', 'customerStatement', 'ledgerAccount', 'redInvoice']

/** Calls on a company's own database, with those who pay. */
export async function paymentCalls(company: Company): Promise<PaymentCalls> {
  const { world } = company
  const routes = paymentRoutes({
    newId: world.newId,
    requests: world.requests,
    rounds: world.rounds,
    door: world.door,
    pool: world.pool,
    dayAt: (at) => dayIn(homeZone, at),
  })
  const calls = requestCalls(company, routes)
  const maker = await hire(company, { role: 'finance' })
  const checker = await hire(company, { role: 'finance' })
  const sql = (text: string, values: readonly unknown[] = []) =>
    inTransaction(world.pool, [systemActor], (tx) => tx.sql(text, values))
  return {
    ...calls,
    maker,
    checker,
    approvedRebate: async (minor = '1280000') => {
      const fileIds = await Promise.all(papers.map((purpose) => calls.upload('sales', purpose)))
      const proposal = { ...rebate, amount: { currency: 'CNY', minor }, fileIds }
      const { requestId } = await openRound(calls, proposal)
      await calls.approve(requestId)
      return requestId
    },
    prepared: async (requestId, body = {}) => {
      const given = { body: { requestId, purpose: '三季度返利', ...body } }
      return String((await calls.good(maker, 'payments.prepare', given))['orderId'])
    },
    checked: async (orderId) => {
      await calls.good(checker, 'payments.check', { params: { orderId }, body: { version: 1 } })
    },
    sql,
    brokenBy: async (text, values) => {
      try {
        await sql(text, values)
        return 'done'
      } catch (fault) {
        return (fault as { constraint?: string }).constraint ?? String(fault)
      }
    },
  }
}
