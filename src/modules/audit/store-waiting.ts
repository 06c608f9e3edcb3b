import type { ClientBase } from 'pg'

/** How many entries the log has, and for how long the oldest one without a number has waited. */
export type LogWaiting = { readonly entries: number; readonly waitingSeconds: number }

const waitingSql = `select count(*)::int as entries,
  coalesce(extract(epoch from clock_timestamp() - min(entry.written_at)
    filter (where leaf.entry_id is null)), 0)::float8 as "waitingSeconds"
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id`

/** Looks at the log on the clock of its database; undefined where there is no log. */
export async function logWaiting(client: ClientBase): Promise<LogWaiting | undefined> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('audit.entry') is not null as there`,
  )
  if (there.rows[0]?.there !== true) return undefined
  return (await client.query<LogWaiting>(waitingSql)).rows[0]
}
