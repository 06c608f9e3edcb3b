import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { governedTables } from '../../src/app/governed.ts'
import { formatCheckpoint } from '../../src/kernel/checkpoint.ts'
import type { Finding } from '../../src/kernel/finding.ts'
import { MerkleTree } from '../../src/kernel/merkle-tree.ts'
import { leafHash } from '../../src/kernel/merkle.ts'
import { signNote } from '../../src/kernel/note.ts'
import {
  folderSink,
  logSigner,
  readFolder,
  sequenceNow,
  startSinks,
  verifyLive,
} from '../../src/modules/audit/index.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { columnsOf, type RowChange } from '../../src/platform/act/rows.ts'
import type { FreshDatabase } from '../setup/database-copy.ts'
import { changedRow, platformSha, seedLog, type SeededLog, type SeededRow } from './seeded-log.ts'

/** A seeded database with an insider in it: its owner, who also holds the keys of the log. */
export type TamperSite = {
  readonly owner: Pool
  readonly rows: ReadonlyMap<string, readonly SeededRow[]>
  /** Entries when the old backup was taken, and now. */
  readonly oldSize: number
  readonly size: number
  /** Runs statements with all guards off, and puts the guards back. */
  readonly edit: (statements: string, unguarded: readonly string[]) => Promise<void>
  /** What the verifier finds now. */
  readonly findings: () => Promise<readonly Finding[]>
  /** Puts tables back as they were, or as they were at the time of the old backup. */
  readonly restore: (tables: readonly string[], from: 'now' | 'old') => Promise<void>
  /** Makes leaves, nodes and checkpoints anew from the stored bytes, signed with the true key. */
  readonly resign: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The tables of the log that an insider could edit. */
export const logTables = ['audit.checkpoint', 'audit.node', 'audit.leaf', 'audit.entry']

const allTables = [...governedTables.map(({ name }) => name), ...logTables]

/** Seeds, numbers, sends to a sink, keeps an old backup, goes on, and sends again. */
export async function tamperSite(database: FreshDatabase, random: () => number): Promise<TamperSite> {
  const seeded = await seedLog(database, random, 4)
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sink-'))
  const owner = database.pool('owner', 1)
  const now = fixedClock('2026-06-01T00:00:00.000Z')
  const signer = logSigner(seeded.ring)
  const worker = database.pool('worker', 3)
  const settle = async (): Promise<number> => {
    now.set(new Date(Date.parse(now()) + 10_000).toISOString())
    await sequenceNow({ pool: worker, signer, now })
    const sinks = startSinks({ pool: worker, key: signer.key, sinks: [folderSink(folder)], now })
    await sinks.stop()
    const found = await owner.query<{ size: number }>('select count(*)::int as size from audit.leaf')
    return found.rows[0]?.size ?? 0
  }
  const oldSize = await settle()
  await openUp(owner)
  await backUp(owner, 'old')
  await seeded.write(laterChanges(seeded, random))
  const size = await settle()
  await backUp(owner, 'now')
  const edit = (statements: string, unguarded: readonly string[]) => editAs(owner, statements, unguarded)
  const outside = await readFolder(folder)
  const auditor = database.pool('auditor', 1)
  return {
    owner,
    rows: await rowsNow(owner),
    oldSize,
    size,
    edit,
    findings: async () =>
      (await verifyLive({ pool: auditor, ring: seeded.ring, tables: governedTables, outside })).findings,
    restore: (tables, from) => edit(restoring(tables, from), tables),
    resign: () => resignAll(owner, edit, seeded.ring),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * Row-level security would hide rows from their owner, and a foreign key would stop some edits before they
 * are any.
 */
async function openUp(owner: Pool): Promise<void> {
  await owner.query(`set app.entities = '*'`)
  await owner.query('alter table audit.leaf drop constraint leaf_stands_for_an_entry')
}

async function backUp(owner: Pool, name: 'old' | 'now'): Promise<void> {
  const copies = allTables.map((table) => `create table backup_${name}.${plain(table)} as table ${table};`)
  await owner.query(`create schema backup_${name}; ${copies.join('\n')}`)
}

function restoring(tables: readonly string[], from: 'now' | 'old'): string {
  return tables
    .map((table) => `delete from ${table}; ${insertionOf(table, `backup_${from}.${plain(table)}`)};`)
    .join('\n')
}

/** Of a governed table the columns of its digest; what the database derives from them cannot be inserted. */
function insertionOf(table: string, backup: string): string {
  const governed = governedTables.find(({ name }) => name === table)
  if (!governed) return `insert into ${table} table ${backup}`
  const columns = columnsOf(governed)
    .map(({ name }) => name)
    .join(', ')
  return `insert into ${table} (${columns}) select ${columns} from ${backup}`
}

function plain(table: string): string {
  return table.replace('.', '_')
}

async function editAs(owner: Pool, statements: string, unguarded: readonly string[]): Promise<void> {
  const set = (how: 'disable' | 'enable') =>
    unguarded.map((table) => `alter table ${table} ${how} trigger user;`).join(' ')
  await owner.query(`begin; ${set('disable')} ${statements}; ${set('enable')} commit`)
}

function laterChanges({ rows, fixed }: SeededLog, random: () => number): RowChange[] {
  return governedTables
    .filter(({ appendOnly }) => !appendOnly)
    .flatMap((table) => {
      const old = rows.get(table.name)?.at(-1)
      return old ? [{ table, old, row: changedRow(table, old, random, fixed) }] : []
    })
}

async function rowsNow(owner: Pool): Promise<Map<string, SeededRow[]>> {
  const rows = new Map<string, SeededRow[]>()
  for (const { name } of governedTables) {
    rows.set(name, (await owner.query<SeededRow>(`select * from ${name} order by id`)).rows)
  }
  return rows
}

/** What an insider with the key can do: a log that is whole in itself. */
async function resignAll(
  owner: Pool,
  edit: TamperSite['edit'],
  ring: Parameters<typeof logSigner>[0],
): Promise<void> {
  const { key, sign } = logSigner(ring)
  const entries = await owner.query<{ id: bigint; number: bigint; bytes: string }>(
    `select entry.id, leaf.number, entry.bytes
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
order by 2`,
  )
  const checkpoints = await owner.query<{ size: bigint; at: string }>(
    'select size, at from audit.checkpoint order by 1',
  )
  const tree = new MerkleTree(platformSha)
  const statements: string[] = ['delete from audit.node', 'delete from audit.checkpoint']
  const ends = new Map(checkpoints.rows.map(({ size, at }) => [Number(size), at]))
  for (const [i, { id, number, bytes }] of entries.rows.entries()) {
    const leaf = leafHash(Buffer.from(bytes), platformSha)
    statements.push(`update audit.leaf set number = ${i}, hash = ${hexOf(leaf)} where number = ${number}`)
    statements.push(`update audit.entry set leaf = ${hexOf(leaf)} where id = ${id}`)
    tree.append(leaf, ({ level, index, hash }) => {
      if (level > 0) statements.push(`insert into audit.node values (${level}, ${index}, ${hexOf(hash)})`)
    })
    const at = ends.get(tree.size)
    if (at === undefined) continue
    const text = formatCheckpoint({ origin: key.name, size: tree.size, root: tree.root(), at })
    const note = await signNote(text, key, sign)
    statements.push(
      `insert into audit.checkpoint
values (${tree.size}, ${hexOf(tree.root())}, $note$${note}$note$, '${at}')`,
    )
  }
  await edit(statements.join(';\n'), logTables)
}

function hexOf(bytes: Uint8Array): string {
  return `'\\x${Buffer.from(bytes).toString('hex')}'`
}
