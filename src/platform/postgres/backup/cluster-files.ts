import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Packed } from './pack.ts'

/** Folders whose content belongs to a running server; a restored one needs them empty. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])

/** Files of a running server, and those that a restored one writes anew. */
const left = [
  /^postmaster\.(pid|opts)$/,
  /^backup_label(\.old)?$/,
  /^tablespace_map(\.old)?$/,
  /^backup_manifest$/,
  /^current_logfiles(\.tmp)?$/,
  /^postgresql\.auto\.conf\.tmp$/,
  /(^|\/)pg_internal\.init(\.\d+)?$/,
  /(^|\/)pgsql_tmp/,
]

/** About so much goes into one part before the next one is begun. */
const partBytes = 256 * 1024 * 1024

/**
 * What a backup of the running cluster copies, in portions for one part each; the control file comes last, as
 * PostgreSQL asks for.
 */
export async function* clusterPortions(cluster: string): AsyncGenerator<Packed[]> {
  let portion: Packed[] = []
  let bytes = 0
  for await (const { thing, size } of walk(cluster, '')) {
    portion.push(thing)
    bytes += size
    if (bytes < partBytes) continue
    yield portion
    portion = []
    bytes = 0
  }
  yield [...portion, { path: 'global/pg_control', file: join(cluster, 'global/pg_control') }]
}

async function* walk(cluster: string, folder: string): AsyncGenerator<{ thing: Packed; size: number }> {
  for (const entry of await readdir(join(cluster, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (path === 'global/pg_control' || left.some((pattern) => pattern.test(path))) continue
    if (entry.isDirectory()) {
      yield { thing: { path, isFolder: true }, size: 0 }
      if (!emptied.has(path)) yield* walk(cluster, path)
    } else if (entry.isFile()) {
      const file = join(cluster, path)
      const size = (await stat(file).catch(() => undefined))?.size ?? 0
      yield { thing: { path, file }, size }
    }
  }
}
