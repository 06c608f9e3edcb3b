import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applySample, type Applied } from '../../src/app/demo/apply.ts'
import { adoptShippedPolicies } from '../../src/app/policies.ts'
import { makeWorld, type World } from '../../src/app/world.ts'
import { authPort, type AuthPort } from '../../src/modules/access/index.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import type { FreshDatabase } from './database-copy.ts'

/** A database on which the sample company can be made. */
export type SampleGround = {
  readonly world: World
  readonly auth: AuthPort
  /** Applies the plan; a second call answers from the first. */
  readonly apply: (scale: number) => Promise<Applied>
  readonly close: () => Promise<void>
}

/** Prepares a fresh database for the sample company, as a start of the product would. */
export async function sampleGround(database: FreshDatabase, now: Instant): Promise<SampleGround> {
  const data = mkdtempSync(join(tmpdir(), 'sample-'))
  const pool = openPool({ connectionString: database.appUrl }, { max: 6, name: 'sample', isPipelined: true })
  const world = makeWorld({
    pool,
    masterKey: Buffer.alloc(32, 5),
    data,
    now: () => now,
    enqueue: async () => undefined,
  })
  const auth = authPort({
    worker: { connectionString: database.workerUrl },
    secret: world.ring.derive('session'),
    isSecure: false,
    organisation: world.organisations,
  })
  await adoptShippedPolicies(world)
  return {
    world,
    auth,
    apply: (scale) => applySample({ world, auth }, scale, () => undefined),
    close: async () => {
      // Waits for what is still under way, as it is in the other lane when one has failed.
      await Promise.all([auth.close(), pool.end()])
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Of the ordinary requests, how many passed their first decision without hold, by outcome. */
export async function ordinaryOutcomes(
  database: FreshDatabase,
  applied: Applied,
): Promise<ReadonlyMap<string, number>> {
  const ids = applied.courses.flatMap(({ benefit, requestId }) =>
    benefit.ordinary && requestId !== undefined ? [requestId] : [],
  )
  const refused = applied.courses.filter(({ benefit, requestId }) => benefit.ordinary && !requestId)
  const { rows } = await database.pool('owner', 1).query<{ outcome: string; count: string }>(
    `select outcome, count(*)::text as count
from (
  select distinct on (object_id) object_id, outcome
  from policy.decision
  where object_type = 'request' and object_id = any ($1)
  order by object_id, at
) as first
group by outcome`,
    [ids],
  )
  const counts = rows.map((row) => [row.outcome, Number(row.count)] as const)
  return new Map([...counts, ...(refused.length === 0 ? [] : [['prohibit', refused.length] as const])])
}

/** The share of the outcomes that let a request go on. */
export function passedShare(outcomes: ReadonlyMap<string, number>): number {
  const all = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
  const stopped = (outcomes.get('hold') ?? 0) + (outcomes.get('prohibit') ?? 0)
  return all === 0 ? 0 : (all - stopped) / all
}
