import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Heading, MappedRow } from '../domain.ts'
import { mapAgain } from '../mapping/map-rows.ts'
import type { Profile } from '../profiles/profile.ts'
import { findProfile } from '../profiles/shipped.ts'
import { dayAt, type Organisation } from '../../access/index.ts'
import { meantByRows, rowObjection } from '../near-requests.ts'
import { mayOnRun } from '../sight.ts'
import { loadRun } from '../store.ts'
import { loadCorrections, loadProblem, takeBookNow } from '../store-corrections.ts'
import type { ProblemRow, RunRow } from '../tables.ts'
import type { CorrectBody } from './command.ts'
import {
  rowOf,
  standingOf,
  withEdits,
  withParties,
  type EditedCell,
  type PartyEdit,
  type Standing,
} from './edits.ts'

/** A row that waits, with what is put right in it now. */
export type Open = {
  readonly run: RunRow
  readonly problem: ProblemRow
  readonly profile: Profile
  /** As it stood before. */
  readonly before: Standing
  readonly edited: readonly EditedCell[]
  /** What was said of its names, before and now. */
  readonly parties: readonly PartyEdit[]
  /** What the row reads as now; undefined when it is set aside. */
  readonly mapped: MappedRow | undefined
  /** Everybody on record for whom its names may stand, where it is of our own history. */
  readonly near: readonly string[]
}

type Readable = Omit<Open, 'near'>
type Refused = { readonly refusal: Refusal }

/**
 * Loads a row that could not enter and reads it with what is put right. The book is held meanwhile: an import
 * that runs into it decides on sums that this row would change.
 */
export async function loadOpen(
  tx: Transaction,
  { body, actor, at }: Pick<Call<CorrectBody>, 'body' | 'actor' | 'at'>,
  organisation: Organisation,
): Promise<Open | Refused> {
  const run = await loadRun(tx, body.runId)
  const problem = await loadProblem(tx, body.problemId)
  if (!run || problem?.run_id !== run.id) {
    return { refusal: refuse('imports.problem_unknown', { problem: body.problemId }) }
  }
  const may = mayOnRun(actor, 'imports.correct', run)
  if (!may.can) return { refusal: may.refusal }
  const done = (await loadCorrections(tx, [problem.id])).get(problem.id) ?? []
  const refusal = objectionTo(run) ?? ((await takeBookNow(tx, run.book)) ? undefined : busy(run))
  if (refusal) return { refusal }
  const profile = findProfile(run.profile)
  if (isRefusal(profile)) return { refusal: profile }
  const heading = headingOf(run)
  if (!heading) return { refusal: refuse('imports.heading_unknown') }
  const before = standingOf(problem, heading, done)
  if (before.state === 'entered' || before.state === 'set_aside') {
    return { refusal: refuse('imports.problem_settled', { line: problem.line }) }
  }
  const found = { run, problem, profile, before }
  const today = dayAt(organisation, run.entity_id, at)
  const open = body.isSetAside
    ? { ...found, edited: [], parties: before.parties, mapped: undefined }
    : read({ ...found, heading }, body, today)
  if ('refusal' in open) return open
  const near = await nearTo(tx, { open, heading }, today)
  const own = await rowObjection(tx, near, { actor, today })
  return own ? { refusal: own } : { ...open, near }
}

/** Of the row as it stood and as it reads now: whoever asks for a benefit for one of its people leaves it. */
async function nearTo(
  tx: Transaction,
  { open, heading }: { readonly open: Readable; readonly heading: Heading },
  today: LocalDate,
): Promise<readonly string[]> {
  const { problem, profile, before, mapped, parties } = open
  if (profile.book !== 'own') return []
  const was = mapAgain(profile, heading, rowOf(problem, heading, before), { today })
  const rows = [was, mapped].flatMap((each) => (each?.kind === 'ready' ? [each.row] : []))
  return meantByRows(tx, rows, parties.flatMap(idsIn))
}

/** Whom somebody named when they said who it is, or who it is not. */
function idsIn(edit: PartyEdit): readonly string[] {
  return 'partyId' in edit ? [edit.partyId] : edit.ruledOut
}

function read(
  { heading, ...found }: Pick<Open, 'run' | 'problem' | 'profile' | 'before'> & { readonly heading: Heading },
  body: CorrectBody,
  today: LocalDate,
): Readable | Refused {
  const { problem, profile, before } = found
  if (body.cells.length + body.parties.length === 0 && !body.isAnother) {
    return { refusal: refuse('imports.nothing_corrected', {}, '/body') }
  }
  const edits = withEdits(heading, before.cells, body.cells)
  if (isRefusal(edits)) return { refusal: edits }
  const mapped = mapAgain(profile, heading, rowOf(problem, heading, edits), { today })
  const parties = withParties(before.parties, body.parties)
  return { ...found, edited: edits.edited, parties, mapped }
}

/** The heading of a run; undefined for one that was imported before headings were kept. */
export function headingOf({ heading }: Pick<RunRow, 'heading'>): Heading | undefined {
  return heading === null ? undefined : (JSON.parse(heading) as Heading)
}

/** Why the rows of a run cannot be put right; undefined when they can. */
export function objectionTo(run: RunRow): Refusal | undefined {
  if (run.reverses !== null) return refuse('imports.is_an_undo')
  if (run.state === 'undone') return refuse('imports.undone_already')
  if (run.state === 'running') return refuse('imports.book_busy', { file: run.file_name, run: run.id })
  return undefined
}

function busy({ book }: RunRow): Refusal {
  return refuse('imports.already_running', { book })
}
