import { hash } from 'node:crypto'
import * as contract from '../../contract/coverage.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, forbidden, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { findLongJob, type LongJob } from '../../platform/jobs/long-job.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import type { Language } from '../../texts/text.ts'
import { mayWith } from '../access/index.ts'
import { coverageKindName, startComparison, type CoverageDeps } from './jobs.ts'
import { confirmLine, markLine } from './marks.ts'
import { linesOf, runJson, runPage, type CoverageReader } from './present.ts'
import { signCertificate } from './sign.ts'
import { listRuns, loadRun } from './store.ts'
import { run } from '../../platform/http/act-on.ts'
import type { RunRow } from './tables.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The last comparisons that a list shows. */
const runsMax = 100

/** The routes of the comparison with the general ledger. */
export function coverageRoutes(deps: CoverageDeps): Route[] {
  return [
    route(contract.startCoverage, async (call) => {
      const [file] = call.files
      if (!file) return refused(refuse('coverage.no_file'))
      const { entityId, sheet } = call.body
      const digest = hash('sha256', file.bytes)
      const body = {
        digest,
        name: file.name.slice(0, 200),
        entityId,
        ...(sheet === undefined ? {} : { sheet }),
      }
      return run(deps, startComparison(deps, file.bytes), call, body)
    }),
    route(contract.coverageJob, async (call) => {
      const job = await findLongJob(deps.door.pool, call.params.jobId)
      if (job?.kind !== coverageKindName || job.startedBy !== call.actor.personId) return notFound()
      return answer(jobJson(job, call.language))
    }),
    route(contract.coverageRuns, async (call) => {
      const { entityId } = call.query
      const may = mayWith(call.actor, 'coverage.runs', { entityId })
      if (!may.can) return forbidden(may.refusal)
      return reading(deps, call, async (tx, reader) => ({
        items: (await listRuns(tx, entityId, runsMax)).map((each) => runJson(each, reader)),
      }))
    }),
    route(contract.coverageRun, (call) =>
      onRun(deps, call, { runId: call.params.runId, operation: 'coverage.run' }, runPage),
    ),
    route(contract.coverageLines, (call) =>
      onRun(deps, call, { runId: call.params.runId, operation: 'coverage.lines' }, (tx, each, reader) =>
        linesOf(tx, each, call.query, reader),
      ),
    ),
    route(contract.markCoverage, (call) => run(deps, markLine, call, { ...call.params, ...call.body })),
    route(contract.confirmCoverage, (call) => run(deps, confirmLine, call, { ...call.params, ...call.body })),
    route(contract.signCoverage, (call) =>
      run(deps, signCertificate(deps.newId), call, { ...call.params, ...call.body }),
    ),
  ]
}

async function reading(
  deps: CoverageDeps,
  { actor, language }: AnyCall,
  query: (tx: Transaction, reader: CoverageReader) => Promise<unknown>,
): Promise<HttpAnswer> {
  const found = await readOnly(deps.door.pool, [actor], async (tx) =>
    query(tx, { actor, language, organisation: await deps.organisation(tx) }),
  )
  return found === undefined ? notFound() : answer(found)
}

/** Reads of one comparison, for somebody who serves its entity; for others there is none. */
function onRun(
  deps: CoverageDeps,
  call: AnyCall,
  { runId, operation }: { readonly runId: string; readonly operation: string },
  query: (tx: Transaction, run: RunRow, reader: CoverageReader) => Promise<unknown>,
): Promise<HttpAnswer> {
  return reading(deps, call, async (tx, reader) => {
    const found = await loadRun(tx, runId)
    if (!found || !mayWith(call.actor, operation, { entityId: found.entity_id }).can) return undefined
    return query(tx, found, reader)
  })
}

function jobJson(job: LongJob, language: Language) {
  const { id: jobId, state, done, result } = job
  const shared = { jobId, state, lines: done }
  if (isRefusal(result)) {
    const { says, wayOut } = sayRefusal(result, language)
    return { ...shared, refused: { code: result.code, says, wayOut } }
  }
  const kept = typeof result === 'object' && result !== null && 'runId' in result ? result.runId : undefined
  return typeof kept === 'string' ? { ...shared, runId: kept } : shared
}
