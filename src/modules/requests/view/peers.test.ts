import { afterAll, beforeAll, expect, test } from 'vitest'
import { ordinary } from '../../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { registerPorts } from '../../../app/routes.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
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
  const id = `party_alike${nth}`.padEnd(20, '0')
  const row = newCustomer({
    ...{ id, name: `恒${'甲乙丙丁戊己庚'[nth]}经销有限公司`, type: 'company', role: 'dealer' },
    ...{ ownership: 'private', country: 'CN', public_purchaser: false, staff_benefit_authorised: false },
    ...{ source: 'record', created_at: company.world.now() },
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
