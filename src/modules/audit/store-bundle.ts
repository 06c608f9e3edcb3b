import type { LocalDate } from '../../kernel/time.ts'
import { columnsOf, type GovernedTable } from '../../platform/act/rows.ts'
import { copyTuples } from '../../platform/db/copy.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { StoredCheckpoint } from './store-log.ts'

/** Stored texts of the entries about these objects. */
export async function entriesAbout(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ bytes: string }>(
    'select bytes from audit.entry where object_id = any($1) order by id',
    [ids],
  )
  return rows.map(({ bytes }) => bytes)
}

/** Stored texts of the entries of these legal days, both included. */
export async function entriesBetween(
  tx: Transaction,
  from: LocalDate,
  to: LocalDate,
  zone: string,
): Promise<string[]> {
  const rows = await tx.sql<{ bytes: string }>(
    'select bytes from audit.entry where (at at time zone $3)::date between $1 and $2 order by id',
    [from, to, zone],
  )
  return rows.map(({ bytes }) => bytes)
}

/** Identifiers of the rows of a governed table that name one of `ids` in one of `columns`. */
export async function rowsNaming(
  tx: Transaction,
  table: GovernedTable,
  columns: readonly string[],
  ids: readonly string[],
): Promise<string[]> {
  const there = columnsOf(table)
    .map(({ name }) => name)
    .filter((name) => columns.includes(name))
  if (there.length === 0) return []
  const where = there.map((name) => `${name} = any($1)`).join(' or ')
  const rows = await tx.sql<{ id: string }>(`select id from ${table.name} where ${where} order by id`, [ids])
  return rows.map(({ id }) => id)
}

/** Every entry with its number, in order; those without one last. */
export async function* allEntries(
  tx: Transaction,
): AsyncGenerator<{ readonly number: number | undefined; readonly bytes: Buffer }[]> {
  const sql = `copy (
  select leaf.number, entry.bytes
  from audit.entry
  left join audit.leaf on leaf.entry_id = entry.id
) to stdout (format binary)`
  for await (const tuples of copyTuples(tx, sql)) {
    yield tuples.flatMap(([number, bytes]) =>
      bytes ? [{ number: number ? Number(number.readBigInt64BE(0)) : undefined, bytes }] : [],
    )
  }
}

/**
 * Checkpoints below `size` that somebody outside may hold: those of letters, how far each sink has seen,
 * those that were asked for, and the last one of each day of two months and of each month before: a copy of
 * the folder has them all.
 */
export async function outsideCheckpoints(
  tx: Transaction,
  size: number,
  asked: readonly number[],
): Promise<StoredCheckpoint[]> {
  return tx.sql<StoredCheckpoint>(
    `select checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.at
from audit.checkpoint
where checkpoint.size < $1
and (checkpoint.size in (select size from audit.delivery union select size from audit.sink)
  or checkpoint.size = any($2)
  or checkpoint.size in (
    select max(each.size)
    from audit.checkpoint as each
    cross join (select max(at) as at from audit.checkpoint) as newest
    where each.size < $1
    group by case
      when each.at > newest.at - interval '62 days' then date_trunc('day', each.at, 'UTC')
      else date_trunc('month', each.at, 'UTC')
    end
  ))
order by checkpoint.size`,
    [size, [...asked]],
  )
}

/** Of these digests, those of stored evidence files. */
export async function knownFiles(
  tx: Transaction,
  digests: readonly string[],
): Promise<{ digest: string; bytes: number }[]> {
  const rows = await tx.sql<{ digest: string; bytes: bigint }>(
    'select digest, bytes from platform.file where digest = any($1) order by digest',
    [digests],
  )
  return rows.map(({ digest, bytes }) => ({ digest, bytes: Number(bytes) }))
}
