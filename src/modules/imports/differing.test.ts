import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cmsFile, cmsLine } from '../../../test/setup/cms-file.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import { correctRow, type CorrectBody } from './correct/command.ts'
import type { ImportReport } from './run.ts'

let company: Company
beforeAll(async () => {
  company = await testCompany()
}, 60_000)
afterAll(() => company.close())

type Line = Parameters<typeof cmsLine>[0]

/** Two moments are never one, so that imports and corrections have an order. */
function tick(): void {
  company.clock.set(new Date(Date.parse(company.world.now()) + 1_000).toISOString())
}

function imported(lines: readonly Line[], isDryRun = false): Promise<ImportReport> {
  tick()
  const text = cmsFile(0, lines.map(cmsLine))
  const actor = company.actor('compliance')
  return importText(importDeps(company.world), {
    profile: 'cms-open-payments',
    text,
    actor,
    isDryRun,
    language: 'en',
  })
}

async function rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const found = await company.database.pool('auditor', 1).query(sql, [...values])
  return found.rows as Row[]
}

describe('a row of a later file under a number that is in the register', () => {
  const line = { id: 'd1', physician: '930', value: '9.00', day: '11/02/2013' }

  test('is held where it says something else, and told as that and as no repeat', async () => {
    const first = await imported([line, { ...line, id: 'd2' }, { ...line, id: 'd3' }])
    expect(first).toMatchObject({ accepted: 3 })
    const later = [
      line,
      { ...line, id: 'd2', value: '90.00' },
      { ...line, id: 'd3', day: '11/03/2013', physician: '931' },
      { ...line, id: 'd4' },
    ]
    const counts = { rows: 4, accepted: 1, duplicates: 1, held: 2, rejected: 0, nil: 0 }
    expect(await imported(later, true)).toMatchObject(counts)
    const report = await imported(later)
    expect(report).toMatchObject(counts)
    expect(report.holds.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '3 A row with the same number is in the register with USD 9.00; this one says USD 90.00.',
      '4 A row with the same number is in the register for 2013-11-02; this one says 2013-11-03. ' +
        'A row with the same number is in the register with another giver or recipient.',
    ])
    const kept = await rows<{ line: number; cells: string }>(
      'select line, cells from imports.problem where run_id = $1 order by line',
      [report.runId],
    )
    expect(kept.map((row) => [row.line, (JSON.parse(row.cells) as string[])[4]])).toEqual([
      [3, '90.00'],
      [4, '9.00'],
    ])
  })

  test('enters as another benefit when somebody says so, and is known from then on', async () => {
    await imported([{ ...line, id: 'e1' }])
    const second = [{ ...line, id: 'e1', value: '19.00' }]
    const report = await imported(second)
    expect(report).toMatchObject({ rows: 1, held: 1, duplicates: 0 })
    const [problem] = await rows<{ id: string }>('select id from imports.problem where run_id = $1', [
      report.runId,
    ])
    const correct = (key: string, isAnother: boolean) => {
      tick()
      const body: CorrectBody = {
        runId: report.runId ?? '',
        problemId: problem?.id ?? '',
        cells: [],
        parties: [],
        isAnother,
        isSetAside: false,
        reason: '核对原始单据',
      }
      const call = { key, actor: company.actor('compliance'), at: company.world.now(), body }
      return act(company.world.door, correctRow(importDeps(company.world)), [call])
    }
    expect(await correct('differing-unsaid', false)).toMatchObject([{ kind: 'refused' }])
    expect(await correct('differing-another', true)).toMatchObject([{ answer: { result: 'entered' } }])
    expect(await rows('select accepted, held from imports.run where id = $1', [report.runId])).toEqual([
      { accepted: 1, held: 0 },
    ])
    expect(await imported(second)).toMatchObject({ held: 0, duplicates: 1 })
  })
})
