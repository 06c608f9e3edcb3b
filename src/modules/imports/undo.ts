import { because } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import {
  loadBenefits,
  loadCountingLines,
  takeBackImported,
  type BenefitRow,
  type LineRow,
} from '../benefits/index.ts'
import type { ImportDeps } from './deps.ts'
import { answerOf } from './outcome.ts'
import { noCounts } from './run-commands.ts'
import {
  findRunning,
  listStandingRows,
  loadRun,
  loadStandingRows,
  takeBook,
  type StandingRow,
} from './store.ts'
import { interestIn, loadUndoing, needsSecond, type Undoing } from './undo-second.ts'
import { rowTable, runTable, type ImportedRow, type RunRow } from './tables.ts'

/**
 * What undoing an import came to, over all its tries: rows of the file, without what somebody had reversed by
 * hand before. One that was told to stop goes on when it is asked again.
 */
export type Undone = {
  readonly runId: string
  readonly undoId: string
  readonly reversed: number
  readonly state: 'done' | 'cancelled'
}

/** Rows of one transaction: a reversal reads three rows and writes four for each. */
const setSize = 400

/**
 * Undoes an import by a reversing batch: every row that still stands is reversed and taken off the sums, and
 * nothing is removed. Killed or told to stop in between, it goes on where it stopped when it is asked again;
 * its book is not free before. A run that was never finished is closed first.
 */
export async function undoImport(
  deps: ImportDeps,
  given: {
    readonly runId: string
    /** Why it is undone; the entry of the log keeps it. */
    readonly reason: string
    readonly actor: Actor
    readonly key: string
    readonly onProgress?: (done: number, total: number) => Promise<boolean>
  },
): Promise<Undone | Refusal> {
  const { runId, reason, actor } = given
  const run = await readOnly(deps.pool, [actor], (tx) => loadRun(tx, runId))
  if (!run) return refuse('imports.run_unknown', { run: runId })
  const held = await takeBook(deps.pool, run.book)
  if (!held) return refuse('imports.already_running', { book: run.book })
  try {
    const call = { key: `${given.key}:start`, actor, at: deps.now(), body: { runId, reason } }
    const started = answerOf(await act(deps.door, startUndo(deps), [call]))
    if (isRefusal(started)) return started
    const { undoId } = started
    if (!(await reverseAll(deps, given, undoId))) {
      const undo = await readOnly(deps.pool, [actor], (tx) => loadRun(tx, undoId))
      return { runId, undoId, reversed: undo?.accepted ?? 0, state: 'cancelled' }
    }
    const close = { key: `${undoId}:finish`, actor, at: deps.now(), body: { runId: undoId, undoes: runId } }
    const finished = answerOf(await act(deps.door, finishUndo, [close]))
    return isRefusal(finished) ? finished : { runId, undoId, ...finished, state: 'done' }
  } finally {
    await held.release()
  }
}

/** False when it was told to stop. */
async function reverseAll(
  deps: ImportDeps,
  given: Parameters<typeof undoImport>[1],
  undoId: string,
): Promise<boolean> {
  const { runId, actor } = given
  const rows = await readOnly(deps.pool, [actor], (tx) => listStandingRows(tx, runId))
  let done = 0
  for (const set of setsOf(rows)) {
    const calls = set.map(({ id: rowId }) => ({
      key: `${undoId}:${rowId}`,
      actor,
      at: deps.now(),
      body: { rowId, undoId },
    }))
    for (const outcome of await act(deps.door, reverseRows(deps), calls)) answerOf([outcome])
    done += set.length
    const goesOn = await given.onProgress?.(done, rows.length)
    if (goesOn === false && done < rows.length) return false
  }
  return true
}

/** The parts of one line stand in one set, so that a kill between two sets never counts a line twice. */
function setsOf(rows: readonly StandingRow[]): StandingRow[][] {
  const sets: StandingRow[][] = []
  for (const row of rows) {
    const last = sets.at(-1)
    if (last && (last.length < setSize || last.at(-1)?.line === row.line)) last.push(row)
    else sets.push([row])
  }
  return sets
}

type StartBody = { readonly runId: string; readonly reason: string }

type StartState = {
  readonly run: RunRow | undefined
  readonly busy: RunRow | undefined
  readonly undoing: Undoing | undefined
}

function startUndo(deps: ImportDeps): Command<StartBody, StartState, { readonly undoId: string }> {
  return {
    operation: 'imports.undo',
    load: async (tx, [call]) => {
      const run = await loadRun(tx, call?.body.runId ?? '')
      if (!run || !call) return { run, busy: undefined, undoing: undefined }
      const undoing = await loadUndoing(deps, tx, run, call.at)
      return { run, busy: await findRunning(tx, run.book), undoing }
    },
    decide: ({ run, busy, undoing }, call) => {
      const object = { type: 'import', id: call.body.runId }
      if (!run || !undoing) {
        return { refusal: refuse('imports.run_unknown', { run: call.body.runId }), object }
      }
      const { reason } = call.body
      if (busy?.reverses === run.id) return { answer: { undoId: busy.id }, object, reason, changes: [] }
      if (run.reverses !== null) return { refusal: refuse('imports.is_an_undo'), object }
      if (run.state === 'undone') return { refusal: refuse('imports.undone_already'), object }
      if (busy && busy.id !== run.id) {
        return { refusal: refuse('imports.book_busy', { file: busy.file_name, run: busy.id }), object }
      }
      const objection =
        interestIn(undoing, call.actor) ??
        (needsSecond(undoing) ? refuse('imports.undo_needs_second') : undefined)
      if (objection) return { refusal: objection, object }
      const closed =
        run.state === 'running'
          ? [updateRow(runTable, run, { state: 'cancelled', finished_at: call.at })]
          : []
      const { version: _, ...copied } = run
      const undo = insertRow(runTable, {
        ...copied,
        ...noCounts,
        id: deps.newId('import'),
        state: 'running',
        started_by: call.actor.personId,
        started_at: call.at,
        finished_at: null,
        reverses: run.id,
        summary: null,
        lines: null,
      })
      return { answer: { undoId: undo.row.id }, object, reason, changes: [...closed, undo] }
    },
  }
}

type ReverseState = {
  readonly rows: ReadonlyMap<string, ImportedRow>
  readonly benefits: ReadonlyMap<string, BenefitRow>
  readonly lines: ReadonlyMap<string, LineRow[]>
  readonly undo: RunRow | undefined
  /** Calls of the set that are not decided yet. */
  left: number
  /** The lines of the file of which it has reversed something so far. */
  readonly reversed: Set<number>
}

/** False where somebody had reversed it by hand before. */
type ReverseAnswer = { readonly isReversed: boolean }

type ReverseBody = { readonly rowId: string; readonly undoId: string }

function reverseRows(deps: ImportDeps): Command<ReverseBody, ReverseState, ReverseAnswer> {
  return {
    operation: 'imports.reverse_rows',
    load: async (tx, calls) => {
      const rows = await loadStandingRows(
        tx,
        calls.map((call) => call.body.rowId),
      )
      const benefitIds = [...rows.values()].map((row) => row.benefit_id).sort()
      return {
        rows,
        undo: await loadRun(tx, calls[0]?.body.undoId ?? ''),
        left: calls.length,
        reversed: new Set(),
        benefits: await loadBenefits(tx, benefitIds),
        lines: await loadCountingLines(tx, benefitIds),
      }
    },
    decide: (state, call) => {
      const row = state.rows.get(call.body.rowId)
      const benefit = row && state.benefits.get(row.benefit_id)
      const object = { type: 'import', id: call.body.undoId }
      state.left--
      const reason = because('imports.is_undone', { import: state.undo?.reverses ?? '' })
      if (!row || !benefit) return { answer: { isReversed: false }, object, reason, changes: countOf(state) }
      const lines = state.lines.get(benefit.id) ?? []
      const lineIds = lines.map(() => deps.newId('line'))
      const changes = takeBackImported(benefit, { at: call.at, lines, lineIds })
      if (changes.length > 0) state.reversed.add(row.line)
      return {
        answer: { isReversed: changes.length > 0 },
        object,
        reason,
        changes: [...changes, updateRow(rowTable, row, { is_reversed: true }), ...countOf(state)],
      }
    },
  }
}

/**
 * With the last row of a set the run counts what the set reversed, in the same transaction: a kill in between
 * loses no count.
 */
function countOf({ undo, left, reversed }: ReverseState): RowChange[] {
  if (left > 0 || reversed.size === 0 || undo?.state !== 'running') return []
  const { rows, accepted } = undo
  return [updateRow(runTable, undo, { rows: rows + reversed.size, accepted: accepted + reversed.size })]
}

type FinishBody = { readonly runId: string; readonly undoes: string }

const finishUndo: Command<FinishBody, (RunRow | undefined)[], { reversed: number }> = {
  operation: 'imports.finish',
  load: async (tx, calls) => {
    const [body] = calls.map((call) => call.body)
    return [await loadRun(tx, body?.undoes ?? ''), await loadRun(tx, body?.runId ?? '')]
  },
  decide: ([run, undo], call) => {
    const { runId } = call.body
    const object = { type: 'import', id: runId }
    if (!run || undo?.state !== 'running') return { refusal: refuse('imports.run_closed'), object }
    return {
      answer: { reversed: undo.accepted },
      object,
      reason: because('imports.is_undone', { import: run.id }),
      changes: [
        updateRow(runTable, run, { state: 'undone' }),
        updateRow(runTable, undo, { state: 'done', finished_at: call.at }),
      ],
    }
  },
}
