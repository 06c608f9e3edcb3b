import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** The rows of a company as PostgreSQL's own COPY text, and how far its sequences had come. */
export type OldCompany = {
  readonly tables: Readonly<Record<string, { readonly columns: string; readonly rows: string }>>
  readonly sequences: readonly { readonly name: string; readonly value: string }[]
}

/** The file of a company at a schema, of which nobody writes a second. */
export function fileOf(schema: string): string {
  return join(import.meta.dirname, `${schema}.json.br`)
}

/** A company at a schema, as the build of that time left it. */
export function readOld(schema: string): OldCompany {
  // Written by `packed`, and never changed since.
  return JSON.parse(brotliDecompressSync(readFileSync(fileOf(schema))).toString('utf8')) as OldCompany
}

/** The bytes of such a file. */
export function packed(old: OldCompany): Buffer {
  const bytes = Buffer.from(JSON.stringify(old))
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS }
  return brotliCompressSync(bytes, { params })
}

/** How many rows the text of a table has. */
export function countRows(rows: string): number {
  return rows.trimEnd().split('\n').length
}

/** The rows of every table that has any, read as the owner of the tables. */
export async function takeRows(owner: Client): Promise<OldCompany> {
  await owner.query("set app.entities to '*'")
  const found = await owner.query<{ name: string; columns: string }>(
    `select format('%I.%I', space.nspname, class.relname) as name,
  string_agg(quote_ident(attname), ',' order by attnum) as columns
from pg_class as class
join pg_namespace as space on space.oid = class.relnamespace
join pg_attribute on attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
where class.relkind = 'r'
and space.nspname !~ '^pg_|^information_schema$'
and not (space.nspname = 'platform' and class.relname = 'migration')
group by 1
order by 1`,
  )
  const tables: Record<string, { columns: string; rows: string }> = {}
  for (const { name, columns } of found.rows) {
    const rows = await text(owner.query(copyTo(`copy (select ${columns} from ${name}) to stdout`)))
    if (rows !== '') tables[name] = { columns, rows }
  }
  const sequences = await owner.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
from pg_sequences
where last_value is not null
order by 1`,
  )
  return { tables, sequences: sequences.rows }
}

/**
 * Puts the rows in as they were, past triggers and foreign keys, in place of what the migrations had written;
 * only an administrator may.
 */
export async function putRows(admin: Client, { tables, sequences }: OldCompany): Promise<void> {
  await admin.query('set session_replication_role = replica')
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    await admin.query(`delete from ${table}`)
    await pipeline(Readable.from([rows]), admin.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
  }
  for (const { name, value } of sequences) await admin.query('select setval($1, $2)', [name, value])
}
