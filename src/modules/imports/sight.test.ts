import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { tryImport } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { importRuns } from '../../contract/imports.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { HttpAnswer } from '../../platform/http/answer.ts'
import { cmsFile } from '../../../test/setup/cms-file.ts'
import { importRoutes } from './routes.ts'
import { readRuns } from './sight.ts'
import type { ImportReport } from './run.ts'

let company: Company
let ours: Actor
let theirs: Actor
let calls = 0

beforeAll(async () => {
  company = await testCompany()
  ours = company.actor('compliance')
  // Compliance of a sister, and in our entity only somebody who sells.
  const [here = ''] = ours.entityIds
  theirs = {
    ...ours,
    roles: ['compliance', 'sales'],
    entityIds: [here, 'ent_sister0000'],
    roleEntities: { compliance: ['ent_sister0000'], sales: [here] },
  }
}, 60_000)
afterAll(() => company.close())

function importFile(profile: string, text: string, actor: Actor): Promise<ImportReport | Refusal> {
  const entityId = profile === 'taizhang' ? ours.entityIds[0] : undefined
  return tryImport(importDeps(company.world), { profile, text, actor, entityId })
}

async function call(id: string, params: object, actor: Actor, body: object = {}): Promise<HttpAnswer> {
  const deps = { ...importDeps(company.world), files: company.world.files }
  const found = importRoutes(deps).find((route) => route.operation.id === id)
  if (!found) throw new Error(`no route ${id}`)
  calls++
  return found.handle({
    params: found.operation.params.parse(params),
    query: found.operation.query.parse({}),
    body: found.operation.body.parse(body),
    actor,
    key: `sight-call-${String(calls)}`,
    at: company.world.now(),
    language: 'zh-CN',
    headers: {},
    address: '127.0.0.1',
    files: [],
  })
}

const bodyOf = (answer: HttpAnswer) => (answer.kind === 'answer' ? (answer.body as object) : answer)

describe('an import of our own history', () => {
  test('is read, put right and undone only where the role is held for its entity', async () => {
    const text = '日期,客户名称,受益人,类型,金额\n2026-03-05,天工开物机床有限公司,东方朔,宣传品,很多\n'
    expect(await importFile('taizhang', text, theirs)).toMatchObject({ code: 'access.other_entity' })
    const report = await importFile('taizhang', text, ours)
    if (isRefusal(report)) throw new Error(report.code)
    const run = { runId: report.runId ?? '' }
    const list = bodyOf(await call('imports.problem_list', run, ours))
    const { items } = list as { items: { problemId: string }[] }
    const one = { ...run, problemId: items[0]?.problemId ?? '' }
    const reading = [
      ['imports.run', run],
      ['imports.problems', run],
      ['imports.problem_list', run],
      ['imports.problem', one],
    ] as const
    for (const [operation, params] of reading) {
      expect(await call(operation, params, theirs), operation).toMatchObject({ status: 404 })
      expect((await call(operation, params, ours)).kind, operation).not.toBe('problem')
    }
    const ids = async (actor: Actor) => JSON.stringify(bodyOf(await call('imports.runs', {}, actor)))
    expect(await ids(ours)).toContain(run.runId)
    expect(await ids(theirs)).not.toContain(run.runId)
    const body = { cells: [], setAside: true, reason: '不需要' }
    expect(await call('imports.correct', one, theirs, body)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'access.other_entity' },
    })
    const why = { reason: '文件有误' }
    expect(await call('imports.undo', run, theirs, why)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'access.other_entity' },
    })
    expect(bodyOf(await call('imports.correct', one, ours, body))).toMatchObject({ result: 'set_aside' })
    expect(bodyOf(await call('imports.undo', run, ours, why))).toMatchObject({
      jobId: expect.stringMatching(/^job_/) as string,
    })
  })

  test('is apart from a register of others, which compliance of any entity reads', async () => {
    const report = await importFile('cms-open-payments', cmsFile(2), ours)
    if (isRefusal(report)) throw new Error(report.code)
    const seen = bodyOf(await call('imports.run', { runId: report.runId }, theirs))
    expect(seen).toMatchObject({ undo: { can: true } })
  })

  test('stands in a list that goes on by a cursor, in which each import is once', async () => {
    await importFile('cms-open-payments', cmsFile(3), ours)
    const page = (query: object) =>
      readOnly(company.world.pool, [ours], (tx) => readRuns(tx, ours, importRuns.query.parse(query)))
    const all = await page({})
    expect(all.runs.length).toBeGreaterThan(2)
    expect(all.next).toBeUndefined()
    const shown: string[] = []
    for (let query: object | undefined = { limit: '1' }; query;) {
      const { runs, next }: Awaited<ReturnType<typeof page>> = await page(query)
      shown.push(...runs.map(({ id }) => id))
      query = next === undefined ? undefined : { limit: '1', cursor: next }
    }
    expect(shown).toEqual(all.runs.map(({ id }) => id))
  })
})
