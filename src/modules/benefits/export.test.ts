import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, strFromU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { HttpAnswer } from '../../platform/http/answer.ts'
import type { HttpCall } from '../../platform/http/route.ts'
import { findLongJob, runLongJob } from '../../platform/jobs/long-job.ts'
import { timelineOf } from '../audit/index.ts'
import { newCustomer } from '../parties/index.ts'
import { registerPorts } from '../../app/routes.ts'
import { startExport, exportRowsMax } from './export.ts'
import { exportKind } from './export-file.ts'
import { registerRoutes, type RegisterRouteDeps } from './routes.ts'
import { registerBenefit } from './changes.ts'

const at = '2026-11-25T01:00:00.000Z'
const formula = '=HYPERLINK("http://evil.example","点这里")'
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-export-'))
let company: Company
let deps: RegisterRouteDeps
let n = 0

beforeAll(async () => {
  company = await testCompany()
  const { door, pool, files, newId, requests } = company.world
  deps = {
    door,
    pool,
    newId,
    organisation: requests.organisation,
    files: { ...files, folder },
    ports: registerPorts(company.world),
    asked: company.world.asked,
    jobWords: {},
  }
  await company.store([
    newCustomer({ id: 'party_formula0000', name: '@SUM(1+1)*cmd', created_at: at }),
    ...[...'123'].flatMap((i) =>
      registerBenefit(
        {
          id: `ben_export000${i}`,
          number: `BR-2026-900${i}`,
          book: 'own',
          direction: 'given',
          state: 'given',
          entity_id: company.founded.entities['suzhou'] ?? '',
          form: 'gift',
          title: i === '1' ? formula : '技术交流',
          reason: '',
          requester_id: company.founded.people['sales'] ?? '',
          customer_id: 'party_formula0000',
          recipient_kind: 'person',
          recipient_id: parties.buyer,
          recipient_count: 1,
          deal_id: null,
          event_id: null,
          programme_id: null,
          place: null,
          value_minor: 12345n,
          value_currency: 'CNY',
          value_is_at_least: false,
          happened_on: `2026-03-0${i}`,
          recorded_at: at,
          is_late: false,
          outcome: 'allow',
          decision_id: null,
          source: 'web',
          way: null,
        },
        [{ recipientId: parties.buyer }],
        { group: 'group' },
        [`line_export000${i}`],
      ),
    ),
  ])
})

afterAll(async () => {
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

type Body = { filters: Record<string, string>; format: 'csv' | 'xlsx'; reason: string }

async function ask(body: Body, who = 'head') {
  const call = { key: `export-${n++}-key`, actor: company.actor(who), body, at }
  const [outcome] = await act(company.world.door, startExport(deps), [call])
  return outcome
}

async function exported(body: Body): Promise<string> {
  const outcome = await ask(body)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  const kind = exportKind({ ...deps, now: () => at })
  await runLongJob(company.world.pool, [kind], outcome.answer.jobId, () => at)
  return outcome.answer.jobId
}

function fetched(operation: string, jobId: string, who = 'head', moment = at): Promise<HttpAnswer> {
  const found = registerRoutes(deps).find((route) => route.operation.id === operation)
  const call = {
    params: { jobId },
    query: {},
    body: {},
    actor: company.actor(who),
    key: `call-${n++}-key`,
    at: moment,
    language: 'zh-CN',
    headers: {},
    address: '',
    files: [],
  } satisfies HttpCall<unknown, unknown, unknown>
  if (!found) throw new Error(`no route ${operation}`)
  return found.handle(call).then((given) => {
    if (given.kind === 'answer') found.operation.answer.parse(given.body)
    return given
  })
}

async function bytesOf(jobId: string): Promise<Buffer> {
  const file = await fetched('benefits.export_file', jobId)
  if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error(JSON.stringify(file))
  return file.bytes
}

const logOf = (jobId: string) =>
  readOnly(company.world.pool, [company.actor('head')], (tx) => timelineOf(tx, { type: 'export', id: jobId }))

const reason = '季度内审抽样'

describe('an export', () => {
  test('holds the selection and no formula, neither as CSV nor as a workbook', async () => {
    const csv = (
      await bytesOf(await exported({ filters: { form: 'gift' }, format: 'csv', reason }))
    ).toString('utf8')
    expect(csv).toContain('BR-2026-9003')
    expect(csv).toContain('123.45')
    expect(csv).toContain(`导出理由,${reason}`)
    expect(csv).toContain('刘建国')
    const cells = csv.split('\r\n').flatMap((line) => line.split(','))
    expect(cells.filter((cell) => /^"?\s*[=+\-@]/.test(cell))).toEqual([])
    const parts = unzipSync(await bytesOf(await exported({ filters: {}, format: 'xlsx', reason })))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).not.toContain('<f>')
    expect(sheet).toContain('t="inlineStr"')
    expect(sheet).toContain('=HYPERLINK(')
  })

  test('stands in the log with who, why and the digest of the file, and so does each download', async () => {
    const jobId = await exported({ filters: { form: 'gift' }, format: 'csv', reason })
    const bytes = await bytesOf(jobId)
    const digest = hash('sha256', bytes)
    const reader = company.founded.people['head']
    expect(await logOf(jobId)).toMatchObject([
      {
        operation: 'benefits.export',
        personId: reader,
        reason,
        note: { filters: { form: 'gift' }, rows: 3 },
      },
      { operation: 'benefits.finish_export', forPersonId: reader, reason, note: { digest, reader, rows: 3 } },
      { operation: 'benefits.record_download', personId: reader, note: { digest } },
    ])
  })

  test('is encrypted on disk', async () => {
    const jobId = await exported({ filters: {}, format: 'csv', reason })
    const digest = hash('sha256', await bytesOf(jobId))
    const stored = readFileSync(join(folder, digest.slice(0, 2), digest))
    expect(stored.includes(Buffer.from('BR-2026-9001'))).toBe(false)
  })

  test('is for its own reader only, and its link ends after a day', async () => {
    const jobId = await exported({ filters: {}, format: 'csv', reason })
    expect(await fetched('benefits.export_file', jobId, 'compliance')).toMatchObject({ status: 404 })
    expect(await fetched('jobs.progress', jobId, 'compliance')).toMatchObject({ status: 404 })
    const [last, over] = ['2026-11-26T00:59:59.999Z', '2026-11-26T01:00:00.000Z']
    expect((await fetched('benefits.export_file', jobId, 'head', last)).kind).toBe('bytes')
    expect(await fetched('benefits.export_file', jobId, 'head', over)).toMatchObject({
      refusal: { code: 'benefits.export_expired' },
    })
  })

  test('holds only what its reader may export', async () => {
    const csv = (
      await bytesOf(
        await exported({
          filters: { requesterId: company.founded.people['boss'] ?? '' },
          format: 'csv',
          reason,
        }),
      )
    ).toString('utf8')
    expect(csv).not.toContain('BR-2026-900')
  })

  test('made again after a crash is stored and logged once', async () => {
    const jobId = await exported({ filters: {}, format: 'csv', reason })
    await company.database
      .pool('owner', 1)
      .query(`update platform.job set state = 'running' where id = $1`, [jobId])
    await runLongJob(company.world.pool, [exportKind({ ...deps, now: () => at })], jobId, () => at)
    expect((await logOf(jobId)).map((entry) => entry.operation)).toEqual([
      'benefits.export',
      'benefits.finish_export',
    ])
  })

  test('tells how far it is and what came out, and stops when asked', async () => {
    const outcome = await ask({ filters: {}, format: 'csv', reason })
    if (outcome?.kind !== 'done') throw new Error('it starts')
    const { jobId } = outcome.answer
    expect(await fetched('jobs.progress', jobId)).toMatchObject({
      body: { title: '导出台账', state: 'waiting', text: '排队中', cancel: { can: true } },
    })
    expect(await fetched('benefits.export_file', jobId)).toMatchObject({
      refusal: { code: 'benefits.export_not_ready' },
    })
    await fetched('jobs.cancel', jobId)
    await runLongJob(company.world.pool, [exportKind({ ...deps, now: () => at })], jobId, () => at)
    expect((await findLongJob(company.world.pool, jobId))?.state).toBe('cancelled')
    expect(await fetched('jobs.progress', jobId)).toMatchObject({
      body: { state: 'cancelled', cancel: { can: false } },
    })
    const whole = await exported({ filters: {}, format: 'csv', reason })
    expect(await fetched('jobs.progress', whole)).toMatchObject({
      body: { state: 'done', done: 3, total: 3, text: '已导出 3 笔，下载链接有效至 11-26 09:00' },
    })
  })

  test('says that its text is in more names than were looked up', async () => {
    const customers = (from: number, to: number) =>
      company.store(
        Array.from({ length: to - from + 1 }, (_, i) =>
          newCustomer({ id: `party_left${from + i + 100000}`, name: `左云第${from + i}站`, created_at: at }),
        ),
      )
    const about = async () =>
      (await bytesOf(await exported({ filters: { q: '左云第' }, format: 'csv', reason }))).toString('utf8')
    await customers(1, 100)
    expect(await about()).not.toContain('未全部查找')
    await customers(101, 101)
    expect(await about()).toContain('未全部查找,名称含「左云第」的客户或人员超过 100 个')
  })

  test('is refused to sales, with a filter that nobody knows, and beyond its limit', async () => {
    expect(await ask({ filters: {}, format: 'csv', reason }, 'sales')).toMatchObject({ kind: 'forbidden' })
    expect(await ask({ filters: { colour: 'red' }, format: 'csv', reason })).toMatchObject({
      refusal: { code: 'benefits.export_filter_wrong', params: { name: 'colour' } },
    })
    await company.database.pool('owner', 1).query(
      `insert into benefits.benefit
select id || '_' || i, version, number || '-' || i, book, direction, state, entity_id, form, title, reason,
  requester_id, customer_id, recipient_kind, recipient_id, recipient_count, deal_id, event_id, programme_id,
  place, value_minor, value_currency, value_is_at_least, happened_on, recorded_at, is_late, outcome,
  decision_id, source
from benefits.benefit, generate_series(1, $1) as i
where id = 'ben_export0002'`,
      [exportRowsMax],
    )
    expect(await ask({ filters: {}, format: 'csv', reason })).toMatchObject({
      refusal: { code: 'benefits.export_too_large', params: { limit: exportRowsMax } },
    })
  })
})
