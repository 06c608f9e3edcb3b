import { afterEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { sampleGround, type SampleGround } from '../../test/setup/sample-company.ts'
import { loadInbox } from '../modules/approvals/index.ts'
import { loadRequests } from '../modules/requests/index.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { idOf, loaderOf } from './demo/stage.ts'

let database: FreshDatabase
let ground: SampleGround

afterEach(async () => {
  await ground.close()
  await database.close()
})

test.each(['2026-06-10T03:00:00.000Z', '2027-02-24T03:00:00.000Z'])(
  'whatever the clock says (%s), work waits for the approver today and nothing lies in the future',
  async (now) => {
    database = await freshDatabase()
    ground = await sampleGround(database, now)
    const { stage, surprises } = await ground.apply(0.01)
    expect(Object.fromEntries(surprises)).toEqual({})
    const rows = await readOnly(ground.world.pool, [loaderOf(stage.founded)], async (tx) => {
      const tasks = await loadInbox(tx, [idOf(stage.founded.people, 'liu-jianguo')])
      const ids = tasks.map((task) => task.objectId)
      return {
        requests: [...(await loadRequests(tx, ids)).values()],
        due: tasks.map(({ task }) => task.due_at ?? ''),
      }
    })
    const waiting = rows.requests.filter((row) => (row.submitted_at ?? '') > now.slice(0, 8))
    expect(waiting.length).toBeGreaterThanOrEqual(5)
    expect(new Set(waiting.map((row) => row.outcome)).size).toBeGreaterThanOrEqual(3)
    const future = await database
      .pool('owner', 1)
      .query('select count(*)::int as count from audit.entry where at > $1', [now])
    expect(future.rows[0]).toEqual({ count: 0 })
  },
  240_000,
)
