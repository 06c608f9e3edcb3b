import type { Pool } from 'pg'
import { partyLines, partyPage } from '../../contract/parties.ts'
import * as contract from '../../contract/register.ts'
import { type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { readStoredFile, type FileStore } from '../../platform/files.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { cancelLongJob, findLongJob, type LongJob } from '../../platform/jobs/long-job.ts'
import { refuse } from '../../kernel/refusal.ts'
import { dayFor } from '../access/index.ts'
import type { AskedTexts } from './asked-texts.ts'
import { startExport, type ExportDeps } from './export.ts'
import { recordDownload } from './export-file.ts'
import { cancelCommand, exportResult, holds, jobRow, type JobWords } from './jobs.ts'
import { partyLinesOf } from './party-lines.ts'
import { partyPageOf } from './party-page.ts'
import type { RegisterPorts } from './ports.ts'
import { registerOptionsOf, registerPage, registerTotalsOf } from './queries.ts'
import { actOn } from '../../platform/http/act-on.ts'
import type { RegisterReader } from './words.ts'

/** What the routes of the register are made with; filled in `app`. */
export type RegisterRouteDeps = ExportDeps & {
  readonly door: Door
  readonly pool: Pool
  readonly files: FileStore
  readonly ports: RegisterPorts
  /** Hears which texts were asked for. */
  readonly asked: AskedTexts
  /** The words of other modules' long work, by kind. */
  readonly jobWords: Readonly<Record<string, JobWords>>
}

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of the register, of the pages of parties with their sums, of exports and of long work. */
export function registerRoutes(deps: RegisterRouteDeps): Route[] {
  const { ports, asked } = deps
  return [
    route(contract.register, (call) => {
      asked.note(call.query.q)
      return reading(deps, call, (tx, reader) => registerPage(tx, reader, ports, call.query))
    }),
    route(contract.registerTotals, (call) => {
      asked.note(call.query.q)
      return reading(deps, call, (tx, reader) => registerTotalsOf(tx, reader, call.query))
    }),
    route(contract.registerOptions, (call) => reading(deps, call, registerOptionsOf)),
    route(partyPage, (call) =>
      reading(deps, call, (tx, reader) => partyPageOf(tx, reader, ports, call.params.partyId)),
    ),
    route(partyLines, (call) =>
      reading(deps, call, (tx, reader) =>
        partyLinesOf(tx, reader, ports.requestsOf, call.params.partyId, call.query),
      ),
    ),
    route(contract.exportRegister, async (call) =>
      fromOutcome(await actOn(deps, startExport(deps), call, call.body)),
    ),
    route(contract.exportFile, (call) => fileOf(deps, call, call.params.jobId)),
    ...jobRoutes(deps),
  ]
}

function jobRoutes(deps: RegisterRouteDeps): Route[] {
  const shown = async (call: AnyCall, jobId: string) => {
    const job = await ownJob(deps, call, jobId)
    return reading(deps, call, async (_, reader) => job && jobRow(reader, job, deps.jobWords))
  }
  return [
    route(contract.job, (call) => shown(call, call.params.jobId)),
    route(contract.cancelJob, async (call) => {
      const { jobId } = call.params
      if (!(await ownJob(deps, call, jobId))) return notFound()
      const outcome = await actOn(deps, cancelCommand, call, { jobId })
      if (outcome.kind !== 'done') return fromOutcome(outcome)
      await cancelLongJob(deps.pool, jobId)
      return shown(call, jobId)
    }),
  ]
}

/** Long work is its starter's own: nobody else learns that it is there. */
async function ownJob(
  deps: RegisterRouteDeps,
  { actor }: AnyCall,
  jobId: string,
): Promise<LongJob | undefined> {
  const job = await findLongJob(deps.pool, jobId)
  return job?.startedBy === actor.personId ? job : undefined
}

/** The file, for the one who asked for it, while its link holds; each time it is taken stands in the log. */
async function fileOf(deps: RegisterRouteDeps, call: AnyCall, jobId: string): Promise<HttpAnswer> {
  const job = await ownJob(deps, call, jobId)
  if (!job) return notFound()
  const result = exportResult(job)
  if (!result) return refused(refuse('benefits.export_not_ready'))
  if (!holds(result, call.at)) return refused(refuse('benefits.export_expired', { until: result.until }))
  const { digest, fileName, mediaType } = result
  const taken = { ...call, key: `download-${jobId}-${call.at}` }
  const outcome = await actOn(deps, recordDownload, taken, { jobId, digest })
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const bytes = await readOnly(deps.pool, [call.actor], (tx) => readStoredFile(deps.files, tx, digest))
  return bytes ? { kind: 'bytes', mediaType, fileName, bytes } : notFound()
}

/** Answers a query on one snapshot for the reader; nothing found is 404. */
async function reading(
  deps: RegisterRouteDeps,
  call: AnyCall,
  query: (tx: Transaction, reader: RegisterReader) => Promise<unknown>,
): Promise<HttpAnswer> {
  const { actor, language, at } = call
  return readOnly(deps.pool, [actor], async (tx) => {
    const organisation = await deps.organisation(tx)
    const today = dayFor(organisation, actor.personId, at)
    const found = await query(tx, { actor, language, now: at, today, organisation })
    return found === undefined ? notFound() : answer(found)
  })
}
