import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { correctRow, type CorrectBody } from './correct/command.ts'
import { readProblem, readProblems } from './correct/queries.ts'
import { replayRow } from './replay.ts'
import type { ImportReport } from './run.ts'
import { undoImport } from './undo.ts'
import { confirmUndo } from '../../../test/setup/confirmed-undo.ts'

let company: Company

beforeEach(async () => {
  company = await testCompany()
})
afterEach(() => company.close())

const heading = '序号,日期,客户名称,信用代码,受益人,职务,权益类型,权益内容,金额,事由,经办人'
function importLines(lines: readonly string[], isDryRun = false): Promise<ImportReport> {
  return importText(importDeps(company.world), {
    text: csvOf(heading, lines),
    actor: company.actor('compliance'),
    isDryRun,
    entityId: company.actor('sales').entityIds[0],
  })
}

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  company.database
    .pool('auditor', 1)
    .query<Row>(text, values)
    .then((found) => found.rows)

const partiesMade = async () => {
  const [found] = await query<{ customers: number; people: number }>(
    `select (select count(*)::int from parties.customer where source = 'import') as customers,
  (select count(*)::int from parties.person where source = 'import') as people`,
  )
  return found
}

/** Dry runs and imports must hold the same rows. */
async function both(lines: readonly string[]): Promise<ImportReport> {
  const dry = await importLines(lines, true)
  const report = await importLines(lines)
  const told = ({ accepted, held, outcomes, holds }: ImportReport) => ({ accepted, held, outcomes, holds })
  expect(told(report)).toEqual(told(dry))
  return report
}

const gift = (n: number, org: string, code: string, who: string) =>
  `${String(n)},2026-03-${String(n).padStart(2, '0')},${org},${code},${who},工程师,宣传品,` +
  `台历${String(n)},20.00,拜访,王磊`

describe('names of one file', () => {
  test('in two spellings are one party, and one that may be another waits, as in the dry run', async () => {
    const report = await both([
      gift(1, '昆仑恒远精密机械有限公司', '', '司马云'),
      gift(2, '昆仑恒远精密机械有限责任公司', '', '司马云'),
      gift(3, '昆仑恒远精密机械有限公司', '', '司马芸'),
      gift(4, '蓝鲸海洋科技有限公司', '', '公孙胜'),
      gift(5, '蓝鲸海洋科枝有限公司', '', '公孙胜'),
      gift(6, '昆仑恒远精密机器有限公司', '', '司马云'),
      gift(7, '昆仑恒远精密机械销售有限公司', '', '司马云'),
    ])
    // Somebody of a like sound, a slip, another trade and a seller of the same name are nobody for sure.
    expect(report.holds.map(({ row }) => row)).toEqual([4, 6, 7, 8])
    const made = await partiesMade()
    expect(made?.customers).toBeLessThanOrEqual(2)
    expect(made).toEqual({ customers: 2, people: 2 })
    const sums = await query<{ n: number }>(
      'select count(*)::int as n from benefits.line group by recipient_id order by n',
    )
    expect(sums.reduce((sum, { n }) => sum + n, 0)).toBe(report.accepted)
  })

  test('with the credit code in one row and without it in another are one customer', async () => {
    await both([
      gift(1, '天工开物机床有限公司', '91310000MA1FL0B13F', '东方朔'),
      gift(2, '天工开物机床有限公司', '', '东方朔'),
    ])
    expect(await partiesMade()).toEqual({ customers: 1, people: 1 })
  })

  test('make one party, however many sets of rows name it', async () => {
    const many = Array.from({ length: 130 }, (_, i) =>
      gift((i % 28) + 1, '北斗星通导航有限公司', '', '公孙胜'),
    )
    const report = await importLines(many.map((line, i) => line.replace('台历', `台历${String(i)}-`)))
    expect(report).toMatchObject({ accepted: 130, held: 0 })
    expect(await partiesMade()).toEqual({ customers: 1, people: 1 })
  })
})

describe('a line for several people', () => {
  const dinner = (who: string) =>
    `7,2026-03-07,北斗星通导航有限公司,,${who},工程师,礼品,茶叶,900.00,拜访,王磊`

  test('enters as one benefit for each that add up to the whole, and is undone as one row', async () => {
    const report = await both([
      dinner('公孙胜、东方朔、上官婉'),
      gift(9, '北斗星通导航有限公司', '', '公孙胜'),
    ])
    expect(report).toMatchObject({ rows: 2, accepted: 2, held: 0 })
    expect(report.notes.map(({ code }) => code)).toContain('party.divided')
    expect(await partiesMade()).toEqual({ customers: 1, people: 3 })
    const lines = await query<{ minor: string; n: number }>(
      `select sum(minor)::text as minor, count(distinct recipient_id)::int as n from benefits.line
where happened_on = '2026-03-07'`,
    )
    expect(lines).toEqual([{ minor: '90000', n: 3 }])
    const rows = await query<{ benefit_id: string }>('select benefit_id from imports.row order by place')
    expect(rows).toHaveLength(4)
    await readOnly(company.database.pool('auditor', 1), [], async (tx) => {
      const policy = await company.world.requests.policy(tx)
      for (const { benefit_id: id } of rows)
        expect(await replayRow(tx, policy, id)).toMatchObject({ isSame: true })
    })
    const again = await importLines([dinner('公孙胜、东方朔、上官婉')], true)
    expect(again).toMatchObject({ accepted: 0, duplicates: 1 })
    const actor = company.actor('compliance')
    await confirmUndo(company.world, report.runId)
    const undone = await undoImport(importDeps(company.world), {
      reason: '文件有误',
      runId: report.runId ?? '',
      actor,
      key: 'names-undo',
    })
    expect(undone).toMatchObject({ reversed: 2 })
  })

  test('waits as a whole while one of them is in doubt, and makes nobody until that is said', async () => {
    await importLines([gift(1, '北斗星通导航有限公司', '', '公孙胜')])
    const report = await importLines([dinner('东方朔、孙胜')])
    expect(report).toMatchObject({ accepted: 0, held: 1 })
    expect(await partiesMade()).toEqual({ customers: 1, people: 1 })
    const runId = report.runId ?? ''
    const deps = importDeps(company.world)
    const actor = company.actor('compliance')
    const { problemId, names } = await readOnly(company.world.pool, [actor], async (tx) => {
      const page = await readProblems(tx, runId, { state: 'open', limit: 9 }, { actor, language: 'en' })
      const id = page?.items[0]?.problemId ?? ''
      const reader = { actor, now: company.world.now(), language: 'en' as const }
      const found = await readProblem(deps, tx, { runId, problemId: id }, reader)
      return { problemId: id, names: found?.names ?? [] }
    })
    expect(names).toMatchObject([{ role: 'person', text: '孙胜', candidates: [{ name: '公孙胜' }] }])
    const body: CorrectBody = {
      runId,
      problemId,
      cells: [],
      parties: [{ role: 'person', partyId: names[0]?.candidates[0]?.partyId ?? '' }],
      isAnother: false,
      isSetAside: false,
      reason: '同一人',
    }
    const call = { key: 'names-correct', actor, at: company.world.now(), body }
    expect(await act(company.world.door, correctRow(deps), [call])).toMatchObject([
      { kind: 'done', answer: { result: 'entered' } },
    ])
    expect(await partiesMade()).toEqual({ customers: 1, people: 2 })
  })

  test('with a relative or a group of nobody by name opens no party', async () => {
    const report = await importLines([dinner('公孙胜及配偶'), dinner('各部门负责人'), dinner('公孙胜等5人')])
    expect(report).toMatchObject({ accepted: 0, held: 3 })
    expect(report.holds[0]?.reason).toContain('公孙胜及配偶')
    expect(await partiesMade()).toEqual({ customers: 0, people: 0 })
  })
})
