import { coverageDeps } from '../../src/app/coverage-deps.ts'
import { coverageKind, coverageRoutes, type CoverageDeps } from '../../src/modules/coverage/index.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import { runLongJob, withLongJobs } from '../../src/platform/jobs/long-job.ts'
import type { Company } from './company.ts'
import { bodyOf } from './voucher-calls.ts'

type Given = {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  /** The journal first, then the list of e-invoices. */
  readonly files?: readonly (string | Buffer)[]
  readonly as?: string | Actor
}

/** How a comparison in the background ended. */
export type CoverageJob = {
  readonly jobId: string
  readonly state: string
  readonly runId?: string
  readonly refused?: { readonly code: string }
}

/** A line of the work list as the interface tells it. */
export type CoverageLine = {
  readonly lineId: string
  readonly line: number
  readonly state: string
  readonly source: string
  readonly staff: string
  readonly payee: string
  readonly why: string
  readonly invoice?: { readonly number: string }
  readonly requestId?: string
  readonly benefit?: { readonly title: string; readonly requestId?: string }
}

/** Operations of coverage as the server calls them, after the contract has read the call. */
export function coverageCalls(company: Company) {
  const base = coverageDeps(company.world)
  const enqueue = withLongJobs(async () => undefined)
  const deps: CoverageDeps = { ...base, door: { ...base.door, enqueue } }
  const entityId = company.founded.entities['suzhou'] ?? ''
  const call = async (id: string, given: Given = {}): Promise<HttpAnswer> => {
    const { params = {}, query = {}, body = {}, files = [], as = 'finance' } = given
    const found = coverageRoutes(deps).find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const answer = await found.handle({
      params: found.operation.params.parse(params),
      query: found.operation.query.parse(query),
      body: found.operation.body.parse(body),
      actor: typeof as === 'string' ? company.actor(as) : as,
      key: `http-coverage-${company.world.newId('job')}`,
      at: company.world.now(),
      language: 'zh-CN',
      headers: {},
      address: '127.0.0.1',
      files: files.map((bytes, i) => ({ name: names[i] ?? '', bytes: Buffer.from(bytes) })),
    })
    if (answer.kind === 'answer') found.operation.answer.parse(answer.body)
    return answer
  }
  const finished = async (started: HttpAnswer): Promise<CoverageJob> => {
    const { jobId } = bodyOf<{ jobId: string }>(started)
    await runLongJob(company.world.pool, [coverageKind(deps)], jobId, company.world.now)
    return bodyOf<CoverageJob>(await call('coverage.job', { params: { jobId } }))
  }
  const compare = async (...files: readonly (string | Buffer)[]) =>
    finished(await call('coverage.start', { body: { entityId }, files }))
  return {
    call,
    compare,
    /** Hands a list of e-invoices in for a comparison and lets the job run to its end. */
    addPool: async (runId: string, list: string | Buffer) =>
      finished(await call('coverage.add_pool', { params: { runId }, files: [list] })),
    linesOf: async (runId: string) =>
      bodyOf<{ items: readonly CoverageLine[] }>(await call('coverage.lines', { params: { runId } })).items,
  }
}

const names = ['序时账.csv', '进项发票.csv']
