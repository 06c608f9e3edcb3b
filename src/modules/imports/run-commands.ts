import { because } from '../../kernel/because.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { plainCells } from './correct/cells.ts'
import type { ImportDeps } from './deps.ts'
import type { Heading } from './domain.ts'
import { findParties, findProblemLines, findRunning, loadRun, placeOfProblem } from './store.ts'
import { partyTable, problemTable, runTable, type RunRow } from './tables.ts'

/** A file about to be imported. */
export type StartBody = {
  readonly profile: string
  readonly profileVersion: number
  readonly book: string
  readonly fileName: string
  readonly fileSha256: string
  readonly heading: Heading
  /** The sheet of a workbook. */
  readonly sheet: string | null
  /** How many lines the file has below its heading. */
  readonly lines: number
  /** The legal entity whose own history it is. */
  readonly entityId: string | null
}

/** The run under which rows are stored; `isResumed` when a killed run of the same file goes on. */
export type StartAnswer = { readonly run: RunRow; readonly isResumed: boolean }

/**
 * Opens a run, or finds the unfinished one of the same file. One run a book at a time: two files that
 * entered at once would each decide without the sums of the other.
 */
export function startRun(deps: ImportDeps): Command<StartBody, RunRow[], StartAnswer> {
  return {
    operation: 'imports.start',
    load: async (tx, calls) => {
      const books = [...new Set(calls.map((call) => call.body.book))].sort()
      const found = await Promise.all(books.map((book) => findRunning(tx, book)))
      return found.filter((run) => run !== undefined)
    },
    decide: (running, call) => {
      const { profile, profileVersion, book, fileName, fileSha256, heading, sheet, lines, entityId } =
        call.body
      const reason = because('imports.file_handed_in', { profile })
      const open = running.find((run) => run.book === book)
      if (open) {
        const object = { type: 'import', id: open.id }
        const isSame =
          open.file_sha256 === fileSha256 &&
          open.profile === profile &&
          open.reverses === null &&
          (open.sheet ?? sheet) === sheet &&
          (open.entity_id ?? entityId) === entityId
        return isSame
          ? { answer: { run: open, isResumed: true }, object, reason, changes: [] }
          : { refusal: refuse('imports.book_busy', { file: open.file_name, run: open.id }), object }
      }
      const change = insertRow(runTable, {
        id: deps.newId('import'),
        profile,
        profile_version: profileVersion,
        book,
        file_name: fileName,
        file_sha256: fileSha256,
        state: 'running',
        started_by: call.actor.personId,
        started_at: call.at,
        finished_at: null,
        reverses: null,
        ...noCounts,
        summary: null,
        heading: canonical({ ...heading, cells: plainCells(heading.cells) }),
        entity_id: entityId,
        sheet,
        lines,
      })
      const run = change.row as unknown as RunRow
      const object = { type: 'import', id: run.id }
      return { answer: { run, isResumed: false }, object, reason, changes: [change] }
    },
    constraints: {
      one_run_a_book_at_a_time: (call) => ({
        refusal: refuse('imports.already_running', { book: call.body.book }),
        object: { type: 'import', id: call.body.book },
      }),
    },
  }
}

/** The counts of a run of which nothing is known yet. */
export const noCounts = { rows: 0, accepted: 0, held: 0, rejected: 0, duplicates: 0, nil: 0 } as const

type PartyBody = { readonly id: string; readonly book: string; readonly kind: string; readonly name: string }

/** Adds the parties of an observed book that it does not know yet, before the rows that name them. */
export const addParties: Command<
  { readonly parties: readonly PartyBody[] },
  Set<string>,
  { added: number }
> = {
  operation: 'imports.add_parties',
  load: (tx, calls) =>
    findParties(
      tx,
      calls.flatMap((call) => call.body.parties.map((party) => party.id)),
    ),
  decide: (known, call) => {
    const fresh = call.body.parties.filter((party) => !known.has(party.id))
    for (const party of fresh) known.add(party.id)
    return {
      answer: { added: fresh.length },
      object: { type: 'book', id: call.body.parties[0]?.book ?? '' },
      reason: because('imports.named_in_file'),
      changes: fresh.map((party) => insertRow(partyTable, party)),
    }
  },
}

/** A row that could not enter, with the reason in codes and its cells as written. */
export type ProblemBody = {
  readonly runId: string
  readonly line: number
  readonly kind: 'rejected' | 'held'
  readonly remarks: CanonicalValue
  readonly cells: readonly string[]
}

/** Keeps rows that could not enter, so that they can be put right and imported again. */
export function keepProblems(
  deps: ImportDeps,
): Command<ProblemBody, ReadonlySet<string>, Record<string, never>> {
  return {
    operation: 'imports.keep_problems',
    // Whoever goes on with a run that somebody else began has keys of their own.
    load: (tx, calls) =>
      findProblemLines(
        tx,
        calls.map((call) => call.body),
      ),
    decide: (kept, call) => {
      const { runId, line, kind, remarks, cells } = call.body
      const object = { type: 'import', id: runId }
      const reason = because(`imports.row_${kind}`, { line })
      if (kept.has(placeOfProblem(call.body))) return { answer: {}, object, reason, changes: [] }
      const change = insertRow(problemTable, {
        id: deps.newId('importLine'),
        run_id: runId,
        line,
        kind,
        remarks: canonical(remarks),
        cells: canonical(plainCells(cells)),
      })
      return { answer: {}, object, reason, changes: [change] }
    },
  }
}

/** How a run ended. */
export type FinishBody = {
  readonly runId: string
  readonly state: 'done' | 'cancelled'
  readonly counts: Readonly<Record<keyof typeof noCounts, number>>
  readonly summary: CanonicalValue
}

/** Closes a run with its counts. A closed run stays as it is. */
export function finishRun(): Command<FinishBody, Map<string, RunRow>, { state: string }> {
  return {
    operation: 'imports.finish',
    load: async (tx, calls) => {
      const ids = [...new Set(calls.map((call) => call.body.runId))].sort()
      const runs = await Promise.all(ids.map((id) => loadRun(tx, id)))
      return new Map(runs.flatMap((run) => (run ? [[run.id, run]] : [])))
    },
    decide: (runs, call) => {
      const { runId, state, counts, summary } = call.body
      const run = runs.get(runId)
      const object = { type: 'import', id: runId }
      if (run?.state !== 'running') return { refusal: refuse('imports.run_closed'), object }
      const patch = { state, finished_at: call.at, ...counts, summary: canonical(summary) }
      const reason = because(`imports.file_${state}`, { import: runId })
      return { answer: { state }, object, reason, changes: [updateRow(runTable, run, patch)] }
    },
  }
}
