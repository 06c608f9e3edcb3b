import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { bodyOf } from '../../../../test/setup/voucher-calls.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { inputTaxTable } from '../../ledger/input-tax/tables.ts'

let company: Company
let tax: ReturnType<typeof taxCalls>

beforeAll(async () => {
  company = await testCompany()
  tax = taxCalls(company)
  bodyOf(
    await tax.call(tax.finance(), 'payments.set_tax_year', {
      year: 2025,
      body: tax.stating({ revenueUpTo: '2025-12-31' }),
    }),
  )
  await tax.given('dinner', 1_060_00n, ['entertainment_limit'], { on: '2025-06-30' })
  await tax.given('present', 1_130_00n, ['entertainment_limit'], { form: 'gift', on: '2025-06-30' })
})

afterAll(() => company.close())

async function entertained(): Promise<string | undefined> {
  const query = { entityId: tax.entityId }
  const answer = await tax.call(tax.finance(), 'payments.tax_schedule', { query, year: 2025 })
  const { sections } = bodyOf<{ sections: { key: string; spent: { minor: string } }[] }>(answer)
  return sections.find(({ key }) => key === 'entertainment')?.spent.minor
}

test('the limit is reckoned on what the books of finance show: without tax that was credited', async () => {
  expect(await entertained()).toBe('219000')
  const row = {
    entity_id: tax.entityId,
    document_type: 'benefit',
    invoice_number: '24312000000000000001',
    currency: 'CNY',
    booked_on: '2025-06-30',
    recorded_at: '2025-06-30T02:00:00.000Z',
    law: '增值税法',
  }
  const dinner = { benefit_id: 'ben_dinner000000000000', document_id: 'ben_dinner000000000000', form: 'meal' }
  const present = {
    benefit_id: 'ben_present000000000000',
    document_id: 'ben_present000000000000',
    form: 'gift',
  }
  await company.store([
    // Of the dinner nothing is credited: it stays gross.
    insertRow(inputTaxTable, {
      ...row,
      ...dinner,
      id: 'itx_dinner',
      line_id: 'cll_1',
      invoice_id: 'inv_1',
      tax_minor: 60_00n,
      minor: 0n,
      why: 'content',
    }),
    insertRow(inputTaxTable, {
      ...row,
      ...present,
      id: 'itx_present',
      line_id: 'cll_2',
      invoice_id: 'inv_2',
      tax_minor: 130_00n,
      minor: 130_00n,
      why: 'credited',
    }),
  ])
  expect(await entertained()).toBe('206000')
})

test('what was credited in yuan of a benefit in dollars is taken off what was paid for it', async () => {
  const on = '2025-06-30'
  await tax.given('dollars', 100_00n, ['entertainment_limit'], { form: 'logo_item', on, currency: 'USD' })
  const before = BigInt((await entertained()) ?? 0)
  const credited = insertRow(inputTaxTable, {
    id: 'itx_dollars',
    entity_id: tax.entityId,
    benefit_id: 'ben_dollars000000000000',
    document_type: 'input_tax',
    document_id: 'itx_dollars',
    line_id: 'cll_3',
    invoice_id: 'inv_3',
    invoice_number: '24312000000000000003',
    form: 'logo_item',
    currency: 'CNY',
    tax_minor: 40_00n,
    minor: 40_00n,
    why: 'credited',
    law: '增值税法',
    booked_on: on,
    recorded_at: `${on}T02:00:00.000Z`,
  })
  await company.store([credited])
  expect(BigInt((await entertained()) ?? 0)).toBe(before - 40_00n)
})
