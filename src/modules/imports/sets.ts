import { isRefusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act/act.ts'
import { goesAhead, type Call, type Command, type Outcome } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Organisation } from '../access/index.ts'
import { cellsDigest } from './correct/cells.ts'
import type { ImportCall, ImportDeps } from './deps.ts'
import { differencesOf } from './differing.ts'
import type { NormalisedRow, Remark, RowParty } from './domain.ts'
import { newDryMemory } from './dry-memory.ts'
import { newHistory, type BookHistory } from './history.ts'
import { findKnown, type KnownLine } from './known-rows.ts'
import { storeObservedRows, type RowAnswer, type RowBody } from './observed-rows.ts'
import { newOwnParties } from './own-parties.ts'
import { partCount } from './parts.ts'
import { storeOwnRows } from './own-rows.ts'
import { bookOf, boundOf, prepareObserved, type PreparedRow } from './prepare.ts'
import { cellsOfLines, type Problem, type ReadFile } from './read-file.ts'
import { findCorrectedCells } from './store-corrections.ts'
import { newStopTally, type StopTally } from './stops.ts'
import type { RunRow } from './tables.ts'

/** What storing came to. */
export type Stored = {
  readonly stops: StopTally
  /** Rows that a person must look at, because a party in them could be one or another. */
  readonly held: Problem[]
  /** How many later benefits would be decided more strictly now. */
  readonly alerts: number
  /** Rows behind which more later benefits stand than were weighed again. */
  readonly cut: number
  /** True when it was told to stop before the last set. */
  readonly isStopped: boolean
}

/** Rows of one transaction: larger sets outlive the youngest memory, and cost more of it than they save. */
const observedSetSize = 250
const ownSetSize = 100

/** A row in its place, about to be stored. */
type Placed = { readonly row: NormalisedRow; readonly place: number }

/** The work on one file: what was read, what is counted, and how far it is. */
type Work = {
  readonly deps: ImportDeps
  readonly call: ImportCall
  readonly read: ReadFile
  readonly run: RunRow | undefined
  readonly stops: StopTally
  readonly held: Problem[]
  readonly total: number
  /** Our side, to know our own people where a register names them. */
  readonly organisation: Organisation
  /** The ids of the parties of an observed book. */
  readonly idOf: (party: RowParty) => string
  done: number
  alerts: number
  cut: number
  isStopped: boolean
}

/**
 * Stores the rows of a file that are not in the register yet, or only decides them in a dry run. It empties
 * the list of rows: the memory of a row that is stored goes to what the history remembers of it.
 */
export async function storeRows(
  deps: ImportDeps,
  call: ImportCall,
  read: ReadFile,
  given: { readonly run: RunRow | undefined; readonly idOf: (party: RowParty) => string },
): Promise<Stored> {
  const { run, idOf } = given
  const stops = newStopTally()
  const total = read.rows.length
  const organisation = await readOnly(deps.pool, [call.actor], deps.own.organisation)
  const counted = { done: 0, alerts: 0, cut: 0, isStopped: false }
  const work: Work = { deps, call, read, run, stops, held: [], total, organisation, idOf, ...counted }
  const { fresh, differing } = await readOnly(deps.pool, [call.actor], (tx) => withoutKnown(work, tx))
  await holdDiffering(work, differing)
  const lanes = lanesOf(work, fresh)
  read.rows.length = 0
  if (run === undefined) {
    await readOnly(deps.pool, [call.actor], async (tx) => {
      for (const lane of lanes) await runLane(work, lane, (command, calls) => dry(tx, command, calls))
    })
  } else {
    const real: SetRunner = (command, calls) => act(deps.door, command, calls)
    await Promise.all(lanes.map((lane) => runLane(work, lane, real)))
  }
  const { held, alerts, cut, isStopped } = work
  return { stops, held, alerts, cut, isStopped }
}

/** Keys of one question to the database. */
const keysAtOnce = 5_000

/** A row under whose number another one is in the register, and what it says otherwise. */
type Differing = { readonly line: number; readonly remarks: readonly Remark[] }

/** Counts rows that are in the register: this run's from before it was killed, others as duplicates. */
async function withoutKnown(
  work: Work,
  tx: Transaction,
): Promise<{ readonly fresh: Placed[]; readonly differing: readonly Differing[] }> {
  const { read, run, call, idOf } = work
  const fresh: Placed[] = []
  const differing: Differing[] = []
  let place = 0
  for (let at = 0; at < read.rows.length; at += keysAtOnce) {
    const rows = read.rows.slice(at, at + keysAtOnce)
    const found = await findKnown(tx, bookOf(call.profile), call.profile, rows)
    for (const [i, row] of rows.entries()) {
      const before = found[i]
      if (!before) fresh.push({ row, place })
      else if (before.run_id === run?.id) countStored(work, row, before)
      else {
        const ids = call.profile.book === 'own' ? undefined : idOf
        const remarks = before.facts === null ? [] : differencesOf(before.facts, row, ids)
        if (remarks.length > 0) differing.push({ line: row.line, remarks })
        else read.tally.addKnown({ row: row.line, runId: before.run_id })
      }
      place += partCount(row)
    }
  }
  return { fresh, differing }
}

/** Rows that say something else under a known number wait for a person; one that had its answer is known. */
async function holdDiffering(
  { deps, call, read, held }: Work,
  differing: readonly Differing[],
): Promise<void> {
  if (differing.length === 0) return
  const cells = await cellsOfLines(call.file.open(), call, new Set(differing.map(({ line }) => line)))
  const digests = differing.map(({ line }) => cellsDigest(cells.get(line) ?? []))
  const answered = await readOnly(deps.pool, [call.actor], (tx) =>
    findCorrectedCells(tx, bookOf(call.profile), digests),
  )
  for (const [i, { line, remarks }] of differing.entries()) {
    const runId = answered.get(digests[i] ?? '')
    if (runId !== undefined) read.tally.addKnown({ row: line, runId })
    else held.push(heldRow(read, line, remarks))
  }
}

function heldRow(read: ReadFile, line: number, remarks: readonly Remark[]): Problem {
  const problem = { line, kind: 'held', remarks, cells: [] } as const
  read.tally.addProblem(problem)
  return problem
}

function countStored(work: Work, row: NormalisedRow, { outcome, stops, taken }: KnownLine): void {
  countAccepted(work, row, { outcome, stops }, { missing: [], taken })
  work.done++
}

/** What was heard of a row beside its answer: facts it waits for, and names that were taken for others. */
type Heard = { readonly missing: readonly string[]; readonly taken: readonly Remark[] }

function countAccepted(
  work: Work,
  row: NormalisedRow,
  answer: Exclude<RowAnswer, { held: unknown }>,
  { missing, taken }: Heard,
): void {
  const said = taken.length === 0 ? row : { ...row, notes: [...row.notes, ...taken] }
  work.read.tally.add({ kind: 'ready', line: row.line, row: said })
  work.stops.add({ ...answer, value: boundOf(row.whole), day: row.day.from, missing })
}

/**
 * Two sets may be under way at once when they share no subject: one is decided here while the other is
 * written there. With organisations or people who give in the file any two rows may share one, so then there
 * is one lane.
 */
function lanesOf({ call, run, idOf }: Work, rows: Placed[]): Placed[][] {
  const isShared = call.profile.book === 'own' || rows.some(({ row }) => mayShare(row))
  if (isShared || run === undefined) return [rows]
  const lanes: [Placed[], Placed[]] = [[], []]
  for (const placed of rows) lanes[laneOf(idOf(placed.row.recipient))].push(placed)
  return lanes
}

function mayShare({ org, giver, handler }: NormalisedRow): boolean {
  return org !== undefined || giver.kind === 'person' || handler !== ''
}

/** Numbers and digests end evenly. */
function laneOf(recipientId: string): 0 | 1 {
  return recipientId.charCodeAt(recipientId.length - 1) % 2 === 0 ? 0 : 1
}

type RowCommand = Command<RowBody, never, RowAnswer>
type SetRunner = (command: RowCommand, calls: readonly Call<RowBody>[]) => Promise<Outcome<RowAnswer>[]>

async function runLane(work: Work, lane: Placed[], run: SetRunner): Promise<void> {
  const isOwn = work.call.profile.book === 'own'
  const size = isOwn ? ownSetSize : observedSetSize
  const history = newHistory()
  const parties = newOwnParties({ isDry: work.run === undefined })
  const dry = work.run === undefined ? { given: newDryMemory(), received: newDryMemory() } : undefined
  while (lane.length > 0 && !work.isStopped) {
    const set = lane.splice(0, size)
    const missing = new Map<string, readonly string[]>()
    const taken = new Map<string, readonly Remark[]>()
    const heard = (key: string, paths: readonly string[]) => void missing.set(key, paths)
    const from = { run: runOf(work), heard, history }
    const prepared = isOwn ? undefined : preparedSet(work, set)
    const command = prepared
      ? storeObservedRows(work.deps, { ...from, rows: prepared })
      : storeOwnRows(work.deps, {
          ...from,
          rows: new Map(set.map(({ row }) => [row.key, row])),
          parties,
          took: (key, remarks) => void taken.set(key, remarks),
          entityId: work.call.entityId,
          dry,
        })
    const calls = set.map((placed) => callOf(work, placed, prepared?.get(placed.row.key)))
    // Each command is run with the state that it loads itself.
    const outcomes = await run(command as unknown as RowCommand, calls)
    history.commit()
    parties.commit()
    for (const [i, outcome] of outcomes.entries()) {
      const key = set[i]?.row.key ?? ''
      count(work, set[i], outcome, { missing: missing.get(key) ?? [], taken: taken.get(key) ?? [] })
    }
    await progress(work, history)
  }
}

function preparedSet(work: Work, set: readonly Placed[]): Map<string, PreparedRow> {
  const { idOf, organisation } = work
  return new Map(set.map(({ row }) => [row.key, prepareObserved(idOf, row, organisation)]))
}

/** A dry run has no run; its rows are decided as if it had. */
function runOf(work: Work): Pick<RunRow, 'id' | 'book' | 'started_at' | 'profile'> {
  const { profile } = work.call
  return (
    work.run ?? { id: 'imp_dry', book: bookOf(profile), profile: profile.id, started_at: work.deps.now() }
  )
}

function callOf(work: Work, { row, place }: Placed, prepared: PreparedRow | undefined): Call<RowBody> {
  const runId = runOf(work).id
  const { actor } = work.call
  const factsSha256 = prepared?.factsSha256 ?? ''
  return {
    key: `${runId}:${row.key}`,
    actor,
    at: work.deps.now(),
    body: { runId, key: row.key, line: row.line, place, factsSha256 },
  }
}

async function dry(
  tx: Transaction,
  command: RowCommand,
  calls: readonly Call<RowBody>[],
): Promise<Outcome<RowAnswer>[]> {
  const state = await command.load(tx, calls)
  return calls.map((call) => {
    const decision = command.decide(state, call)
    return goesAhead(decision)
      ? { kind: 'done', answer: decision.answer, replayed: false }
      : { kind: 'refused', refusal: decision.refusal, replayed: false }
  })
}

function count(work: Work, placed: Placed | undefined, outcome: Outcome<RowAnswer>, heard: Heard): void {
  if (!placed) throw new Error('every outcome belongs to a row')
  const { row } = placed
  work.done++
  const answer = outcome.kind === 'done' ? outcome.answer : undefined
  if (answer && 'held' in answer) {
    work.held.push(heldRow(work.read, row.line, answer.held))
  } else if (answer) {
    work.alerts += answer.alerts ?? 0
    if (answer.isCut === true) work.cut++
    countAccepted(work, row, answer, heard)
  } else if (outcome.kind === 'refused' && outcome.refusal.code === 'imports.row_known') {
    work.read.tally.addKnown({ row: row.line })
  } else if (outcome.kind === 'refused' && outcome.refusal.code === 'imports.run_closed') {
    work.isStopped = true
  } else {
    const why = 'refusal' in outcome && isRefusal(outcome.refusal) ? outcome.refusal.code : outcome.kind
    throw new Error(`a row of an import got ${why}`)
  }
}

async function progress(work: Work, history: BookHistory): Promise<void> {
  history.commit()
  const goesOn = await work.call.onProgress?.(work.done, work.total)
  if (goesOn === false) work.isStopped = true
}
