import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { newCustomer, newPerson } from '../parties/index.ts'
import type { ImportReport } from './run.ts'

const works = '昆仑恒远精密机械有限公司'
const other = '蓝鲸海洋科技有限公司'
const worksId = 'party_works0000000'
const own = '13712345678'
const switchboard = '0512-68681234'
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const employment = (id: string) => ({
    id,
    customer_id: worksId,
    position: null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: '2024-01-01',
    until_on: null,
  })
  const person = (id: string, name: string, phone: string, isPlaced = true) =>
    newPerson({ id, name, phone, at: testNow, ...(isPlaced ? { employment: employment(`e_${id}`) } : {}) })
  await company.store([
    newCustomer({ id: worksId, name: works, created_at: testNow }),
    newCustomer({ id: 'party_whale0000000', name: other, created_at: testNow }),
    ...person('party_ouyang000000', '欧阳若兰', own),
    ...person('party_desk00000000', '诸葛慧敏', switchboard),
    ...person('party_twin10000000', '端木清扬', switchboard, false),
    ...person('party_twin20000000', '端木清扬', '0512-99998888', false),
  ])
})
afterAll(() => company.close())

let days = 0

/** One row, with a day of its own. */
const row = (customer: string, name: string, phone: string) =>
  `2026-03-${String(++days).padStart(2, '0')},${customer},${name},礼品,台历,20.00,拜访,${phone}`

async function imported(lines: readonly string[], isDryRun = false): Promise<ImportReport> {
  return importText(importDeps(company.world), {
    text: csvOf('日期,客户名称,受益人,权益类型,权益内容,金额,事由,联系电话', lines),
    actor: company.actor('compliance'),
    isDryRun,
    entityId: company.actor('sales').entityIds[0],
  })
}

const people = (name: string) =>
  company.database
    .pool('auditor', 1)
    .query<{ id: string; phone: string | null }>(
      'select id, phone from parties.person_detail where name = $1 order by phone',
      [name],
    )
    .then((found) => found.rows)

describe('a telephone in a register of ours', () => {
  test.each([
    ['another name', works, '慕容清'],
    ['a new spelling', works, '欧阳若岚'],
    ['another name at another customer', other, '慕容清'],
    ['the same name at another customer', other, '欧阳若兰'],
  ])('is that of somebody known: %s waits for a person, who sees them', async (_, customer, name) => {
    const lines = [row(customer, name, `+86 137-1234-5678`)]
    const report = await imported(lines)
    expect(report).toMatchObject({ accepted: 0, held: 1 })
    expect(report.holds[0]?.reason).toContain('欧阳若兰')
    expect(await people(name)).toHaveLength(name === '欧阳若兰' ? 1 : 0)
    // Without the telephone another name is that of somebody new: the file says nothing against it.
    if (name === '慕容清') {
      expect(await imported([row(customer, name, '')], true)).toMatchObject({ accepted: 1, held: 0 })
    }
  })

  test('of the same name at the same customer is that person', async () => {
    const report = await imported([row(works, '欧阳若兰', own)])
    expect(report).toMatchObject({ accepted: 1, held: 0 })
    expect(await people('欧阳若兰')).toHaveLength(1)
  })

  test('stays with whoever is new, and leads the next row of the file to them', async () => {
    const lines = [
      row(works, '司马云', '138 0000 1111 / 0512-68681234转801'),
      row(works, '夏侯飞', '13800001111'),
    ]
    const dry = await imported(lines, true)
    const report = await imported(lines)
    expect([dry.accepted, dry.held]).toEqual([1, 1])
    expect(report).toMatchObject({ accepted: 1, held: 1 })
    expect(report.holds[0]?.reason).toContain('司马云')
    expect(await people('司马云')).toMatchObject([{ phone: '13800001111、0512-68681234-801' }])
    const later = await imported([row(other, '尉迟恭', '86-13800001111')])
    expect(later.holds[0]?.reason).toContain('司马云')
  })

  test('that a whole office has makes two people neither one nor doubtful', async () => {
    const report = await imported([row(works, '公孙胜', switchboard)])
    expect(report).toMatchObject({ accepted: 1, held: 0 })
    expect(await people('公孙胜')).toMatchObject([{ phone: switchboard }])
  })

  test('of an office does not choose between two of one name', async () => {
    const report = await imported([row('', '端木清扬', switchboard)])
    expect(report).toMatchObject({ accepted: 0, held: 1 })
  })

  test('that is none is left out with a remark', async () => {
    const report = await imported([row(works, '令狐冲', '见名片')])
    expect(report).toMatchObject({ accepted: 1, held: 0 })
    expect(report.notes.map(({ code }) => code)).toContain('phone.none')
    expect(await people('令狐冲')).toMatchObject([{ phone: null }])
  })
})
