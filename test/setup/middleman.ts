import { clauseTable } from '../../src/modules/deals/index.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import { ordinary } from './circumstances.ts'
import type { Company } from './company-on.ts'
import type { PaymentCalls } from './payment-calls.ts'
import type { Who } from './request-calls.ts'

let clauses = 0

/** An organisation with a service contract that provides for a commission, and a verified account. */
export async function newMiddleman(company: Company, calls: PaymentCalls): Promise<string> {
  const partyId = await calls.newDealer()
  const [agreement] = await calls.sql('select id from deals.agreement where customer_id = $1', [partyId])
  await company.store([
    insertRow(clauseTable, {
      id: `clause_middle${String(clauses++).padStart(5, '0')}`,
      agreement_id: String(agreement?.['id']),
      number: '3',
      form: 'commission',
      text: '促成合同生效并回款后，按合同额支付佣金',
      rate_percent: null,
      is_published: false,
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      terms_group: null,
    }),
  ])
  return partyId
}

/** What the papers of an independent and licensed middleman say. */
export const independent = {
  role: 'agent' as const,
  isLicensed: true,
  licence: '营业执照，经营范围含居间服务，档案 A-3',
  isIndependent: true,
  declaration: '独立性声明 2026-01-06，档案 A-3',
  isOwnerKnown: true,
  owners: '受益所有人信息表 2026-01-06',
  isTiedToStaff: false,
  isTiedToOfficial: false,
  isClean: true,
  dueDiligence: '尽调报告 DD-2026-004',
  fromOn: '2026-01-01',
  untilOn: '2026-12-31',
}

/** Puts a middleman on record and has it verified. */
export async function verifiedMiddleman(
  company: Company,
  calls: PaymentCalls,
  partyId: string,
  more: object = {},
  by: { readonly recorder?: Who; readonly verifier?: Who } = {},
): Promise<string> {
  const { recorder = 'finance', verifier = 'compliance' } = by
  const entityId = company.founded.entities['suzhou']
  const body = { entityId, partyId, ...independent, ...more }
  // The last one verified speaks, so that each has a moment of its own.
  const tick = () => company.clock.set(new Date(Date.parse(company.world.now()) + 1000).toISOString())
  tick()
  const { thirdPartyId } = await calls.good(recorder, 'deals.record_third_party', { body })
  await calls.good(verifier, 'deals.verify_third_party', {
    params: { thirdPartyId },
    body: { answer: 'confirm' },
  })
  tick()
  return String(thirdPartyId)
}

/** A commission of 20,000 yuan, 4 % of its contract. */
export const commission = (partyId: string, more: object = {}, facts: object = {}) => ({
  customer: { partyId },
  recipient: { to: 'organisation' },
  kindId: 'commission',
  amount: { currency: 'CNY', minor: '2000000' },
  happensOn: '2026-11-26',
  reasonChip: 'brokered',
  reason: '居间促成销售合同，按居间合同第 3 条结算',
  facts: {
    ...ordinary('commission'),
    'thirdParty.contract': 'XS-2026-118',
    'thirdParty.contractRevenue': { currency: 'CNY', minor: '50000000' },
    ...facts,
  },
  ...more,
})
