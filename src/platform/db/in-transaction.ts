import { DatabaseError, type Pool, type PoolClient, type QueryConfig } from 'pg'
import type { Actor } from '../act/actor.ts'
import { sendAll, transactionOn, type Transaction } from './transaction.ts'

/**
 * Runs `work` in a READ COMMITTED transaction that sees the legal entities of `actors`.
 * Commits when it returns, rolls back when it throws.
 */
export async function inTransaction<T>(
  pool: Pool,
  actors: readonly Actor[],
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return withClient(pool, writing, actors, false, work)
}

/** Runs `work` on one consistent, read-only snapshot; nothing can be written and nothing is locked. */
export async function readOnly<T>(
  pool: Pool,
  actors: readonly Actor[],
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return withClient(pool, reading, actors, true, work)
}

// Commands read rows by their keys and insert: one plan serves any parameters, and none is made for a call.
const writing = 'begin; set local plan_cache_mode to force_generic_plan'
const reading = 'begin isolation level repeatable read read only'

async function withClient<T>(
  pool: Pool,
  begin: string,
  actors: readonly Actor[],
  isReadOnly: boolean,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isOver = false
  const last: QueryConfig[] = []
  const leaveToCommit = (statements: readonly QueryConfig[]) => void last.push(...statements)
  try {
    const begun = sendAll(client, [`${begin}; set local app.entities to '${entitiesOf(actors)}'`])
    // Heard below; without this line a fault of the work itself would leave it unheard.
    const isOpen = Promise.all(begun)
    isOpen.catch(() => undefined)
    const result = await work(
      transactionOn(client, isReadOnly, { begun: isOpen, isOver: () => isOver, leaveToCommit }),
    )
    isOver = true
    // After a statement that failed, a commit is a rollback.
    await sentTogether([isOpen, ...sendAll(client, [...last, 'commit'])])
    client.release()
    return result
  } catch (fault) {
    isOver = true
    await rollBack(client)
    throw fault
  }
}

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch (broken) {
    // The connection itself is gone: the pool must not hand it out again.
    client.release(broken instanceof Error ? broken : true)
  }
}

/**
 * The entities as a list that row-level security reads. Identifiers are checked, so the text needs no
 * quoting.
 */
function entitiesOf(actors: readonly Actor[]): string {
  const ids = [...new Set(actors.flatMap((actor) => actor.entityIds))]
  for (const id of ids) if (!/^[A-Za-z0-9_*]+$/.test(id)) throw new Error(`not an entity id: ${id}`)
  return ids.join(',')
}

/**
 * Runs work that may fail without taking with it what the transaction did before: whatever it did is taken
 * back, and the fault is given instead of thrown.
 */
export async function aside(tx: Transaction, work: () => Promise<void>): Promise<unknown> {
  await tx.sql('savepoint aside')
  try {
    await work()
    await tx.sql('release savepoint aside')
    return undefined
  } catch (fault) {
    await tx.sql('rollback to savepoint aside')
    return fault ?? new Error('work failed without a fault')
  }
}

/** True for faults that go away by trying again: deadlock and serialisation failure. */
export function isRetryable(fault: unknown): boolean {
  return fault instanceof DatabaseError && (fault.code === '40P01' || fault.code === '40001')
}

/** The name of the constraint that a fault broke, or undefined when it is another kind of fault. */
export function brokenConstraint(fault: unknown): string | undefined {
  if (!(fault instanceof DatabaseError) || !fault.code?.startsWith('23')) return undefined
  return fault.constraint ?? 'unknown'
}

/**
 * Waits for statements that were sent together. When some fail, the cause is thrown: those behind it on the
 * wire only say that the transaction is over, and may be heard first.
 */
export async function sentTogether(work: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(work)
  const faults: unknown[] = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  const cause = faults.find((fault) => !(fault instanceof DatabaseError && fault.code === '25P02'))
  if (faults.length > 0) throw cause ?? faults[0]
}
