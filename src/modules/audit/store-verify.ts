import type { Finding } from '../../kernel/finding.ts'
import { logTable } from '../../kernel/finding.ts'
import type { StoredEntry } from '../../kernel/verifier-log.ts'
import { copyTuples } from '../../platform/db/copy.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { StoredCheckpoint } from './store-log.ts'

/**
 * Screens find entries by columns that stand beside the bytes. Each is compared with what the bytes say. The
 * keys of canonical JSON are sorted, so neighbours stand together and no text of a user can pass for them.
 */
const isTrue = `(strpos(entry.bytes, '"at":"'
    || to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",'
    || coalesce('"entity":"' || entry.entity_id || '",', '') || '"key":"') > 0
  and strpos(entry.bytes, '"object":{"id":"' || entry.object_id || '","type":"' || entry.object_type
    || '"},"op":"' || entry.operation || '","outcome":"'
    || case when entry.is_refused then 'refused' else 'done' end || '"') > 0
  and strpos(entry.bytes, '"person":"' || entry.person_id || '"') > 0`

const numberedSql = `copy (
  select leaf.number, entry.bytes, leaf.hash, ${isTrue} and entry.leaf = leaf.hash), entry.id
  from audit.leaf
  left join audit.entry on entry.id = leaf.entry_id
  order by leaf.number
) to stdout (format binary)`

const unnumberedSql = `copy (
  select entry.id, entry.bytes, entry.leaf, ${isTrue})
  from audit.entry
  where not exists (select from audit.leaf where leaf.entry_id = entry.id)
  order by entry.id
) to stdout (format binary)`

/**
 * All entries of the transaction's snapshot as the verifier wants them, read again at each call. `marks`
 * hears what the bytes do not tell.
 */
export function entriesReader(
  tx: Transaction,
  marks: (mark: { seq: number | null; id: bigint | undefined }) => void,
): () => AsyncGenerator<StoredEntry[]> {
  return async function* read() {
    // In the order of numbers without sorting gigabytes of text: the index gives the order, the key the
    // entry.
    await tx.sql(
      'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_sort = off',
    )
    for await (const tuples of copyTuples(tx, numberedSql)) {
      const batch: StoredEntry[] = []
      for (const [number, bytes, leaf, holds, id] of tuples) {
        const seq = Number(number?.readBigInt64BE(0) ?? 0n)
        if (holds?.[0] !== 1) marks({ seq, id: id?.readBigInt64BE(0) })
        if (bytes && leaf) batch.push({ seq, bytes, leaf })
      }
      yield batch
    }
    await tx.sql(
      'set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_sort = on',
    )
    for await (const tuples of copyTuples(tx, unnumberedSql)) {
      const batch: StoredEntry[] = []
      for (const [id, bytes, leaf, holds] of tuples) {
        if (holds?.[0] !== 1) marks({ seq: null, id: id?.readBigInt64BE(0) })
        if (bytes && leaf) batch.push({ seq: null, bytes })
      }
      yield batch
    }
  }
}

/**
 * Names the snapshot of a transaction, so that another connection can read the very same state. This one then
 * waits longer than a forgotten transaction may: it reads only, and holds up nobody's log.
 */
export async function exportSnapshot(tx: Transaction): Promise<string> {
  await tx.sql('set local idle_in_transaction_session_timeout = 0')
  const [row] = await tx.sql<{ name: string }>('select pg_export_snapshot() as name')
  if (!row) throw new Error('the snapshot could not be exported')
  return row.name
}

/** Begins a transaction that reads an exported snapshot, every entity's rows included. */
export async function joinSnapshot(tx: Transaction, snapshot: string): Promise<void> {
  await tx.sql('begin isolation level repeatable read read only')
  await tx.sql(`set transaction snapshot ${tx.client.escapeLiteral(snapshot)}`)
  await tx.sql('set local idle_in_transaction_session_timeout = 0')
  await tx.sql(`set local app.entities to '*'; set local timezone to 'UTC'; set local datestyle to 'ISO'`)
}

type SideColumns = {
  id: bigint
  number: bigint | null
  at: string
  operation: string
  object_type: string
  object_id: string
  person_id: string
  entity_id: string | null
  is_refused: boolean
  leaf: Buffer
  hash: Buffer | null
  bytes: string
}

/** Says which side columns of these entries differ from their bytes. */
export async function explainUntrue(tx: Transaction, ids: readonly bigint[]): Promise<Finding[]> {
  const rows = await tx.sql<SideColumns>(
    `select entry.id, leaf.number, entry.at, entry.operation, entry.object_type, entry.object_id,
  entry.person_id, entry.entity_id, entry.is_refused, entry.leaf, leaf.hash, entry.bytes
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.id = any($1)
order by entry.id`,
    [ids],
  )
  return rows.flatMap((row) => {
    const place =
      row.number === null ? { row: `id ${row.id}` } : { row: String(row.number), entry: Number(row.number) }
    return wrongColumns(row).map((column): Finding => ({ kind: 'edited', table: logTable, ...place, column }))
  })
}

function wrongColumns(row: SideColumns): string[] {
  const said = sayings(row.bytes)
  if (!said) return []
  const stands: Record<string, unknown> = {
    at: row.at,
    operation: row.operation,
    object_type: row.object_type,
    object_id: row.object_id,
    person_id: row.person_id,
    entity_id: row.entity_id,
    is_refused: row.is_refused,
  }
  const wrong = Object.keys(stands).filter((column) => stands[column] !== said[column])
  return row.hash && !row.hash.equals(row.leaf) ? [...wrong, 'leaf'] : wrong
}

function sayings(bytes: string): Record<string, unknown> | undefined {
  try {
    const entry = JSON.parse(bytes)
    return {
      at: entry.at,
      operation: entry.op,
      object_type: entry.object?.type,
      object_id: entry.object?.id,
      person_id: entry.actor?.person ?? '',
      entity_id: entry.entity ?? null,
      is_refused: entry.outcome === 'refused',
    }
  } catch {
    return undefined
  }
}

/** Checkpoints, newest first. */
export async function loadCheckpoints(tx: Transaction): Promise<StoredCheckpoint[]> {
  return tx.sql<StoredCheckpoint>('select size, root, note, at from audit.checkpoint order by size desc')
}

/**
 * Stored inner nodes that are not the hash of the two below them, or are not there, or belong to no tree of
 * `size`.
 */
export async function wrongNodes(tx: Transaction, size: number): Promise<Finding[]> {
  const rows = await tx.sql<{ kind: Finding['kind']; row: string }>(
    `with child as (
  select 0 as level, number as position, hash from audit.leaf
  union all
  select level, position, hash from audit.node
), wanted as (
  select a.level + 1 as level, a.position / 2 as position, sha256('\\x01'::bytea || a.hash || b.hash) as hash
  from child a
  join child b on b.level = a.level and b.position = a.position + 1
  where a.position % 2 = 0
)
select case when node.hash is null then 'deleted'
    when wanted.hash is null then 'inserted'
    else 'edited' end as kind,
  coalesce(node.level, wanted.level) || '/' || coalesce(node.position, wanted.position) as row
from wanted
full join audit.node on node.level = wanted.level and node.position = wanted.position
where node.hash is distinct from wanted.hash
or (node.position + 1) * power(2, node.level) > $1
order by coalesce(node.level, wanted.level), coalesce(node.position, wanted.position)
limit 100`,
    [size],
  )
  return rows.map(({ kind, row }) => ({ kind, table: 'audit.node', row }))
}

/** Triggers of append-only tables that somebody took off or put to sleep. */
export async function missingTriggers(tx: Transaction, tables: readonly string[]): Promise<Finding[]> {
  const rows = await tx.sql<{ table: string; trigger: string }>(
    `select wanted.name as table, trigger.name as trigger
from unnest($1::text[]) as wanted(name)
cross join unnest(array['no_change', 'no_truncate']) as trigger(name)
left join pg_trigger on tgrelid = to_regclass(wanted.name) and tgname = trigger.name and tgenabled = 'O'
where pg_trigger.oid is null
order by 1, 2`,
    [tables],
  )
  return rows.map(({ table, trigger }) => ({ kind: 'deleted', table, row: `trigger ${trigger}` }))
}

/**
 * A sequence that stands below the ids it has given was set back: the next entries would collide or slip
 * in.
 */
export async function resetSequence(tx: Transaction): Promise<Finding[]> {
  const [row] = await tx.sql<{ is_behind: boolean }>(
    'select (select coalesce(max(id), 0) from audit.entry) > last_value as is_behind from audit.entry_id',
  )
  return row?.is_behind ? [{ kind: 'edited', table: 'audit.entry_id', row: 'last_value' }] : []
}
