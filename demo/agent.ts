import { agreementKey } from './agreements.ts'
import { addDays } from '../src/kernel/time.ts'
import { draftOf, percentOf, toCustomer, yuan } from './draft.ts'
import type { DocKey, PlanAgreement, PlanFrame, PlannedBenefit } from './types.ts'

/** The licensed agent of the sample, who works alone: a natural person, whom only an exception pays. */
export const agent = {
  key: 'cus-agent',
  bank: '示例银行杭州西湖支行',
  licence: '代理资格证 ZJ-2024-0117，独立代理协议 HT-2026-9001 第 2 条',
  reason: '本人为独立持证代理人，报酬付至其本人账户，按劳务报酬代扣个人所得税。',
} as const

/** What the orders brought in, and the share of it that the agent earns before income tax. */
const base = yuan(200_000)
const ratePercent = '4'

/** How many days before the plan's last day the agent asked, was approved, and the exception was made. */
export const agentDays = { submit: 24, approve: 22, propose: 15, confirm: 14 } as const

/** The agreement under which the agent works. */
export const agentAgreement: PlanAgreement = {
  key: agreementKey(agent.key, 2026),
  number: 'HT-2026-9001',
  customer: agent.key,
  entity: 'ent-sh',
  title: { zh: '2026 年度独立代理协议', en: 'Independent agency agreement 2026' },
  signedOn: '2025-12-18',
  from: '2026-01-01',
  to: '2026-12-31',
  clauses: [
    {
      number: '2',
      kind: 'rebate',
      text: {
        zh: `代理促成的订单回款后，按回款额 ${ratePercent}% 每季度结算代理报酬，依法代扣个人所得税。`,
        en: `A fee of ${ratePercent} % each quarter on what such orders brought in, less income tax by law.`,
      },
      ratePercent,
      from: '2026-01-01',
      to: '2026-12-31',
    },
  ],
}

const papers: readonly DocKey[] = [
  'contractClause',
  'calculationSheet',
  'ledgerAccount',
  'customerStatement',
  'redInvoice',
]

/** What the agent earned in the third quarter, asked for by whoever looks after them. */
export function agentFee(frame: Pick<PlanFrame, 'today'>): PlannedBenefit {
  const by = 'zhao-qiang'
  const at = (daysAgo: number) => `${addDays(frame.today, -daysAgo)}T02:30:00.000Z`
  return {
    ...draftOf({
      entity: 'ent-sh',
      requester: by,
      customer: agent.key,
      recipient: { kind: 'entity', customer: agent.key },
      form: 'rebate',
      value: percentOf(base, ratePercent),
      date: addDays(frame.today, -agentDays.submit),
      purpose: 'volume_rebate',
      context: 'sale',
      inContract: true,
      agreement: agentAgreement.key,
      title: { zh: '三季度独立代理报酬', en: 'Fee of the independent agent, third quarter' },
      reason: {
        zh: '三季度由其代理促成的两笔订单已回款，按独立代理协议第 2 条结算；本人为自然人，须走收款人例外并代扣个税。',
        en: 'Two orders of the quarter are paid for, clause 2. A natural person, paid by exception.',
      },
      payee: toCustomer,
      docs: papers,
    }),
    key: 'ben-agent-01',
    direction: 'given',
    ordinary: false,
    late: false,
    steps: [
      { at: at(agentDays.submit), by, verb: 'submit' },
      { at: at(agentDays.approve), by: 'xie-wenbin', verb: 'approve' },
    ],
    state: 'approved',
  }
}
