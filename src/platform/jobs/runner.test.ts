import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import { systemActor } from '../act/actor.ts'
import { pause } from '../clock.ts'
import { inTransaction } from '../db/in-transaction.ts'
import {
  cancelLongJob,
  findLongJob,
  longJobDraft,
  longJobQueue,
  runLongJob,
  withLongJobs,
  type LongJobKind,
} from './long-job.ts'
import { givenUp } from './failed.ts'
import { prepareJobs, startJobs, type JobRunner } from './runner.ts'

const now = () => '2026-11-25T08:00:00.000Z'
let database: FreshDatabase
let app: Pool
let jobs: JobRunner
const faults: unknown[] = []
const seen: CanonicalValue[] = []

beforeAll(async () => {
  database = await freshDatabase()
  app = database.pool('app', 4)
  const { app: serving, worker } = database.roles
  const names = ['letters', longJobQueue]
  const given = { names, patient: ['letters'], grantTo: [serving, worker] }
  await prepareJobs(database.pool('owner', 2), given)
  // A second start finds them there.
  await prepareJobs(database.pool('owner', 2), given)
  jobs = await startJobs(database.pool('worker', 4), (fault) => faults.push(fault))
  await jobs.work([{ name: 'letters', handle: async (data) => void seen.push(data) }])
})

afterAll(async () => {
  await jobs.stop()
  await database.close()
})

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await isTrue()) return
    await pause(25)
  }
  throw new Error('it did not come')
}

const enqueue = (name: string) =>
  inTransaction(app, [systemActor], (tx) => jobs.enqueue(tx, [{ queue: 'letters', data: { name } }]))

describe('background work', () => {
  it('is done when its transaction was committed', async () => {
    await enqueue('kept')
    await until(() => seen.length > 0)
    expect(seen).toEqual([{ name: 'kept' }])
  })

  it('is never done when its transaction was rolled back', async () => {
    await expect(
      inTransaction(app, [systemActor], async (tx) => {
        await jobs.enqueue(tx, [{ queue: 'letters', data: { name: 'gone' } }])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await enqueue('after')
    await until(() => seen.length > 1)
    expect(seen).toEqual([{ name: 'kept' }, { name: 'after' }])
    expect(faults).toEqual([])
  })
})

/** Counts to five, one report each; `stopAt` breaks it off as a killed process would. */
function counting(places: number[], stopAt: number): LongJobKind {
  return {
    kind: 'count',
    run: async ({ cursor, report }) => {
      for (let i = Number(cursor ?? 0); i < 5; i++) {
        if (i === stopAt) throw new TypeError('the process is gone')
        places.push(i)
        if (!(await report(i + 1, 5, String(i + 1)))) return undefined
      }
      return { counted: 5 }
    },
  }
}

async function start(id: string): Promise<void> {
  const draft = longJobDraft({
    id,
    kind: 'count',
    startedBy: 'per_1',
    entityIds: ['ent_1'],
    input: {},
    now: now(),
  })
  await inTransaction(app, [systemActor], (tx) => withLongJobs(async () => undefined)(tx, [draft]))
}

describe('long work', () => {
  it('shows its progress, and after a restart goes on from the place it had reached', async () => {
    const places: number[] = []
    await start('job_000001')
    await expect(runLongJob(app, [counting(places, 3)], 'job_000001', now)).rejects.toThrow('gone')
    expect(await findLongJob(app, 'job_000001')).toMatchObject({
      state: 'running',
      done: 3,
      total: 5,
      problem: 'TypeError',
    })
    await runLongJob(app, [counting(places, -1)], 'job_000001', now)
    expect(places).toEqual([0, 1, 2, 3, 4])
    expect(await findLongJob(app, 'job_000001')).toMatchObject({ state: 'done', result: { counted: 5 } })
  })

  it('that failed for the last time says so and is not begun again', async () => {
    const places: number[] = []
    await start('job_000002')
    await expect(runLongJob(app, [counting(places, 1)], 'job_000002', now, true)).rejects.toThrow('gone')
    expect(await findLongJob(app, 'job_000002')).toMatchObject({ state: 'failed', problem: 'TypeError' })
    await runLongJob(app, [counting(places, -1)], 'job_000002', now)
    expect(places).toEqual([0])
  })

  it('stops at its next report when it is told to', async () => {
    const places: number[] = []
    await start('job_000003')
    await cancelLongJob(app, 'job_000003')
    await runLongJob(app, [counting(places, -1)], 'job_000003', now)
    expect([places, (await findLongJob(app, 'job_000003'))?.state]).toEqual([[0], 'cancelled'])
  })

  it('is taken from the queue by whichever process runs, once', async () => {
    const places: number[] = []
    await jobs.work([
      { name: longJobQueue, handle: (data) => runLongJob(app, [counting(places, -1)], idOf(data), now) },
    ])
    const draft = longJobDraft({
      id: 'job_000004',
      kind: 'count',
      startedBy: 'per_1',
      entityIds: ['ent_1'],
      input: {},
      now: now(),
    })
    await inTransaction(app, [systemActor], (tx) => withLongJobs(jobs.enqueue)(tx, [draft]))
    await until(async () => (await findLongJob(app, 'job_000004'))?.state === 'done')
    expect(places).toEqual([0, 1, 2, 3, 4])
  })
})

function idOf(data: CanonicalValue): string {
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : ''
}

describe('what waits for others', () => {
  it('is tried for more than a day, and what was given up is counted for a week', async () => {
    const owner = database.pool('owner', 2)
    const found = await owner.query<{ limit: number; most: number }>(
      `select retry_limit as limit, retry_delay_max as most from jobs.queue where name = 'letters'`,
    )
    const { limit = 0, most = 0 } = found.rows[0] ?? {}
    // Twelve delays grow to an hour; each later one is an hour.
    expect((limit - 12) * most).toBeGreaterThan(24 * 3_600)
    expect(await givenUp(app, 'letters')).toBe(0)
    await owner.query(
      `insert into jobs.job (name, state, completed_on)
values ('letters', 'failed', now()), ('letters', 'failed', now() - interval '8 days'), ($1, 'failed', now())`,
      [longJobQueue],
    )
    expect(await givenUp(app, 'letters')).toBe(1)
  })
})
