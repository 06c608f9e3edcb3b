import type { ClientBase } from 'pg'

type Queries = Pick<ClientBase, 'query'>

/** Whose key the log is signed with, as far as the database knows. */
export type KnownKey = {
  /** From the first start, or else from the oldest checkpoint. */
  readonly name: string | undefined
  /** True when something was sealed or signed with a key: a new one would open none of it. */
  readonly isUsed: boolean
}

/** The name of the key that signs this log: from the first start, or else from the oldest checkpoint. */
export async function logKeyName(client: Queries): Promise<string | undefined> {
  const there = await client.query<{ log: boolean; named: boolean }>(
    `select to_regclass('audit.checkpoint') is not null as log,
  to_regclass('audit.log_key') is not null as named`,
  )
  const { log, named } = there.rows[0] ?? { log: false, named: false }
  const kept = named ? await client.query<{ name: string }>('select name from audit.log_key') : undefined
  if (kept?.rows[0] || !log) return kept?.rows[0]?.name
  const first = await client.query<{ name: string }>(
    `select split_part(note, E'\\n', 1) as name from audit.checkpoint order by size limit 1`,
  )
  return first.rows[0]?.name
}

/** What the database knows of its key. A database that was never migrated knows nothing. */
export async function loadKnownKey(client: Queries): Promise<KnownKey> {
  const name = await logKeyName(client)
  if (name !== undefined) return { name, isUsed: true }
  const there = await client.query<{ sealed: boolean }>(
    `select to_regclass('platform.subject_key') is not null as sealed`,
  )
  if (there.rows[0]?.sealed !== true) return { name, isUsed: false }
  const found = await client.query<{ sealed: boolean }>(
    `select exists (select from platform.subject_key) or exists (select from platform.file) as sealed`,
  )
  return { name, isUsed: found.rows[0]?.sealed === true }
}

/** Keeps the name of the key; the first one stays. A database that waits for its migration keeps none yet. */
export async function keepKeyName(client: Queries, name: string): Promise<void> {
  const there = await client.query<{ named: boolean }>(
    `select to_regclass('audit.log_key') is not null as named`,
  )
  if (there.rows[0]?.named !== true) return
  await client.query('insert into audit.log_key (name) values ($1) on conflict do nothing', [name])
}

/** True when a checkpoint of the log carries the name of this key. */
export async function hasSigned(client: Queries, name: string): Promise<boolean> {
  const found = await client.query<{ signed: boolean }>(
    `select exists (select from audit.checkpoint where starts_with(note, $1 || E'\\n')) as signed`,
    [name],
  )
  return found.rows[0]?.signed === true
}

/** One sealed key of the database, to try a master key on; undefined where nothing is sealed. */
export async function anySealedKey(
  client: Queries,
): Promise<{ readonly subject: string; readonly wrapped: Buffer } | undefined> {
  const found = await client.query<{ subject: string; wrapped: Buffer }>(
    `select subject_id as subject, wrapped_key as wrapped
from platform.subject_key
where wrapped_key is not null
limit 1`,
  )
  return found.rows[0]
}
