import type { Pool } from 'pg'
import { sameBytes } from '../../kernel/bytes.ts'
import { parseCheckpoint } from '../../kernel/checkpoint.ts'
import { checkpointTable, logRow, type Finding, type Verification } from '../../kernel/finding.ts'
import { parseNote } from '../../kernel/note.ts'
import type { Batches } from '../../kernel/verifier-log.ts'
import { verifyLog, type VerifierProgress } from '../../kernel/verifier.ts'
import { systemActor } from '../../platform/act/actor.ts'
import type { GovernedTable } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { KeyRing } from '../../platform/keys.ts'
import { logSigner, platformSha256, verifySignature } from './signing.ts'
import { governedRows, printCanonically } from './store-rows.ts'
import {
  entriesReader,
  explainUntrue,
  exportSnapshot,
  loadCheckpoints,
  missingTriggers,
  resetSequence,
  wrongNodes,
} from './store-verify.ts'
import { loadSize, type StoredCheckpoint } from './store-log.ts'
import { readAside, type Mark, type ReadAside } from './read-aside.ts'

/** What outsiders kept: notes of checkpoints, and the leaf hashes from entry 0 on. */
export type OutsideEvidence = {
  readonly notes: readonly string[]
  readonly leaves?: () => Batches<Uint8Array>
}

/** What a live verification works with. `pool` is the auditor's, who can only read. */
export type VerifyDeps = {
  readonly pool: Pool
  readonly ring: KeyRing
  readonly tables: readonly GovernedTable[]
  readonly outside: OutsideEvidence
  readonly progress?: VerifierProgress
  /** Entries from which on a second processor reads; for tests. */
  readonly asideFrom?: number
}

/** The tables of the log that are only ever added to, beside the governed ones. */
const logTables = ['audit.entry', 'audit.leaf', 'audit.node', 'audit.checkpoint', 'audit.verification']

/**
 * Verifies the whole log and every governed row on one snapshot of the live database: the tree rebuilt from
 * the bytes, checkpoints of the database and of outsiders, mirrored leaves, side columns, stored nodes,
 * guards of append-only tables, and each row against its last entry.
 */
export async function verifyLive(deps: VerifyDeps): Promise<Verification> {
  const everything = { ...systemActor, entityIds: ['*'] }
  return readOnly(deps.pool, [everything], async (tx) => {
    await printCanonically(tx)
    return verifySnapshot(deps, tx)
  })
}

async function verifySnapshot(deps: VerifyDeps, tx: Transaction): Promise<Verification> {
  const { key } = logSigner(deps.ring)
  const marks: Mark[] = []
  let isFirst = true
  const mark = (one: Mark): void => {
    if (isFirst && marks.length < marksMax) marks.push(one)
  }
  const stored = await loadCheckpoints(tx)
  const aside = await openAside(deps, tx)
  // While the thread reads, this connection looks at what stands beside the bytes.
  const beside = aside ? findBeside(deps, tx, stored) : undefined
  const settled = beside?.catch(() => undefined)
  try {
    const found = await verifyLog(
      {
        entries: () =>
          marked(aside ? aside.entries(mark) : entriesReader(tx, mark)(), () => (isFirst = false)),
        checkpoints: [...new Set([...some(stored.map(({ note }) => note)), ...some(deps.outside.notes)])],
        tables: deps.tables.map((table) => {
          const rows = governedRows(tx, deps.ring, table)
          return aside ? { ...rows, rows: () => aside.rows(table.name) } : rows
        }),
        ...(deps.outside.leaves ? { leaves: deps.outside.leaves } : {}),
      },
      { sha256: platformSha256, verifySignature, key },
      deps.progress,
    )
    const others = (await beside) ?? (await findBeside(deps, tx, stored))
    const untrue = [...besideBytes(marks, found), ...(await explainUntrue(tx, idsOf(marks)))]
    const findings = [...found.findings, ...withoutRepeats([...untrue, ...others], found.findings)]
    return { ...found, ok: findings.length === 0, findings }
  } finally {
    await settled
    await aside?.close()
  }
}

/** Nodes, guards, side columns of checkpoints: everything that is not in the bytes of entries or rows. */
async function findBeside(
  deps: VerifyDeps,
  tx: Transaction,
  stored: readonly StoredCheckpoint[],
): Promise<Finding[]> {
  const guarded = [
    ...logTables,
    ...deps.tables.filter(({ appendOnly }) => appendOnly).map(({ name }) => name),
  ]
  return [
    ...stored.flatMap(checkpointEdits),
    ...(await wrongNodes(tx, await loadSize(tx))),
    ...(await missingTriggers(tx, guarded)),
    ...(await resetSequence(tx)),
  ]
}

/** From here on a thread pays: it takes a tenth of a second to start. */
const largeLog = 20_000

/**
 * A reader on another processor for a large log. Pools that become their role by a function of this process
 * cannot be opened again over there; they are read from here, more slowly.
 */
async function openAside(deps: VerifyDeps, tx: Transaction): Promise<ReadAside | undefined> {
  const { onConnect, connectionString, host, port, user, password, database } = deps.pool.options
  if (onConnect || typeof password === 'function' || (await loadSize(tx)) < (deps.asideFrom ?? largeLog))
    return
  const connection = { connectionString, host, port, user, password, database }
  return readAside({
    connection: Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined)),
    snapshot: await exportSnapshot(tx),
    subjectKey: Uint8Array.from(deps.ring.derive('subject')),
    tables: deps.tables,
  })
}

const marksMax = 1_000

async function* marked<T>(batches: AsyncGenerator<T[]>, atEnd: () => void): AsyncGenerator<T[]> {
  yield* batches
  atEnd()
}

function idsOf(marks: readonly Mark[]): bigint[] {
  return marks.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

/** Numbers that stand for no entry: the gap shows in the middle of the log; at its end only here. */
function besideBytes(marks: readonly Mark[], found: Verification): Finding[] {
  return marks.flatMap(({ seq, id }): Finding[] =>
    seq !== null && id === undefined && seq >= found.entries ? [{ kind: 'deleted', ...logRow(seq) }] : [],
  )
}

function withoutRepeats(findings: readonly Finding[], known: readonly Finding[]): Finding[] {
  const keyOf = ({ table, row, column }: Finding): string => JSON.stringify([table, row, column])
  const seen = new Set(known.map(keyOf))
  return findings.filter((finding) => !seen.has(keyOf(finding)))
}

const notesMax = 10_000

/**
 * A day of activity leaves some ten thousand checkpoints, and checking one costs a tenth of a millisecond.
 * Of a longer list the newest half of the allowance is checked, and an even share of the rest: each of them
 * binds the whole log before it.
 */
function some(notes: readonly string[]): string[] {
  if (notes.length <= notesMax) return [...notes]
  const newest = notes.slice(0, notesMax / 2)
  const older = notes.slice(notesMax / 2)
  const step = Math.ceil(older.length / (notesMax / 2))
  return [...newest, ...older.filter((_, i) => i % step === 0)]
}

/** The columns beside a stored note that do not say what the note says. */
function checkpointEdits({ size, root, note, at }: StoredCheckpoint): Finding[] {
  const text = parseNote(note)?.text
  const said = text === undefined ? undefined : parseCheckpoint(text)
  if (!said) return []
  const wrong = [
    ...(said.size === Number(size) ? [] : ['size']),
    ...(sameBytes(said.root, root) ? [] : ['root']),
    ...(said.at === at ? [] : ['at']),
  ]
  return wrong.map((column) => ({ kind: 'edited', table: checkpointTable, row: String(size), column }))
}
