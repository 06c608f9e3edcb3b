import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { voucherTexts } from '../../texts/vouchers.ts'
import { inputTaxOutTable, inputTaxTable } from '../ledger/input-tax/tables.ts'
import { compareJournal } from './compare.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
  await taxCalls(company).given('signs', 1_060_00n, [], { form: 'sponsorship', on: '2026-10-20' })
})

afterAll(() => company.close())

const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'
const said = '客户权益 BR-T-signs 赞助 确认费用'

async function compared(...lines: readonly string[]) {
  const { pool, requests } = company.world
  const organisation = () => readOnly(pool, [systemActor], (tx) => requests.organisation(tx))
  const source = inPieces([heading, ...lines].join('\n'))
  const call = { source, entity: 'SZ', actor: systemActor, language: 'en', today: '2026-11-25' } as const
  const done = await compareJournal({ pool, organisation }, call)
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  return done
}

const net = `2026-10-20,1,${said},660102,销售费用-业务宣传费,1000.00,,,,`
const tax = `2026-10-20,1,${said},22210101,应交税费-应交增值税-进项税额,60.00,,,,`
const owed = `2026-10-20,1,${said},220201,应付账款-接待与礼品供应商,,1060.00,,,`

test('a benefit is found where the journal has its net beside its input tax', async () => {
  const { report } = await compared(net, tax, owed)
  expect(report).toMatchObject({ unfiled: [], unbooked: [], matched: { minor: '100000' } })
})

test('input tax that comes up later, in a voucher of its own, is no spend without a benefit', async () => {
  const late = `2026-10-28,7,客户权益 BR-T-signs 赞助 进项税额`
  const { report } = await compared(
    `2026-10-20,1,${said},660102,销售费用-业务宣传费,1060.00,,,,`,
    `${late},22210101,应交税费-应交增值税-进项税额,60.00,,,,`,
    `${late},660102,销售费用-业务宣传费,,60.00,,,`,
  )
  expect(report).toMatchObject({ unfiled: [], unbooked: [] })
})

/** The rows of a credit of 60.00 and of a document that turns 24.00 of it out. */
async function turnedOut() {
  const entityId = company.founded.entities['suzhou'] ?? ''
  const at = '2026-11-10T02:00:00.000Z'
  const credit = {
    id: 'itx_credit00000000',
    entity_id: entityId,
    benefit_id: 'ben_signs000000000000',
    document_type: 'benefit',
    document_id: 'ben_signs000000000000',
    line_id: 'clml_signs000000000',
    invoice_id: 'inv_signs0000000000',
    invoice_number: '24312000000000000999',
    form: 'sponsorship',
    currency: 'CNY',
    tax_minor: 6_000n,
    minor: 6_000n,
    why: 'credited',
    law: '增值税法 第16条',
    booked_on: '2026-10-20',
    recorded_at: '2026-10-20T02:00:00.000Z',
  }
  const part = { id: 'itx_part0000000000', document_type: 'input_tax_out', document_id: 'ito_signs000000000' }
  const document = {
    id: 'ito_signs000000000',
    entity_id: entityId,
    ground: 'use',
    law: '增值税法 第22条',
    reason: '改作职工福利',
    minor: 2_400n,
    booked_on: '2026-11-10',
    takes_back: null,
    made_by: company.founded.people['finance'] ?? '',
    made_at: at,
  }
  await company.store([
    insertRow(inputTaxTable, credit),
    insertRow(inputTaxOutTable, document),
    insertRow(inputTaxTable, {
      ...credit,
      ...part,
      minor: -2_400n,
      why: 'turned_out',
      booked_on: '2026-11-10',
      recorded_at: at,
    }),
  ])
}

test('input tax that is turned out is no spend either: its voucher is found by its number', async () => {
  const late = (text: string) => `2026-11-10,9,${text},660102,销售费用-业务宣传费,24.00,,,,`
  const ours = `客户权益 BR-T-signs 赞助 ${voucherTexts['vouchers.occasion.input_tax_out'].zh}`
  const out = `2026-11-10,9,${ours},22210108,应交税费-应交增值税-进项税额转出,,24.00,,,`
  const found = async (...lines: readonly string[]) => {
    const { assessment, journal, records } = await compared(net, tax, owed, ...lines)
    return assessment.matches
      .map(({ lines: [at = -1], records: [record = -1] }) => [
        journal.watched[at]?.minor,
        records[record]?.kind,
      ])
      .filter(([minor]) => minor === 2_400n)
  }
  expect(await found(late(ours), out)).toEqual([])
  await turnedOut()
  expect(await found(late(ours), out)).toEqual([[2_400n, 'input_tax']])
  expect(await found(late('赞助活动物料'))).toEqual([])
  // Where the journal has none of it, the benefit itself is there all the same.
  expect((await compared(net, tax, owed)).report.unbooked).toEqual([])
})
