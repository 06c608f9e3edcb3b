import process from 'node:process'
import type { Pool } from 'pg'

/** Prints on which settings the figures of a bench rest, so that a reader can judge them. */
export async function printSettings(pool: Pool, more: object = {}): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit',
        'full_page_writes', 'shared_buffers', 'max_wal_size') order by name`,
  )
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  process.stderr.write(`${JSON.stringify({ node: process.version, ...more, ...settings })}\n`)
}
