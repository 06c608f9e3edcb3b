import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'

let company: Company
let calls: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A rebate that was approved with its papers, a red-letter invoice among them, and paid. */
async function paidRebate(minor: string): Promise<string> {
  const requestId = await calls.approvedRebate(minor)
  const orderId = await calls.prepared(requestId)
  await calls.checked(orderId)
  const happened = bankSays(company)
  expect(await happened(orderId, bankWords.sent)).toBe('done')
  expect(await happened(orderId, bankWords.paid)).toBe('done')
  return requestId
}

type Section = {
  readonly key: string
  readonly count: number
  readonly spent: { readonly minor: string }
  readonly tax?: { readonly minor: string }
}

async function rebates() {
  const tax = taxCalls(company)
  const given = { query: { entityId: tax.entityId } }
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', given)
  if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered))
  const { sections } = answered.body as { readonly sections: readonly Section[] }
  return sections
    .filter(({ key }) => key.endsWith('red_letter'))
    .map(({ key, count, spent, tax: of }) => [key, count, spent.minor, of?.minor])
}

test('a paid rebate stands with its red-letter invoice, and without it once that is withdrawn', async () => {
  const first = await paidRebate('1130000')
  await paidRebate('226000')
  expect(await rebates()).toEqual([['red_letter', 2, '1356000', '156000']])
  const taken = `update requests.evidence set withdrawn_at = now(), version = version + 1
where request_id = $1 and kind = 'redInvoice' returning id`
  expect(await calls.sql(taken, [first])).toHaveLength(1)
  expect(await rebates()).toEqual([
    ['red_letter', 1, '226000', '26000'],
    ['no_red_letter', 1, '1130000', '130000'],
  ])
})

test('a discount on the next invoice needs none', async () => {
  await taxCalls(company).given('next', 565_000n, ['adjust_output'], { form: 'rebate' })
  expect((await rebates()).at(-1)).toEqual(['no_red_letter', 2, '1695000', '195000'])
  const id = 'ben_next000000000000'
  const rows = await readOnly(company.world.pool, [systemActor], (tx) => loadBenefits(tx, [id]))
  await company.store([...rows.values()].map((row) => updateRow(benefitTable, row, { way: 'on_invoice' })))
  expect((await rebates()).at(-1)).toEqual(['no_red_letter', 1, '1130000', '130000'])
})
