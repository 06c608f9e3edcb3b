import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { sampleGround, type SampleGround } from '../../../test/setup/sample-company.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { prepareStage } from './apply.ts'
import { declareReceived, endOf } from './received.ts'
import { loaderOf, type Stage } from './stage.ts'

const now = '2026-11-25T02:20:00.000Z'

let database: FreshDatabase
let ground: SampleGround
let stage: Stage

beforeAll(async () => {
  database = await freshDatabase()
  ground = await sampleGround(database, now)
  stage = await prepareStage(ground.world, 0.01)
  await declareReceived(stage, received(), now)
}, 120_000)

afterAll(async () => {
  await ground.close()
  await database.close()
})

function received() {
  return stage.plan.benefits.filter((one) => one.direction === 'received' && endOf(one) < now)
}

function rowsOf<Row extends object>(sql: string): Promise<Row[]> {
  return readOnly(ground.world.pool, [loaderOf(stage.founded)], (tx) => tx.sql<Row>(sql, []))
}

test('everything that the sample received was decided, by the command that everybody has', async () => {
  const rows = await rowsOf<{ ended: string; outcome: string; count: number }>(
    `select coalesce(application::json ->> 'disposal', '-') || ' ' || request.state as ended,
  decision.outcome, count(*)::int as count
from requests.request as request
join policy.decision as decision on decision.id = request.decision_id
group by 1, 2
order by 1, 2`,
  )
  const planned = Map.groupBy(received(), (one) => `${one.received ?? ''} ${one.state}`)
  const ended = Map.groupBy(rows, (row) => row.ended)
  const sums = [...ended].map(([key, list]) => [key, list.reduce((sum, { count }) => sum + count, 0)])
  expect(Object.fromEntries(sums)).toEqual(
    Object.fromEntries([...planned].map(([key, list]) => [key, list.length])),
  )
  const kept = rows.filter(({ ended: end }) => end.startsWith('kept'))
  expect(kept.map(({ outcome }) => outcome)).toEqual(['allow_with_conditions'])
})

test('each of them has its own entries in the log, in the name of whoever acted', async () => {
  const rows = await rowsOf<{ operation: string; people: number; entries: number }>(
    `select operation, count(distinct person_id)::int as people, count(*)::int as entries
from audit.entry
where operation in ('requests.submit', 'requests.settle', 'demo.declare_received')
group by 1
order by 1`,
  )
  const settled = received().filter(({ received: end }) => end === 'returned' || end === 'handed_in')
  expect(rows).toMatchObject([
    { operation: 'requests.settle', entries: settled.length },
    { operation: 'requests.submit', entries: received().length },
  ])
  expect(rows.every(({ people }) => people > 1)).toBe(true)
})
