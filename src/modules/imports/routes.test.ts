import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importDeps } from '../../app/import-deps.ts'
import { adoptShippedPolicies } from '../../app/policies.ts'
import { makeWorld, type World } from '../../app/world.ts'
import { importOperations } from '../../contract/imports.ts'
import { refuse } from '../../kernel/refusal.ts'
import { authorise } from '../access/index.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import { randomBytes, systemClock } from '../../platform/clock.ts'
import type { HttpAnswer } from '../../platform/http/answer.ts'
import { runLongJob, withLongJobs } from '../../platform/jobs/long-job.ts'
import { xlsxBytes } from '../../platform/sheets.ts'
import { cmsFile, cmsLine } from '../../../test/setup/cms-file.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { packed } from '../../../test/setup/import-files.ts'
import { importKind } from './jobs.ts'
import { jobSentence } from './present.ts'
import { importRoutes } from './routes.ts'

let database: FreshDatabase
let pool: Pool
let world: World
let folder: string

const compliance: Actor = {
  ...systemActor,
  personId: 'per_compliance',
  accountId: 'acc_compliance',
  roles: ['compliance'],
  language: 'zh-CN',
  via: 'web',
}
const sales: Actor = { ...compliance, personId: 'per_sales', accountId: 'acc_sales', roles: ['sales'] }

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('app')
  folder = mkdtempSync(join(tmpdir(), 'aboveboard-import-'))
  const enqueue = withLongJobs(async () => undefined)
  const masterKey = Buffer.from(randomBytes(32))
  world = makeWorld({ pool, masterKey, data: folder, now: systemClock(), enqueue })
  await adoptShippedPolicies(world)
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.close()
})

let calls = 0

/** Calls an operation as the server does, after the contract has read the call. */
async function call(
  id: string,
  given: { params?: unknown; body?: unknown; files?: { name: string; bytes: Buffer }[]; actor?: Actor } = {},
): Promise<HttpAnswer> {
  const deps = { ...importDeps(world), files: world.files }
  const found = importRoutes(deps).find((route) => route.operation.id === id)
  if (!found) throw new Error(`no route ${id}`)
  calls++
  const answer = await found.handle({
    params: found.operation.params.parse(given.params ?? {}),
    query: found.operation.query.parse({}),
    body: found.operation.body.parse(given.body ?? {}),
    actor: given.actor ?? compliance,
    key: `http-import-${calls}`,
    at: world.now(),
    language: 'zh-CN',
    headers: {},
    address: '127.0.0.1',
    files: given.files ?? [],
  })
  if (answer.kind === 'answer') found.operation.answer.parse(answer.body)
  return answer
}

function bodyOf(answer: HttpAnswer): Record<string, unknown> {
  if (answer.kind !== 'answer') throw new Error(`no answer but ${JSON.stringify(answer)}`)
  return answer.body as Record<string, unknown>
}

async function finished(answer: HttpAnswer): Promise<Record<string, unknown>> {
  const jobId = String(bodyOf(answer)['jobId'])
  await runLongJob(pool, [importKind({ ...importDeps(world), files: world.files })], jobId, world.now)
  return bodyOf(await call('imports.job', { params: { jobId } }))
}

const profile = 'cms-open-payments'
const file = (text: string) => [{ name: '登记.csv.gz', bytes: Buffer.from(packed(text)) }]
const broken = cmsLine({ id: 'x1', value: '-5' })

describe('imports over HTTP', () => {
  it('say in a dry run what would enter, and store no row', async () => {
    const started = await call('imports.start', {
      body: { profile, dryRun: 'yes' },
      files: file(cmsFile(20, [broken])),
    })
    const done = await finished(started)
    expect(done).toMatchObject({ state: 'done', report: { rows: 21, accepted: 20, rejected: 1 } })
    expect(bodyOf(await call('imports.runs'))['items']).toEqual([])
  })

  it('name the columns that were not read and the rows that were taken for others', async () => {
    const text = cmsFile(2).trimEnd().split('\n')
    const wide = [
      `${text[0] ?? ''},Shoe_Size`,
      ...text.slice(1).map((line) => `${line},9`),
      `${text[1] ?? ''},9`,
    ]
    const body = { profile, dryRun: 'yes' }
    const done = await finished(await call('imports.start', { body, files: file(wide.join('\n')) }))
    expect(done['report']).toMatchObject({
      rows: 3,
      duplicates: 1,
      unreadColumns: expect.arrayContaining(['Shoe_Size']) as string[],
      repeated: [{ row: 4, firstLine: 2 }],
      nilReasons: { nil_return: 0 },
      notes: [],
    })
  })

  it('read one sheet of a workbook, the one that is named, and say which were not read', async () => {
    const [heading = '', row = ''] = cmsFile(1).trimEnd().split('\n')
    const months = ['January', 'February'].map((name) => ({
      name,
      heading: heading.split(','),
      rows: [row.split(',').map((cell) => cell.replace(/^x/, name))],
    }))
    const parts: Uint8Array[] = []
    for await (const part of xlsxBytes(months)) parts.push(part)
    const files = [{ name: '登记.xlsx', bytes: Buffer.concat(parts) }]
    const body = { profile, dryRun: 'yes' }
    const unsaid = await finished(await call('imports.start', { body, files }))
    expect(unsaid['refused']).toMatchObject({
      code: 'imports.sheet_needed',
      says: expect.stringContaining('January, February') as string,
    })
    const said = await call('imports.start', { body: { ...body, sheet: 'February' }, files })
    expect((await finished(said))['report']).toMatchObject({
      rows: 1,
      lines: 1,
      sheet: 'February',
      otherSheets: [{ name: 'January', isHidden: false }],
    })
  })

  it('store a packed file as long work, list it, and give rejected rows as a guarded sheet', async () => {
    const odd = cmsLine({ id: '=x2', value: '-7' })
    const files = file(cmsFile(20, [broken, odd]))
    const done = await finished(await call('imports.start', { body: { profile }, files }))
    expect(done).toMatchObject({ state: 'done', report: { rows: 22, accepted: 20, rejected: 2 } })
    const [run] = bodyOf(await call('imports.runs'))['items'] as { runId: string }[]
    const params = { runId: run?.runId }
    const detail = bodyOf(await call('imports.run', { params }))
    expect(detail).toMatchObject({
      run: { fileName: '登记.csv.gz', state: 'done', rows: 22 },
      report: { outcomes: { allow: 20 } },
      undo: { can: true },
    })
    const sheet = await call('imports.problems', { params })
    if (sheet.kind !== 'bytes') throw new Error('the sheet is a file')
    const lines = (await textOf(sheet.bytes as Readable)).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain('负数')
    expect(lines[2]).toContain(`'=x2`)
  })

  it('undo an import as long work, once', async () => {
    const [run] = bodyOf(await call('imports.runs'))['items'] as { runId: string }[]
    const params = { runId: run?.runId }
    expect(
      await finished(await call('imports.undo', { params, body: { reason: '文件有误' } })),
    ).toMatchObject({ reversed: 20 })
    expect(bodyOf(await call('imports.run', { params }))).toMatchObject({
      run: { state: 'undone' },
      undo: { can: false },
    })
    const stale = { ...compliance, hasFreshFactor: false }
    expect(await call('imports.undo', { params, body: { reason: '文件有误' }, actor: stale })).toMatchObject({
      refusal: { code: 'access.fresh_factor_needed' },
    })
    const administrator: Actor = { ...compliance, roles: ['administrator'] }
    expect(
      await call('imports.undo', { params, body: { reason: '文件有误' }, actor: administrator }),
    ).toMatchObject({ status: 403 })
    expect(await call('imports.undo', { params, body: { reason: '文件有误' } })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'imports.undone_already' },
    })
  })

  it('refuse a call without a file, with an unknown profile, and a file that is no table', async () => {
    expect(await call('imports.start', { body: { profile } })).toMatchObject({
      refusal: { code: 'imports.no_file' },
    })
    expect(await call('imports.start', { body: { profile: 'orders' }, files: file('a') })).toMatchObject({
      refusal: { code: 'imports.profile_unknown' },
    })
    // Nobody could say whose own history it is.
    expect(await call('imports.start', { body: { profile: 'taizhang' }, files: file('a') })).toMatchObject({
      refusal: { code: 'imports.entity_none' },
    })
    const pdf = [{ name: 'a.csv', bytes: Buffer.from('%PDF-1.7 not a table') }]
    const done = await finished(await call('imports.start', { body: { profile }, files: pdf }))
    expect(done['refused']).toMatchObject({ code: 'imports.not_a_table' })
  })

  it('are for compliance and for no administrator, and a job for whoever started it', async () => {
    const files = file(cmsFile(1))
    const administrator: Actor = { ...compliance, roles: ['administrator'] }
    expect(await call('imports.start', { body: { profile }, files, actor: administrator })).toMatchObject({
      kind: 'refused',
      status: 403,
      refusal: { code: 'access.role_needed' },
    })
    expect(authorise(administrator, 'policy.import_rates')).toMatchObject({ code: 'access.role_needed' })
    expect(await call('imports.start', { body: { profile }, files, actor: sales })).toMatchObject({
      kind: 'refused',
      status: 403,
    })
    const started = await call('imports.start', { body: { profile, dryRun: 'yes' }, files })
    const jobId = String(bodyOf(started)['jobId'])
    expect(await call('imports.job', { params: { jobId }, actor: sales })).toMatchObject({ status: 404 })
  })

  it('say in one sentence what came of the long work', () => {
    expect(jobSentence({ reversed: 3, runId: 'imp_1', undoId: 'imp_2' }, 'en')).toBe('3 rows reversed')
    expect(jobSentence(refuse('imports.undone_already'), 'zh-CN')).toBe('这次导入已经撤销。')
  })

  it('have a route for each operation of the contract', () => {
    const deps = { ...importDeps(world), files: world.files }
    const bound = importRoutes(deps).map((route) => route.operation.id)
    expect(bound.toSorted()).toEqual(importOperations.map((operation) => operation.id).toSorted())
  })
})
