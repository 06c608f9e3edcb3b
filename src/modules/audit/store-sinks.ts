import type { Pool, PoolClient } from 'pg'
import type { Instant } from '../../kernel/time.ts'
import type { SinkStanding, Taken } from './domain.ts'
import type { StoredCheckpoint } from './store-log.ts'

/**
 * How far an outside place has seen the log, the code of what last went wrong, and when something torn was
 * last taken off it or something that is no delivery was left at its end.
 */
export type SinkRow = {
  readonly name: string
  readonly size: bigint
  readonly sent_at: Instant | null
  readonly problem: string | null
  readonly mended_at: Instant | null
  readonly unread_end_at: Instant | null
}

/** Whatever can be asked: a pool, or a connection of one. */
type Queries = Pick<PoolClient, 'query'> | Pick<Pool, 'query'>

const sinkLock = 6_154_311

/** Runs `work` in the one process that feeds the sink `name`; gives undefined when another one does. */
export async function asOnlySender<T>(
  pool: Pool,
  name: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect()
  let isBroken = true
  try {
    const asked = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as taken',
      [sinkLock, name],
    )
    const isTaken = asked.rows[0]?.taken === true
    const result = isTaken ? await work(client) : undefined
    if (isTaken) await client.query('select pg_advisory_unlock($1, hashtext($2))', [sinkLock, name])
    isBroken = false
    return result
  } finally {
    // A connection that may still hold the lock must not go back to the pool.
    client.release(isBroken)
  }
}

/** Every sink that was ever fed. */
export async function loadSinks(client: Queries): Promise<SinkRow[]> {
  const found = await client.query<SinkRow>(
    'select name, size, sent_at, problem, mended_at, unread_end_at from audit.sink order by name',
  )
  return found.rows
}

/** The newest checkpoint. */
export async function newestCheckpoint(client: Queries): Promise<StoredCheckpoint | undefined> {
  const found = await client.query<StoredCheckpoint>(
    'select size, root, note, at from audit.checkpoint order by size desc limit 1',
  )
  return found.rows[0]
}

/** How each of the named outside places stands, for whoever watches over the installation. */
export async function sinkStandings(client: Queries, names: readonly string[]): Promise<SinkStanding[]> {
  const size = (await newestCheckpoint(client))?.size ?? 0n
  const rows = (await loadSinks(client)).filter(({ name }) => names.includes(name))
  return rows.map((row) => ({
    name: row.name,
    problem: row.problem,
    sentAt: row.sent_at,
    mendedAt: row.mended_at,
    unreadEndAt: row.unread_end_at,
    behind: Math.max(0, Number(size - row.size)),
  }))
}

/** Leaf hashes [from, to), 32 bytes each, one after another. */
export async function loadLeaves(client: Queries, from: number, to: number): Promise<Buffer> {
  const found = await client.query<{ hash: Buffer }>(
    'select hash from audit.leaf where number >= $1 and number < $2 order by number',
    [from, to],
  )
  return Buffer.concat(found.rows.map(({ hash }) => hash))
}

/** Takes note that a sink has seen the log up to `size`. */
export async function markSent(
  client: Queries,
  sink: { name: string; size: bigint; at: Instant; taken: Taken },
): Promise<void> {
  const when = (wanted: Taken) => (sink.taken === wanted ? sink.at : null)
  await client.query(
    `insert into audit.sink (name, size, sent_at, mended_at, unread_end_at) values ($1, $2, $3, $4, $5)
on conflict (name) do update set size = excluded.size, sent_at = excluded.sent_at, problem = null,
  mended_at = coalesce(excluded.mended_at, sink.mended_at),
  unread_end_at = coalesce(excluded.unread_end_at, sink.unread_end_at)`,
    [sink.name, sink.size, sink.at, when('mended'), when('unread_end')],
  )
}

/** Remembers a checkpoint that left in a letter. */
export async function rememberLetter(
  client: Queries,
  sent: { name: string; size: bigint; at: Instant },
): Promise<void> {
  await client.query(
    'insert into audit.delivery (sink, size, sent_at) values ($1, $2, $3) on conflict do nothing',
    [sent.name, sent.size, sent.at],
  )
}

/** Takes note of what went wrong with a sink; how far it has seen stays. */
export async function markProblem(client: Queries, name: string, problem: string): Promise<void> {
  await client.query(
    `insert into audit.sink (name, size, problem) values ($1, 0, $2)
on conflict (name) do update set problem = excluded.problem`,
    [name, problem],
  )
}
