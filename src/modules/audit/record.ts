import { hash } from 'node:crypto'
import {
  entryText,
  type Entry,
  type LoggedColumns,
  type LoggedRow,
  type LoggedValue,
} from '../../kernel/entry.ts'
import { pgText, rowLine, type PgValue } from '../../kernel/row-line.ts'
import { columnsOf, currentList, type GovernedTable, type RowChange, type RowValue } from '../../platform/act/rows.ts'
import type { EntryDraft, RecordPort } from '../../platform/act/ports.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { commitment, subjectKeys, type KeyRing } from '../../platform/keys.ts'
import { insertEntries } from './store.ts'

/** What the recorder needs beside the transaction. */
export type RecorderDeps = { readonly ring: KeyRing; readonly random: (bytes: number) => Buffer }

/** The port through which the write door writes its entries, last of all, in the order of the items. */
export function recorder(deps: RecorderDeps): RecordPort {
  return async (tx, drafts) => {
    const keys = await keysFor(deps, tx, drafts)
    const entries = drafts.map((draft) => entryOf(draft, keys))
    await insertEntries(
      tx,
      entries.map((entry) => {
        const text = entryText(entry)
        return { entry, text, leaf: leafOf(text) }
      }),
    )
  }
}

/** RFC 6962 2.1: the hash of a leaf is over a zero byte and the leaf's bytes. */
function leafOf(text: string): Buffer {
  return hash('sha256', `\0${text}`, 'buffer')
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

function entryOf(draft: EntryDraft, keys: ReadonlyMap<string, Buffer>): Entry {
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
export function loggedRow(change: RowChange, keys: ReadonlyMap<string, Buffer>): LoggedRow {
  const { table, row, old } = change
  const key = table.personal.length > 0 ? keys.get(subjectOf(change)) : undefined
  const columns = columnsOf(table)
  const after = columns.map(({ name }) => shown(table, name, row[name] ?? null, key))
  const digest = hash('sha256', rowLine(after.map(plainText)))
  const loggedAfter: Record<string, LoggedValue> = {}
  const loggedBefore: Record<string, LoggedValue> = {}
  for (const [i, { name }] of columns.entries()) {
    if (name === 'id' || name === 'version' || table.bulky.includes(name)) continue
    const value = after[i] ?? null
    const before = old && shown(table, name, old[name] ?? null, key)
    if (old && plainText(before ?? null) === plainText(value)) continue
    loggedAfter[name] = value
    if (old) loggedBefore[name] = before ?? null
  }
  return {
    table: table.name,
    id: row.id,
    version: row.version,
    digest,
    ...(table.added.length === 0 ? {} : { cols: currentList(table) }),
    ...columnsLogged(old, loggedBefore, loggedAfter),
  }
}

function columnsLogged(old: unknown, before: LoggedColumns, after: LoggedColumns) {
  return old === undefined ? { new: after } : { old: before, new: after }
}

function shown(table: GovernedTable, name: string, value: RowValue, key: Buffer | undefined): LoggedValue {
  const text = pgValueText(table, name, value)
  if (text === null || !table.personal.includes(name)) return text
  if (!key) throw new Error(`no key for a personal column of ${table.name}`)
  return { c: commitment(key, `${table.name}.${name}`, text) }
}

function plainText(value: LoggedValue): string | null {
  return value === null || typeof value === 'string' ? value : value.c
}

const kinds = new WeakMap<GovernedTable, ReadonlyMap<string, string>>()

/** A value of a governed row as PostgreSQL prints it. */
function pgValueText(table: GovernedTable, name: string, value: RowValue): string | null {
  if (value === null) return null
  let known = kinds.get(table)
  if (!known) {
    known = new Map(columnsOf(table).map((column) => [column.name, column.kind]))
    kinds.set(table, known)
  }
  // The table's type says which kind of value each column holds.
  return pgText(...([known.get(name) ?? 'text', value] as unknown as PgValue))
}
