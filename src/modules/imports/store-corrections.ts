import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { CorrectionRow, ProblemRow } from './tables.ts'

type Tables = { 'imports.problem': ProblemRow; 'imports.correction': CorrectionRow }

const db = sqlFor<Tables>()

/** Which rows, by the digest of their cells, were put right and stand in the book, with their imports. */
export async function findCorrectedCells(
  tx: Transaction,
  book: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (digests.length === 0) return new Map()
  const rows = await tx.sql<{ cells_sha256: string; run_id: string }>(
    `select corrected.cells_sha256, corrected.run_id
from imports.correction as corrected
join imports.row as entered on entered.benefit_id = corrected.benefit_id
where corrected.cells_sha256 = any($1::text[])
and entered.book = $2
and not entered.is_reversed`,
    [digests, book],
    'imports_corrected_cells',
  )
  return new Map(rows.map((row) => [row.cells_sha256, row.run_id]))
}

/** A row that could not enter. */
export async function loadProblem(tx: Transaction, id: string): Promise<ProblemRow | undefined> {
  const [row] = await tx.run(db.selectFrom('imports.problem').selectAll().where('id', '=', id))
  return row
}

/** How these rows were put right so far, oldest first. */
export async function loadCorrections(
  tx: Transaction,
  problemIds: readonly string[],
): Promise<Map<string, CorrectionRow[]>> {
  const rows = await tx.run(
    db
      .selectFrom('imports.correction')
      .selectAll()
      .where('problem_id', 'in', [...problemIds, ''])
      .orderBy('corrected_at')
      .orderBy('id'),
  )
  return Map.groupBy(rows, (row) => row.problem_id)
}

/** The rows of a run that still wait, or all that could not enter, a page at a time. */
export async function listProblemRows(
  tx: Transaction,
  runId: string,
  page: { readonly afterLine: number; readonly limit: number; readonly isOpenOnly: boolean },
): Promise<ProblemRow[]> {
  return tx.sql<ProblemRow>(
    `select problem.*
from imports.problem as problem
where problem.run_id = $1
and problem.line > $2
and not ($3 and exists (
  select from imports.correction as corrected
  where corrected.problem_id = problem.id
  and corrected.result in ('entered', 'set_aside')
))
order by problem.line
limit $4`,
    [runId, page.afterLine, page.isOpenOnly, page.limit],
    'imports_problem_rows',
  )
}

/** The place behind all rows of a run. */
export async function nextPlace(tx: Transaction, runId: string): Promise<number> {
  const [row] = await tx.sql<{ place: number }>(
    `select coalesce(max(place), -1) + 1 as place
from imports.row
where run_id = $1`,
    [runId],
    'imports_next_place',
  )
  return row?.place ?? 0
}

/** Takes the book until the end of the transaction; false when an import into it runs. */
export async function takeBookNow(tx: Transaction, book: string): Promise<boolean> {
  const [row] = await tx.sql<{ is_ours: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as is_ours',
    [`imports:${book}`],
    'imports_take_book',
  )
  return row?.is_ours === true
}
