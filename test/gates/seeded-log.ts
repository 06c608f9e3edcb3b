import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import { governedTables } from '../../src/app/governed.ts'
import type { Sha256 } from '../../src/kernel/hash.ts'
import { recorder } from '../../src/modules/audit/index.ts'
import { lockStatement } from '../../src/modules/benefits/index.ts'
import { act, type Door } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import {
  columnsOf,
  type ColumnKind,
  type GovernedTable,
  type RowChange,
  type RowValue,
} from '../../src/platform/act/rows.ts'
import { keyRing, type KeyRing } from '../../src/platform/keys.ts'
import type { FreshDatabase } from '../setup/database-copy.ts'

/** A row as it was last written. */
export type SeededRow = RowChange['row']

/** A database in which every governed table has rows, all of them written by the write door. */
export type SeededLog = {
  readonly ring: KeyRing
  readonly rows: ReadonlyMap<string, readonly SeededRow[]>
  /** One change of one row through the door: a new value for a column, or a new row. */
  readonly write: (changes: readonly RowChange[], actor?: Actor) => Promise<void>
  /** Columns of a fixed width, which a change leaves alone. */
  readonly fixed: ReadonlyMap<string, number>
}

/** A small generator of numbers from 0 to below 1, always the same for a seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Fills every governed table with made-up rows and changes some of them. What the values mean is of no
 * matter to the log, so the constraints of the business are taken off first; the guards of append-only
 * tables stay.
 */
export async function seedLog(
  database: FreshDatabase,
  random: () => number,
  rowsEach: number,
): Promise<SeededLog> {
  await dropConstraints(database.pool('owner', 1))
  const fixed = await fixedWidths(database.pool('owner', 1))
  const door = doorOf(database)
  const ring = ringOf()
  const rows = new Map<string, SeededRow[]>()
  let calls = 0
  const write = async (changes: readonly RowChange[], actor: Actor = everything): Promise<void> => {
    calls += 1
    const object = { type: 'seed', id: changes[0]?.row.id ?? 'none' }
    const call = { key: `seed-key-${calls}`, actor, body: { calls }, at: momentOf(calls) }
    const outcomes = await act(door, seeding(changes, object), [call])
    if (outcomes[0]?.kind !== 'done') throw new Error('the door refused what the seed wrote')
  }
  for (const table of governedTables) {
    const made = Array.from({ length: rowsEach }, (_, i) => newRow(table, i, random, fixed))
    for (const row of made) await write([{ table, row }])
    const changed = table.appendOnly ? [] : made.slice(0, Math.ceil(rowsEach / 2))
    const after = changed.map((row) => changedRow(table, row, random, fixed))
    for (const [i, row] of after.entries()) await write([{ table, row, old: made[i] ?? row }])
    rows.set(table.name, [...after, ...made.slice(after.length)])
  }
  return { ring, rows, write, fixed }
}

/** SHA-256 of the platform. */
export const platformSha: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** Why the n-th change of the seed was made. */
export function whyOf(n: number): string {
  return `第 ${n} 次变更的原因`
}

/** Everybody's entities, so that row-level security hides nothing. */
export const everything = { ...systemActor, entityIds: ['*'] }

/** The keys of seeded databases. */
export function ringOf(): KeyRing {
  return keyRing(Buffer.alloc(32, 9))
}

function doorOf(database: FreshDatabase): Door {
  let made = 0
  const random = (bytes: number): Buffer => Buffer.alloc(bytes, (made = (made + 1) % 251))
  return {
    pool: database.pool('app', 4),
    authorise: () => undefined,
    record: recorder({ ring: ringOf(), random }),
    lock: lockStatement,
    book: () => undefined,
    enqueue: async () => undefined,
  }
}

function seeding(
  changes: readonly RowChange[],
  object: { type: string; id: string },
): Command<{ calls: number }, undefined, { ok: true }> {
  return {
    operation: 'test.seed',
    load: async () => undefined,
    decide: (_, call) => ({ answer: { ok: true }, object, changes, reason: whyOf(call.body.calls) }),
  }
}

/** A row with a value in every column. */
function newRow(
  table: GovernedTable,
  index: number,
  random: () => number,
  fixed: ReadonlyMap<string, number>,
): SeededRow {
  const values: Record<string, RowValue> = {}
  for (const { name, kind } of columnsOf(table).slice(2)) {
    const width = fixed.get(`${table.name}.${name}`)
    values[name] = width === undefined ? valueOf(kind, random) : 'CNYCNYCNY'.slice(0, width)
  }
  return { ...values, id: `${table.name.replace('.', '_')}_${index}`, version: 1 }
}

/** The next version of a row, with one or two other values. The subject of personal values stays. */
export function changedRow(
  table: GovernedTable,
  row: SeededRow,
  random: () => number,
  fixed: ReadonlyMap<string, number>,
): SeededRow {
  const columns = columnsOf(table)
    .slice(2)
    .filter(({ name }) => name !== table.subject && !fixed.has(`${table.name}.${name}`))
  const values: Record<string, RowValue> = {}
  for (let i = 0; i < 2; i++) {
    const column = columns[Math.floor(random() * columns.length)]
    if (column) values[column.name] = valueOf(column.kind, random)
  }
  return { ...row, ...values, version: row.version + 1 }
}

function valueOf(kind: ColumnKind, random: () => number): RowValue {
  const n = Math.floor(random() * 1_000_000)
  switch (kind) {
    case 'text':
      return `值 ${n} "a"\t\\ b`
    case 'int':
      return n
    case 'bigint':
      return BigInt(n) * 1_000_000n
    case 'bool':
      return n % 2 === 0
    case 'date':
      return new Date(Date.UTC(2024, 0, 1 + (n % 900))).toISOString().slice(0, 10)
    case 'instant':
      return new Date(Date.UTC(2024, 0, 1) + n * 77_777).toISOString()
  }
}

function momentOf(call: number): string {
  return new Date(Date.UTC(2026, 0, 1) + call * 1_000).toISOString()
}

async function dropConstraints(owner: Pool): Promise<void> {
  const found = await owner.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
from pg_constraint
where conrelid = any ($1::text[]::regclass[])
and contype in ('c', 'f', 'u', 'x')
order by contype = 'u'`,
    [governedTables.map(({ name }) => name)],
  )
  for (const { statement } of found.rows) await owner.query(`${statement} cascade`)
  const triggers = await owner.query<{ statement: string }>(
    `select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement
from pg_trigger
where tgrelid = any ($1::text[]::regclass[])
and not tgisinternal
and tgname not in ('no_change', 'no_truncate')`,
    [governedTables.map(({ name }) => name)],
  )
  for (const { statement } of triggers.rows) await owner.query(statement)
  const indexes = await owner.query<{ statement: string }>(
    `select format('drop index %s', indexrelid::regclass) as statement
from pg_index
where indrelid = any ($1::text[]::regclass[])
and indisunique
and not indisprimary`,
    [governedTables.map(({ name }) => name)],
  )
  for (const { statement } of indexes.rows) await owner.query(statement)
}

/** Columns of fixed width: they hold codes of currencies and countries. */
async function fixedWidths(owner: Pool): Promise<ReadonlyMap<string, number>> {
  const found = await owner.query<{ name: string; width: number }>(
    `select n.nspname || '.' || c.relname || '.' || a.attname as name, a.atttypmod - 4 as width
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
where a.atttypid = 'bpchar'::regtype`,
  )
  return new Map(found.rows.map(({ name, width }) => [name, width]))
}
