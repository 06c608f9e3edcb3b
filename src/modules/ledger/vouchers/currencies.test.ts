import { afterAll, beforeAll, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import {
  bodyOf,
  bookedPair,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { recordedNumbers } from './recorded.ts'

// What a document books in two currencies is two vouchers, and the finance system numbers each by itself.

let company: Company
let suzhou: string
let call: VoucherCall

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  call = voucherCalls(company)
  await company.store([givenBenefit(company, 1, { value_minor: 100_000n, happened_on: '2026-11-05' })])
}, 60_000)
afterAll(() => company.close())

type Item = {
  readonly reference: string
  readonly total: { readonly minor: string }
  readonly isSupplement: boolean
}

/** The vouchers of the payment that wait. */
async function waiting(): Promise<readonly Item[]> {
  const query = { entityId: suzhou, period: '2026-11', selection: 'unnumbered' }
  const { items } = bodyOf<{ items: readonly Item[] }>(await call('ledger.vouchers', { query }))
  return items.filter((item) => item.reference.startsWith(reference))
}

const reference = 'BR-2026-0001/pay_dollars'

it('a payment in yuan of a benefit in dollars has a number for each of its vouchers', async () => {
  const pay = {
    benefitId: 'ben_voucher0001',
    document: { type: 'payment_order', id: 'pay_dollars' },
    on: '2026-11-20',
  }
  const dollars = { ...pay, n: 'usd', minor: 5_000n, currency: 'USD' }
  await company.store([
    ...bookedPair(company, { ...dollars, accounts: ['payable', 'expense'] }),
    ...bookedPair(company, { ...pay, n: 'cny', minor: 36_000n, accounts: ['expense', 'paid'] }),
  ])
  expect(await waiting()).toMatchObject([
    { reference, isSupplement: false, total: { minor: '36000' } },
    { reference: `${reference}/2026-11-2`, isSupplement: false, total: { minor: '5000' } },
  ])
  const second = { entityId: suzhou, reference: `${reference}/2026-11-2`, number: '记-41', on: '2026-11-25' }
  bodyOf(await call('ledger.record_voucher', { body: second }))
  expect(await waiting()).toMatchObject([{ reference }])
  const file = ['参考信息,凭证号,日期', `${reference},记-40,2026-11-25`].join('\n')
  const answer = await call('ledger.import_vouchers', { body: { entityId: suzhou }, file })
  expect(bodyOf(answer)).toMatchObject({ rows: 1, recorded: 1 })
  expect(await waiting()).toEqual([])
  const span = { entityId: suzhou, from: '2026-11-01', until: '2026-11-30', currency: 'CNY' }
  const numbers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    recordedNumbers(tx, span),
  )
  // In yuan the one in dollars stands for no amount.
  expect(numbers.map(({ number, minor }) => [number, minor])).toEqual([
    ['记-40', 36_000n],
    ['记-41', undefined],
  ])
})
