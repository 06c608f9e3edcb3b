import { hash } from 'node:crypto'
import * as accountContract from '../../contract/coverage-accounts.ts'
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
import { candidatesOf } from './candidates.ts'
import { certificateText } from './certificate-text.ts'
import { declareLine } from './declare.ts'
import { coverageKindName, startComparison, type CoverageDeps } from './jobs.ts'
import { confirmLine, markLine } from './marks.ts'
import { runJson, runPage, type CoverageReader } from './present.ts'
import { linesOf } from './present-lines.ts'
import { signCertificate } from './sign.ts'
import { listRuns, loadRun } from './store.ts'
import { unbookedOf } from './unbooked/present.ts'
import { endWatch, watchAccount } from './watched/commands.ts'
import { watchedOf } from './watched/present.ts'
import { run } from '../../platform/http/act-on.ts'
import type { RunRow } from './tables.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The last comparisons that a list shows. */
const runsMax = 100

/** The routes of the comparison with the general ledger. */
export function coverageRoutes(deps: CoverageDeps): Route[] {
  return [
    route(contract.startCoverage, async (call) => {
      const [journal, list] = call.files
      if (!journal) return refused(refuse('coverage.no_file'))
      const { entityId, sheet } = call.body
      const body = {
        ...handedIn(journal),
        entityId,
        ...(sheet !== undefined && { sheet }),
        ...(list && { pool: handedIn(list) }),
      }
      const files = call.files.slice(0, 2).map(({ bytes }) => bytes)
      return run(deps, startComparison(deps, 'coverage.start', files), call, body)
    }),
    route(contract.addCoveragePool, (call) => addPool(deps, call, call.params.runId)),
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
    route(contract.coverageUnbooked, (call) =>
      onRun(deps, call, { runId: call.params.runId, operation: 'coverage.unbooked' }, (tx, each, reader) =>
        unbookedOf(tx, each, call.query, reader),
      ),
    ),
    route(contract.coverageCandidates, (call) => {
      const { runId, lineId } = call.params
      return onRun(deps, call, { runId, operation: 'coverage.candidates' }, (tx, each, reader) =>
        candidatesOf(tx, each, lineId, reader),
      )
    }),
    route(contract.declareCoverage, (call) => run(deps, declareLine(deps.newId), call, call.params)),
    ...accountRoutes(deps),
    route(contract.coverageCertificate, (call) => certificateFile(deps, call, call.params.runId)),
    route(contract.markCoverage, (call) => run(deps, markLine, call, { ...call.params, ...call.body })),
    route(contract.confirmCoverage, (call) => run(deps, confirmLine, call, { ...call.params, ...call.body })),
    route(contract.signCoverage, (call) =>
      run(deps, signCertificate(deps.newId), call, { ...call.params, ...call.body }),
    ),
  ]
}

/** The accounts that an entity has looked at beside those that names tell. */
function accountRoutes(deps: CoverageDeps): Route[] {
  return [
    route(accountContract.watchAccount, (call) => run(deps, watchAccount(deps.newId), call, call.body)),
    route(accountContract.endWatch, (call) => run(deps, endWatch, call, { ...call.params, ...call.body })),
    route(accountContract.watchedAccounts, async (call) => {
      const { entityId } = call.query
      const may = mayWith(call.actor, 'coverage.watched_accounts', { entityId })
      if (!may.can) return forbidden(may.refusal)
      return reading(deps, call, (tx, reader) => watchedOf(tx, entityId, reader))
    }),
  ]
}

/** The digest of a file stands for its bytes. */
function handedIn({ name, bytes }: { readonly name: string; readonly bytes: Buffer }) {
  return { name: name.slice(0, 200), digest: hash('sha256', bytes) }
}

/** The journal of the comparison once more, with this list of e-invoices beside it. */
async function addPool(deps: CoverageDeps, call: AnyCall, runId: string): Promise<HttpAnswer> {
  const [list] = call.files
  if (!list) return refused(refuse('coverage.no_file'))
  const found = await seenRun(deps, call, runId, 'coverage.add_pool')
  if (!found) return notFound()
  const { entity_id: entityId, file_name: name, file_sha256: digest, sheet } = found
  const body = { name, digest, entityId, ...(sheet !== null && { sheet }), pool: handedIn(list) }
  return run(deps, startComparison(deps, 'coverage.add_pool', [list.bytes]), call, body)
}

async function certificateFile(deps: CoverageDeps, call: AnyCall, runId: string): Promise<HttpAnswer> {
  const text = await readOnly(deps.door.pool, [call.actor], async (tx) => {
    const found = await loadRun(tx, runId)
    const may = found && mayWith(call.actor, 'coverage.certificate', { entityId: found.entity_id }).can
    return may ? certificateText(tx, found, await readerOf(deps, tx, call)) : undefined
  })
  if (text === undefined) return notFound()
  const bytes = Buffer.from(text)
  return { kind: 'bytes', mediaType: 'text/plain; charset=utf-8', fileName: `coverage-${runId}.txt`, bytes }
}

/** A comparison for somebody who may use the operation on it; for others there is none. */
function seenRun(
  deps: CoverageDeps,
  { actor }: AnyCall,
  runId: string,
  operation: string,
): Promise<RunRow | undefined> {
  return readOnly(deps.door.pool, [actor], async (tx) => {
    const found = await loadRun(tx, runId)
    return found && mayWith(actor, operation, { entityId: found.entity_id }).can ? found : undefined
  })
}

async function readerOf(
  deps: CoverageDeps,
  tx: Transaction,
  { actor, language }: Pick<AnyCall, 'actor' | 'language'>,
): Promise<CoverageReader> {
  return { actor, language, organisation: await deps.organisation(tx), entriesOf: deps.entriesOf }
}

async function reading(
  deps: CoverageDeps,
  { actor, language }: AnyCall,
  query: (tx: Transaction, reader: CoverageReader) => Promise<unknown>,
): Promise<HttpAnswer> {
  const found = await readOnly(deps.door.pool, [actor], async (tx) =>
    query(tx, await readerOf(deps, tx, { actor, language })),
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
