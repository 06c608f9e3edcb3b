import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText, tryImport } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { reportLines } from '../../cli/import-report.ts'
import { act } from '../../platform/act/act.ts'
import { newCustomer, newPerson } from '../parties/index.ts'
import { correctRow } from './correct/command.ts'
import { summaryOf } from './present.ts'
import type { ImportReport } from './run.ts'
import type { RunRow } from './tables.ts'

const firm = 'party_hengyi000000'
const person = 'party_xiaoyun00000'
const fullName = '苏州恒屹精密机械有限公司'
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const at = company.world.now()
  const employment = {
    id: 'e_xiaoyun',
    customer_id: firm,
    position: null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: '2025-01-01',
    until_on: null,
  }
  await company.store([
    newCustomer({ id: firm, name: fullName, created_at: at }),
    ...newPerson({ id: person, name: '司马晓云', at, employment }),
  ])
}, 60_000)
afterAll(() => company.close())

const heading = '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
const gift = (n: number, org: string, who: string, amount = '20.00') =>
  `${String(n)},2026-03-${String((n % 28) + 1).padStart(2, '0')},${org},${who},工程师,宣传品,` +
  `台历${String(n)},${amount},拜访,王磊`

const asked = () => ({
  actor: company.actor('compliance'),
  entityId: company.actor('sales').entityIds[0],
})

function importLines(lines: readonly string[], isDryRun = false): Promise<ImportReport> {
  return importText(importDeps(company.world), { text: csvOf(heading, lines), isDryRun, ...asked() })
}

const taken = ({ taken: names }: ImportReport) =>
  names.map(({ written, name, rows, row }) => [written, name, rows, row])

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  company.database
    .pool('auditor', 1)
    .query<Row>(text, values)
    .then((found) => found.rows)

describe('a name that is taken for a known party of another name', () => {
  test('is named with that party in the dry run, the report, the summary and on its row', async () => {
    const lines = [
      gift(1, fullName, '司马晓云'),
      gift(2, '恒屹', '司马晓云'),
      gift(3, '恒屹', '司马晓云先生'),
      gift(4, '蘇州恆屹精密機械有限公司', '司马 晓云'),
      gift(5, '"Suzhou Hengyi Precision Machinery Co., Ltd."', 'Sima Xiaoyun'),
    ]
    const expected = [
      ['恒屹', fullName, 2, 3],
      ['司马晓云先生', '司马晓云', 1, 4],
      ['Suzhou Hengyi Precision Machinery Co., Ltd.', fullName, 1, 6],
      ['Sima Xiaoyun', '司马晓云', 1, 6],
    ]
    const dry = await importLines(lines, true)
    expect(taken(dry)).toEqual(expected)
    const report = await importLines(lines)
    expect(report).toMatchObject({ accepted: 5, held: 0 })
    expect(taken(report)).toEqual(expected)
    expect(report.notes.find(({ code }) => code === 'party.taken_for')).toMatchObject({ rows: 3, row: 3 })
    const rows = await query<{ line: number; taken_for: string | null }>(
      'select line, taken_for from imports.row order by line',
    )
    expect(rows.map(({ line, taken_for: said }) => [line, said !== null])).toEqual([
      [2, false],
      [3, true],
      [4, true],
      [5, false],
      [6, true],
    ])
    expect(JSON.parse(rows[1]?.taken_for ?? '')).toEqual([
      { field: '', code: 'party.taken_for', params: { text: '恒屹', name: fullName } },
    ])
    const [run] = await query<RunRow>('select * from imports.run where id = $1', [report.runId])
    for (const language of ['zh-CN', 'en'] as const) {
      const said = run && summaryOf(run, language)
      expect(said?.taken).toHaveLength(4)
      expect(said?.notes.find(({ code }) => code === 'party.taken_for')?.example).toContain(fullName)
      const shown = reportLines(report, { seconds: 1, language, isDryRun: false }).join('\n')
      expect(shown).toContain(language === 'en' ? '“恒屹” → ' : '“恒屹” → “')
    }
  })

  test('is said of a party that the file itself made, too', async () => {
    const dry = await importLines(
      [gift(7, '昆仑恒远精密机械有限公司', '公孙胜'), gift(8, '昆仑恒远精密机械有限责任公司', '公孙胜')],
      true,
    )
    expect(taken(dry)).toEqual([['昆仑恒远精密机械有限责任公司', '昆仑恒远精密机械有限公司', 1, 3]])
  })

  test('is in the report of a run that goes on after it was killed, for all of its rows', async () => {
    const lines = Array.from({ length: 130 }, (_, i) => gift(i + 100, '恒屹', '司马晓云'))
    const killed = tryImport(importDeps(company.world), {
      text: csvOf(heading, lines),
      ...asked(),
      onProgress: () => Promise.reject(new Error('killed')),
    })
    await expect(killed).rejects.toThrow('killed')
    const report = await importLines(lines)
    expect(report).toMatchObject({ isResumed: true, accepted: 130 })
    expect(taken(report)).toEqual([['恒屹', fullName, 130, 2]])
  })

  test('is added to the summary by a row that was put right', async () => {
    const report = await importLines([gift(40, '恒屹', '司马晓云', '很多')])
    expect(report).toMatchObject({ rejected: 1, taken: [] })
    const [problem] = await query<{ id: string }>('select id from imports.problem where run_id = $1', [
      report.runId,
    ])
    const body = {
      runId: report.runId ?? '',
      problemId: problem?.id ?? '',
      cells: [{ column: '金额', text: '20.00' }],
      parties: [],
      isAnother: false,
      isSetAside: false,
      reason: '核对原始单据',
    }
    const call = { key: 'taken-correct', actor: company.actor('compliance'), at: company.world.now(), body }
    const done = await act(company.world.door, correctRow(importDeps(company.world)), [call])
    expect(done).toMatchObject([{ kind: 'done', answer: { result: 'entered' } }])
    const [run] = await query<RunRow>('select * from imports.run where id = $1', [report.runId])
    const said = run && summaryOf(run, 'zh-CN')
    expect(said?.taken).toEqual([{ written: '恒屹', name: fullName, rows: 1, row: 2 }])
    expect(said?.notes).toMatchObject([{ code: 'party.taken_for', rows: 1, row: 2 }])
  })
})
