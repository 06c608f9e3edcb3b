import type { Entry } from '../../kernel/entry.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** An entry with its stored text and leaf hash. */
export type StoredEntry = { readonly entry: Entry; readonly text: string; readonly leaf: Buffer }

const insertSql = `insert into audit.entry
  (at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf)
select given.at, given.operation, given.object_type, given.object_id, given.person_id, given.entity_id,
  given.is_refused, given.bytes, given.leaf
from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[],
    $8::text[], $9::bytea[])
  with ordinality
  as given(at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf, place)
order by given.place`

/** Inserts entries in their order; the sequence gives their ids after all locks of the command are held. */
export async function insertEntries(tx: Transaction, entries: readonly StoredEntry[]): Promise<void> {
  await tx.sql(
    insertSql,
    [
      entries.map(({ entry }) => entry.at),
      entries.map(({ entry }) => entry.op),
      entries.map(({ entry }) => entry.object.type),
      entries.map(({ entry }) => entry.object.id),
      entries.map(({ entry }) => entry.actor.person ?? ''),
      entries.map(({ entry }) => entry.entity ?? null),
      entries.map(({ entry }) => entry.outcome === 'refused'),
      entries.map(({ text }) => text),
      entries.map(({ leaf }) => leaf),
    ],
    'audit_insert_entries',
  )
}
