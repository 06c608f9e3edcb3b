import { PgBoss } from 'pg-boss'
import type { Pool } from 'pg'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import type { EnqueuePort } from '../act/ports.ts'
import type { JobDraft } from '../act/command.ts'
import type { Transaction } from '../db/transaction.ts'

/** One queue of background work and what is done with each item. */
export type Queue = {
  readonly name: string
  /**
   * Does one item. It may run again after a crash, so its effect must be keyed by the item's own id.
   * `isLastTry` tells that a fault now ends it.
   */
  readonly handle: (data: CanonicalValue, isLastTry: boolean) => Promise<void>
}

/** Background work: enqueued inside business transactions, done by this process. */
export type JobRunner = {
  readonly enqueue: EnqueuePort
  /** Begins to work on the queues. */
  readonly work: (queues: readonly Queue[]) => Promise<void>
  readonly stop: () => Promise<void>
}

const schema = 'jobs'

/** Ten failures within an hour or so: a bug must not retry for ever. */
const retries = {
  retryLimit: 10,
  retryBackoff: true,
  retryDelay: 2,
  heartbeatSeconds: 10,
  expireInSeconds: 86_000,
}

/** For what waits on others: from the twelfth failure on once an hour, for more than a day in all. */
const patience = { ...retries, retryLimit: 38, retryDelayMax: 3_600 }

/** The queues to be made, those of them that wait for others over a night, and the roles that use them. */
type Prepared = {
  readonly names: readonly string[]
  readonly patient: readonly string[]
  readonly grantTo: readonly string[]
}

/** Makes the library's own schema and the queues. Runs as owner, before the application starts. */
export async function prepareJobs(owner: Pool, { names, patient, grantTo }: Prepared): Promise<void> {
  const boss = new PgBoss({ db: databaseOn(owner), schema, supervise: false, schedule: false })
  await boss.start()
  for (const name of names) {
    const options = patient.includes(name) ? patience : retries
    await boss.createQueue(name, options)
    // A queue of an earlier version has the options of that one.
    await boss.updateQueue(name, options)
  }
  await boss.stop({ graceful: false })
  for (const role of grantTo) {
    await owner.query(`grant usage on schema ${schema} to ${role}`)
    await owner.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`)
    await owner.query(`grant execute on all functions in schema ${schema} to ${role}`)
  }
}

/**
 * How often it is looked for work whose process is gone: that is known ten seconds after its last sign of
 * life, so that a person who watches sees it go on within half a minute.
 */
const lookForLostSeconds = 15

/**
 * The runner on the worker's pool. Errors of single jobs go to `onError` and are retried. What a killed
 * process had begun is taken up by the next one that looks, every `lookSeconds`.
 */
export async function startJobs(
  pool: Pool,
  onError: (fault: Error) => void,
  lookSeconds: number = lookForLostSeconds,
): Promise<JobRunner> {
  const boss = new PgBoss({
    db: databaseOn(pool),
    schema,
    migrate: false,
    createSchema: false,
    schedule: false,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
  })
  boss.on('error', onError)
  await boss.start()
  return {
    enqueue: (tx, jobs) => enqueueAll(boss, tx, jobs),
    work: async (queues) => {
      for (const queue of queues) {
        const options = { pollingIntervalSeconds: 1, includeMetadata: true } as const
        await boss.work<CanonicalValue>(queue.name, options, async (jobs) => {
          for (const job of jobs) await queue.handle(job.data, job.retryCount >= retries.retryLimit)
        })
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

async function enqueueAll(boss: PgBoss, tx: Transaction, jobs: readonly JobDraft[]): Promise<void> {
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: (await tx.send({ text, values })).rows,
    }),
  }
  for (const job of jobs) {
    const options = job.startAfter === undefined ? { db } : { db, startAfter: job.startAfter }
    await boss.send(job.queue, dataOf(job.data), options)
  }
}

function dataOf(data: CanonicalValue): object {
  if (typeof data !== 'object' || data === null) throw new Error('a job carries an object')
  return data
}

function databaseOn(pool: Pool) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => {
      const found = await pool.query(text, values)
      // Several statements in one text give a list of results; the library wants the rows of them all.
      const all: readonly { readonly rows: unknown[] }[] = Array.isArray(found) ? found : [found]
      return { rows: all.flatMap((one) => one.rows) }
    },
  }
}
