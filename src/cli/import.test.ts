import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cmsFile, cmsLine } from '../../test/setup/cms-file.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'

import { xlsxBytes } from '../platform/sheets.ts'
import type { CliCommand } from './args.ts'
import { decideCommand } from './decide.ts'
import { importCommand } from './import.ts'
import { exit } from './io.ts'

let database: FreshDatabase
const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-import-'))

beforeAll(async () => {
  database = await freshDatabase()
  await commandsOn(database, data, Buffer.alloc(32, 9))
  await addEntity('ent_ours000000', 'OURS')
})

/** A legal entity of ours, as the founding of a company would have stored it. */
async function addEntity(id: string, code: string): Promise<void> {
  await database.pool('owner', 1).query(
    `insert into access.entity (id, version, code, name_zh, name_en, currency, zone, seat, is_active)
values ($1, 1, $2, '太仓本源装备有限公司', 'Taicang Benyuan', 'CNY', 'Asia/Shanghai', 'CN', true)`,
    [id, code],
  )
}

afterAll(async () => {
  vi.unstubAllEnvs()
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

const run = runCommand

async function answered<Answer>(
  code: number,
  command: CliCommand,
  ...args: readonly string[]
): Promise<Answer> {
  const ran = await run(command, ...args)
  expect(ran).toMatchObject({ code })
  return ran.json as Answer
}

function fileOf(name: string, text: string): string {
  const path = join(data, name)
  writeFileSync(path, text)
  return path
}

type Report = { readonly runId: string; readonly rejected: number; readonly held: number }
type Row = { readonly line: number; readonly state: string; readonly reasons: { readonly field: string }[] }

test('a profile that nobody knows is wrong use, and the known ones are named', async () => {
  const ran = await run(importCommand, fileOf('any.csv', 'a\n1'), '--profile', 'nope')
  expect(ran.code).toBe(exit.wrongUse)
  expect(ran.told).toContain('taizhang')
})

describe('rows of a register of ours that could not enter', () => {
  const heading = '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
  let runId = ''

  test('are listed with their reasons, and put right with a reason', async () => {
    const text = [
      heading,
      '1,2026-03-05,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,王磊',
      '2,2026-03-06,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,雨伞,很多,拜访,王磊',
    ].join('\n')
    const file = fileOf('taizhang.csv', text)
    const report = await answered<Report>(0, importCommand, file, '--profile', 'taizhang')
    expect(report).toMatchObject({ rows: 2, accepted: 1, rejected: 1 })
    runId = report.runId
    const { rows } = await answered<{ rows: Row[] }>(0, importCommand, '--problems', runId)
    expect(rows).toMatchObject([{ line: 3, state: 'rejected', reasons: [{ field: '金额' }] }])
    const left = await answered(
      1,
      importCommand,
      '--correct',
      runId,
      '--line',
      '3',
      '--set',
      '金额=许多',
      '--reason',
      'x',
    )
    expect(left).toMatchObject({ items: [{ result: 'rejected', reasons: [{ field: '金额' }] }] })
    const args = ['--line', '3', '--set', '金额=30.00', '--reason', 'checked against the receipt']
    expect(await answered(0, importCommand, '--correct', runId, ...args)).toMatchObject({
      items: [{ result: 'entered', benefitId: expect.stringMatching(/^ben_/) as string }],
    })
    expect(await answered(0, importCommand, '--problems', runId)).toEqual({ rows: [] })
    const said = await run(importCommand, '--problems', runId, '--all')
    expect(said.words).toContain('Line 3 (entered (ben_')
  })

  test('are refused with the way out, and a wrong call says what is missing', async () => {
    const again = await run(importCommand, '--correct', runId, '--line', '3', '--set-aside', '--reason', 'x')
    expect(again).toMatchObject({ code: 1 })
    expect(again.words).toContain('has entered the register already')
    for (const args of [
      ['--correct', runId, '--reason', 'x'],
      ['--correct', runId, '--line', '9', '--set-aside', '--reason', 'x'],
      ['--correct', runId, '--line', '3', '--set', '30.00', '--reason', 'x'],
      ['--correct', runId, '--line', '3', '--new', 'boss', '--reason', 'x'],
      ['--correct', runId, '--line', '3', '--set-aside'],
      ['--correct', runId, '--problems', runId],
    ]) {
      expect(await run(importCommand, ...args)).toMatchObject({ code: 2 })
    }
    expect(await run(importCommand, '--problems', 'imp_nobody')).toMatchObject({ code: exit.wrongUse })
  })
})

describe('the report of an import', () => {
  test(
    'tells what was not read, what holds no benefit, how cells were read, and what was taken for ' +
      'another row',
    async () => {
      const text = [
        '日期,客户名称,受益人,类型,权益内容,单价,数量,经办人,车牌',
        '2026-04-05,天工开物机床有限公司,东方朔,宣传品,台历,20.00,2,王磊,沪A',
        '2026-04-05,天工开物机床有限公司,东方朔,宣传品,台历,20.00,2,王磊,沪B',
        '无,,,,,,,,',
        '2026-04-06,天工开物机床有限公司,东方朔,宣传品,雨伞,20.00,,王磊,',
      ].join('\n')
      const file = fileOf('pieces.csv', text)
      const first = await run(importCommand, file, '--profile', 'taizhang')
      expect(first.json).toMatchObject({ rows: 4, accepted: 1, held: 1, duplicates: 1, nil: 1 })
      expect(first.json).toMatchObject({ repeated: [{ row: 3, firstLine: 2 }], unreadColumns: ['车牌'] })
      for (const words of [
        'Columns that the profile does not read: 车牌',
        '1 rows  nil return',
        'The value is number times price: 20.00 × 2 (line 2, for example)',
        'line 3 is the same as line 2',
        'line 5 单价: “20.00” is the price of one piece',
      ]) {
        expect(first.words).toContain(words)
      }
      const { runId } = first.json as Report
      const again = await run(importCommand, file, '--profile', 'taizhang')
      expect(again.words).toContain(`line 2 entered by the import ${runId}`)
      expect(again.json).toMatchObject({
        repeated: [
          { row: 3, firstLine: 2 },
          { row: 2, runId },
        ],
      })
    },
  )
})

describe('a workbook with a sheet a month', () => {
  test('is refused until a sheet is named; the report names it and those that were not read', async () => {
    const heading = ['日期', '客户名称', '受益人', '类型', '金额']
    const row = (day: string) => [day, '天工开物机床有限公司', '东方朔', '宣传品', '20.00']
    const sheets = ['1月', '2月'].map((name, i) => ({ name, heading, rows: [row(`2026-0${i + 1}-07`)] }))
    const parts: Uint8Array[] = []
    for await (const part of xlsxBytes(sheets)) parts.push(part)
    const file = join(data, 'months.xlsx')
    writeFileSync(file, Buffer.concat(parts))
    const unsaid = await run(importCommand, file, '--profile', 'taizhang')
    expect(unsaid).toMatchObject({ code: 1 })
    expect(unsaid.told).toContain('1月, 2月. None of them was read.')
    const said = await run(importCommand, file, '--profile', 'taizhang', '--sheet', '2月')
    expect(said.json).toMatchObject({
      rows: 1,
      lines: 1,
      sheet: '2月',
      otherSheets: [{ name: '1月', isHidden: false }],
    })
    expect(said.words).toContain('Sheet that was read: 2月')
    expect(said.words).toContain('that were not read (import them with --sheet where they belong): 1月')
    const kept = await database
      .pool('auditor', 1)
      .query('select sheet, lines, rows from imports.run where id = $1', [(said.json as Report).runId])
    expect(kept.rows).toEqual([{ sheet: '2月', lines: 1, rows: 1 }])
  })
})

describe('the entity of a register of ours', () => {
  test('must be named where there are several', async () => {
    const lines = ['日期,客户名称,受益人,类型,金额', '2026-04-07,天工开物机床有限公司,东方朔,宣传品,20.00']
    const file = fileOf('entity.csv', lines.join('\n'))
    expect(await run(importCommand, file, '--profile', 'taizhang', '--dry-run')).toMatchObject({ code: 0 })
    await addEntity('ent_sister0000', 'SISTER')
    const ran = await run(importCommand, file, '--profile', 'taizhang', '--dry-run')
    expect(ran).toMatchObject({ code: exit.wrongUse })
    expect(ran.told).toContain('SISTER 太仓本源装备有限公司 (ent_sister0000)')
    const named = ['--profile', 'taizhang', '--entity', 'SISTER', '--dry-run']
    expect(await run(importCommand, file, ...named)).toMatchObject({ code: 0 })
  })
})

describe('decide --replay', () => {
  test('takes the decision of a row of a register of others again, by its number too', async () => {
    const lines = [
      cmsLine({ id: 'r1', physician: '77', value: '95.00', day: '11/02/2013' }),
      cmsLine({ id: 'r2', physician: '77', value: '9.00', day: '11/03/2013' }),
    ]
    const file = fileOf('cms.csv', cmsFile(0, lines))
    await answered<Report>(0, importCommand, file, '--profile', 'cms-open-payments')
    const found = await database.pool('auditor', 1).query<{ id: string; number: string; sha256: string }>(
      `select benefit.id, benefit.number, row.decision_sha256 as sha256
from imports.row as row
join benefits.benefit as benefit on benefit.id = row.benefit_id
where row.book = 'cms-open-payments'
order by row.place`,
    )
    const [, second] = found.rows
    for (const name of [second?.id ?? '', second?.number ?? '']) {
      expect(await answered(0, decideCommand, '--replay', name)).toEqual({ same: true, hash: second?.sha256 })
    }
    await database
      .pool('owner', 1)
      .query(`update imports.row set facts = replace(facts, '"meal"', '"cash"') where benefit_id = $1`, [
        second?.id,
      ])
    expect(await answered(1, decideCommand, '--replay', second?.id ?? '')).toMatchObject({ same: false })
    expect(await run(decideCommand, '--replay', 'ben_nothing')).toMatchObject({ code: 2 })
  })
})
