import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { claimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { checkSheet } from '../../../contract/payment-sets.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { accountTable, loadAccounts } from '../../parties/index.ts'

let company: Company
let pay: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  pay = await paymentCalls(company)
})

beforeEach(() => company.clock.set(testNow))

afterAll(async () => {
  pay.close()
  await company.close()
})

type Sheet = z.output<typeof checkSheet.answer>

async function sheetOf(...orderIds: readonly string[]): Promise<Sheet> {
  return (await pay.good(pay.checker, 'payments.check_sheet', { body: { orderIds } })) as Sheet
}

/** What the sheet says is unusual of each. */
const kindsIn = ({ items }: Sheet) => items.map(({ unusual }) => unusual.map(({ kind }) => kind).join(' '))

async function paid(orderId: string): Promise<void> {
  const happened = bankSays(company)
  await pay.checked(orderId)
  await happened(orderId, bankWords.sent)
  await happened(orderId, bankWords.paid)
}

/** The dealer's account gives way to another, which was verified long ago. */
async function anotherAccount(dealer: string, before: 'replaced' | 'refused'): Promise<void> {
  const accounts = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadAccounts(tx, [dealer]),
  )
  for (const { version: _, ...row } of [...accounts.values()].flat()) {
    const old = { ...row, version: _ }
    await company.store([updateRow(accountTable, old, { state: before })])
    await company.store([
      insertRow(accountTable, { ...row, id: `${row.id}x`, number: `${row.number}9`, stated_at: testNow }),
    ])
  }
}

test('a payee on another account than before is unusual, and more so where the old one was replaced', async () => {
  const dealer = await pay.newDealer()
  await paid(await pay.prepared(await pay.approvedRebate('310000', dealer)))
  await anotherAccount(dealer, 'replaced')
  const next = await pay.prepared(await pay.approvedRebate('320000', dealer, '2026-11-27'))
  expect(kindsIn(await sheetOf(next))).toEqual(['changed_account'])
})

test('an accepted claim stands in a set, and a meal close to its limit says so', async () => {
  const paths = claimPaths(company, pay)
  const requestId = await pay.givenLunch()
  const accountId = await pay.ownAccount('sales', '王晨')
  await pay.verified(accountId)
  const claimId = await paths.claimed(requestId, '9000')
  company.clock.set('2026-12-10T08:00:00.000Z')
  const body = { items: [{ requestId, claimId, purpose: '工作餐报销' }] }
  const { results } = await pay.good(pay.maker, 'payments.prepare_set', { body })
  expect(results).toMatchObject([{ requestId, claimId, isDone: true }])
  const [{ orderId = '' } = {}] = results as { orderId?: string }[]
  const sheet = await sheetOf(orderId)
  console.log(JSON.stringify(sheet))
})
