import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importDeps } from '../../app/import-deps.ts'
import { adoptShippedPolicies } from '../../app/policies.ts'
import { makeWorld, type World } from '../../app/world.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { randomBytes, systemClock } from '../../platform/clock.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { mapLines } from '../../../test/setup/import-files.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { newCustomer, newPerson } from '../parties/index.ts'
import type { ImportReport } from './run.ts'
import { undoImport } from './undo.ts'
import { confirmUndo } from '../../../test/setup/confirmed-undo.ts'

let database: FreshDatabase
let pool: Pool
let world: World
let customerId: string
let personId: string

/** Puts a customer and one of its people on record, as a request would have. */
const record: Command<null, null, { customer: string; person: string }> = {
  operation: 'parties.test_record',
  load: async () => null,
  decide: (_, call) => {
    const customer = world.newId('party')
    const person = world.newId('party')
    const employment = {
      id: world.newId('membership'),
      customer_id: customer,
      position: '采购经理',
      decides_on_us: true,
      management_duty: null,
      nominated_by: null,
      from_on: '2020-01-01',
      until_on: null,
    }
    return {
      answer: { customer, person },
      object: { type: 'party', id: customer },
      reason: '客户和联系人已登记',
      changes: [
        newCustomer({
          id: customer,
          name: '苏州恒远精密机械有限公司',
          ownership: 'private',
          created_at: call.at,
        }),
        ...newPerson({ id: person, name: '欧阳晓峰', at: call.at, employment }),
      ],
    }
  },
}

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('app')
  world = makeWorld({
    pool,
    masterKey: Buffer.from(randomBytes(32)),
    data: '/nonexistent',
    now: systemClock(),
    enqueue: async () => undefined,
  })
  await adoptShippedPolicies(world)
  await database.pool('owner', 1).query(
    `insert into access.entity (id, version, code, name_zh, name_en, currency, zone, seat, is_active)
values ('ent_ours000000', 1, 'OURS', '太仓本源装备有限公司', 'Taicang Benyuan', 'CNY', 'Asia/Shanghai', 'CN', true)`,
  )
  const call = { key: 'record-parties', actor: systemActor, body: null, at: world.now() }
  const [outcome] = await act(world.door, record, [call])
  if (outcome?.kind !== 'done') throw new Error('the parties are not on record')
  customerId = outcome.answer.customer
  personId = outcome.answer.person
}, 60_000)
afterAll(() => database.close())

const heading = '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
function importLines(
  lines: readonly string[],
  isDryRun = false,
  deps = importDeps(world),
): Promise<ImportReport> {
  return importText(deps, { text: csvOf(heading, lines), isDryRun })
}

async function benefits(): Promise<Record<string, unknown>[]> {
  const found = await pool.query(
    `select book, customer_id, recipient_id, is_late, source, state, outcome, title,
  decision_id is not null as recorded
from benefits.benefit
order by happened_on, id`,
  )
  return found.rows
}

async function partyCount(): Promise<number> {
  const found = await pool.query<{ n: string }>(
    'select (select count(*) from parties.customer) + (select count(*) from parties.person) as n',
  )
  return Number(found.rows[0]?.n)
}

describe('our own history from a 台账', () => {
  it('takes a name that is on record for that party, as a late declaration with its record', async () => {
    const before = await partyCount()
    const line = '1,2025-03-05,苏州恒远精密机械有限公司,欧阳晓峰,采购经理,礼品,台历,35.00,拜访,王强'
    const report = await importLines([line])
    expect(report).toMatchObject({ rows: 1, accepted: 1, held: 0 })
    expect(await benefits()).toMatchObject([
      {
        book: 'own',
        customer_id: customerId,
        recipient_id: personId,
        is_late: true,
        source: 'import',
        state: 'given',
        recorded: true,
      },
    ])
    expect(await partyCount()).toBe(before)
  })

  it('judges each row by what the company was on the day of the row', async () => {
    const deps = importDeps(world)
    const days: (string | undefined)[] = []
    const giver: typeof deps.own.giver = (organisation, entityId, day) => {
      days.push(day)
      return deps.own.giver(organisation, entityId, day)
    }
    await importLines(
      [
        '1,2024-02-06,苏州恒远精密机械有限公司,欧阳晓峰,采购经理,礼品,台历,20.00,拜访,王强',
        '2,2024-08-09,苏州恒远精密机械有限公司,欧阳晓峰,采购经理,礼品,台历,20.00,拜访,王强',
      ],
      true,
      { ...deps, own: { ...deps.own, giver } },
    )
    expect(new Set(days)).toEqual(new Set(['2024-02-06', '2024-08-09']))
  })

  it('makes a new customer and a new person once for all rows that name them', async () => {
    const before = await partyCount()
    const report = await importLines([
      '1,2025-04-01,成都蓝鲸海洋科技有限公司,司马云,工程师,餐饮,工作午餐,88.00,技术交流,王强',
      '2,2025-04-09,成都蓝鲸海洋科技有限公司,司马云,工程师,餐饮,工作午餐,92.00,技术交流,王强',
    ])
    expect(report).toMatchObject({ rows: 2, accepted: 2, held: 0 })
    expect(await partyCount()).toBe(before + 2)
    const made = await pool.query(`select source, ownership from parties.customer where source = 'import'`)
    expect(made.rows).toEqual([{ source: 'import', ownership: null }])
    const known = await pool.query(
      `select distinct recipient_id from benefits.line where happened_on > '2025-03-31'`,
    )
    expect(known.rows).toHaveLength(1)
  })

  it('holds a row whose customer may be a known one, names it, and opens no fresh limit', async () => {
    const before = await partyCount()
    const entered = (await benefits()).length
    const report = await importLines([
      '1,2025-05-06,昆山恒远精密机械有限公司,,,返利,年度返利,5000.00,合同返利,王强',
    ])
    expect(report).toMatchObject({ rows: 1, accepted: 0, held: 1 })
    expect(report.holds[0]?.reason).toContain('苏州恒远精密机械有限公司')
    expect(await partyCount()).toBe(before)
    expect((await benefits()).length).toBe(entered)
    const kept = await pool.query(`select kind from imports.problem where run_id = $1`, [report.runId])
    expect(kept.rows).toEqual([{ kind: 'held' }])
  })

  it('holds a row that names an entity of our own group as the customer', async () => {
    const before = await partyCount()
    const line = '1,2025-05-07,太仓本源装备公司,,,返利,年度返利,5000.00,合同返利,王强'
    const report = await importLines([line])
    expect(report).toMatchObject({ rows: 1, accepted: 0, held: 1 })
    expect(report.holds[0]?.reason).toBe('“太仓本源装备有限公司”是本集团的主体，不是客户。')
    expect(await partyCount()).toBe(before)
  })

  it('adds what is imported to the one sum of the person, and takes it off when it is undone', async () => {
    const sum = async () => {
      const found = await pool.query<{ sum: string | null }>(
        'select sum(minor)::text as sum from benefits.line where recipient_id = $1',
        [personId],
      )
      return found.rows[0]?.sum
    }
    const before = await sum()
    const line = '1,2025-06-01,苏州恒远精密机械有限公司,欧阳晓峰,采购经理,礼品,茶叶礼盒,260.00,端午,王强'
    const dry = await importLines([line], true)
    expect(await sum()).toBe(before)
    const report = await importLines([line])
    expect(report.outcomes).toEqual(dry.outcomes)
    expect(Number(await sum())).toBe(Number(before) + 26_000)
    await confirmUndo(world, report.runId)
    await undoImport(importDeps(world), {
      reason: '文件有误',
      runId: report.runId ?? '',
      actor: systemActor,
      key: 'undo-own',
    })
    expect(await sum()).toBe(before)
    const states = await benefits()
    expect(states.at(-1)).toMatchObject({ state: 'reversed', title: expect.stringContaining('茶叶') })
  })

  it('decides on what the person had before, in the same file and in the register', async () => {
    const lines = Array.from(
      { length: 4 },
      (_, i) =>
        `${i + 1},2025-07-0${i + 1},苏州恒远精密机械有限公司,欧阳晓峰,采购经理,宣传品,台历${i},30.00,拜访,王强`,
    )
    const report = await importLines(lines)
    expect(report).toMatchObject({ rows: 4, accepted: 4 })
    const rows = await pool.query<{ rules: string }>(
      `select rules from imports.row where run_id = $1 order by place`,
      [report.runId],
    )
    const split = rows.rows.map((row) => row.rules.split(',').includes('ORG-SPLIT'))
    expect(split).toEqual([false, false, true, true])
  })

  it('knows rows of an earlier version, and lets in those that it took for repeats', async () => {
    const same = ['2025-08-05,成都蓝鲸海洋科技有限公司,司马云,工程师,宣传品,雨伞,30.00,拜访']
    const lines = ['王强', '李敏'].map((who) => `,${same},${who}`)
    const before = await importLines(lines.slice(0, 1))
    const unnamed = await importLines([`,${same},`], true)
    expect(unnamed).toMatchObject({ accepted: 1 })
    // What the version before wrote: one row, by the key of its content without whoever handled it.
    const [mapped] = await mapLines('taizhang', `${heading}\n${lines[0]}\n`)
    const olderKey = mapped?.kind === 'ready' ? mapped.row.olderKey : undefined
    const owner = database.pool('owner', 1)
    await owner.query('update imports.row set key = $1 where run_id = $2', [olderKey, before.runId])
    expect(await importLines(lines, true)).toMatchObject({ accepted: 2, duplicates: 0 })
    await owner.query('update imports.run set profile_version = 1 where id = $1', [before.runId])
    expect(await importLines(lines)).toMatchObject({
      accepted: 1,
      duplicates: 1,
      repeated: [{ row: 2, runId: before.runId }],
    })
  })
})
