import type { z } from 'zod'
import { problemCursors, type importProblemList } from '../../../contract/imports.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Language } from '../../../texts/text.ts'
import { dayAt } from '../../access/index.ts'
import type { ImportDeps } from '../deps.ts'
import type { Heading } from '../domain.ts'
import { mapAgain } from '../mapping/map-rows.ts'
import { findProfile } from '../profiles/shipped.ts'
import { readRun } from '../sight.ts'
import { listProblemRows, loadCorrections, loadProblem } from '../store-corrections.ts'
import type { ProblemRow, RunRow } from '../tables.ts'
import { columnsOf, judgementsOf, rowOf, standingOf, type Standing } from './edits.ts'
import { headingOf } from './open.ts'
import { correctionJson, problemJson } from './present.ts'
import { questionsOf, type Question } from './questions.ts'

/** Whoever reads, and when. */
export type ProblemReader = { readonly actor: Actor; readonly now: Instant; readonly language: Language }

/** Runs of before kept no heading: their columns have numbers. */
const noHeading: Heading = { cells: [], base1904: false }

/** The rows of a run that could not enter, a page at a time; undefined when there is no such run. */
export async function readProblems(
  tx: Transaction,
  runId: string,
  page: z.output<typeof importProblemList.query>,
  { actor, language }: Pick<ProblemReader, 'actor' | 'language'>,
) {
  const run = await readRun(tx, actor, 'imports.problem_list', runId)
  if (!run) return undefined
  const heading = headingOf(run) ?? noHeading
  const [afterLine] = page.cursor ?? [-1]
  const wanted = { afterLine, limit: page.limit + 1, isOpenOnly: page.state === 'open' }
  const found = await listProblemRows(tx, runId, wanted)
  const rows = found.slice(0, page.limit)
  const done = await loadCorrections(
    tx,
    rows.map((row) => row.id),
  )
  const items = rows.map((row) =>
    problemJson(row, heading, standingOf(row, heading, done.get(row.id) ?? []), language),
  )
  const last = rows.at(-1)
  return { items, ...(found.length > rows.length && last ? { next: problemCursors.write([last.line]) } : {}) }
}

/**
 * One row that could not enter, with whom its names may stand for; undefined when the run has no such row.
 */
export async function readProblem(
  deps: Pick<ImportDeps, 'own'>,
  tx: Transaction,
  ids: { readonly runId: string; readonly problemId: string },
  reader: ProblemReader,
) {
  const run = await readRun(tx, reader.actor, 'imports.problem', ids.runId)
  const problem = await loadProblem(tx, ids.problemId)
  if (!run || problem?.run_id !== run.id) return undefined
  const heading = headingOf(run) ?? noHeading
  const done = (await loadCorrections(tx, [problem.id])).get(problem.id) ?? []
  const standing = standingOf(problem, heading, done)
  const organisation = await deps.own.organisation(tx)
  const { language, now } = reader
  return {
    run,
    row: problemJson(problem, heading, standing, language),
    original: columnsOf(heading, JSON.parse(problem.cells) as readonly string[]),
    names: await namesOf(deps, tx, { run, problem, standing }, reader),
    corrections: done.map((row) => correctionJson(row, { now, language, organisation })),
  }
}

async function namesOf(
  deps: Pick<ImportDeps, 'own'>,
  tx: Transaction,
  {
    run,
    problem,
    standing,
  }: { readonly run: RunRow; readonly problem: ProblemRow; readonly standing: Standing },
  { actor, now }: ProblemReader,
): Promise<Question[]> {
  const profile = findProfile(run.profile)
  const heading = headingOf(run)
  const isOpen = standing.state === 'held' || standing.state === 'rejected'
  if (!isOpen || !heading || isRefusal(profile) || profile.book !== 'own') return []
  const today = dayAt(await deps.own.organisation(tx), run.entity_id, now)
  const mapped = mapAgain(profile, heading, rowOf(problem, heading, standing), { today })
  if (mapped.kind !== 'ready') return []
  const judged = judgementsOf(standing.parties, '')
  return questionsOf(deps, tx, { row: mapped.row, judged, entityId: run.entity_id ?? undefined, actor })
}
