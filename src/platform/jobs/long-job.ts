import type { Pool } from 'pg'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { Instant } from '../../kernel/time.ts'
import type { JobDraft } from '../act/command.ts'
import type { EnqueuePort } from '../act/ports.ts'
import type { Transaction } from '../db/transaction.ts'

/** What a person sees of long work. */
export type LongJob = {
  readonly id: string
  readonly kind: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | undefined
  readonly startedBy: string
  readonly madeAt: Instant
  readonly changedAt: Instant
  readonly result: unknown
  readonly problem: string | undefined
  /** The place from which it would go on. */
  readonly cursor: string | undefined
}

/** What long work is given: its input, the place it had reached before a restart, and how to report. */
export type LongJobRun = {
  readonly id: string
  readonly input: unknown
  readonly cursor: string | undefined
  /** Stores the progress and the place to go on from. Gives false when the work should stop. */
  readonly report: (done: number, total: number | undefined, cursor: string) => Promise<boolean>
}

/** One kind of long work. It gives its result, or undefined when it was told to stop. */
export type LongJobKind = {
  readonly kind: string
  readonly run: (run: LongJobRun) => Promise<CanonicalValue | undefined>
}

/** The queue that carries all long work. */
export const longJobQueue = 'long-job'

/** Adds the visible row of a long job to the caller's transaction; the caller also enqueues `{ id }`. */
export async function addLongJob(tx: Transaction, job: LongJobDraft): Promise<void> {
  await tx.sql(
    `insert into platform.job (id, kind, state, started_by, entity_ids, input, made_at, changed_at)
values ($1, $2, 'waiting', $3, $4, $5, $6, $6)`,
    [job.id, job.kind, job.startedBy, job.entityIds.join(','), canonical(job.input), job.now],
  )
}

/**
 * What a command says of long work that it starts: the row that a person watches, made in its transaction.
 */
export type LongJobDraft = {
  readonly id: string
  readonly kind: string
  readonly startedBy: string
  readonly entityIds: readonly string[]
  readonly input: CanonicalValue
  readonly now: Instant
}

/** Long work as a decision's job; the enqueue port adds the visible row. */
export function longJobDraft(job: LongJobDraft): JobDraft {
  const { id, kind, startedBy, entityIds, input, now } = job
  return { queue: longJobQueue, data: { id, kind, startedBy, entityIds: [...entityIds], input, now } }
}

/** The port that also adds the visible row of each long job, in the same transaction as its queue item. */
export function withLongJobs(enqueue: EnqueuePort): EnqueuePort {
  return async (tx, jobs) => {
    const rest: JobDraft[] = []
    for (const job of jobs) {
      const long = job.queue === longJobQueue ? longJobIn(job.data) : undefined
      if (long) await addLongJob(tx, long)
      rest.push(long ? { ...job, data: { id: long.id } } : job)
    }
    await enqueue(tx, rest)
  }
}

/** The draft inside a queue item; undefined for an item that names a job whose row is there already. */
function longJobIn(data: CanonicalValue): LongJobDraft | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  const { id, kind, startedBy, entityIds, input, now } = data as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof startedBy !== 'string') return undefined
  if (typeof now !== 'string' || !Array.isArray(entityIds) || input === undefined) return undefined
  return { id, kind, startedBy, entityIds: entityIds.map(String), input: input as CanonicalValue, now }
}

/** The newest job of a kind that is still waiting or running, if any. */
export async function findOpenJob(pool: Pool, kind: string): Promise<LongJob | undefined> {
  const found = await pool.query<{ id: string }>(
    `select id from platform.job
where kind = $1
and state in ('waiting', 'running')
order by made_at desc
limit 1`,
    [kind],
  )
  const id = found.rows[0]?.id
  return id === undefined ? undefined : findLongJob(pool, id)
}

type JobRow = {
  id: string
  kind: string
  state: LongJob['state']
  done: string
  total: string | null
  started_by: string
  input: string
  cursor: string | null
  result: string | null
  problem: string | null
  made_at: string
  changed_at: string
}

/** The job of that id, if there is one. */
export async function findLongJob(pool: Pool, id: string): Promise<LongJob | undefined> {
  const row = await loadRow(pool, id)
  return (
    row && {
      id: row.id,
      kind: row.kind,
      state: row.state,
      done: Number(row.done),
      total: row.total === null ? undefined : Number(row.total),
      startedBy: row.started_by,
      madeAt: row.made_at,
      changedAt: row.changed_at,
      result: row.result === null ? undefined : JSON.parse(row.result),
      problem: row.problem ?? undefined,
      cursor: row.cursor ?? undefined,
    }
  )
}

/** Asks a running job to stop at its next report. What it has written stays, and says so. */
export async function cancelLongJob(pool: Pool, id: string): Promise<void> {
  await pool.query(`update platform.job set cancel_asked = true where id = $1`, [id])
}

/** Runs one long job from where it stood. Called by the queue; safe to be called again after a crash. */
export async function runLongJob(
  pool: Pool,
  kinds: readonly LongJobKind[],
  id: string,
  now: () => Instant,
  isLastTry = false,
): Promise<void> {
  const row = await loadRow(pool, id)
  const kind = kinds.find((candidate) => candidate.kind === row?.kind)
  if (!row || !kind) throw new Error(`no long job ${id} that this version can run`)
  if (row.state !== 'waiting' && row.state !== 'running') return
  await pool.query(`update platform.job set state = 'running', changed_at = $2 where id = $1`, [id, now()])
  const report = reporter(pool, id, now)
  try {
    const input: unknown = JSON.parse(row.input)
    const result = await kind.run({ id, input, cursor: row.cursor ?? undefined, report })
    await finish(pool, id, now(), result === undefined ? 'cancelled' : 'done', result)
  } catch (fault) {
    await fail(pool, id, { at: now(), fault, isLastTry })
    throw fault
  }
}

function reporter(pool: Pool, id: string, now: () => Instant): LongJobRun['report'] {
  return async (done, total, cursor) => {
    const found = await pool.query<{ cancel_asked: boolean }>(
      `update platform.job
set done = $2, total = $3, cursor = $4, changed_at = $5
where id = $1
returning cancel_asked`,
      [id, done, total ?? null, cursor, now()],
    )
    return found.rows[0]?.cancel_asked !== true
  }
}

async function finish(
  pool: Pool,
  id: string,
  at: Instant,
  state: 'done' | 'cancelled',
  result: CanonicalValue | undefined,
): Promise<void> {
  await pool.query(`update platform.job set state = $2, result = $3, changed_at = $4 where id = $1`, [
    id,
    state,
    result === undefined ? null : canonical(result),
    at,
  ])
}

type Failure = { readonly at: Instant; readonly fault: unknown; readonly isLastTry: boolean }

/** The job stays `running` while another try follows; the reader sees what went wrong meanwhile. */
async function fail(pool: Pool, id: string, { at, fault, isLastTry }: Failure): Promise<void> {
  const problem = fault instanceof Error ? fault.name : 'fault'
  const state = isLastTry ? 'failed' : 'running'
  await pool.query(`update platform.job set state = $2, problem = $3, changed_at = $4 where id = $1`, [
    id,
    state,
    problem,
    at,
  ])
}

async function loadRow(pool: Pool, id: string): Promise<JobRow | undefined> {
  const found = await pool.query<JobRow>(
    `select id, kind, state, done, total, started_by, input, cursor, result, problem, made_at, changed_at
from platform.job
where id = $1`,
    [id],
  )
  return found.rows[0]
}
