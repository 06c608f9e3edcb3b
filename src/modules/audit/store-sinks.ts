import type { Pool, PoolClient } from 'pg'
import type { Instant } from '../../kernel/time.ts'
import type { StoredCheckpoint } from './store-log.ts'

/** How far an outside place has seen the log, and the code of what last went wrong. */
export type SinkRow = {
  readonly name: string
  readonly size: bigint
  readonly sent_at: Instant | null
  readonly problem: string | null
}

const sinkLock = 6_154_311

/** Runs `work` in the one process that feeds the sinks; gives undefined when another one does. */
export async function asOnlySender<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect()
  let isBroken = true
  try {
    const asked = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      sinkLock,
    ])
    const isTaken = asked.rows[0]?.taken === true
    const result = isTaken ? await work(client) : undefined
    if (isTaken) await client.query('select pg_advisory_unlock($1)', [sinkLock])
    isBroken = false
    return result
  } finally {
    // A connection that may still hold the lock must not go back to the pool.
    client.release(isBroken)
  }
}

/** Every sink that was ever fed. */
export async function loadSinks(client: Pick<PoolClient, 'query'>): Promise<SinkRow[]> {
  const found = await client.query<SinkRow>(
    'select name, size, sent_at, problem from audit.sink order by name',
  )
  return found.rows
}

/** The newest checkpoint. */
export async function newestCheckpoint(
  client: Pick<PoolClient, 'query'>,
): Promise<StoredCheckpoint | undefined> {
  const found = await client.query<StoredCheckpoint>(
    'select size, root, note, at from audit.checkpoint order by size desc limit 1',
  )
  return found.rows[0]
}

/** Leaf hashes [from, to), 32 bytes each, one after another. */
export async function loadLeaves(
  client: Pick<PoolClient, 'query'>,
  from: number,
  to: number,
): Promise<Buffer> {
  const found = await client.query<{ hash: Buffer }>(
    'select hash from audit.leaf where number >= $1 and number < $2 order by number',
    [from, to],
  )
  return Buffer.concat(found.rows.map(({ hash }) => hash))
}

/** Takes note that a sink has seen the log up to `size`. */
export async function markSent(
  client: Pick<PoolClient, 'query'>,
  sink: { name: string; size: bigint; at: Instant },
): Promise<void> {
  await client.query(
    `insert into audit.sink (name, size, sent_at) values ($1, $2, $3)
on conflict (name) do update set size = excluded.size, sent_at = excluded.sent_at, problem = null`,
    [sink.name, sink.size, sink.at],
  )
}

/** Remembers a checkpoint that left in a letter. */
export async function rememberLetter(
  client: Pick<PoolClient, 'query'>,
  sent: { name: string; size: bigint; at: Instant },
): Promise<void> {
  await client.query(
    'insert into audit.delivery (sink, size, sent_at) values ($1, $2, $3) on conflict do nothing',
    [sent.name, sent.size, sent.at],
  )
}

/** Takes note of what went wrong with a sink; how far it has seen stays. */
export async function markProblem(
  client: Pick<PoolClient, 'query'>,
  name: string,
  problem: string,
): Promise<void> {
  await client.query(
    `insert into audit.sink (name, size, problem) values ($1, 0, $2)
on conflict (name) do update set problem = excluded.problem`,
    [name, problem],
  )
}
