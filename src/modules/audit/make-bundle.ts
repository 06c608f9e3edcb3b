import type { Pool } from 'pg'
import { formatBundle, type BundleFile, type BundleRow, type BundleScope } from '../../kernel/bundle.ts'
import { fromUtf8, toUtf8 } from '../../kernel/bytes.ts'
import { parseEntry } from '../../kernel/entry.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { columnListsOf, currentList, type GovernedTable } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { KeyRing } from '../../platform/keys.ts'
import { continuations, pathsOf } from './proofs.ts'
import { logSigner, platformSha256 } from './signing.ts'
import {
  allEntries,
  entriesAbout,
  entriesBetween,
  knownFiles,
  outsideCheckpoints,
  rowsNaming,
} from './store-bundle.ts'
import { lastCheckpoint } from './store-log.ts'
import { governedRows, printCanonically } from './store-rows.ts'

/** What a bundle is asked for. */
export type BundleAsk =
  | { readonly kind: 'request' | 'customer'; readonly id: string }
  | { readonly kind: 'period'; readonly from: LocalDate; readonly to: LocalDate; readonly zone: string }

/** What making a bundle needs. `pool` is the auditor's. */
export type BundleDeps = {
  readonly pool: Pool
  readonly ring: KeyRing
  readonly tables: readonly GovernedTable[]
  readonly at: Instant
  /** Sizes of checkpoints that the reader holds, from which the bundle is to be proved. */
  readonly from?: readonly number[]
  /** All identifiers under which a customer has rows: its own, and those of what was merged with it. */
  readonly familyOf: (tx: Transaction, customerId: string) => Promise<readonly string[]>
}

/** A bundle, and the files that belong beside it. */
export type MadeBundle =
  | {
      readonly kind: 'made'
      readonly text: string
      readonly entries: number
      readonly files: readonly BundleFile[]
    }
  /** Nothing of the log is about it. */
  | { readonly kind: 'nothing' }
  /** Some entry of it stands in no signed checkpoint yet. */
  | { readonly kind: 'waiting' }

/**
 * Gathers the evidence about one matter from one snapshot: its rows as they stand, every entry that ever
 * changed one of them, each with its proof, and the proofs that the log continues what outsiders hold.
 */
export async function makeBundle(deps: BundleDeps, ask: BundleAsk): Promise<MadeBundle> {
  const everything = { ...systemActor, entityIds: ['*'] }
  return readOnly(deps.pool, [everything], async (tx) => {
    await printCanonically(tx)
    const ids = await idsOf(tx, deps, ask)
    const chosen = await chooseRows(tx, deps.tables, ask, ids)
    if (chosen.size === 0) return { kind: 'nothing' }
    const checkpoint = await lastCheckpoint(tx)
    const size = Number(checkpoint?.size ?? 0n)
    const entries = await entriesThatChanged(tx, chosen, size)
    if (!checkpoint || !entries) return { kind: 'waiting' }
    const rows = await readChosen(tx, deps, chosen)
    const files = await filesOf(tx, rows)
    const paths = await pathsOf(
      tx,
      entries.map(({ seq }) => seq),
      size,
    )
    const text = await formatBundle(
      {
        at: deps.at,
        scope: scopeOf(ask, ids),
        checkpoint: checkpoint.note,
        earlier: await earlierNotes(tx, size, deps.from ?? []),
        tables: tablesOf(deps.tables, rows),
        entries: entries.map((entry, i) => ({ ...entry, path: paths[i] ?? [] })),
        rows,
        files,
      },
      logSigner(deps.ring).key,
      logSigner(deps.ring).sign,
      platformSha256,
    )
    return { kind: 'made', text, entries: entries.length, files }
  })
}

/** Rows by table. */
type Chosen = Map<string, Set<string>>

/** Columns by which a row says that it belongs to a matter. */
const belongsBy = ['id', 'request_id', 'object_id', 'benefit_id']
const concernsCustomer = ['id', 'customer_id', 'recipient_id', 'org_id']

/** What a matter is called in the rows; a customer has every name under which its page shows something. */
async function idsOf(tx: Transaction, { familyOf }: BundleDeps, ask: BundleAsk): Promise<readonly string[]> {
  if (ask.kind === 'period') return []
  return ask.kind === 'customer' ? [...new Set([ask.id, ...(await familyOf(tx, ask.id))])] : [ask.id]
}

async function chooseRows(
  tx: Transaction,
  tables: readonly GovernedTable[],
  ask: BundleAsk,
  ids: readonly string[],
): Promise<Chosen> {
  const chosen: Chosen = new Map()
  if (ask.kind === 'period') {
    addLogged(chosen, await entriesBetween(tx, ask.from, ask.to, ask.zone))
    return chosen
  }
  const first = ask.kind === 'customer' ? concernsCustomer : belongsBy
  for (const table of tables) add(chosen, table.name, await rowsNaming(tx, table, first, ids))
  addLogged(chosen, await entriesAbout(tx, ids))
  const matters = ['requests.request', 'benefits.benefit'].flatMap((name) => [...(chosen.get(name) ?? [])])
  for (const table of tables) add(chosen, table.name, await rowsNaming(tx, table, belongsBy, matters))
  addLogged(chosen, await entriesAbout(tx, matters))
  return chosen
}

function add(chosen: Chosen, table: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  const known = chosen.get(table) ?? new Set()
  for (const id of ids) known.add(id)
  chosen.set(table, known)
}

function addLogged(chosen: Chosen, texts: readonly string[]): void {
  for (const text of texts) {
    for (const row of parseEntry(toUtf8(text))?.rows ?? []) add(chosen, row.table, [row.id])
  }
}

/**
 * Every entry that ever changed a chosen row, in order; undefined when one of them is beyond the
 * checkpoint.
 */
async function entriesThatChanged(
  tx: Transaction,
  chosen: Chosen,
  size: number,
): Promise<{ seq: number; bytes: Uint8Array }[] | undefined> {
  const found: { seq: number; bytes: Uint8Array }[] = []
  let isComplete = true
  for await (const batch of allEntries(tx)) {
    for (const { number, bytes } of batch) {
      const entry = parseEntry(bytes)
      if (!entry?.rows.some((row) => chosen.get(row.table)?.has(row.id))) continue
      if (number === undefined || number >= size) isComplete = false
      // The buffer belongs to the network packet; keeping a part would keep the whole.
      else found.push({ seq: number, bytes: Uint8Array.from(bytes) })
    }
  }
  return isComplete ? found.sort((a, b) => a.seq - b.seq) : undefined
}

async function readChosen(tx: Transaction, deps: BundleDeps, chosen: Chosen): Promise<BundleRow[]> {
  const rows: BundleRow[] = []
  for (const table of deps.tables) {
    const ids = [...(chosen.get(table.name) ?? [])].sort()
    if (ids.length === 0) continue
    for await (const batch of governedRows(tx, deps.ring, table, ids).rows()) {
      for (const { id, line } of batch) rows.push({ table: table.name, id, line: textOf(line) })
    }
  }
  return rows
}

function textOf(line: string | Uint8Array): string {
  const text = typeof line === 'string' ? line : fromUtf8(line)
  if (text === undefined) throw new Error('a stored row is no UTF-8')
  return text
}

function tablesOf(tables: readonly GovernedTable[], rows: readonly BundleRow[]) {
  const used = new Set(rows.map(({ table }) => table))
  return tables
    .filter(({ name }) => used.has(name))
    .map((table) => ({
      table: table.name,
      current: currentList(table),
      columns: columnListsOf(table),
    }))
}

async function filesOf(tx: Transaction, rows: readonly BundleRow[]): Promise<BundleFile[]> {
  const digests = rows.flatMap(({ line }) => line.match(/\b[0-9a-f]{64}\b/g) ?? [])
  const files = await knownFiles(tx, [...new Set(digests)])
  return files.map(({ digest, bytes }) => ({ name: digest, sha256: digest, bytes }))
}

async function earlierNotes(tx: Transaction, size: number, asked: readonly number[]) {
  const earlier = await outsideCheckpoints(tx, size, asked)
  const paths = await continuations(
    tx,
    earlier.map((checkpoint) => Number(checkpoint.size)),
    size,
  )
  return earlier.map(({ note }, i) => ({ note, path: paths[i] ?? [] }))
}

/** The scope is sealed with the bundle, so whoever reads it sees which merged records it holds. */
function scopeOf(ask: BundleAsk, ids: readonly string[]): BundleScope {
  if (ask.kind === 'period') return { from: ask.from, to: ask.to }
  const merged = ids.filter((id) => id !== ask.id)
  return { [ask.kind]: ask.id, ...(merged.length === 0 ? {} : { merged: merged.join(' ') }) }
}
