import { createHmac } from 'node:crypto'
import { formatCheckpoint } from '../../src/kernel/checkpoint.ts'
import { entryBytes } from '../../src/kernel/entry.ts'
import type { LoggedColumns, LoggedRow } from '../../src/kernel/entry.ts'
import { MerkleTree } from '../../src/kernel/merkle-tree.ts'
import type { NodeReader } from '../../src/kernel/merkle-tree.ts'
import { leafHash } from '../../src/kernel/merkle.ts'
import { signNote } from '../../src/kernel/note.ts'
import { rowDigest, rowLine } from '../../src/kernel/row-line.ts'
import type { StoredEntry } from '../../src/kernel/verifier-log.ts'
import type { GovernedRows } from '../../src/kernel/verifier-rows.ts'
import type { LogReaders } from '../../src/kernel/verifier.ts'
import { platformSha256 as sha256, testKey } from './signing.ts'

type Values = Record<string, string | null>
type Stored = { seq: number | null; bytes: Uint8Array; leaf: Uint8Array }

/** The governed tables of the model; `name` of a person is personal. */
export const modelTables = {
  'requests.request': ['id', 'version', 'title', 'minor', 'state', 'note'],
  'parties.person': ['id', 'version', 'name', 'kind'],
  'benefits.line': ['id', 'version', 'request', 'minor'],
} as const

/** A name of a table of the model. */
export type ModelTable = keyof typeof modelTables

const origin = 'aboveboard.example/log'

/** A company's database with its log, honest until a test changes it behind the application's back. */
export class LogModel {
  readonly rows = new Map<ModelTable, Map<string, Values>>(
    Object.keys(modelTables).map((table) => [table as ModelTable, new Map()]),
  )
  entries: Stored[] = []
  checkpoints: string[] = []
  readonly signing = testKey(origin)

  /** Stores rows and the entry about them, as one command does; `null` values make the row go. */
  command(changes: readonly { table: ModelTable; id: string; set: Values | null }[]): void {
    const seq = this.entries.length
    const rows = changes.map(({ table, id, set }) => this.#change(table, id, set))
    const bytes = entryBytes({
      v: 1,
      op: 'model.change',
      at: '2026-11-25T08:30:00.000Z',
      key: `k${seq}`,
      actor: { person: 'per_li', via: 'web' },
      object: { type: changes[0]?.table ?? 'none', id: changes[0]?.id ?? 'none' },
      outcome: 'done',
      rows,
    })
    this.entries.push({ seq, bytes, leaf: leafHash(bytes, sha256) })
  }

  #change(table: ModelTable, id: string, set: Values | null): LoggedRow {
    const stored = this.#table(table)
    const before = stored.get(id)
    const version = Number(before?.['version'] ?? 0) + 1
    if (set === null) {
      stored.delete(id)
      return { table, id, version, digest: null }
    }
    const after: Values = { ...before, ...set, id, version: String(version) }
    stored.set(id, after)
    const changed = Object.entries(before ? set : after).filter(
      ([column]) => column !== 'id' && column !== 'version',
    )
    const logged = Object.fromEntries(
      changed.map(([column, value]) => [column, logValue(table, column, value)]),
    )
    return {
      table,
      id,
      version,
      digest: rowDigest(this.line(table, after), sha256),
      new: logged satisfies LoggedColumns,
    }
  }

  #table(table: ModelTable): Map<string, Values> {
    return this.rows.get(table) ?? new Map()
  }

  /** The line of a row: personal values stand as commitments. */
  line(table: ModelTable, values: Values): string {
    return rowLine(modelTables[table].map((column) => digestValue(table, column, values[column] ?? null)))
  }

  /** Signs the log as it stands. */
  async checkpoint(): Promise<string> {
    const tree = this.tree()
    const at = '2026-11-25T08:31:00.000Z'
    const text = formatCheckpoint({ origin, size: tree.size, root: tree.root(), at })
    const note = await signNote(text, this.signing.key, this.signing.sign)
    this.checkpoints.push(note)
    return note
  }

  /** The tree over the entries as they stand. */
  tree(): MerkleTree {
    const tree = new MerkleTree(sha256)
    for (const { bytes } of this.entries) tree.append(leafHash(bytes, sha256))
    return tree
  }

  /** Stored nodes, for proofs. */
  nodes(): NodeReader {
    const nodes = new Map<string, Uint8Array>()
    const tree = new MerkleTree(sha256)
    for (const { bytes } of this.entries) {
      tree.append(leafHash(bytes, sha256), ({ level, index, hash }) => nodes.set(`${level}/${index}`, hash))
    }
    return (level, index) => nodes.get(`${level}/${index}`) ?? new Uint8Array(0)
  }

  /** What the verifier reads. */
  readers(more: Partial<LogReaders> = {}): LogReaders {
    const entries: StoredEntry[] = this.entries
    return {
      entries: () => inBatches(entries, 7),
      checkpoints: this.checkpoints,
      tables: [...this.rows].map(([table, rows]): GovernedRows => ({
        table,
        current: 1,
        columns: { 1: modelTables[table] },
        rows: () =>
          inBatches(
            [...rows].map(([id, values]) => ({ id, line: this.line(table, values) })),
            5,
          ),
      })),
      ...more,
    }
  }

  /** The mirror of an outsider who has seen everything so far. */
  mirror(): () => Iterable<readonly Uint8Array[]> {
    const leaves = this.entries.map(({ bytes }) => leafHash(bytes, sha256))
    return () => inBatches(leaves, 4)
  }
}

/**
 * A company after `count` requests, each changed once more, with people and lines; signed on the way and at
 * the end.
 */
export async function modelCompany(count: number): Promise<LogModel> {
  const model = new LogModel()
  for (let i = 0; i < count; i++) {
    model.command([
      {
        table: 'requests.request',
        id: `req_${i}`,
        set: { title: `样品 ${i}\t*`, minor: String(1000 + i), state: 'draft', note: null },
      },
      {
        table: 'parties.person',
        id: `per_${i}`,
        set: { name: `王 ${i}`, kind: i % 2 === 0 ? 'staff' : 'buyer' },
      },
    ])
    model.command([
      { table: 'requests.request', id: `req_${i}`, set: { state: 'approved' } },
      { table: 'benefits.line', id: `line_${i}`, set: { request: `req_${i}`, minor: String(1000 + i) } },
    ])
    if (i % 4 === 3) await model.checkpoint()
  }
  await model.checkpoint()
  return model
}

function* inBatches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

function isPersonal(table: ModelTable, column: string): boolean {
  return table === 'parties.person' && column === 'name'
}

function digestValue(table: ModelTable, column: string, value: string | null): string | null {
  return isPersonal(table, column) && value !== null ? commitmentOf(value) : value
}

function logValue(table: ModelTable, column: string, value: string | null) {
  return isPersonal(table, column) && value !== null ? { c: commitmentOf(value) } : value
}

function commitmentOf(value: string): string {
  return createHmac('sha256', 'the key of the subject').update(value).digest('hex')
}
