import type { TreeNode } from '../../kernel/merkle-tree.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { NumberedEntry } from './domain.ts'

/** An entry that has no number yet. */
export type UnnumberedEntry = { readonly id: bigint; readonly bytes: string; readonly written_at: Instant }

/** A signed checkpoint as it is stored. */
export type StoredCheckpoint = {
  readonly size: bigint
  readonly root: Buffer
  readonly note: string
  readonly at: Instant
}

/** Any numbers that no other lock uses. */
const sequencerLock = 6_154_310

/** True for the one process that may number entries; held until the transaction ends. */
export async function takeSequencerLock(tx: Transaction): Promise<boolean> {
  const [row] = await tx.sql<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    sequencerLock,
  ])
  return row?.taken === true
}

/** The highest id that any command has taken so far, seen by nobody's snapshot. */
export async function highestIdTaken(tx: Transaction): Promise<bigint> {
  const [row] = await tx.sql<{ last: bigint }>(
    'select case when is_called then last_value else 0 end as last from audit.entry_id',
  )
  return row?.last ?? 0n
}

/** Transactions below `oldest` have ended; those from `next` on have not begun. */
export async function openTransactions(tx: Transaction): Promise<{ oldest: bigint; next: bigint }> {
  const [row] = await tx.sql<{ oldest: string; next: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
  pg_snapshot_xmax(pg_current_snapshot())::text as next`,
  )
  return { oldest: BigInt(row?.oldest ?? 0), next: BigInt(row?.next ?? 0) }
}

/** How many entries have a number. */
export async function loadSize(tx: Transaction): Promise<number> {
  const [row] = await tx.sql<{ size: bigint }>(
    'select coalesce(max(number) + 1, 0)::bigint as size from audit.leaf',
  )
  return Number(row?.size ?? 0n)
}

/** Visible entries above `floor` that have no number, lowest id first. */
export async function findUnnumbered(
  tx: Transaction,
  floor: bigint,
  limit: number,
): Promise<UnnumberedEntry[]> {
  return tx.sql<UnnumberedEntry>(
    `select entry.id, entry.bytes, entry.written_at
from audit.entry
where entry.id > $1
and not exists (select from audit.leaf where leaf.entry_id = entry.id)
order by entry.id
limit $2`,
    [floor, limit],
    'audit_unnumbered',
  )
}

/** Finished nodes by level and position; leaves are level 0. A missing one is left out. */
export async function loadNodes(
  tx: Transaction,
  places: readonly { readonly level: number; readonly index: number }[],
): Promise<Map<string, Uint8Array>> {
  const rows = await tx.sql<{ level: number; position: bigint; hash: Buffer }>(
    `select node.level, node.position, node.hash
from unnest($1::int[], $2::bigint[]) as wanted(level, position)
join audit.node on node.level = wanted.level and node.position = wanted.position
union all
select 0, leaf.number, leaf.hash
from unnest($1::int[], $2::bigint[]) as wanted(level, position)
join audit.leaf on wanted.level = 0 and leaf.number = wanted.position`,
    [places.map(({ level }) => level), places.map(({ index }) => index)],
  )
  return new Map(rows.map(({ level, position, hash }) => [`${level}/${position}`, hash]))
}

/**
 * Stores numbers and finished inner nodes. A number given twice breaks a key: the step then counts for
 * nothing.
 */
export async function insertNumbers(
  tx: Transaction,
  entries: readonly NumberedEntry[],
  nodes: readonly TreeNode[],
): Promise<void> {
  await tx.sql(
    `insert into audit.leaf (number, entry_id, hash)
select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
    [entries.map(({ seq }) => seq), entries.map(({ id }) => id), entries.map(({ leaf }) => leaf)],
    'audit_insert_leaves',
  )
  await tx.sql(
    `insert into audit.node (level, position, hash)
select * from unnest($1::int[], $2::bigint[], $3::bytea[])`,
    [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash)],
    'audit_insert_nodes',
  )
}

/** The newest checkpoint, if any was signed. */
export async function lastCheckpoint(tx: Transaction): Promise<StoredCheckpoint | undefined> {
  const [row] = await tx.sql<StoredCheckpoint>(
    'select size, root, note, at from audit.checkpoint order by size desc limit 1',
  )
  return row
}

/** Stores a signed checkpoint. */
export async function insertCheckpoint(tx: Transaction, checkpoint: StoredCheckpoint): Promise<void> {
  const { size, root, note, at } = checkpoint
  await tx.sql('insert into audit.checkpoint (size, root, note, at) values ($1, $2, $3, $4)', [
    size,
    root,
    note,
    at,
  ])
}
