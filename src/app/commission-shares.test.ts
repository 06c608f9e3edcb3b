import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bankCalls, todayOf, type BankCalls } from '../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { hire } from '../../test/setup/hire.ts'
import { commission, newMiddleman, verifiedMiddleman } from '../../test/setup/middleman.ts'
import type { PaymentCalls } from '../../test/setup/payment-calls.ts'
import type { Actor } from '../platform/act/actor.ts'

// Commissions on one contract are one share of it: in several currencies, and while one of them is paid.

let company: Company
let bank: BankCalls
let calls: PaymentCalls
/** Verifies middlemen, so that compliance can still judge what is asked for them. */
let verifier: Actor

beforeAll(async () => {
  company = await testCompany()
  bank = await bankCalls(company)
  calls = bank.pay
  verifier = await hire(company, { role: 'compliance' })
})

afterAll(async () => {
  bank.close()
  await company.close()
})

type Verdict = { readonly outcome: string; readonly missing: readonly { readonly path: string }[] }

/** A commission on a contract, 3.3 % of it by itself. */
async function asked(number: string, currency = 'CNY', minor = '2000000', papers: readonly string[] = []) {
  const partyId = await newMiddleman(company, calls)
  await verifiedMiddleman(company, calls, partyId, {}, { verifier })
  const fileIds = await Promise.all(['fairValue', ...papers].map((kind) => calls.upload('sales', kind)))
  const more = { happensOn: todayOf(company), amount: { currency, minor }, fileIds }
  return commission(partyId, more, {
    'thirdParty.contract': number,
    'thirdParty.contractRevenue': { currency, minor: String(BigInt(minor) * 30n) },
  })
}

const previewed = async (proposal: object) =>
  (await calls.good('sales', 'requests.preview', { body: proposal }))['verdict'] as Verdict

const submitted = async (proposal: object) =>
  String((await calls.good('sales', 'requests.submit', { body: { proposal } }))['requestId'])

describe('another currency splits no contract', () => {
  test('what was asked for in yuan counts beside dollars, at the rate of the day', async () => {
    await submitted(await asked('XS-2026-400'))
    expect((await previewed(await asked('XS-2026-400', 'USD', '300000'))).outcome).toBe('escalate')
    expect((await previewed(await asked('XS-2026-401', 'USD', '300000'))).outcome).toBe(
      'allow_with_conditions',
    )
  })

  test('without a rate the share is unknown, and the commission waits', async () => {
    await submitted(await asked('XS-2026-402', 'ISK', '300000'))
    const verdict = await previewed(await asked('XS-2026-402'))
    expect(verdict.outcome).toBe('hold')
    expect(verdict.missing.map(({ path }) => path)).toContain('thirdParty.feePercent')
  })

  test('a sign that nobody sees makes no other contract', async () => {
    await submitted(await asked('XS-2026-403'))
    expect((await previewed(await asked('ｘs\u{200B}-2026\u{AD}-4\u{202E}03'))).outcome).toBe('escalate')
    const unseen = { body: { proposal: await asked('\u{200B}\u{AD}') } }
    expect(await calls.codeOf('sales', 'requests.submit', unseen)).toBe('requests.commission_contract_needed')
  })
})

test('one that is only asked for later stops the payment of none that is approved', async () => {
  const first = await submitted(
    await asked('XS-2026-410', 'CNY', '2000000', ['deliverables', 'ledgerAccount']),
  )
  await calls.approve(first)
  const later = await asked('XS-2026-410')
  expect((await previewed(later)).outcome).toBe('escalate')
  await submitted(later)
  const detail = await calls.good('sales', 'requests.detail', { params: { requestId: first } })
  expect(detail['verdict']).toMatchObject({ outcome: 'allow_with_conditions' })
  await calls.checked(await calls.prepared(first, { purpose: '居间佣金' }))
})
