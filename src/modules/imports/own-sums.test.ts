import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { housePack } from '../../../test/properties/house-pack.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, tryImport } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import { adoptShippedCommand } from '../policy/index.ts'
import type { ImportReport } from './run.ts'
import { undoImport } from './undo.ts'
import { confirmUndo } from '../../../test/setup/confirmed-undo.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
  const body = { packs: [housePack({ person: 'CNY 100.00' })] }
  const call = { key: 'sums-house-key', actor: systemActor, body, at: company.world.now() }
  expect(await act(company.world.door, adoptShippedCommand, [call])).toMatchObject([{ kind: 'done' }])
}, 180_000)
afterAll(() => company.close())

const heading = '日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
let calls = 0

type Given = {
  readonly isDryRun?: boolean
  /** On the day of the clock, and not on that of the other tests. */
  readonly isToday?: boolean
  readonly actor?: Actor
  readonly entityId?: string | undefined
  readonly heading?: string
  readonly onProgress?: () => Promise<boolean>
}

/** Two moments are never one, so that imports have an order. */
async function tryLines(lines: readonly string[], given: Given = {}): Promise<ImportReport | Refusal> {
  company.clock.set(new Date(Date.parse(company.world.now()) + 1_000).toISOString())
  return tryImport(importDeps(company.world), {
    text: csvOf(given.heading ?? heading, lines),
    actor: given.actor ?? company.actor('compliance'),
    isToday: given.isToday ?? false,
    isDryRun: given.isDryRun ?? false,
    entityId: 'entityId' in given ? given.entityId : company.actor('sales').entityIds[0],
    ...(given.onProgress ? { onProgress: given.onProgress } : {}),
  })
}

async function importLines(lines: readonly string[], given: Given = {}): Promise<ImportReport> {
  const report = await tryLines(lines, given)
  if (isRefusal(report)) throw new Error(report.code)
  return report
}

async function rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const found = await company.database.pool('auditor', 1).query(sql, [...values])
  return found.rows as Row[]
}

async function undo(runId = '') {
  await confirmUndo(company.world, runId)
  const key = `sums-${String(calls++)}-undo`
  return undoImport(importDeps(company.world), {
    reason: '文件有误',
    runId,
    actor: company.actor('compliance'),
    key,
  })
}

type Line = { readonly day: string; readonly who: string; readonly fen: string; readonly way?: string }

const line = ({ day, who, fen, way = '送' }: Line) =>
  `${day},${way},蓝鲸海洋科技有限公司,${who},工程师,宣传品,台历,${fen},拜访,王磊`

describe('an earlier entry of our own history', () => {
  test('weighs later benefits again, and marks those that the rules would stop now', async () => {
    const later = await importLines([
      line({ day: '2026-11-18', who: '司马云', fen: '40.00' }),
      line({ day: '2026-11-20', who: '司马云', fen: '45.00' }),
    ])
    expect(later).toMatchObject({ accepted: 2, alerts: 0, outcomes: { prohibit: 0 } })
    const other = await importLines([line({ day: '2026-11-02', who: '诸葛青', fen: '50.00' })])
    expect(other).toMatchObject({ accepted: 1, alerts: 0 })
    const earlier = await importLines([line({ day: '2026-11-03', who: '司马云', fen: '20.00' })])
    expect(earlier).toMatchObject({ accepted: 1, alerts: 1, outcomes: { prohibit: 0 } })
    const found = await rows(
      `select benefit.happened_on as day, cause.happened_on as cause, alert.outcome, alert.rules
from benefits.alert as alert
join benefits.benefit as benefit on benefit.id = alert.benefit_id
join benefits.benefit as cause on cause.id = alert.cause_id`,
    )
    expect(found).toMatchObject([
      {
        day: '2026-11-20',
        cause: '2026-11-03',
        outcome: 'prohibit',
        rules: expect.stringContaining('HOUSE-PERSON'),
      },
    ])
    const again = [line({ day: '2026-11-04', who: '司马云', fen: '41.00' })]
    // What is not weighed is not told as none.
    expect(await importLines(again, { isDryRun: true })).not.toHaveProperty('alerts')
    expect((await importLines(again)).alerts).toBeGreaterThan(0)
  })
})

describe('a dry run', () => {
  test('stops what the real one stops, however many rows lie between', async () => {
    const items = ['03-01', '03-02', '03-03', '03-29'].map((day) =>
      line({ day: `2026-${day}`, who: '上官婉', fen: '30.00' }),
    )
    // More than one set of rows.
    const between = Array.from({ length: 100 }, (_, i) =>
      line({
        day: `2026-03-${String(4 + (i % 20)).padStart(2, '0')}`,
        who: ['慕容复', '端木磊', '皇甫嵩', '令狐冲'][i % 4] ?? '',
        fen: (1 + i / 100).toFixed(2),
      }),
    )
    const file = [...items.slice(0, 3), ...between, ...items.slice(3)]
    const dry = await importLines(file, { isDryRun: true })
    const real = await importLines(file)
    expect(real).toMatchObject({ rows: 104, accepted: 104, outcomes: { prohibit: 1 } })
    expect(dry).toEqual({ ...real, runId: undefined, alerts: undefined })
  }, 120_000)
})

describe('undoing our own history', () => {
  const states = (runId = '') =>
    rows<{ state: string }>(
      `select benefit.state
from imports.row as row
join benefits.benefit as benefit on benefit.id = row.benefit_id
where row.run_id = $1
order by benefit.happened_on`,
      [runId],
    )
  const file = [
    line({ day: '2025-02-01', who: '东方朔', fen: '30.00', way: '送' }),
    line({ day: '2025-02-02', who: '东方朔', fen: '31.00', way: '谢绝' }),
    line({ day: '2025-02-03', who: '东方朔', fen: '32.00', way: '拟送' }),
  ]

  test(
    'takes back what was declined and what was only offered too, and each row stands once after ' +
      'the next import',
    async () => {
      const first = await importLines(file)
      expect(await states(first.runId)).toEqual([
        { state: 'given' },
        { state: 'declined' },
        { state: 'expired' },
      ])
      expect(await undo(first.runId)).toMatchObject({ reversed: 3 })
      expect(await states(first.runId)).toEqual([
        { state: 'reversed' },
        { state: 'reversed' },
        { state: 'reversed' },
      ])
      const second = await importLines(file)
      expect(second).toMatchObject({ accepted: 3, duplicates: 0 })
      const left = await rows(
        `select count(*)::int as n
from benefits.benefit
where happened_on < '2025-03-01' and state <> 'reversed'`,
      )
      expect(left).toEqual([{ n: 3 }])
    },
  )

  test('counts what it reversed, and not what somebody had reversed before', async () => {
    const report = await importLines(file.map((text) => text.replaceAll('台历', '雨伞')))
    await company.database.pool('owner', 1).query(
      `update benefits.benefit set state = 'reversed'
where state = 'given' and id in (select benefit_id from imports.row where run_id = $1)`,
      [report.runId],
    )
    expect(await undo(report.runId)).toMatchObject({ reversed: 2 })
    expect(
      await rows('select from imports.row where run_id = $1 and not is_reversed', [report.runId]),
    ).toEqual([])
  })

  test('is the only way out of a closed state, and the database holds it', async () => {
    const owner = company.database.pool('owner', 1)
    const move = (from: string, to: string) =>
      owner.query(`update benefits.benefit set state = $2 where state = $1`, [from, to])
    await expect(move('declined', 'given')).rejects.toThrow('cannot go from declined to given')
    await owner.query(`update benefits.benefit set source = 'request' where state = 'expired'`)
    await expect(move('expired', 'reversed')).rejects.toThrow('cannot go from expired to reversed')
  })
})

describe('a class that a file tells', () => {
  test('is heard where it is stricter than the record, and never where it is milder', async () => {
    const told = (day: string, who: string, type: string) =>
      `${day},送,苏州恒泰精密机械有限公司,${who},采购,宣传品,台历,10.00,拜访,王磊,${type}`
    await importLines(
      [
        told('2025-06-01', '张伟', '公务员'),
        told('2025-06-02', '张伟', '民营'),
        told('2025-06-03', '张伟', '国企'),
      ],
      { heading: `${heading},人员类别` },
    )
    const stored = await rows<{ class: string; source: string | null }>(
      `select row.facts::json -> 'recipient' ->> 'class' as class,
  row.facts::json -> 'sources' ->> 'recipient.class' as source
from imports.row as row
join benefits.benefit as benefit on benefit.id = row.benefit_id
where benefit.recipient_id = $1 and benefit.happened_on >= '2025-06-01' and benefit.happened_on < '2025-07-01'
order by benefit.happened_on`,
      [parties.buyer],
    )
    expect(stored).toEqual([
      { class: 'public_official', source: 'self' },
      { class: 'private_staff', source: 'document' },
      { class: 'private_staff', source: 'document' },
    ])
  })
})

describe('an ownership that a file tells', () => {
  test('is heard beside that of the record, of which the stricter counts', async () => {
    const told = (day: string, type: string) =>
      `${day},送,苏州恒泰精密机械有限公司,张伟,采购,宣传品,台历,10.00,拜访,王磊,${type}`
    await importLines([told('2025-10-01', '国有控股'), told('2025-10-02', '民营')], {
      heading: `${heading},客户性质`,
    })
    const stored = await rows(
      `select row.facts::json -> 'customer' ->> 'ownership' as recorded,
  row.facts::json -> 'saidOtherwise' ->> 'customer.ownership' as told
from imports.row as row
join benefits.benefit as benefit on benefit.id = row.benefit_id
where benefit.happened_on in ('2025-10-01', '2025-10-02')
order by benefit.happened_on`,
    )
    expect(stored).toEqual([
      { recorded: 'private', told: 'state_controlled' },
      { recorded: 'private', told: null },
    ])
  })
})

describe('an import that another person goes on with', () => {
  test('keeps each row that could not enter once', async () => {
    const file = [
      line({ day: '2025-07-01', who: '东方朔', fen: '许多' }),
      line({ day: '2025-07-02', who: '东方朔', fen: '5.00' }),
    ]
    const killed = async () => {
      throw new Error('killed')
    }
    await expect(tryLines(file, { onProgress: killed })).rejects.toThrow('killed')
    const another = company.actor('boss')
    const report = await importLines(file, { actor: { ...another, roles: ['compliance'] } })
    expect(report).toMatchObject({ isResumed: true, accepted: 1, rejected: 1 })
    expect(await rows('select line from imports.problem where run_id = $1', [report.runId])).toEqual([
      { line: 2 },
    ])
  })
})

describe('a line for several people, of which only one is over a limit', () => {
  const outcomes = (report: ImportReport) => ({
    outcomes: report.outcomes,
    stopped: report.stopped.map(({ ruleId, rows: n, sums }) => ({ ruleId, n, sums })),
  })

  test('counts as the strictest of its parts, before a kill and after it', async () => {
    const file = [
      line({ day: '2025-08-01', who: '李时珍', fen: '45.00' }),
      line({ day: '2025-08-02', who: '李时珍', fen: '45.00' }),
      line({ day: '2025-08-03', who: '赵云、李时珍', fen: '40.00' }),
    ]
    const dry = await importLines(file, { isDryRun: true })
    expect(dry).toMatchObject({ accepted: 3, outcomes: { prohibit: 1 } })
    const killed = async () => {
      throw new Error('killed')
    }
    await expect(tryLines(file, { onProgress: killed })).rejects.toThrow('killed')
    const report = await importLines(file)
    expect(report).toMatchObject({ isResumed: true, rows: 3, accepted: 3, duplicates: 0 })
    expect(outcomes(report)).toEqual(outcomes(dry))
    const parts = await rows<{ outcome: string }>(
      `select outcome from imports.row where run_id = $1 and line = 4 order by place`,
      [report.runId],
    )
    expect(parts.at(0)?.outcome).not.toBe('prohibit')
    expect(parts.at(1)?.outcome).toBe('prohibit')
  })

  test('is one row of the file when it is undone', async () => {
    const file = [
      line({ day: '2025-09-01', who: '赵云、李时珍', fen: '4.00' }),
      line({ day: '2025-09-02', who: '赵云', fen: '2.00' }),
    ]
    const report = await importLines(file)
    expect(report).toMatchObject({ rows: 2, accepted: 2 })
    expect(await rows('select from imports.row where run_id = $1', [report.runId])).toHaveLength(3)
    expect(await undo(report.runId)).toMatchObject({ reversed: 2 })
  })

  test('counts as undone where only some of its parts had been reversed by hand', async () => {
    const report = await importLines([line({ day: '2025-09-03', who: '赵云、李时珍', fen: '4.00' })])
    await company.database.pool('owner', 1).query(
      `update benefits.benefit set state = 'reversed'
where id = (select benefit_id from imports.row where run_id = $1 order by place limit 1)`,
      [report.runId],
    )
    expect(await undo(report.runId)).toMatchObject({ reversed: 1 })
  })
})

describe('the entity whose history a file is', () => {
  const one = [line({ day: '2025-05-01', who: '东方朔', fen: '10.00' })]
  const both = () => [...company.actor('sales').entityIds, ...Object.values(company.founded.entities)]
  const actor = (...entityIds: string[]): Actor => ({ ...company.actor('compliance'), entityIds })

  test('is the only one that the importer serves, and else must be named', async () => {
    const [suzhou = '', shanghai = ''] = [...new Set(both())]
    const refused = await tryLines(one, { actor: actor('*'), entityId: undefined, isDryRun: true })
    expect(refused).toMatchObject({
      code: 'imports.entity_needed',
      params: { entities: expect.stringMatching(/SZ .*SH /) as string },
    })
    expect(await tryLines(one, { actor: actor(), entityId: undefined })).toMatchObject({
      code: 'imports.entity_none',
    })
    const mistyped = { actor: actor('*'), entityId: 'ent_typo' }
    expect(await tryLines(one, mistyped)).toMatchObject({ code: 'imports.entity_unknown' })
    expect(await tryLines(one, { actor: actor(suzhou), entityId: shanghai })).toMatchObject({
      code: 'access.other_entity',
    })
    expect(await rows(`select from imports.run where entity_id = 'ent_typo'`)).toEqual([])
    await importLines(one, { actor: actor(shanghai), entityId: undefined })
    await importLines([one[0]?.replace('10.00', '11.00') ?? ''], { actor: actor('*'), entityId: 'SZ' })
    const stored = await rows(
      `select entity_id from benefits.benefit where happened_on = '2025-05-01' order by value_minor`,
    )
    expect(stored).toEqual([{ entity_id: shanghai }, { entity_id: suzhou }])
  })
})

describe('a row with very many later benefits behind it', () => {
  test('says that only the next of them were weighed again', async () => {
    const later = Array.from({ length: 101 }, (_, i) =>
      line({ day: '2026-10-20', who: '长孙无忌', fen: (1 + i / 100).toFixed(2) }),
    )
    await importLines(later)
    const report = await importLines([line({ day: '2026-10-19', who: '长孙无忌', fen: '1.00' })])
    expect(report).toMatchObject({ accepted: 1, alertsCut: 1 })
  }, 120_000)
})

describe('the day of an import', () => {
  test('is that of the entity whose history it is', async () => {
    const id = company.actor('sales').entityIds[0] ?? ''
    await company.database
      .pool('owner', 1)
      .query(`update access.entity set zone = 'Pacific/Kiritimati' where id = $1`, [id])
    company.clock.set('2026-12-01T12:30:00.000Z')
    const ahead = await tryLines([line({ day: '2026-12-02', who: '长孙无忌', fen: '1.00' })], {
      isToday: true,
    })
    expect(ahead).toMatchObject({ accepted: 1, rejected: 0 })
    await company.database
      .pool('owner', 1)
      .query(`update access.entity set zone = 'Asia/Shanghai' where id = $1`, [id])
    const home = await tryLines([line({ day: '2026-12-02', who: '司马云', fen: '1.00' })], { isToday: true })
    expect(home).toMatchObject({ accepted: 0, rejected: 1 })
  })
})
