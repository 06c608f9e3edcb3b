import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { compareJournal } from './compare.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
  const tax = taxCalls(company)
  await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating({ bearing: 'recipient' }) })
  await tax.given('gift', 998_00n, ['deemed_sale', 'withhold'], { form: 'gift', on: '2026-10-20' })
  await tax.call(tax.finance(), 'payments.charge_tax', { body: { entityId: tax.entityId, month: '2026-10' } })
})

afterAll(() => company.close())

async function compared(...lines: readonly string[]) {
  const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'
  const { pool, requests } = company.world

  const organisation = () => readOnly(pool, [systemActor], (tx) => requests.organisation(tx))
  const source = inPieces([heading, ...lines].join('\n'))
  const call = { source, entity: 'SZ', actor: systemActor, language: 'en', today: '2026-11-25' } as const
  const done = await compareJournal({ pool, organisation }, call)
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  return done
}

const dining = '660103,销售费用-业务招待费'

test('the tax on a benefit is no spend without a benefit: its line finds it', async () => {
  const { report } = await compared(
    `2026-10-20,1,客户权益 BR-T-gift 礼品 确认费用,${dining},998.00,,,,`,
    `2026-10-31,2,客户权益 BR-T-gift 礼品 计税,${dining},114.81,,,,`,
  )
  expect(report).toMatchObject({ unfiled: [], unbooked: [], unexplained: { minor: '0' } })
  expect(report.matched.minor).toBe('111281')
})

test('a tax that was advanced for the recipient is no expense, so no line is found for it', async () => {
  const { report } = await compared(
    `2026-10-20,1,客户权益 BR-T-gift 礼品 确认费用,${dining},998.00,,,,`,
    `2026-10-31,2,客户权益 BR-T-gift 礼品 计税,${dining},199.60,,,,`,
  )
  expect(report.unfiled.map(({ line }) => line)).toEqual([3])
  // That no line shows the output tax says nothing: its voucher may gather several.
  expect(report.unbooked).toEqual([])
})
