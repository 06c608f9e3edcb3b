import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { newCustomer, newPerson } from '../parties/index.ts'

const short = '锦程自动化'
const full = '镇江云帆船舶配件有限公司'
const code = '91310000MA1FL0B13F'
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const customer = (id: string, more: Partial<Parameters<typeof newCustomer>[0]> & { name: string }) =>
    newCustomer({ id, created_at: testNow, ...more })
  const person = (id: string, position: string, customerId: string) =>
    newPerson({
      id,
      name: '宋明哲',
      at: testNow,
      employment: {
        id: `mem_${id.slice(6)}`,
        customer_id: customerId,
        position,
        decides_on_us: null,
        management_duty: null,
        nominated_by: null,
        from_on: '2024-01-01',
        until_on: null,
      },
    })
  await company.store([
    customer('party_short1000000', { name: '无锡锦程自动化设备有限公司', short_name: short }),
    customer('party_short2000000', { name: '常州锦程自动化设备有限公司', short_name: short }),
    customer('party_full10000000', { name: full, credit_code: code }),
    customer('party_full20000000', { name: full, city: '扬州' }),
    customer('party_alone0000000', { name: '盐城听涛水产有限公司' }),
    ...person('party_song10000000', '采购', 'party_alone0000000'),
    ...person('party_song20000000', '仓管', 'party_alone0000000'),
  ])
})

afterAll(() => company.close())

const heading = '序号,日期,客户名称,信用代码,受益人,职务,权益类型,权益内容,金额,事由,经办人'
const gift = (n: number, org: string, orgCode: string, who: string) =>
  `${String(n)},2026-03-0${String(n)},${org},${orgCode},${who},工程师,宣传品,台历${String(n)},20.00,拜访,王磊`

const importLines = (lines: readonly string[], isDryRun: boolean) =>
  importText(importDeps(company.world), {
    text: csvOf(heading, lines),
    actor: company.actor('compliance'),
    isDryRun,
    entityId: company.actor('sales').entityIds[0],
  })

const shared = [
  ['a short name of two customers', gift(1, short, '', ''), ['无锡锦程自动化设备', '常州锦程自动化设备']],
  ['the full name of two customers', gift(2, full, '', ''), [`${full}（${code}）`, `${full}（扬州）`]],
  [
    'the name of two people of one customer',
    gift(3, '盐城听涛水产有限公司', '', '宋明哲'),
    ['· 采购）', '· 仓管）'],
  ],
] as const

describe('a row that names by what two known parties share', () => {
  test.each(shared)('waits and names both: %s', async (_, line, told) => {
    for (const isDryRun of [true, false]) {
      const report = await importLines([line], isDryRun)
      expect(report).toMatchObject({ rows: 1, accepted: 0, held: 1 })
      for (const each of told) expect(report.holds[0]?.reason).toContain(each)
    }
  })

  test('enters where the code of its row says which one', async () => {
    const report = await importLines([gift(4, full, code, '')], false)
    expect(report).toMatchObject({ rows: 1, accepted: 1, held: 0 })
    const { rows } = await company.world.pool.query('select distinct recipient_id as id from benefits.line')
    expect(rows).toEqual([{ id: 'party_full10000000' }])
  })
})
