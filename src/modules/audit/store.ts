import type { QueryConfig } from 'pg'
import type { NewEntry } from '../../kernel/entry.ts'
import { binaryArray } from '../../platform/db/binary-array.ts'

/** An entry with its stored text in UTF-8 and its leaf hash. */
export type StoredEntry = { readonly entry: NewEntry; readonly bytes: Buffer; readonly leaf: Buffer }

const insertSql = `insert into audit.entry
  (at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf)
select given.at, given.operation, given.object_type, given.object_id, given.person_id, given.entity_id,
  given.is_refused, given.bytes, given.leaf
from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::bool[], $8::text[], $9::bytea[])
  with ordinality
  as given(at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf, place)
order by given.place`

/** The statement that inserts entries in their order; sent after all locks, the sequence then gives ids. */
export function entriesStatement(entries: readonly StoredEntry[]): QueryConfig {
  const texts = (read: (entry: StoredEntry) => string | null) => binaryArray('text', entries.map(read))
  return {
    name: 'audit_insert_entries',
    text: insertSql,
    values: [
      binaryArray(
        'timestamptz',
        entries.map(({ entry }) => entry.at),
      ),
      texts(({ entry }) => entry.op),
      texts(({ entry }) => entry.object.type),
      texts(({ entry }) => entry.object.id),
      texts(({ entry }) => entry.actor.person ?? ''),
      texts(({ entry }) => entry.entity ?? null),
      binaryArray(
        'bool',
        entries.map(({ entry }) => entry.outcome === 'refused'),
      ),
      binaryArray(
        'utf8',
        entries.map(({ bytes }) => bytes),
      ),
      binaryArray(
        'bytea',
        entries.map(({ leaf }) => leaf),
      ),
    ],
  }
}
