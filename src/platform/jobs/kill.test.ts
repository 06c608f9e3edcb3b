import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { systemActor } from '../act/actor.ts'
import { monotonicMs, pause } from '../clock.ts'
import { inTransaction } from '../db/in-transaction.ts'
import { findLongJob, longJobDraft, longJobQueue, runLongJob, withLongJobs } from './long-job.ts'
import { prepareJobs, startJobs } from './runner.ts'

const now = () => '2026-11-25T08:00:00.000Z'
const id = 'job_killed'
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const { app, worker } = database.roles
  const given = { names: [longJobQueue], patient: [], grantTo: [app, worker] }
  await prepareJobs(database.pool('owner', 2), given)
})
afterAll(() => database.close())

/** Works on the job in a process of its own, and kills that when it is half way. */
async function killHalfWay(): Promise<void> {
  const script = resolve(import.meta.dirname, '../../../test/setup/job-child.ts')
  const child = spawn(process.execPath, [script, database.workerUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Counts from the place that is known to five. */
const counting = (places: number[]) => ({
  kind: 'count',
  run: async ({ cursor, report }: Parameters<Parameters<typeof runLongJob>[1][number]['run']>[0]) => {
    for (let i = Number(cursor ?? 0); i < 5; i++) {
      places.push(i)
      await report(i + 1, 5, String(i + 1))
    }
    return { counted: 5 }
  },
})

describe('long work whose process is killed', () => {
  it('is taken up by another process, which goes on from the place that was reached', async () => {
    const [app, places] = [database.pool('app', 2), [] as number[]]
    const jobs = await startJobs(database.pool('worker', 3), (fault) => void Promise.reject(fault), 1)
    try {
      const input = { id, kind: 'count', startedBy: 'per_1', entityIds: ['ent_1'], input: {}, now: now() }
      await inTransaction(app, [systemActor], (tx) => withLongJobs(jobs.enqueue)(tx, [longJobDraft(input)]))
      await killHalfWay()
      expect(await findLongJob(app, id)).toMatchObject({ state: 'running', done: 2, cursor: '2' })
      await jobs.work([
        { name: longJobQueue, handle: async () => runLongJob(app, [counting(places)], id, now) },
      ])
      // The ten seconds without a sign of life, after which its process is taken for gone.
      const aged = await database
        .pool('owner', 2)
        .query(
          `update jobs.job set heartbeat_on = heartbeat_on - interval '11 seconds' where state = 'active'`,
        )
      expect(aged.rowCount).toBe(1)
      const since = monotonicMs()
      while ((await findLongJob(app, id))?.state !== 'done') {
        if (monotonicMs() - since > 25_000) throw new Error('nobody took it up')
        await pause(25)
      }
      expect(places).toEqual([2, 3, 4])
      expect(await findLongJob(app, id)).toMatchObject({ done: 5, result: { counted: 5 } })
    } finally {
      await jobs.stop()
    }
  }, 60_000)
})
