import type { Pool, PoolClient } from 'pg'
import type { Instant } from '../../kernel/time.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from '../benefits/index.ts'
import type { OutcomeCounts } from './summary.ts'
import type { ImportedRow, PartyRow, ProblemRow, RunRow } from './tables.ts'

type Tables = {
  'imports.run': RunRow
  'imports.row': ImportedRow
  'imports.party': PartyRow
  'imports.problem': ProblemRow
}

const db = sqlFor<Tables>()

/** The run of that id, locked when it is to be changed. */
export async function loadRun(tx: Transaction, id: string): Promise<RunRow | undefined> {
  const query = db.selectFrom('imports.run').selectAll().where('id', '=', id)
  const [row] = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return row
}

/** The unfinished run of a book, if there is one. */
export async function findRunning(tx: Transaction, book: string): Promise<RunRow | undefined> {
  const [row] = await tx.run(
    db.selectFrom('imports.run').selectAll().where('book', '=', book).where('state', '=', 'running'),
  )
  return row
}

/** Where a page of runs begins, and how long it is. */
export type RunPage = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/**
 * A page of runs, newest first: those of registers of others, and of our own history those of these entities.
 */
export async function listRuns(
  tx: Transaction,
  { after, limit }: RunPage,
  entityIds: readonly string[] | undefined,
): Promise<RunRow[]> {
  let runs = db.selectFrom('imports.run').selectAll()
  if (entityIds !== undefined)
    runs = runs.where((run) =>
      run.or([run('book', '!=', ownBook), run('entity_id', 'in', [...entityIds, ''])]),
    )
  if (after)
    runs = runs.where((run) =>
      run.or([
        run('started_at', '<', after.at),
        run.and([run('started_at', '=', after.at), run('id', '<', after.id)]),
      ]),
    )
  return tx.run(runs.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit))
}

/** What the register already knows of a row, by the key of the row. */
export type KnownRow = Pick<ImportedRow, 'key' | 'run_id' | 'stopped_by' | 'taken_for'> & {
  /** The database keeps the list of outcomes. */
  readonly outcome: keyof OutcomeCounts
  /** The version of the profile by which it entered. */
  readonly profile_version: number
  /** What was known of it, where that was asked for. */
  readonly facts: string | null
}

/** The rows of a book that are in the register already. */
export async function findKnownRows(
  tx: Transaction,
  book: string,
  keys: readonly string[],
  { withFacts }: { readonly withFacts: boolean },
): Promise<KnownRow[]> {
  return tx.sql<KnownRow>(
    `select entered.key, entered.run_id, entered.outcome, entered.stopped_by, entered.taken_for,
  run.profile_version,
  case when $3 then entered.facts end as facts
from imports.row as entered
join imports.run as run on run.id = entered.run_id
where entered.book = $1
and entered.key = any($2::text[])
and not entered.is_reversed`,
    [book, keys, withFacts],
    'imports_known_rows',
  )
}

/** Whether a run still goes on; a set is stored only under a run that does. */
export async function isRunning(tx: Transaction, runId: string): Promise<boolean> {
  const rows = await tx.sql(
    `select
from imports.run
where id = $1
and state = 'running'`,
    [runId],
    'imports_is_running',
  )
  return rows.length === 1
}

/** Which of the parties an observed book has already. */
export async function findParties(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }>(
    `select id
from imports.party
where id = any($1::text[])`,
    [ids],
    'imports_parties',
  )
  return new Set(rows.map((row) => row.id))
}

/** The next rows of a run that still stand, in their order, locked when they are to be reversed. */
export async function loadStandingRows(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ImportedRow>> {
  const query = db
    .selectFrom('imports.row')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .where('is_reversed', '=', false)
    .orderBy('id')
  const rows = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return new Map(rows.map((row) => [row.id, row]))
}

/** A stored row and the line of the file from which it came; a line for several people has several. */
export type StandingRow = Pick<ImportedRow, 'id' | 'line'>

/** The rows of a run that still stand, in the order in which they entered. */
export async function listStandingRows(tx: Transaction, runId: string): Promise<StandingRow[]> {
  return tx.run(
    db
      .selectFrom('imports.row')
      .select(['id', 'line'])
      .where('run_id', '=', runId)
      .where('is_reversed', '=', false)
      .orderBy('place'),
  )
}

/** The benefits of the rows of a run that still stand. */
export async function listBenefitsOf(tx: Transaction, runId: string): Promise<string[]> {
  const rows = await tx.run(
    db
      .selectFrom('imports.row')
      .select('benefit_id')
      .where('run_id', '=', runId)
      .where('is_reversed', '=', false),
  )
  return rows.map((row) => row.benefit_id)
}

/** An imported row with when it entered: with its run, or later when it was put right. */
export type EnteredRow = ImportedRow & { readonly entered_at: Instant; readonly is_put_right: boolean }

/** The row of a benefit that an import brought. */
export async function findRowOfBenefit(tx: Transaction, benefitId: string): Promise<EnteredRow | undefined> {
  const [row] = await tx.sql<EnteredRow>(
    `select given.*, coalesce(corrected.corrected_at, run.started_at) as entered_at,
  corrected.id is not null as is_put_right
from imports.row as given
join imports.run as run on run.id = given.run_id
left join imports.correction as corrected on corrected.benefit_id = given.benefit_id
where given.benefit_id = $1`,
    [benefitId],
    'imports_row_of_benefit',
  )
  return row
}

/** Which of the benefits entered before a row did: at an earlier moment, or earlier in the same run. */
export async function findEntered(
  tx: Transaction,
  before: Pick<EnteredRow, 'run_id' | 'place' | 'entered_at' | 'is_put_right'>,
  benefitIds: readonly string[],
): Promise<Set<string>> {
  const { run_id: runId, place, entered_at: at, is_put_right: isPutRight } = before
  const rows = await tx.sql<{ benefit_id: string }>(
    `select given.benefit_id
from imports.row as given
join imports.run as run on run.id = given.run_id
left join imports.correction as corrected on corrected.benefit_id = given.benefit_id
where given.benefit_id = any($1::text[])
and (coalesce(corrected.corrected_at, run.started_at) < $2
  or (not $3 and corrected.id is null and given.run_id = $4 and given.place < $5))`,
    [benefitIds, at, isPutRight, runId, place],
    'imports_entered_before',
  )
  return new Set(rows.map((row) => row.benefit_id))
}

/** The rows of a run that could not enter, a page at a time. */
export async function listProblems(
  tx: Transaction,
  runId: string,
  after: { readonly line: number; readonly limit: number },
): Promise<ProblemRow[]> {
  return tx.run(
    db
      .selectFrom('imports.problem')
      .selectAll()
      .where('run_id', '=', runId)
      .where('line', '>', after.line)
      .orderBy('line')
      .limit(after.limit),
  )
}

type ProblemPlace = { readonly runId: string; readonly line: number }

/** The run and line of a row that could not enter, as one text. */
export function placeOfProblem({ runId, line }: ProblemPlace): string {
  return `${runId}:${line}`
}

/** Which of these lines are kept already. */
export async function findProblemLines(
  tx: Transaction,
  places: readonly ProblemPlace[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ run_id: string; line: number }>(
    `select problem.run_id, problem.line
from unnest($1::text[], $2::int[]) as asked(run_id, line)
join imports.problem as problem on problem.run_id = asked.run_id and problem.line = asked.line`,
    [places.map(({ runId }) => runId), places.map(({ line }) => line)],
    'imports_problem_lines',
  )
  return new Set(rows.map((row) => placeOfProblem({ runId: row.run_id, line: row.line })))
}

/**
 * Takes the book for this process until `release`; undefined when another process imports into it now. A
 * process that is killed loses its connection and with it the book.
 */
export async function takeBook(
  pool: Pool,
  book: string,
): Promise<{ readonly release: () => Promise<void> } | undefined> {
  const client = await pool.connect()
  const name = `imports:${book}`
  const taken = await client.query<{ is_ours: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as is_ours',
    [name],
  )
  if (taken.rows[0]?.is_ours !== true) {
    client.release()
    return undefined
  }
  return { release: () => giveBack(client, name) }
}

async function giveBack(client: PoolClient, name: string): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
  client.release()
}
