import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import * as contract from '../../contract/imports.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act/act.ts'
import type { Outcome } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, notFound, refused } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { findLongJob, type LongJob } from '../../platform/jobs/long-job.ts'
import { csvText } from '../../platform/sheets.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { fill, type Language } from '../../texts/text.ts'
import { correctRow, type CorrectAnswer } from './correct/command.ts'
import { objectionTo } from './correct/open.ts'
import { reasonsJson } from './correct/present.ts'
import { readProblem, readProblems } from './correct/queries.ts'
import { askUndo, importKindName, uploadImport, type ImportJobDeps } from './jobs.ts'
import { problemSheet, reportOf, reversedIn, runJson, summaryOf } from './present.ts'
import { shippedProfiles } from './profiles/shipped.ts'
import { mayOnRun, readRun, readRuns } from './sight.ts'
import { findUndoProposal } from './store-undo.ts'
import type { RunRow } from './tables.ts'

/** Binds the operations of imports; no logic of its own. */
export function importRoutes(deps: ImportJobDeps): Route[] {
  return [...readRoutes(deps), ...runRoutes(deps), ...problemRoutes(deps), ...writeRoutes(deps)]
}

function readRoutes(deps: ImportJobDeps): Route[] {
  return [
    route(contract.importProfiles, async ({ language }) =>
      answer({
        items: shippedProfiles.map(({ id, title, book }) => ({
          profile: id,
          title: language === 'zh-CN' ? title.zh : title.en,
          book,
        })),
      }),
    ),
    route(contract.importJob, async (call) => {
      const job = await findLongJob(deps.pool, call.params.jobId)
      if (job?.kind !== importKindName || job.startedBy !== call.actor.personId) return notFound()
      return answer(jobJson(job, call.language))
    }),
    route(contract.importRuns, async ({ actor, at, language, query }) => {
      const { runs, ...more } = await readOnly(deps.pool, [actor], (tx) => readRuns(tx, actor, query))
      return answer({ items: runs.map((run) => runJson(run, { now: at, language })), ...more })
    }),
  ]
}

function problemRoutes(deps: ImportJobDeps): Route[] {
  return [
    route(contract.importProblemList, async ({ params, query, actor, language }) => {
      const found = await readOnly(deps.pool, [actor], (tx) =>
        readProblems(tx, params.runId, query, { actor, language }),
      )
      return found ? answer(found) : notFound()
    }),
    route(contract.importProblem, async ({ params, actor, at: now, language }) => {
      const found = await readOnly(deps.pool, [actor], (tx) =>
        readProblem(deps, tx, params, { actor, now, language }),
      )
      if (!found) return notFound()
      const { run, ...shown } = found
      const isSettled = shown.row.state === 'entered' || shown.row.state === 'set_aside'
      const settled = isSettled
        ? refuse('imports.problem_settled', { line: shown.row.line })
        : objectionTo(run)
      const correct = settled
        ? no(settled.code, language, settled)
        : permission(actor, 'imports.correct', { run, language })
      return answer({ ...shown, correct })
    }),
  ]
}

function runRoutes(deps: ImportJobDeps): Route[] {
  return [
    route(contract.importRun, async ({ params, actor, at, language }) => {
      const found = await readOnly(deps.pool, [actor], async (tx) => {
        const run = await readRun(tx, actor, 'imports.run', params.runId)
        return run && { run, proposal: await findUndoProposal(tx, run.id) }
      })
      if (!found) return notFound()
      const { run, proposal } = found
      const report = summaryOf(run, language)
      const canUndo = run.reverses === null && run.state !== 'undone'
      const waits = proposal?.state === 'proposed' ? no('imports.undo_waits', language) : undefined
      const undo = canUndo
        ? (waits ?? permission(actor, 'imports.undo', { run, language }))
        : no('imports.undone_already', language)
      return answer({
        run: runJson(run, { now: at, language }),
        undo,
        ...(report === undefined ? {} : { report }),
      })
    }),
    route(contract.importProblemRows, async ({ params, actor, language }) => {
      const run = await readOnly(deps.pool, [actor], (tx) =>
        readRun(tx, actor, 'imports.problems', params.runId),
      )
      if (!run) return notFound()
      const text = csvText(problemSheet(deps.pool, actor, run.id, language))
      const fileName = `${run.id}-problems.csv`
      return { kind: 'bytes', mediaType: 'text/csv; charset=utf-8', fileName, bytes: Readable.from(text) }
    }),
  ]
}

function writeRoutes(deps: ImportJobDeps): Route[] {
  return [
    route(contract.startImport, async (call) => {
      const [file] = call.files
      if (!file) return refused(refuse('imports.no_file'))
      const { profile, dryRun, entityId, sheet } = call.body
      const digest = hash('sha256', file.bytes)
      const body = {
        digest,
        name: file.name.slice(0, 200),
        profile,
        isDryRun: dryRun === 'yes',
        ...(entityId === undefined ? {} : { entityId }),
        ...(sheet === undefined ? {} : { sheet }),
      }
      const command = uploadImport(deps, new Map([[digest, file.bytes]]))
      const [outcome] = await act(deps.door, command, [{ ...asked(call), body }])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome)
    }),
    route(contract.correctImportRow, async (call) => {
      const { setAside: isSetAside, ...said } = call.body
      const body = { ...call.params, ...said, isSetAside }
      const [outcome] = await act(deps.door, correctRow(deps), [{ ...asked(call), body }])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome.kind === 'done' ? shownIn(outcome, call.language) : outcome)
    }),
    route(contract.undoImport, async (call) => {
      const [outcome] = await act(deps.door, askUndo(deps), [
        { ...asked(call), body: { ...call.params, ...call.body } },
      ])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome)
    }),
  ]
}

/** What is left to put right, in words. */
function shownIn(
  { answer: { remarks, ...came }, ...done }: Extract<Outcome<CorrectAnswer>, { kind: 'done' }>,
  language: Language,
) {
  return { ...done, answer: { ...came, reasons: reasonsJson(remarks, language) } }
}

function asked({ key, actor, at }: HttpCall<unknown, unknown, unknown>) {
  return { key, actor, at }
}

function permission(
  actor: HttpCall<unknown, unknown, unknown>['actor'],
  operation: 'imports.undo' | 'imports.correct',
  { run, language }: { readonly run: RunRow; readonly language: Language },
) {
  const may = mayOnRun(actor, operation, run)
  return may.can
    ? ({
        can: true,
        needsReason: true,
        needsFactor: operation === 'imports.undo' && !actor.hasFreshFactor,
      } as const)
    : no(may.refusal.code, language, may.refusal)
}

function no(code: string, language: Language, refusal?: Refusal) {
  return { can: false, why: fill(refusalText(code).says, language, refusal?.params) } as const
}

function jobJson(job: LongJob, language: Language) {
  const { id: jobId, state, done, total, result } = job
  const shared = { jobId, state, done, ...(total === undefined ? {} : { total }) }
  if (isRefusal(result)) {
    const { says, wayOut } = refusalText(result.code)
    const refused = {
      code: result.code,
      says: fill(says, language, result.params),
      wayOut: fill(wayOut, language, result.params),
    }
    return { ...shared, refused }
  }
  const found = reportOf(result)
  if (found) return { ...shared, report: found }
  const reversed = reversedIn(result)
  return reversed === undefined ? shared : { ...shared, reversed }
}
