import type { CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Language } from '../../texts/text.ts'
import { dayAt } from '../access/index.ts'
import { factName } from '../policy/index.ts'
import type { ImportCall, ImportDeps } from './deps.ts'
import type { RowParty } from './domain.ts'
import { entityFor } from './entity.ts'
import { answerOf } from './outcome.ts'
import { observedIds } from './party-ids.ts'
import { bookOf } from './prepare.ts'
import { cellsOfLines, readImportFile, type Problem, type ReadFile } from './read-file.ts'
import { addParties, finishRun, keepProblems, startRun } from './run-commands.ts'
import { storeRows, type Stored } from './sets.ts'
import { cellsDigest } from './correct/cells.ts'
import { takeBook } from './store.ts'
import { findCorrectedCells } from './store-corrections.ts'
import type { StopRule, StopTally } from './stops.ts'
import type { ImportSummary } from './summary.ts'
import type { RunRow } from './tables.ts'

/** What a run came to: the counts of CLI and screen, and what the rules would have stopped. */
export type ImportReport = ImportSummary & {
  readonly runId?: string
  readonly state: 'done' | 'cancelled'
  /** The lines of the file below its heading; more than the rows when the import was stopped. */
  readonly lines: number
  readonly isResumed: boolean
  readonly stopped: readonly StopRule[]
  readonly missing: readonly { readonly fact: string; readonly name: string; readonly rows: number }[]
  /**
   * How many later benefits would be decided more strictly now; each has an alert in the register. A dry run
   * of our own history weighs none again and leaves it out.
   */
  readonly alerts?: number
  /** Rows behind which more later benefits stand than were weighed again, the next ones of them. */
  readonly alertsCut: number
}

/**
 * Imports a file: reads all of it, then stores its rows in the order of their days, in sets, each row with its
 * own key, decision and entry. Killed in between, the same call goes on: rows that entered are known by key.
 */
export async function runImport(deps: ImportDeps, asked: ImportCall): Promise<ImportReport | Refusal> {
  const organisation = await readOnly(deps.pool, [asked.actor], deps.own.organisation)
  const entityId = entityFor(organisation, asked.profile, asked.entityId, asked.actor)
  if (isRefusal(entityId)) return entityId
  const today = asked.today ?? dayAt(organisation, entityId, deps.now())
  const call = { ...asked, entityId, today }
  const found = await readImportFile(call.file.open(), call)
  if (isRefusal(found)) return found
  const read = { ...found, problems: await openProblems(deps, call, found) }
  const idOf = await readOnly(deps.pool, [call.actor], (tx) =>
    observedIds(tx, deps.partyIds, bookOf(call.profile), call.profile.book === 'own' ? [] : partiesIn(read)),
  )
  if (call.isDryRun)
    return reported(deps, call, { read, stored: await storeRows(deps, call, read, { run: undefined, idOf }) })
  const book = bookOf(call.profile)
  const taken = await takeBook(deps.pool, book)
  if (!taken) return refuse('imports.already_running', { book })
  try {
    return await runTaken(deps, call, read, idOf)
  } finally {
    await taken.release()
  }
}

/** Counts the rows that could not enter. One that was put right in an earlier import is in the register. */
async function openProblems(deps: ImportDeps, call: ImportCall, read: ReadFile): Promise<Problem[]> {
  const digests = read.problems.map(({ cells }) => cellsDigest(cells))
  const known = await readOnly(deps.pool, [call.actor], (tx) =>
    findCorrectedCells(tx, bookOf(call.profile), digests),
  )
  const open: Problem[] = []
  for (const [i, problem] of read.problems.entries()) {
    const runId = known.get(digests[i] ?? '')
    if (runId !== undefined) read.tally.addKnown({ row: problem.line, runId })
    else {
      read.tally.addProblem(problem)
      open.push(problem)
    }
  }
  return open
}

function* partiesIn(read: ReadFile): Generator<RowParty> {
  for (const { giver, recipient, org } of read.rows) {
    yield giver
    yield recipient
    if (org) yield org
  }
}

type IdOf = (party: RowParty) => string

async function runTaken(
  deps: ImportDeps,
  call: ImportCall,
  read: ReadFile,
  idOf: IdOf,
): Promise<ImportReport | Refusal> {
  const { profile, actor } = call
  const body = {
    profile: profile.id,
    profileVersion: profile.version,
    book: bookOf(profile),
    fileName: call.file.name,
    fileSha256: read.sha256,
    heading: read.heading,
    sheet: read.sheet ?? null,
    lines: read.lines,
    entityId: call.entityId ?? null,
  }
  const starting = [{ key: call.key, actor, at: deps.now(), body }]
  const started = answerOf(await act(deps.door, startRun(deps), starting))
  if (isRefusal(started)) return started
  const { run } = started
  if (profile.book === 'observed') await storeParties(deps, call, { read, run, idOf })
  await storeProblems(deps, call, read.problems, run)
  const stored = await storeRows(deps, call, read, { run, idOf })
  await storeProblems(deps, call, await withCells(call, stored.held), run)
  const report = await reported(deps, call, { read, stored, run })
  const finished = await finish(deps, call, { run, stored, read, report })
  // Closed already: it was killed between its end and the answer to whoever had asked.
  const isClosed = isRefusal(finished) && finished.code === 'imports.run_closed'
  return isRefusal(finished) && !isClosed ? finished : { ...report, isResumed: started.isResumed }
}

/** Parties of one call, and calls of one transaction. */
const partiesACall = 200
const callsASet = 10

async function storeParties(
  deps: ImportDeps,
  call: ImportCall,
  { read, run, idOf }: { readonly read: ReadFile; readonly run: RunRow; readonly idOf: IdOf },
): Promise<void> {
  const parties = new Map<string, { id: string; book: string; kind: string; name: string }>()
  for (const party of new Set(partiesIn(read))) {
    const id = idOf(party)
    if (!parties.has(id)) parties.set(id, { id, book: run.book, kind: party.kind, name: party.name })
  }
  const all = [...parties.values()]
  const calls = []
  for (let at = 0; at < all.length; at += partiesACall) {
    const body = { parties: all.slice(at, at + partiesACall) }
    calls.push({ key: `${run.id}:parties:${at}`, actor: call.actor, at: deps.now(), body })
  }
  for (let at = 0; at < calls.length; at += callsASet) {
    await act(deps.door, addParties, calls.slice(at, at + callsASet))
  }
}

async function withCells(call: ImportCall, held: readonly Problem[]): Promise<Problem[]> {
  const cells = await cellsOfLines(call.file.open(), call, new Set(held.map(({ line }) => line)))
  return held.map((problem) => ({ ...problem, cells: cells.get(problem.line) ?? [] }))
}

async function storeProblems(
  deps: ImportDeps,
  call: ImportCall,
  problems: readonly Problem[],
  run: RunRow,
): Promise<void> {
  const size = partiesACall
  for (let at = 0; at < problems.length; at += size) {
    const calls = problems.slice(at, at + size).map(({ line, kind, remarks, cells }) => ({
      key: `${run.id}:problem:${line}`,
      actor: call.actor,
      at: deps.now(),
      body: { runId: run.id, line, kind, remarks: remarks as unknown as CanonicalValue, cells },
    }))
    await act(deps.door, keepProblems(deps), calls)
  }
}

type Result = { readonly read: ReadFile; readonly stored: Stored; readonly run?: RunRow }

async function reported(deps: ImportDeps, call: ImportCall, result: Result): Promise<ImportReport> {
  const { read, stored, run } = result
  const { language, profile } = call
  const summary = read.tally.summary(profile, language, stored.stops.outcomes())
  return {
    ...summary,
    ...(run === undefined ? {} : { runId: run.id }),
    state: stored.isStopped ? 'cancelled' : 'done',
    lines: read.lines,
    isResumed: false,
    stopped: await stoppedRules(deps, call, stored.stops, language),
    missing: missingFacts(stored.stops, language),
    ...(call.isDryRun && profile.book === 'own' ? {} : { alerts: stored.alerts }),
    alertsCut: stored.cut,
  }
}

function stoppedRules(
  deps: ImportDeps,
  call: ImportCall,
  stops: StopTally,
  language: Language,
): Promise<StopRule[]> {
  return readOnly(deps.pool, [call.actor], async (tx) => {
    const policy = await deps.policy(tx)
    return stops.rules((day) => policy.packsOn(day), language)
  })
}

function missingFacts(stops: StopTally, language: Language): ImportReport['missing'] {
  return stops.missing().map(({ path, rows }) => ({ fact: path, name: factName(path, language), rows }))
}

type Ending = Required<Result> & { readonly report: ImportReport }

/** As many of each list as stand in the stored summary; the rest can be downloaded. */
const listedInRun = 20

/** Rows and names that were taken for others are listed nowhere else. */
const takenInRun = 200

async function finish(deps: ImportDeps, call: ImportCall, ending: Ending) {
  const { run, stored, read, report } = ending
  const { rows, accepted, held, rejected, duplicates, nil, stopped, missing } = report
  const said = async (language: Language) => ({
    ...read.tally.summary(call.profile, language, stored.stops.outcomes()),
    rejections: [],
    holds: [],
    repeated: report.repeated.slice(0, takenInRun),
    taken: report.taken.slice(0, takenInRun),
    unlisted: {
      rejections: rejected,
      holds: held,
      repeated: Math.max(0, duplicates - takenInRun),
      taken: Math.max(0, report.taken.length + report.unlisted.taken - takenInRun),
      stopped: Math.max(0, stopped.length - listedInRun),
      missing: Math.max(0, missing.length - listedInRun),
    },
    stopped: (await stoppedRules(deps, call, stored.stops, language)).slice(0, listedInRun),
    missing: missingFacts(stored.stops, language).slice(0, listedInRun),
    lines: read.lines,
    alerts: stored.alerts,
    alertsCut: stored.cut,
  })
  const summary = { zh: await said('zh-CN'), en: await said('en') }
  const body = {
    runId: run.id,
    state: report.state,
    counts: { rows, accepted, held, rejected, duplicates, nil },
    summary: summary as unknown as CanonicalValue,
  }
  // The end of a run may come twice with other counts, when it was killed just before: hence the moment.
  const at = deps.now()
  return answerOf(
    await act(deps.door, finishRun(), [{ key: `${run.id}:finish:${at}`, actor: call.actor, at, body }]),
  )
}
