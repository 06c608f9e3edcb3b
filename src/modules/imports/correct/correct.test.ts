import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { csvOf, importText as importOf } from '../../../../test/setup/run-import.ts'
import { cmsFile, cmsLine } from '../../../../test/setup/cms-file.ts'
import { importDeps } from '../../../app/import-deps.ts'
import { importOperations } from '../../../contract/imports.ts'
import type { HttpAnswer } from '../../../platform/http/answer.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { replayRow } from '../replay.ts'
import { newCustomer } from '../../parties/index.ts'
import { importRoutes } from '../routes.ts'
import type { ImportReport } from '../run.ts'
import { undoImport } from '../undo.ts'

let company: Company

const known = 'party_hengyuan0000'

beforeAll(async () => {
  company = await testCompany()
  const name = '苏州恒远精密机械有限公司'
  await company.store([newCustomer({ id: known, name, created_at: company.world.now() })])
}, 60_000)
afterAll(() => company.close())

/** Two moments are never one, so that imports and corrections have an order. */
function tick(): void {
  calls++
  company.clock.set(new Date(Date.parse(company.world.now()) + 1_000).toISOString())
}

const heading = '序号,日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
let calls = 0

function importText(profile: string, text: string, isDryRun = false): Promise<ImportReport> {
  tick()
  const entityId = profile === 'taizhang' ? company.actor('sales').entityIds[0] : undefined
  const actor = company.actor('compliance')
  return importOf(importDeps(company.world), { profile, text, actor, isDryRun, entityId })
}

const importLines = (...lines: string[]) => importText('taizhang', csvOf(heading, lines))

/** Calls an operation as the server does, after the contract has read the call. */
async function call(
  id: string,
  params: Readonly<Record<string, string>>,
  given: {
    readonly body?: unknown
    readonly query?: unknown
    readonly as?: string
    readonly key?: string
  } = {},
): Promise<HttpAnswer> {
  const deps = { ...importDeps(company.world), files: company.world.files }
  const found = importRoutes(deps).find((route) => route.operation.id === id)
  if (!found) throw new Error(`no route ${id}`)
  tick()
  const answer = await found.handle({
    params: found.operation.params.parse(params),
    query: found.operation.query.parse(given.query ?? {}),
    body: found.operation.body.parse(given.body ?? {}),
    actor: company.actor(given.as ?? 'compliance'),
    key: given.key ?? `correct-call-${String(calls)}`,
    at: company.world.now(),
    language: 'zh-CN',
    headers: {},
    address: '127.0.0.1',
    files: [],
  })
  if (answer.kind === 'answer') found.operation.answer.parse(answer.body)
  return answer
}

type Shown = {
  readonly problemId: string
  readonly line: number
  readonly state: string
  readonly reasons: unknown[]
}

async function openRows(runId = '', state = 'open'): Promise<Shown[]> {
  const found = await call('imports.problem_list', { runId }, { query: { state } })
  if (found.kind !== 'answer') throw new Error('the rows are listed')
  return (found.body as { items: Shown[] }).items
}

async function correct(runId = '', problemId = '', body: object = {}): Promise<unknown> {
  const answer = await call(
    'imports.correct',
    { runId, problemId },
    { body: { reason: '核对原始单据', ...body } },
  )
  return answer.kind === 'answer' ? answer.body : answer
}

async function runRow(runId = ''): Promise<Record<string, number | string>> {
  const found = await company.database
    .pool('auditor', 1)
    .query(`select * from imports.run where id = $1`, [runId])
  const row = found.rows[0] as Record<string, number>
  const parts = ['accepted', 'held', 'rejected', 'duplicates', 'nil'] as const
  expect(parts.reduce((sum, part) => sum + (row[part] ?? 0), 0)).toBe(row['rows'])
  return row
}

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const found = await company.database
    .pool('auditor', 1)
    .query<{ n: string }>(`select count(*) as n from ${sql}`, values)
  return Number(found.rows[0]?.n)
}

describe('a row with a bad cell', () => {
  test(
    'is read again with the new text, enters by the same rules, and keeps the text of the ' + 'file',
    async () => {
      const bad = '2,2026-03-06,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,鼠标垫,很多,拜访,王磊'
      const report = await importLines(
        '1,2026-03-05,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,王磊',
        bad,
      )
      expect(report).toMatchObject({ rows: 2, accepted: 1, rejected: 1 })
      const [row] = await openRows(report.runId)
      expect(row).toMatchObject({ line: 3, state: 'rejected', reasons: [{ field: '金额' }] })
      const came = await correct(report.runId, row?.problemId, { cells: [{ column: '金额', text: '30.00' }] })
      expect(came).toMatchObject({ result: 'entered', reasons: [] })
      expect(await runRow(report.runId)).toMatchObject({ rows: 2, accepted: 2, rejected: 0 })
      const shown = await call('imports.problem', {
        runId: report.runId ?? '',
        problemId: row?.problemId ?? '',
      })
      expect(shown).toMatchObject({
        body: {
          row: { state: 'entered' },
          corrections: [
            { reason: '核对原始单据', by: '林晓', cells: [{ column: '金额', was: '很多', now: '30.00' }] },
          ],
          correct: { can: false },
        },
      })
      expect(JSON.stringify(shown)).toContain('"original"')
      const stored = await company.database
        .pool('auditor', 1)
        .query<{ cells: string }>('select cells from imports.problem where id = $1', [row?.problemId])
      expect(JSON.parse(stored.rows[0]?.cells ?? '')).toEqual(bad.split(','))
      const entry = await count(
        `audit.entry where operation = 'imports.correct'
and bytes like '%"reason":"核对原始单据"%' and bytes like '%imports.row%'`,
      )
      expect(entry).toBe(1)
    },
  )

  test('shows in the summary of its run as if it had entered with it', async () => {
    const runs = await call('imports.runs', {})
    const [run] = (runs as { body: { items: { runId: string }[] } }).body.items
    const detail = await call('imports.run', { runId: run?.runId ?? '' })
    expect(detail).toMatchObject({
      body: { run: { accepted: 2, rejected: 0 }, report: { accepted: 2, rejected: 0 } },
    })
    const { outcomes } = (detail as { body: { report: { outcomes: Record<string, number> } } }).body.report
    expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(2)
  })

  test('is not held again when the same file comes again', async () => {
    const again = await importLines(
      '1,2026-03-05,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,台历,20.00,拜访,王磊',
      '2,2026-03-06,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,鼠标垫,很多,拜访,王磊',
    )
    expect(again).toMatchObject({ rows: 2, accepted: 0, rejected: 0, duplicates: 2 })
  })

  test(
    'that is corrected into a row that is there waits for a word, and enters as another one only ' + 'then',
    async () => {
      const report = await importLines(
        '7,2026-03-06,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,鼠标垫,若干元,拜访,王磊',
      )
      const [row] = await openRows(report.runId)
      const same = { cells: [{ column: '金额', text: '30.00' }] }
      expect(await correct(report.runId, row?.problemId, same)).toMatchObject({
        refusal: { code: 'imports.row_known' },
      })
      expect(await runRow(report.runId)).toMatchObject({ accepted: 0, duplicates: 0 })
      const another = await correct(report.runId, row?.problemId, { ...same, isAnother: true })
      expect(another).toMatchObject({ result: 'entered' })
      expect(await runRow(report.runId)).toMatchObject({ accepted: 1 })
    },
  )

  test('stays with what was put right when something else is wrong, and says what', async () => {
    const report = await importLines('1,3月,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,雨伞,好多,拜访,王磊')
    const [row] = await openRows(report.runId)
    const first = await correct(report.runId, row?.problemId, { cells: [{ column: '金额', text: '25' }] })
    expect(first).toMatchObject({ result: 'rejected', reasons: [{ field: '日期' }] })
    expect(await runRow(report.runId)).toMatchObject({ accepted: 0, rejected: 1 })
    const second = await correct(report.runId, row?.problemId, {
      cells: [{ column: '#2', text: '2026-03-09' }],
    })
    expect(second).toMatchObject({ result: 'entered' })
    expect(await count(`benefits.benefit where title like '%雨伞%' and value_minor = 2500`)).toBe(1)
  })

  test('can be set aside with a reason, which counts it among the rejected', async () => {
    const report = await importLines(
      '1,,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,钥匙扣,12.00,拜访,王磊',
      '2,2026-03-11,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,杯垫,12.00,拜访,王磊',
    )
    expect(report).toMatchObject({ held: 1, accepted: 1 })
    const [row] = await openRows(report.runId)
    const aside = await correct(report.runId, row?.problemId, {
      setAside: true,
      reason: '重复登记，原件已作废',
    })
    expect(aside).toMatchObject({ result: 'set_aside' })
    expect(await runRow(report.runId)).toMatchObject({ rows: 2, accepted: 1, held: 0, rejected: 1 })
    expect(await openRows(report.runId)).toEqual([])
    expect(await openRows(report.runId, 'all')).toMatchObject([{ state: 'set_aside' }])
    expect(
      await correct(report.runId, row?.problemId, { cells: [{ column: '日期', text: '2026-03-01' }] }),
    ).toMatchObject({
      refusal: { code: 'imports.problem_settled' },
    })
  })
})

describe('a row whose names a person must judge', () => {
  const line = (n: number, customer: string) =>
    `${String(n)},2026-04-0${String(n)},送,${customer},,,返利,年度返利,5000.00,合同返利,王磊`

  test('enters for the party that was picked', async () => {
    const report = await importLines(line(1, '昆山恒远精密机械有限公司'))
    expect(report).toMatchObject({ rows: 1, held: 1 })
    const [row] = await openRows(report.runId)
    const shown = await call('imports.problem', {
      runId: report.runId ?? '',
      problemId: row?.problemId ?? '',
    })
    expect(shown).toMatchObject({
      body: {
        names: [{ role: 'customer', text: '昆山恒远精密机械有限公司', candidates: [{ partyId: known }] }],
        correct: { can: true },
      },
    })
    const picked = { parties: [{ role: 'customer', partyId: known }] }
    expect(await correct(report.runId, row?.problemId, picked)).toMatchObject({ result: 'entered' })
    expect(await count(`benefits.benefit where customer_id = $1 and source = 'import'`, [known])).toBe(1)
    expect(await runRow(report.runId)).toMatchObject({ accepted: 1, held: 0 })
  })

  test(
    'opens a new party only when every known one that it resembles was ruled out, once for all its ' + 'rows',
    async () => {
      const name = '常熟恒远精密机械有限公司'
      const report = await importLines(line(2, name), line(3, name))
      expect(report).toMatchObject({ rows: 2, held: 2 })
      const [first, second] = await openRows(report.runId)
      const unseen = { parties: [{ role: 'customer', isNew: true, ruledOut: [] }] }
      expect(await correct(report.runId, first?.problemId, unseen)).toMatchObject({
        refusal: { code: expect.stringMatching(/^parties\.(look_first|known_already)$/) as string },
      })
      const ruledOut = {
        parties: [{ role: 'customer', isNew: true, ruledOut: [known] }],
        reason: '股东不同',
      }
      expect(await correct(report.runId, first?.problemId, ruledOut)).toMatchObject({ result: 'entered' })
      expect(await correct(report.runId, second?.problemId, ruledOut)).toMatchObject({ result: 'entered' })
      expect(await count('parties.customer where name = $1', [name])).toBe(1)
      expect(await count(`parties.told_apart where other_id = $1 and reason = '股东不同'`, [known])).toBe(1)
      expect(await runRow(report.runId)).toMatchObject({ accepted: 2, held: 0 })
    },
  )

  test('of our own staff enters for whom was picked, or for somebody who is not on record', async () => {
    const received = (n: number, who: string) =>
      `${String(n)},2026-05-0${String(n)},收,蓝鲸海洋科技有限公司,,,礼品,茶叶,150.00,来访,${who}`
    const report = await importLines(received(1, '李哪'), received(2, '离职老王'))
    expect(report).toMatchObject({ held: 2 })
    const [first, second] = await openRows(report.runId)
    const staff = company.founded.people['sales2'] ?? ''
    const nobody = { parties: [{ role: 'staff', partyId: 'per_nobody' }] }
    expect(await correct(report.runId, first?.problemId, nobody)).toMatchObject({
      refusal: { code: 'imports.staff_unknown' },
    })
    const picked = { parties: [{ role: 'staff', partyId: staff }] }
    expect(await correct(report.runId, first?.problemId, picked)).toMatchObject({ result: 'entered' })
    const gone = { parties: [{ role: 'staff', isNew: true }], reason: '2019 年已离职，未登记' }
    expect(await correct(report.runId, second?.problemId, gone)).toMatchObject({ result: 'entered' })
    expect(await count(`benefits.benefit where recipient_id = $1 and direction = 'received'`, [staff])).toBe(
      1,
    )
  })
})

describe('a row of a register of others', () => {
  test(
    'enters its book now, counts for what comes after it, and is taken again as it was ' + 'decided',
    async () => {
      const book = 'cms-open-payments'
      const shared = { physician: '4242', day: '11/02/2013' }
      const report = await importText(book, cmsFile(0, [cmsLine({ id: 'k1', ...shared, value: '-95.00' })]))
      const later = await importText(
        book,
        cmsFile(0, [cmsLine({ id: 'k2', ...shared, day: '11/03/2013', value: '9.00' })]),
      )
      const [row] = await openRows(report.runId)
      const column = 'Total_Amount_of_Payment_USDollars'
      const came = await correct(report.runId, row?.problemId, { cells: [{ column, text: '95.00' }] })
      expect(came).toMatchObject({ result: 'entered' })
      const after = await importText(
        book,
        cmsFile(0, [cmsLine({ id: 'k3', ...shared, day: '11/04/2013', value: '9.00' })]),
      )
      const found = await company.database
        .pool('auditor', 1)
        .query<{ benefit_id: string; rules: string; run_id: string }>(
          `select benefit_id, rules, run_id from imports.row where book = $1 order by place, id`,
          [book],
        )
      const ruleOf = (report: ImportReport) => found.rows.find((each) => each.run_id === report.runId)?.rules
      expect(ruleOf(after)).not.toBe(ruleOf(later))
      await readOnly(company.database.pool('auditor', 1), [], async (tx) => {
        const policy = await company.world.requests.policy(tx)
        for (const { benefit_id: id } of found.rows) {
          expect(await replayRow(tx, policy, id)).toMatchObject({ isSame: true })
        }
      })
      const undone = {
        runId: report.runId ?? '',
        actor: company.actor('compliance'),
        reason: '文件有误',
        key: 'correct-undo',
      }
      expect(await undoImport(importDeps(company.world), undone)).toMatchObject({ reversed: 1 })
      expect(
        await correct(report.runId, row?.problemId, { cells: [{ column, text: '96.00' }] }),
      ).toMatchObject({
        refusal: { code: 'imports.undone_already' },
      })
    },
  )
})

describe('putting a row right', () => {
  test('is refused for a row of another run, for a column that is not there, and for nothing', async () => {
    const report = await importLines(
      '1,2026-06-01,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,书签,没数,拜访,王磊',
    )
    const [row] = await openRows(report.runId)
    expect(await correct(report.runId, 'impl_000000000000000000000000', { setAside: true })).toMatchObject({
      refusal: { code: 'imports.problem_unknown' },
    })
    expect(
      await correct(report.runId, row?.problemId, { cells: [{ column: '单位', text: '1' }] }),
    ).toMatchObject({
      refusal: { code: 'imports.column_unknown' },
    })
    expect(await correct(report.runId, row?.problemId)).toMatchObject({
      refusal: { code: 'imports.nothing_corrected' },
    })
    const empty = heading.split(',').map((column) => ({ column, text: '' }))
    expect(await correct(report.runId, row?.problemId, { cells: empty })).toMatchObject({
      refusal: { code: 'imports.correction_empties' },
    })
    const names = (importOperations.find(({ id }) => id === 'imports.correct')?.refusals ?? []).toSorted()
    expect(names).toContain('imports.heading_unknown')
    await company.database
      .pool('owner', 1)
      .query('update imports.run set heading = null where id = $1', [report.runId])
    expect(await correct(report.runId, row?.problemId, { setAside: true })).toMatchObject({
      refusal: { code: 'imports.heading_unknown' },
    })
  })

  test('gives the same answer to the same call, and is for compliance and administrators', async () => {
    const report = await importLines(
      '1,2026-06-02,送,蓝鲸海洋科技有限公司,司马云,工程师,宣传品,贺卡,没数,拜访,王磊',
    )
    const [row] = await openRows(report.runId)
    const params = { runId: report.runId ?? '', problemId: row?.problemId ?? '' }
    const body = { reason: '核对', cells: [{ column: '金额', text: '8' }] }
    expect(await call('imports.correct', params, { body, as: 'sales' })).toMatchObject({ status: 403 })
    const first = await call('imports.correct', params, { body, key: 'correct-twice' })
    const again = await call('imports.correct', params, { body, key: 'correct-twice' })
    expect(again).toMatchObject({ body: (first as { body: object }).body })
    expect(await count(`benefits.benefit where title like '%贺卡%'`)).toBe(1)
  })
})
