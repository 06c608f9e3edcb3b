import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { housePack } from '../../../test/properties/house-pack.ts'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { importDay, shipped } from '../../../test/setup/import-files.ts'
import { csvOf, importText } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { personTable } from '../access/tables.ts'
import { factLine, loadHistoryAsOf } from '../benefits/index.ts'
import { merge, setEmployment } from '../parties/index.ts'
import { adoptShippedCommand, loadDecision, loadPackRows, replayDecision } from '../policy/index.ts'
import { replayRow } from './replay.ts'
import type { ImportReport } from './run.ts'

let company: Company

beforeEach(async () => {
  company = await testCompany()
})
afterEach(() => company.close())

const heading = '序号,日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
function importLines(lines: readonly string[], isDryRun = false): Promise<ImportReport> {
  return importText(importDeps(company.world), {
    text: csvOf(heading, lines),
    actor: company.actor('compliance'),
    isDryRun,
    entityId: company.actor('sales').entityIds[0],
  })
}

type Stored = {
  readonly giver_person_id: string | null
  readonly requester_id: string | null
  readonly recipient_id: string
  readonly outcome: string
  readonly rules: string
  readonly facts: { giver?: { personId?: string }; request?: { requesterId?: string } }
}

async function stored(): Promise<Stored[]> {
  const found = await company.database.pool('auditor', 1).query<Stored>(
    `select line.giver_person_id, benefit.requester_id, benefit.recipient_id, benefit.outcome, row.rules,
  row.facts::json as facts
from imports.row as row
join benefits.benefit as benefit on benefit.id = row.benefit_id
left join benefits.line as line on line.benefit_id = benefit.id
order by benefit.happened_on, benefit.id`,
  )
  return found.rows
}

/** Whether each stored decision gives the same bytes when it is taken again. */
async function replays(): Promise<boolean[]> {
  return readOnly(company.database.pool('auditor', 2), [], async (tx) => {
    const ids = await tx.sql<{ id: string }>('select id from policy.decision order by id')
    const rows = await loadPackRows(tx)
    const same: boolean[] = []
    for (const { id } of ids) {
      const decision = await loadDecision(tx, id)
      if (!decision) throw new Error('a decision that was listed is there')
      const { at } = decision
      const again = await replayDecision(rows, decision, async (benefits, asOf) =>
        (await loadHistoryAsOf(tx, benefits, { at, asOf })).map(factLine),
      )
      same.push(again.same)
    }
    return same
  })
}

async function limitGivers(limit: string): Promise<void> {
  const body = { packs: [housePack({ giver: limit })] }
  const call = { key: 'people-house-key', actor: systemActor, body, at: company.world.now() }
  expect(await act(company.world.door, adoptShippedCommand, [call])).toMatchObject([{ kind: 'done' }])
}

const person = (key: string) => company.founded.people[key] ?? ''
const dealer = '苏州恒泰精密机械有限公司'

describe('our own people in a register of ours', () => {
  test(
    'whoever handled it stands as the giver; a name that is nobody of ours leaves the giver ' + 'open',
    async () => {
      const report = await importLines([
        `1,2026-03-05,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,王 磊（销售部）`,
        `2,2026-03-06,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,Li Na`,
        `3,2026-03-07,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,诸葛无名`,
        `4,2026-03-08,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,`,
      ])
      expect(report).toMatchObject({ rows: 4, accepted: 4, held: 0 })
      const rows = await stored()
      const givers = [person('sales'), person('sales2'), null, null]
      expect(rows.map((row) => row.giver_person_id)).toEqual(givers)
      expect(rows.map((row) => row.requester_id)).toEqual(givers)
      expect(rows.map((row) => row.facts.giver?.personId ?? null)).toEqual(givers)
      expect(rows.map((row) => row.facts.request?.requesterId ?? null)).toEqual(givers)
    },
  )

  test(
    'what one of us gave elsewhere counts where the policy limits it, in the file and before ' + 'it',
    async () => {
      await limitGivers('CNY 100.00')
      const line = (n: number, customer: string, name: string, handler: string) =>
        `${n},2026-03-0${n},送,${customer},${name},工程师,宣传品,台历${n},60.00,拜访,${handler}`
      await importLines([line(1, '蓝鲸海洋科技有限公司', '司马云', '王磊')])
      const later = [
        line(2, '北斗星通导航有限公司', '公孙胜', '王磊'),
        line(3, '天工开物机床有限公司', '东方朔', '李娜'),
        line(4, '昆仑能源装备有限公司', '上官婉', '李娜'),
      ]
      const dry = await importLines(later, true)
      const report = await importLines(later)
      expect(report.outcomes).toEqual(dry.outcomes)
      const broken = (await stored()).map((row) => row.rules.split(',').includes('HOUSE-GIVER'))
      expect(broken).toEqual([false, true, false, true])
      expect(await replays()).toEqual([true, true, true, true])
    },
  )

  test('what somebody got who works for two counts for both their employers', async () => {
    const body = { packs: [housePack({ organisation: 'CNY 100.00' })] }
    const { door, now, newId } = company.world
    const adopt = { key: 'two-house-key', actor: systemActor, body, at: now() }
    await act(door, adoptShippedCommand, [adopt])
    const line = (day: number, customer: string, name: string, amount: string) =>
      `${day},2026-03-0${day},送,${customer},${name},工程师,宣传品,台历${day},${amount},拜访,王磊`
    const other = '蓝鲸海洋科技有限公司'
    await importLines([line(1, dealer, '张伟', '60.00'), line(2, other, '司马云', '20.00')])
    const [{ id: customerId } = { id: '' }] = (
      await company.world.pool.query<{ id: string }>('select id from parties.customer where name = $1', [
        other,
      ])
    ).rows
    const also = { personId: parties.buyer, customerId, fromOn: '2020-06-01' }
    const deps = { newId, dayAt: () => importDay, findAskers: async () => [] }
    const call = { key: 'two-work-key', actor: company.actor('sales'), body: also, at: now() }
    expect(await act(door, setEmployment(deps), [call])).toMatchObject([{ kind: 'done' }])
    await importLines([line(3, dealer, '张伟', '20.00'), line(4, other, '司马云', '0.01')])
    const broken = (await stored()).map((row) => row.rules.split(',').includes('HOUSE-ORGANISATION'))
    expect(broken).toEqual([false, false, false, true])
    expect(await replays()).toEqual([true, true, true, true])
  })

  test('what one of us received counts for that person, apart from what we gave', async () => {
    const report = await importLines([
      `1,2026-03-05,收,蓝鲸海洋科技有限公司,,,礼品,茶叶,150.00,来访,李娜`,
      `2,2026-03-06,收,蓝鲸海洋科技有限公司,,,礼品,茶叶,180.00,来访,李娜`,
    ])
    expect(report).toMatchObject({ rows: 2, accepted: 2, held: 0 })
    const rows = await stored()
    expect(rows.map((row) => row.recipient_id)).toEqual([person('sales2'), person('sales2')])
    expect(rows.map((row) => row.giver_person_id)).toEqual([null, null])
    const histories = await company.database
      .pool('auditor', 1)
      .query<{ n: number }>(
        `select json_array_length(record::json -> 'history') as n from policy.decision order by at, n`,
      )
    expect(histories.rows.map(({ n }) => n)).toEqual([0, 1])
    expect(await replays()).toEqual([true, true])
  })

  test('somebody of ours who is unknown, or one of two of that name, waits for a person', async () => {
    const shared = {
      entity_id: company.actor('sales').entityIds[0] ?? '',
      unit_id: null,
      title_zh: null,
      title_en: null,
    }
    const twin = { ...shared, name_zh: '李娜', name_en: 'Li Na', joined_on: '2020-01-01', left_on: null }
    await company.store([insertRow(personTable, { id: 'per_twin', staff_number: 'E0777', ...twin })])
    const report = await importLines([
      `1,2026-03-05,收,蓝鲸海洋科技有限公司,,,礼品,茶叶,150.00,来访,李娜`,
      `2,2026-03-06,收,蓝鲸海洋科技有限公司,,,礼品,茶叶,180.00,来访,诸葛无名`,
      `3,2026-03-07,收,蓝鲸海洋科技有限公司,,,礼品,茶叶,190.00,来访,E0777`,
    ])
    expect(report).toMatchObject({ rows: 3, accepted: 1, held: 2 })
    expect(report.holds.map((hold) => hold.row)).toEqual([2, 3])
    expect(report.holds[0]?.reason).toContain('E0777')
    expect(report.holds[1]?.reason).toContain('诸葛无名')
    expect((await stored()).map((row) => row.recipient_id)).toEqual(['per_twin'])
  })

  test('what a merged party had before counts as the survivor’s', async () => {
    const body = { keptId: parties.buyer, goneId: parties.colleague, reason: '同一人' }
    const line = (n: number) => `${n},2026-03-0${n},送,${dealer},NAME,经理,宣传品,台历${n},60.00,拜访,王磊`
    const names = await company.database
      .pool('auditor', 1)
      .query<{ id: string; name: string }>(
        `select detail.id, detail.name from parties.person_detail as detail where id = any($1)`,
        [[parties.buyer, parties.colleague]],
      )
    const nameOf = (id: string) => names.rows.find((row) => row.id === id)?.name ?? ''
    await importLines([line(1).replace('NAME', nameOf(parties.colleague))])
    const call = {
      key: 'people-merge-key',
      actor: company.actor('compliance'),
      body,
      at: company.world.now(),
    }
    expect(await act(company.world.door, merge(askDeps), [call])).toMatchObject([{ kind: 'done' }])
    await importLines([line(2).replace('NAME', nameOf(parties.buyer))])
    const histories = await company.database
      .pool('auditor', 1)
      .query<{ n: number }>(
        `select json_array_length(record::json -> 'history') as n from policy.decision order by at, n`,
      )
    expect(histories.rows.map(({ n }) => n)).toEqual([0, 1])
    expect(await replays()).toEqual([true, true])
  })
})

describe('our own people in a register of others', () => {
  /**
   * A list that an authority keeps of what companies gave: the company is the giver, and says who handled it.
   */
  const listed = {
    ...shipped('taizhang'),
    id: 'gift-office',
    book: 'observed' as const,
    facts: [...shipped('taizhang').facts, { path: 'giver.seat', value: 'CN', source: 'record' as const }],
    parties: {
      ...shipped('taizhang').parties,
      outward: {
        giver: [{ kind: 'entity' as const, name: 'orgName' as const, ids: [] }],
        recipient: [{ kind: 'person' as const, name: 'recipientName' as const, ids: [] }],
        org: [],
      },
    },
  }

  test(
    'stand as the giver where our entity does, and what they gave counts in the book of the ' + 'register',
    async () => {
      await limitGivers('CNY 100.00')
      const entity = await company.database
        .pool('auditor', 1)
        .query<{ name_zh: string }>('select name_zh from access.entity')
      const ours = entity.rows[0]?.name_zh ?? ''
      const line = (n: number, giver: string, to: string, handler: string) =>
        `${String(n)},2026-03-0${String(n)},送,${giver},${to},工程师,宣传品,台历${String(n)},60.00,拜访,${handler}`
      const lines = [
        line(1, ours, '司马云', '王磊'),
        line(2, ours, '公孙胜', '王磊'),
        line(3, '别家机械有限公司', '东方朔', '王磊'),
        line(4, ours, '上官婉', '李娜'),
      ]
      const report = await importText(importDeps(company.world), {
        profile: listed,
        text: csvOf(heading, lines),
        actor: company.actor('compliance'),
      })
      expect(report).toMatchObject({ rows: 4, accepted: 4 })
      const rows = await stored()
      expect(rows.map((row) => row.giver_person_id)).toEqual([
        person('sales'),
        person('sales'),
        null,
        person('sales2'),
      ])
      const broken = rows.map((row) => row.rules.split(',').includes('HOUSE-GIVER'))
      expect(broken).toEqual([false, true, false, false])
      expect(rows.every((row) => row.requester_id === null)).toBe(true)
      const ids = await company.database
        .pool('auditor', 1)
        .query<{ benefit_id: string }>('select benefit_id from imports.row')
      await readOnly(company.database.pool('auditor', 1), [], async (tx) => {
        const policy = await company.world.requests.policy(tx)
        for (const { benefit_id: id } of ids.rows) {
          expect(await replayRow(tx, policy, id)).toMatchObject({ isSame: true })
        }
      })
    },
  )
})
