import { afterAll, beforeAll, expect, test } from 'vitest'
import { ordinary } from '../../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { registerPorts } from '../../../app/routes.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { agreementTable, clauseTable, uncheckedAgreement } from '../../deals/index.ts'
import { newCustomer } from '../../parties/index.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** One more dealer without a grade, as the one of the test company. */
async function dealer(nth: number): Promise<string> {
  const id = `party_alike${'abcdefghijk'[nth]}`.padEnd(20, '0')
  const row = newCustomer({
    id,
    name: `恒${'甲乙丙丁戊己庚辛壬癸子'[nth]}经销有限公司`,
    type: 'company',
    role: 'dealer',
    ownership: 'private',
    country: 'CN',
    public_purchaser: false,
    staff_benefit_authorised: false,
    source: 'record',
    created_at: company.world.now(),
  })
  await company.store([row])
  return id
}

async function give(customerId: string, minor: string, entity?: string): Promise<string> {
  const proposal = {
    customer: { partyId: customerId },
    recipient: { to: 'organisation' },
    kindId: 'coupon',
    amount: { currency: 'CNY', minor },
    happensOn: '2026-11-26',
    reasonChip: 'referral',
    reason: '老客户推荐新客户的代金券',
    facts: ordinary('coupon'),
    ...(entity === undefined ? {} : { entityId: company.founded.entities[entity] }),
  }
  const actor = company.actor('sales', Object.values(company.founded.entities))
  const answer = await calls.good(actor, 'requests.submit', { body: { proposal } })
  return String(answer['requestId'])
}

/** The rate for rebates in the agreement of a dealer, in the group that all of them belong to. */
async function agreed(customerId: string, nth: number, ratePercent: string): Promise<void> {
  const span = { from_on: '2026-01-01', until_on: '2026-12-31' }
  await company.store([
    insertRow(agreementTable, {
      id: `agr_alike${nth}00`,
      entity_id: company.founded.entities['suzhou'] ?? '',
      customer_id: customerId,
      number: `HT-2026-90${nth}`,
      title: '年度框架协议',
      signed_on: '2026-01-02',
      state: 'active',
      ...span,
      ...uncheckedAgreement,
    }),
    insertRow(clauseTable, {
      id: `clause_alike${nth}0`,
      agreement_id: `agr_alike${nth}00`,
      number: '6',
      form: 'rebate',
      text: '季度达量返利',
      rate_percent: ratePercent,
      is_published: true,
      terms_group: 'dealers',
      ...span,
    }),
  ])
}

type Peers = {
  readonly text: string
  readonly dots: readonly number[]
  readonly median: { readonly at: number; readonly text: string }
  readonly own: { readonly at: number; readonly text: string }
}

async function peersOn(requestId: string): Promise<Peers | undefined> {
  const item = await calls.good('head', 'requests.detail', { params: { requestId } })
  return item['peers'] as Peers | undefined
}

test('what a customer got stands among customers alike, in sight and once there are five', async () => {
  const own = await give(parties.dealer, '50000')
  const dealers = await Promise.all([0, 1, 2, 3, 4].map(dealer))
  for (const [i, id] of dealers.slice(0, 4).entries()) await give(id, `${i + 1}0000`)
  expect(await peersOn(own)).toBeUndefined()
  // A sister company's are not in sight, and would make the fifth.
  await give(dealers[4] ?? '', '90000', 'shanghai')
  expect(await peersOn(own)).toBeUndefined()
  await give(dealers[4] ?? '', '100000')
  const peers = await peersOn(own)
  expect(peers?.dots).toEqual([100, 200, 300, 400, 1000])
  expect(peers?.median).toEqual({ at: 300, text: '中位 ¥300.00' })
  expect(peers?.own).toEqual({ at: 500, text: '含本单 ¥500.00' })
  expect(peers?.text).toContain('高于其中 4 家')
  for (const id of dealers) expect(JSON.stringify(peers)).not.toContain(id)
  const ports = registerPorts(company.world)
  const actor = company.actor('head')
  const page = await readOnly(company.world.pool, [actor], async (tx) => {
    const organisation = await company.world.requests.organisation(tx)
    const now = company.world.now()
    const reader = { actor, language: 'en' as const, now, today: '2026-11-30', organisation }
    return ports.peersOf(tx, reader, parties.dealer)
  })
  expect(page?.own.text).toBe('this customer ¥500.00')
})

test('where agreements name a rate, the terms stand beside those of customers alike', async () => {
  const dealers = await Promise.all([5, 6, 7, 8, 9].map(dealer))
  const [own = '', ...others] = [await dealer(10), ...dealers]
  await agreed(own, 0, '3.4')
  for (const [i, id] of others.slice(0, 4).entries())
    await agreed(id, i + 1, ['1', '1.5', '2', '2.25'][i] ?? '')
  const proposal = {
    customer: { partyId: own },
    recipient: { to: 'organisation' },
    kindId: 'rebate',
    amount: { currency: 'CNY', minor: '1280000' },
    happensOn: '2026-11-26',
    reasonChip: 'quarter',
    reason: '三季度达量返利，按合同第 6 条',
    facts: ordinary('rebate'),
  }
  const answer = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(answer['requestId'])
  expect(await peersOn(requestId)).toBeUndefined()
  await agreed(others[4] ?? '', 5, '2')
  expect(await peersOn(requestId)).toMatchObject({
    dots: [294, 441, 588, 588, 661],
    median: { at: 588, text: '中位 2%' },
    own: { at: 1000, text: '本单 3.4%' },
  })
})
