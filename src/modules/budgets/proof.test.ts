import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { setBudget } from '../../../test/setup/budget-calls.ts'
import { budgetsApart, roomsIn } from '../../../test/setup/budget-rooms.ts'
import { claimGround, type ClaimPaths } from '../../../test/setup/claim-paths.ts'
import { foreignLunch, ownRate } from '../../../test/setup/foreign-lunch.ts'
import type { Company } from '../../../test/setup/company-on.ts'
import type { PaymentCalls } from '../../../test/setup/payment-calls.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { bodyOf } from '../../../test/setup/voucher-calls.ts'

// A budget is spent by what benefits come to. Taxes on them, and what a payment in yuan made of dollars, are
// expense of the books as well, and none of a budget.

let company: Company
let calls: PaymentCalls
let paths: ClaimPaths

beforeAll(async () => {
  const ground = await claimGround()
  company = ground.company
  calls = ground.calls
  paths = ground.paths
  await setBudget(company, apiCalls(company.world), { planned: '9999999999', answer: 'warn' })
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

async function spent(): Promise<bigint> {
  const [room] = await roomsIn(company)
  return room?.sums.spent ?? -1n
}

test('taxes on what was given are booked as expense, and a budget over it still agrees', async () => {
  const tax = taxCalls(company)
  await tax.given('gifts', 100_000n, ['deemed_sale'], { form: 'gift', on: '2026-10-20' })
  await tax.given('prizes', 80_000n, ['withhold'], { form: 'gift', on: '2026-10-21' })
  bodyOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating() }))
  const before = await spent()
  // Output tax on goods given away, and income tax that the company bears.
  expect(before).toBe(180_000n)
  expect(await budgetsApart(company)).toEqual([])
  const { entityId } = tax
  const charged = await tax.call(tax.finance(), 'payments.charge_tax', {
    body: { entityId, month: '2026-10' },
  })
  expect(bodyOf(charged)).toMatchObject({ changed: 2 })
  expect(await spent()).toBe(before)
  expect(await budgetsApart(company)).toEqual([])
})

test('what was given in dollars and paid in yuan counts as it was given', async () => {
  await ownRate(company)
  const requestId = await foreignLunch(calls)
  expect(await budgetsApart(company)).toEqual([])
  const fileIds = [await calls.upload('sales', 'receipt', 'new-york.txt')]
  const body = { lines: [{ requestId, minor: '1200' }], fileIds, currency: 'CNY' }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const accept = { params: { claimId }, body: { version: 1, verdict: 'accept', reason: '小票已核对' } }
  await calls.good(calls.checker, 'payments.check_claim', accept)
  const before = await spent()
  await paths.paid(requestId, claimId)
  expect(await spent()).toBe(before)
  expect(await budgetsApart(company)).toEqual([])
})

test('an expense that nothing stands for is found', async () => {
  const owner = company.database.pool('owner', 1)
  await owner.query("set app.entities to '*'")
  await owner.query('alter table ledger.line disable trigger user')
  await owner.query(
    `update ledger.line set minor = minor + 100
where account = 'expense'
and entry_id = (select max(entry_id) from ledger.line where account = 'expense')`,
  )
  const apart = await budgetsApart(company)
  expect(apart.map(({ stage, books, register }) => [stage, books > register])).toEqual([['spent', true]])
})
