import { agreementTable, clauseTable, dealRoutes, uncheckedAgreement } from '../../src/modules/deals/index.ts'
import { accountTable, newCustomer } from '../../src/modules/parties/index.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import { paymentRoutes } from '../../src/modules/payments/index.ts'
import { findAskers } from '../../src/modules/requests/index.ts'
import { homeZone } from '../../src/app/world.ts'
import { dayIn } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { inTransaction } from '../../src/platform/db/in-transaction.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { lunchOn, openRound, rebate, roundOf } from './approval-round.ts'
import { parties, type Company } from './company-on.ts'
import { hire } from './hire.ts'
import { requestCalls, type RequestCalls } from './request-calls.ts'

const noRoute = { cnaps: null, province: null, city: null, phone: null }

/** Two people of finance beside the one who approves, and calls that know the operations of payments. */
export type PaymentCalls = RequestCalls & {
  /** Prepares orders. */
  readonly maker: Actor
  /** Checks them. */
  readonly checker: Actor
  /** Files a rebate and has it approved; to the dealer of the company unless another customer is named. */
  readonly approvedRebate: (minor?: string, customerId?: string, happensOn?: string) => Promise<string>
  /** A customer of its own with an agreement and a verified account. */
  readonly newDealer: () => Promise<string>
  /** Files a lunch of 90 yuan, has it approved and records it as given. */
  readonly givenLunch: (givenOn?: string, plan?: object, told?: object) => Promise<string>
  /** The body of an order. */
  readonly pays: (requestId: string, body?: object) => { readonly body: object }
  /** States somebody's own account. */
  readonly ownAccount: (who: string, holder: string, number?: string) => Promise<string>
  /** Has the account of a colleague verified by the second person of finance. */
  readonly verified: (accountId: string) => Promise<void>
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

/** The papers that the shipped rules ask for before a meal is paid. */
const mealPapers = ['agenda', 'attendeeList', 'receipt', 'invoice']

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
  const ofDeals = dealRoutes({
    newId: world.newId,
    organisation: world.requests.organisation,
    findAskers,
    rounds: world.rounds,
    door: world.door,
    pool: world.pool,
    dayAt: (at) => dayIn(homeZone, at),
  })
  const calls = requestCalls(company, [...routes, ...ofDeals])
  const maker = await hire(company, { role: 'finance' })
  const checker = await hire(company, { role: 'finance' })
  const sql = (text: string, values: readonly unknown[] = []) =>
    inTransaction(world.pool, [systemActor], (tx) => tx.sql(text, values))
  return {
    ...calls,
    maker,
    checker,
    newDealer: () => newDealer(company),
    ...filing(calls),
    pays: (requestId, body = {}) => ({ body: { requestId, purpose: '三季度返利', ...body } }),
    ownAccount: async (who, holder, number = '6217001180001234567') => {
      const body = { holder, bank: '招商银行苏州分行', number, reference: '本人登记' }
      return String((await calls.good(who, 'payments.state_own_account', { body }))['accountId'])
    },
    verified: async (accountId) => {
      const body = { answer: 'confirm', how: 'in_person', reference: '当面核对银行卡' }
      await calls.good(checker, 'payments.check_staff_account', { params: { accountId }, body })
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

/** Benefits that have come as far as their payment. */
function filing(calls: RequestCalls): Pick<PaymentCalls, 'approvedRebate' | 'givenLunch'> {
  return {
    approvedRebate: async (minor = '1280000', customerId = parties.dealer, happensOn = rebate.happensOn) => {
      const fileIds = await Promise.all(papers.map((purpose) => calls.upload('sales', purpose)))
      const customer = { partyId: customerId }
      const proposal = { ...rebate, customer, amount: { currency: 'CNY', minor }, happensOn, fileIds }
      const { requestId } = await openRound(calls, proposal)
      await calls.approve(requestId)
      return requestId
    },
    givenLunch: async (givenOn = '2026-11-25', plan = {}, told = {}) => {
      const round = await openRound(calls, { ...lunchOn('2026-11-25'), ...plan })
      await calls.approve(round.requestId)
      const { version } = await roundOf(calls, round.requestId)
      const fileIds = await Promise.all(mealPapers.map((purpose) => calls.upload('sales', purpose)))
      const body = { version, givenOn, fileIds, ...told }
      await calls.good('sales', 'requests.give', { params: { requestId: round.requestId }, body })
      return round.requestId
    },
  }
}

let dealers = 0

/** Of the dealer `n`: the party, the agreement, its clause and the account. */
function dealerIds(n: number) {
  const mark = `own${String(n).padStart(6, '0')}`
  return {
    partyId: `party_${mark}`,
    agreementId: `agr_${mark}`,
    clauseId: `clause_${mark}`,
    accountId: `bank_${mark}`,
  }
}

async function newDealer({ founded, store }: Company): Promise<string> {
  const n = dealers++
  const { partyId, agreementId, clauseId, accountId } = dealerIds(n)
  const name = `昆山付款测试${n}号有限公司`
  const dates = { from_on: '2026-01-01', until_on: '2026-12-31' }
  await store([
    newCustomer({
      id: partyId,
      name,
      ownership: 'private',
      role: 'dealer',
      public_purchaser: false,
      staff_benefit_authorised: false,
      account_verified: true,
      created_at: '2026-01-01T00:00:00.000Z',
    }),
    insertRow(agreementTable, {
      ...uncheckedAgreement,
      ...dates,
      id: agreementId,
      entity_id: founded.entities['suzhou'] ?? '',
      customer_id: partyId,
      number: `HT-2026-9${String(n).padStart(3, '0')}`,
      title: '年度框架协议',
      signed_on: '2025-12-01',
      state: 'active',
    }),
    insertRow(clauseTable, {
      ...dates,
      id: clauseId,
      agreement_id: agreementId,
      number: '6',
      form: 'rebate',
      text: '季度达量返利 2%',
      rate_percent: '2',
      is_published: true,
      terms_group: 'dealer/-',
    }),
    insertRow(accountTable, {
      id: accountId,
      customer_id: partyId,
      holder: name,
      bank: '昆山农商银行',
      number: `62220299${String(n).padStart(8, '0')}`,
      given_in: 'contract',
      reference: '合同第 8 条',
      state: 'verified',
      stated_by: founded.people['boss'] ?? '',
      stated_at: '2026-01-01T00:00:00.000Z',
      checked_by: founded.people['finance'] ?? '',
      checked_at: '2026-01-01T00:00:00.000Z',
      checked_how: 'call_back',
      check_reference: '按合同所载电话核对',
      ...noRoute,
    }),
  ])
  return partyId
}
