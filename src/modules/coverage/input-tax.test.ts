import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
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
