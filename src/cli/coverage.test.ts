import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { coverageCommand } from './coverage.ts'
import { importCommand } from './import.ts'

let database: FreshDatabase
const data = mkdtempSync(join(tmpdir(), 'aboveboard-cli-coverage-'))

beforeAll(async () => {
  database = await freshDatabase()
  await commandsOn(database, data, Buffer.alloc(32, 9))
  for (const code of ['OURS', 'SISTER']) await addEntity(`ent_${code.toLowerCase()}`, code)
  const register = [
    '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人',
    '1,2026-03-05,蓝鲸海洋科技有限公司,司马云,工程师,工作餐,来访用餐,286.00,拜访,王磊',
    '2,2026-03-09,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,王磊',
  ]
  const imported = await run(
    importCommand,
    fileOf('register.csv', register),
    '--profile',
    'taizhang',
    '--entity',
    'OURS',
  )
  expect(imported.json).toMatchObject({ rows: 2, accepted: 2 })
}, 180_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

async function addEntity(id: string, code: string): Promise<void> {
  await database.pool('owner', 1).query(
    `insert into access.entity (id, version, code, name_zh, name_en, currency, zone, seat, is_active)
values ($1, 1, $2, '太仓本源装备有限公司', 'Taicang Benyuan', 'CNY', 'Asia/Shanghai', 'CN', true)`,
    [id, code],
  )
}

function fileOf(name: string, lines: readonly string[]): string {
  const path = join(data, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const run = runCommand

describe('aboveboard coverage', () => {
  const journal = [
    '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门',
    '2026-03-12,记-7,招待蓝鲸海洋,660103,销售费用-业务招待费,286.00,,,王磊,华东销售部',
    '2026-03-12,记-7,招待蓝鲸海洋,1001,库存现金,,286.00,,,',
    '2026-03-13,记-8,办公用品,660202,管理费用-办公费,"8,600.00",,苏州老窖酒业有限公司,李明,华东销售部',
    '2026-03-14,记-9,坏行,660202,管理费用-办公费,1.2E+05,,,,',
  ]

  test('tells spend, what is registered, what a person should look at, and the rate', async () => {
    const { code, json, words } = await run(
      coverageCommand,
      '--journal',
      fileOf('journal.csv', journal),
      '--entity',
      'OURS',
    )
    expect(code).toBe(0)
    expect(json).toMatchObject({
      lines: 4,
      spend: { currency: 'CNY', minor: '888600' },
      matched: { currency: 'CNY', minor: '28600' },
      unexplained: { currency: 'CNY', minor: '860000' },
      coverage: '3.2',
      unfiled: [{ line: 4, account: '660202 管理费用-办公费', amount: { currency: 'CNY', minor: '860000' } }],
      spoilt: [{ line: 5 }],
    })
    expect(words).toContain('sells liquor, tobacco or tea')
    expect(words).toContain('A spreadsheet turned the amount into “1.2E+05”')
  })

  test('tells what is on record and not in the journal, each with its number and what to do', async () => {
    const lines = [
      journal[0] ?? '',
      '2026-03-05,记-1,电话费,660203,管理费用-通讯费,80.00,,,,',
      ...journal.slice(1, 3),
    ]
    const { json, words } = await run(
      coverageCommand,
      '--journal',
      fileOf('unbooked.csv', lines),
      '--entity',
      'OURS',
    )
    expect(json).toMatchObject({ numbers: 0, unbooked: [{ kind: 'benefit', day: '2026-03-09' }] })
    expect(words).toMatch(/2026-03-09 BR-\d{4}-\d+: It is registered as given, and no line/)
    expect(words).toContain('Recorded voucher numbers looked up: 0; not borne out: 0\nOne record is not')
  })

  test('a sister’s register explains nothing of ours; without a name the whole group does', async () => {
    const file = fileOf('journal.csv', journal)
    const sister = await run(coverageCommand, '--journal', file, '--entity', 'SISTER')
    expect(sister.json).toMatchObject({ matched: { minor: '0' } })
    const group = await run(coverageCommand, '--journal', file)
    expect(group.json).toMatchObject({ matched: { minor: '28600' } })
  })

  test('no such entity, no such file and a file of something else are told apart', async () => {
    const file = fileOf('journal.csv', journal)
    const unknown = await run(coverageCommand, '--journal', file, '--entity', 'NOBODY')
    expect(unknown).toMatchObject({ code: 2, json: { refused: 'coverage.entity_unknown' } })
    const other = await run(coverageCommand, '--journal', fileOf('other.csv', ['客户,金额', '甲,1']))
    expect(other).toMatchObject({ code: 1, json: { refused: 'coverage.no_heading' } })
    const absent = await run(coverageCommand, '--journal', join(data, 'nothing.csv'))
    expect(absent).toMatchObject({ code: 2, told: expect.stringContaining('There is no') })
    expect(await run(coverageCommand)).toMatchObject({ code: 2, told: expect.stringContaining('missing') })
  })
})
