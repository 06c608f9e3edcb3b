import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import {
  bodyOf,
  bookedPair,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { voucherDeps } from '../../../app/voucher-deps.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { vouchersOf } from './of-month.ts'
import { fixedVoucherTable } from './tables.ts'

// Finance knows a voucher by the reference under which it left, and by no other.

let company: Company
let suzhou: string
let call: VoucherCall
let n = 0

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  call = voucherCalls(company)
}, 60_000)
afterAll(() => company.close())

/** The dinner of each test is its own. */
beforeEach(async () => {
  n += 1
  await company.store([givenBenefit(company, n, { value_minor: 100_000n, happened_on: '2026-11-05' })])
})

const period = '2026-11'
const benefitId = () => `ben_voucher000${n}`
const byIdentifier = () => `BR-2026-000${n}/pay_left${n}`
const byNumber = () => `BR-2026-000${n}/PAY-2026-000${n}`

/** What a payment books on a day. */
const pays = (part: string, on: string, minor: bigint) =>
  bookedPair(company, {
    n: `left${n}${part}`,
    benefitId: benefitId(),
    document: { type: 'payment_order', id: `pay_left${n}` },
    on,
    minor,
    accounts: ['payable', 'paid'],
  })

async function exported(): Promise<string> {
  const body = {
    entityId: suzhou,
    period,
    layout: 'yonyou',
    kind: 'csv',
    selection: 'all',
    reason: '导入财务系统',
  }
  return bodyOf<{ exportId: string }>(await call('ledger.export_vouchers', { body })).exportId
}

/** The references of the payment in its month, by the number that people see where it has one. */
async function references(numbers: readonly (readonly [string, string])[] = []): Promise<string[]> {
  const deps = { ...voucherDeps(company.world), documentNumbers: async () => new Map(numbers) }
  const asked = { entityId: suzhou, period, selection: 'all' } as const
  const vouchers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    vouchersOf(deps, tx, asked),
  )
  return vouchers.filter(({ documentId }) => documentId === `pay_left${n}`).map((each) => each.reference)
}

it('stays as it left, also where its payment was booked in an earlier month since then', async () => {
  await company.store(pays('a', '2026-11-20', 40_000n))
  await exported()
  await company.store(pays('b', '2026-10-30', 60_000n))
  expect(await references()).toEqual([byIdentifier()])
  expect(await references([[`pay_left${n}`, `PAY-2026-000${n}`]])).toEqual([byIdentifier()])
})

it('has its month from the start where the payment was booked in an earlier one before', async () => {
  await company.store([...pays('b', '2026-10-30', 60_000n), ...pays('a', '2026-11-20', 40_000n)])
  expect(await references()).toEqual([`${byIdentifier()}/2026-11`])
})

it('stays that of the identifier where an earlier build let it leave and kept no reference', async () => {
  const exportId = await exported()
  const known = [[`pay_left${n}`, `PAY-2026-000${n}`]] as const
  await company.store(pays('a', '2026-11-20', 40_000n))
  expect(await references(known)).toEqual([byNumber()])
  await company.store([
    insertRow(fixedVoucherTable, {
      benefit_id: benefitId(),
      document_type: 'payment_order',
      document_id: `pay_left${n}`,
      id: company.world.newId('fixedVoucher'),
      entity_id: suzhou,
      period,
      part: 0,
      entries: `led_voucherleft${n}a`,
      export_id: exportId,
      fixed_at: company.world.now(),
      currency: 'CNY',
      reference: null,
    }),
  ])
  expect(await references(known)).toEqual([byIdentifier()])
})
