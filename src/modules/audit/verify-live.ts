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
  loadCheckpoints,
  missingTriggers,
  resetSequence,
  wrongNodes,
} from './store-verify.ts'
import type { StoredCheckpoint } from './store-log.ts'

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
}

/** The tables of the log that are only ever added to, beside the governed ones. */
const logTables = ['audit.entry', 'audit.leaf', 'audit.node', 'audit.checkpoint', 'audit.verification']

/**
 * Verifies the whole log and every governed row on one snapshot of the live database: the tree rebuilt from the
 * bytes, checkpoints of the database and of outsiders, mirrored leaves, side columns, stored nodes, guards of
 * append-only tables, and each row against its last entry.
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
  const marks: { seq: number | null; id: bigint | undefined }[] = []
  let isFirst = true
  const read = entriesReader(tx, (mark) => {
    if (isFirst && marks.length < marksMax) marks.push(mark)
  })
  const stored = await loadCheckpoints(tx)
  const found = await verifyLog(
    {
      entries: () => marked(read(), () => (isFirst = false)),
      checkpoints: [...new Set([...some(stored.map(({ note }) => note)), ...some(deps.outside.notes)])],
      tables: deps.tables.map((table) => governedRows(tx, deps.ring, table)),
      ...(deps.outside.leaves ? { leaves: deps.outside.leaves } : {}),
    },
    { sha256: platformSha256, verifySignature, key },
    deps.progress,
  )
  const guarded = [
    ...logTables,
    ...deps.tables.filter(({ appendOnly }) => appendOnly).map(({ name }) => name),
  ]
  const beside = [
    ...besideBytes(marks, found),
    ...(await explainUntrue(tx, idsOf(marks))),
    ...stored.flatMap(checkpointEdits),
    ...(await wrongNodes(tx, found.entries)),
    ...(await missingTriggers(tx, guarded)),
    ...(await resetSequence(tx)),
  ]
  const findings = [...found.findings, ...withoutRepeats(beside, found.findings)]
  return { ...found, ok: findings.length === 0, findings }
}

const marksMax = 1_000

async function* marked<T>(batches: AsyncGenerator<T[]>, atEnd: () => void): AsyncGenerator<T[]> {
  yield* batches
  atEnd()
}

function idsOf(marks: readonly { readonly id: bigint | undefined }[]): bigint[] {
  return marks.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

/** Numbers that stand for no entry: the gap shows in the middle of the log; at its end only here. */
function besideBytes(
  marks: readonly { readonly seq: number | null; readonly id: bigint | undefined }[],
  found: Verification,
): Finding[] {
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
 * A day of activity leaves some ten thousand checkpoints, and checking one costs a tenth of a millisecond. Of a
 * longer list the newest half of the allowance is checked, and an even share of the rest: each of them binds the
 * whole log before it.
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
