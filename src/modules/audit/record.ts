import { hash } from 'node:crypto'
import { canonical, KnownText } from '../../kernel/canonical.ts'
import { entryText, type NewEntry } from '../../kernel/entry.ts'
import { pgText, rowLine, type PgValue } from '../../kernel/row-line.ts'
import {
  columnsOf,
  currentList,
  type ColumnKind,
  type GovernedTable,
  type RowChange,
  type RowValue,
} from '../../platform/act/rows.ts'
import type { EntryDraft, RecordPort } from '../../platform/act/ports.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { commitment, subjectKeys, type KeyRing } from '../../platform/keys.ts'
import { entriesStatement } from './store.ts'

/** What the recorder needs beside the transaction. */
export type RecorderDeps = { readonly ring: KeyRing; readonly random: (bytes: number) => Buffer }

/** The port that makes the entries of the write door, in the order of the items; it writes them last. */
export function recorder(deps: RecorderDeps): RecordPort {
  return async (tx, drafts) => {
    const keys = await keysFor(deps, tx, drafts)
    const entries = drafts.map((draft) => entryOf(draft, keys))
    return entriesStatement(entries.map((entry) => ({ entry, ...bytesOf(entry) })))
  }
}

/**
 * RFC 6962 2.1: the hash of a leaf is over a zero byte and the leaf's bytes. The text of an entry is long and
 * is put into bytes once, for its hash and for the database.
 */
function bytesOf(entry: NewEntry): { readonly bytes: Buffer; readonly leaf: Buffer } {
  const hashed = Buffer.from(`\0${entryText(entry)}`)
  return { bytes: hashed.subarray(1), leaf: hash('sha256', hashed, 'buffer') }
}

async function keysFor(
  deps: RecorderDeps,
  tx: Transaction,
  drafts: readonly EntryDraft[],
): Promise<ReadonlyMap<string, Buffer>> {
  const changes = drafts
    .flatMap((draft) => draft.changes)
    .filter((change) => change.table.personal.length > 0)
  if (changes.length === 0) return new Map()
  const at = drafts[0]?.at ?? ''
  return subjectKeys(tx, deps.ring, changes.map(subjectOf), deps.random, at)
}

function subjectOf(change: RowChange): string {
  const { subject, name } = change.table
  const id = subject === undefined ? undefined : subject === 'id' ? change.row.id : change.row[subject]
  if (typeof id !== 'string') throw new Error(`${name} has personal columns and names no subject`)
  return id
}

function entryOf(draft: EntryDraft, keys: ReadonlyMap<string, Buffer>): NewEntry {
  const { actor, refusal } = draft
  return {
    v: 1,
    op: draft.operation,
    at: draft.at,
    actor: {
      person: actor.personId,
      account: actor.accountId,
      via: actor.via,
      ...(actor.forPersonId === undefined ? {} : { for: actor.forPersonId }),
    },
    key: draft.key,
    ...(draft.entityId === undefined ? {} : { entity: draft.entityId }),
    object: { type: draft.object.type, id: draft.object.id },
    outcome: refusal ? 'refused' : 'done',
    ...(refusal ? { refusal: { code: refusal.code, params: plainParams(refusal.params) } } : {}),
    ...(draft.reason === undefined ? {} : { reason: draft.reason }),
    ...(draft.note === undefined ? {} : { note: draft.note }),
    rows: draft.changes.map((change) => loggedRow(change, keys)),
  }
}

/** Canonical bytes hold integers only; a fraction in a refusal is kept as its text. */
function plainParams(params: Readonly<Record<string, string | number | boolean>>) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value,
    ]),
  )
}

/** A row as its entry shows it, with the digest of the row after the change. */
export function loggedRow(change: RowChange, keys: ReadonlyMap<string, Buffer>): KnownText {
  const { table, row, old } = change
  const key = table.personal.length > 0 ? keys.get(subjectOf(change)) : undefined
  const shape = shapeOf(table)
  const after = shape.columns.map((column) => shown(column, row[column.name], key))
  const before = old && shape.columns.map((column) => shown(column, old[column.name], key))
  const told = before ? shape.told.filter(({ at }) => before[at] !== after[at]) : shape.told
  const olds = before ? `,"old":${columnsText(told, before)}` : ''
  const digest = hash('sha256', rowLine(after))
  // In the order of its keys, as canonical bytes have them: written by hand, because there are so many.
  return new KnownText(
    `{${shape.list}"digest":"${digest}","id":${canonical(row.id)},"new":${columnsText(told, after)}` +
      `${olds},"table":${shape.name},"version":${canonical(row.version)}}`,
  )
}

/** One column as the log needs it. */
type LoggedColumn = {
  readonly name: string
  readonly kind: ColumnKind
  /** What its commitments are bound to; undefined where the log shows the value itself. */
  readonly committed: string | undefined
  /** Its place among the columns of the digest. */
  readonly at: number
  /** Its name as it stands before its value. */
  readonly start: string
}

type Shape = {
  readonly name: string
  /** The number of the column list, as it stands in front; empty for the first list. */
  readonly list: string
  /** All columns, in the order of the digest. */
  readonly columns: readonly LoggedColumn[]
  /** Those that an entry tells, in the order of their names. */
  readonly told: readonly LoggedColumn[]
}

const shapes = new WeakMap<GovernedTable, Shape>()

function shapeOf(table: GovernedTable): Shape {
  const known = shapes.get(table)
  if (known) return known
  const columns = columnsOf(table).map(({ name, kind }, at) => ({
    name,
    kind,
    at,
    committed: table.personal.includes(name) ? `${table.name}.${name}` : undefined,
    start: `${canonical(name)}:`,
  }))
  const untold = new Set(['id', 'version', ...table.bulky])
  const told = columns.filter(({ name }) => !untold.has(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const list = table.added.length === 0 ? '' : `"cols":${currentList(table)},`
  const shape = { name: canonical(table.name), list, columns, told }
  shapes.set(table, shape)
  return shape
}

/** The value of a column as PostgreSQL prints it, or the commitment that stands for it. */
function shown(column: LoggedColumn, value: RowValue | undefined, key: Buffer | undefined): string | null {
  if (value === null || value === undefined) return null
  // The table's type says which kind of value each column holds.
  const text = pgText(...([column.kind, value] as unknown as PgValue))
  if (column.committed === undefined) return text
  if (!key) throw new Error(`no key for the personal column ${column.committed}`)
  return commitment(key, column.committed, text)
}

function columnsText(told: readonly LoggedColumn[], values: readonly (string | null)[]): string {
  let text = ''
  for (const { at, start, committed } of told) {
    const value = canonical(values[at] ?? null)
    const isPlain = committed === undefined || value === 'null'
    text += `${text === '' ? '' : ','}${start}${isPlain ? value : `{"c":${value}}`}`
  }
  return `{${text}}`
}
