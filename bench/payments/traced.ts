import type { Pool } from 'pg'
import type { EntryDraft } from '../../src/platform/act/ports.ts'
import type { World } from '../../src/app/world.ts'
import type { PlainRow, Written } from './script.ts'

/** What was written into a table: rows and their bytes. */
export type Footprint = ReadonlyMap<string, { readonly rows: number; readonly bytes: number }>

/** Tells what one command after the other writes. */
export type Tracing = {
  /** A world whose door tells of every entry. */
  readonly world: World
  /** Runs one command, alone on the database, and tells what it wrote. */
  readonly traced: (work: () => Promise<unknown>) => Promise<Traced>
}

/** What one command wrote, as rows and as a footprint. */
export type Traced = Written & { readonly footprint: Footprint; readonly transactions: number }

/** Traces the commands of a world. `owner` is a pool of one connection. */
export function tracing(world: World, owner: Pool): Tracing {
  let drafts: EntryDraft[] = []
  const record: World['door']['record'] = (tx, entries) => {
    drafts.push(...entries)
    return world.door.record(tx, entries)
  }
  const traced = async (work: () => Promise<unknown>) => {
    drafts = []
    const since = await nextTransaction(owner)
    await work()
    const changes = drafts.flatMap((draft) => draft.changes)
    const added = await addedSince(owner, since)
    return { changes, added, ...(await writtenSince(owner, since)) }
  }
  return { world: { ...world, door: { ...world.door, record } }, traced }
}

/** The number that the next transaction gets. */
export async function nextTransaction(owner: Pool): Promise<string> {
  const { rows } = await owner.query<{ next: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  )
  return rows[0]?.next ?? ''
}

/** Every row version that transactions since wrote and that still stands, by table. */
export async function writtenSince(
  owner: Pool,
  since: string,
): Promise<{ readonly footprint: Footprint; readonly transactions: number }> {
  await owner.query("set app.entities to '*'")
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where relkind = 'r' and nspname !~ '^(pg_|information_schema)' order by 1`,
  )
  const parts = tables.map(
    ({ name }) => `select '${name}' as name, xmin::text as by, count(*)::int as rows,
  sum(pg_column_size(t.*))::int as bytes
from ${name} as t where xmin::text::bigint >= $1::bigint group by xmin::text`,
  )
  const { rows } = await owner.query<{ name: string; by: string; rows: number; bytes: number }>(
    parts.join('\nunion all\n'),
    [since],
  )
  return {
    footprint: new Map(rows.map(({ name, rows: count, bytes }) => [name, { rows: count, bytes }])),
    transactions: new Set(rows.map(({ by }) => by)).size,
  }
}

/** The stored answer and the entry of the log, which the door adds to the changes of a command. */
async function addedSince(owner: Pool, since: string): Promise<PlainRow[]> {
  const by = [since]
  const answers = await owner.query<PlainRow['row']>(
    `select key, operation, input_hash, answer::text as answer, at::text as at
from platform.command where xmin::text::bigint >= $1::bigint`,
    by,
  )
  const entries = await owner.query<PlainRow['row']>(
    `select at::text as at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes,
  leaf::text as leaf
from audit.entry where xmin::text::bigint >= $1::bigint`,
    by,
  )
  return [
    ...answers.rows.map((row) => ({ table: 'platform.command', row })),
    ...entries.rows.map((row) => ({ table: 'audit.entry', row })),
  ]
}
