import process from 'node:process'
import { openPool } from '../../src/platform/db/connect.ts'
import { longJobQueue, runLongJob } from '../../src/platform/jobs/long-job.ts'
import { startJobs } from '../../src/platform/jobs/runner.ts'

/** Works on long jobs as a program of its own, so that a test can kill it; says when it is half way. */
const [url = ''] = process.argv.slice(2)
const pool = openPool({ connectionString: url }, { max: 4, name: 'job child' })
const jobs = await startJobs(pool, (fault) => {
  throw fault
})
const kind = {
  kind: 'count',
  run: async ({ report }: { report: (done: number, total: number, cursor: string) => Promise<boolean> }) => {
    await report(2, 5, '2')
    process.stdout.write('half way\n')
    return new Promise<undefined>(() => undefined)
  },
}
const now = () => new Date().toISOString()
const data = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : ''
await jobs.work([{ name: longJobQueue, handle: (job) => runLongJob(pool, [kind], data(job), now) }])
