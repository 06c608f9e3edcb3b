import type { ClientBase } from 'pg'

/** How many items of a queue were given up within the last week; none where nothing ever ran. */
export async function givenUp(client: Pick<ClientBase, 'query'>, queue: string): Promise<number> {
  const there = await client.query<{ there: boolean }>(`select to_regclass('jobs.job') is not null as there`)
  if (there.rows[0]?.there !== true) return 0
  const found = await client.query<{ count: number }>(
    `select count(*)::int as count
from jobs.job
where name = $1
and state = 'failed'
and completed_on > now() - interval '7 days'`,
    [queue],
  )
  return found.rows[0]?.count ?? 0
}
