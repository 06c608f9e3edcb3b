import type { BundleContents } from './bundle-read.ts'
import { readBundle } from './bundle-read.ts'
import type { BundleScope } from './bundle.ts'
import { sealText } from './bundle.ts'
import { fromUtf8, sameBytes } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { parseEntry } from './entry.ts'
import type { Finding, Verification } from './finding.ts'
import { checkpointTable, logRow } from './finding.ts'
import type { Sha256 } from './hash.ts'
import { leafHash, verifyConsistency, verifyInclusion } from './merkle.ts'
import type { NoteKey, VerifySignature } from './note.ts'
import { formatNoteKey, openNote, parseNote, parseNoteKey } from './note.ts'
import { RowHeads } from './row-heads.ts'
import { parseRowLine } from './row-line.ts'
import type { GovernedRows } from './verifier-rows.ts'
import { checkRows, Explainer } from './verifier-rows.ts'
import { verification } from './verifier.ts'

/**
 * What the reader of a bundle already holds from elsewhere. Without the key, a bundle vouches for itself
 * only.
 */
export type Trusted = { readonly key?: NoteKey; readonly checkpoints?: readonly string[] }

/**
 * How the bundle's checkpoint relates to the trusted ones. none: there is none. same, consistent: one of them
 * fits, and none contradicts. broken: another history. unlinked: none is of this log, or the bundle has no
 * proof from a checkpoint of their sizes; ask for a bundle made with one of them.
 */
export type Trust = 'none' | 'same' | 'consistent' | 'broken' | 'unlinked'

/**
 * The verification with what the command line prints beside it. `ok` also needs a trusted checkpoint to be
 * linked.
 */
export type BundleVerification = {
  readonly verification: Verification
  readonly trust: Trust
  /** The key that signed, to be compared with one from another place. */
  readonly key: string
  readonly scope: BundleScope
  readonly files: BundleContents['files']
}

type Tools = { readonly sha256: Sha256; readonly verifySignature: VerifySignature }

/**
 * Verifies a bundle without database or network: seal, checkpoint, each entry's inclusion, each row against
 * its last entry in the bundle, each file's digest. Damage of any kind gives findings, never an error.
 */
export async function verifyBundle(
  text: string,
  tools: Tools,
  trusted: Trusted = {},
): Promise<BundleVerification> {
  const contents = readBundle(text)
  const key = parseNoteKey(contents.key, tools.sha256)
  const base = {
    trust: 'none',
    key: contents.key,
    scope: contents.manifest?.scope ?? {},
    files: contents.files,
  } as const
  const damage = contents.damaged.map((line) => bundleFinding(`line ${line}`))
  const isExpected = !trusted.key || formatNoteKey(trusted.key) === contents.key
  if (!key || !isExpected) {
    const findings = [...damage, bundleFinding('key')]
    return { ...base, verification: verification({ entries: 0, rows: 0, findings, checkpoint: null }) }
  }
  const checkpoint = await openCheckpoint(contents.checkpoint, key, tools.verifySignature)
  const found = checkpoint
    ? await checkContents(contents, key, checkpoint, tools)
    : { rows: 0, findings: [editedCheckpoint('unreadable')] }
  const findings = [...damage, ...found.findings]
  if (findings.length === 0 && !(await isSealed(contents, key, tools))) findings.push(bundleFinding('seal'))
  const trust = await relate(contents, key, checkpoint, trusted, tools)
  if (trust === 'broken') findings.push({ kind: 'rewritten', ...logRow(0) })
  const result = verification({
    entries: contents.entries.length,
    rows: found.rows,
    findings,
    checkpoint: checkpoint ?? null,
  })
  return { ...base, trust, verification: { ...result, ok: result.ok && trust !== 'unlinked' } }
}

async function isSealed(contents: BundleContents, key: NoteKey, tools: Tools): Promise<boolean> {
  if (contents.manifest?.origin !== key.name || parseNote(contents.seal)?.signatures.length !== 1)
    return false
  const signed = await openNote(contents.seal, key, tools.verifySignature)
  return signed === sealText(key.name, contents.lines, contents.body, tools.sha256)
}

async function checkContents(
  contents: BundleContents,
  key: NoteKey,
  checkpoint: Checkpoint,
  tools: Tools,
): Promise<{ rows: number; findings: Finding[] }> {
  const findings = checkEntries(contents, checkpoint, tools.sha256)
  for (const { note, path } of contents.earlier) {
    const old = await openCheckpoint(note, key, tools.verifySignature)
    if (!old || !leadsTo(old, path, checkpoint, tools.sha256))
      findings.push(editedCheckpoint(String(old?.size ?? 'unreadable')))
  }
  const rows = await checkBundleRows(contents, tools.sha256)
  return { rows: rows.rows, findings: [...findings, ...rows.findings, ...checkFiles(contents)] }
}

function checkEntries(contents: BundleContents, checkpoint: Checkpoint, sha256: Sha256): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<number>()
  for (const { seq, bytes, path } of contents.entries) {
    const claim = {
      leaf: leafHash(bytes, sha256),
      index: seq,
      end: checkpoint.size,
      path,
      root: checkpoint.root,
    }
    if (!verifyInclusion(claim, sha256) || !parseEntry(bytes))
      findings.push({ kind: 'edited', ...logRow(seq) })
    else if (seen.has(seq)) findings.push({ kind: 'inserted', ...logRow(seq) })
    seen.add(seq)
  }
  return findings
}

/** Follows only the rows that the bundle holds: an entry may also have changed rows of others. */
async function checkBundleRows(
  contents: BundleContents,
  sha256: Sha256,
): Promise<{ rows: number; findings: Finding[] }> {
  const held = new Set(contents.rows.map((row) => `${row.table} ${row.id}`))
  const heads = new RowHeads()
  const findings: Finding[] = []
  const entries = contents.entries.toSorted((a, b) => a.seq - b.seq)
  for (const { seq, bytes } of entries) {
    for (const row of parseEntry(bytes)?.rows ?? []) {
      const step = held.has(`${row.table} ${row.id}`) ? heads.follow(row, seq) : 'follows'
      if (step === 'gap' || step === 'late') findings.push({ kind: 'deleted', ...logRow(seq) })
      if (step === 'backwards') findings.push({ kind: 'moved', ...logRow(seq) })
    }
  }
  const check = await checkRows(tablesOf(contents), heads, sha256)
  const explainer = new Explainer(check.suspects)
  for (const { seq, bytes } of entries) {
    const entry = parseEntry(bytes)
    if (entry) explainer.hear(entry, seq)
  }
  return { rows: check.rows, findings: [...findings, ...check.findings, ...explainer.explain()] }
}

/** Rows of a table that the bundle does not describe get an empty column list, and so never fit. */
function tablesOf(contents: BundleContents): GovernedRows[] {
  const described = new Map(contents.tables.map((table) => [table.table, table]))
  return [...new Set(contents.rows.map(({ table }) => table))].map((table) => ({
    ...(described.get(table) ?? { table, current: 0, columns: {} }),
    rows: () => [contents.rows.filter((row) => row.table === table)],
  }))
}

/** A file whose digest nothing in the bundle names was slipped in. */
function checkFiles(contents: BundleContents): Finding[] {
  const named = new Set<string | null>(contents.rows.flatMap(({ line }) => parseRowLine(line) ?? []))
  for (const { bytes } of contents.entries) {
    for (const [digest] of (fromUtf8(bytes) ?? '').matchAll(/\b[0-9a-f]{64}\b/g)) named.add(digest)
  }
  return contents.files
    .filter(({ sha256 }) => !named.has(sha256))
    .map(({ name }) => ({ kind: 'inserted', table: 'bundle.file', row: name }))
}

async function relate(
  contents: BundleContents,
  key: NoteKey,
  checkpoint: Checkpoint | undefined,
  trusted: Trusted,
  tools: Tools,
): Promise<Trust> {
  if (trusted.checkpoints === undefined || trusted.checkpoints.length === 0) return 'none'
  if (!checkpoint) return 'unlinked'
  const paths = new Map<number, readonly Uint8Array[]>()
  for (const { note, path } of contents.earlier) {
    const old = await openCheckpoint(note, key, tools.verifySignature)
    if (old) paths.set(old.size, path)
  }
  const links: Trust[] = []
  for (const note of trusted.checkpoints) {
    const size = claimedSize(note)
    const path = paths.get(size)
    // A folder has a note of every few seconds; only those that can be compared are opened.
    if (size !== checkpoint.size && path === undefined) continue
    const held = await openCheckpoint(note, key, tools.verifySignature)
    if (!held) continue
    const isSame = size === checkpoint.size
    const fits = isSame
      ? sameBytes(held.root, checkpoint.root)
      : leadsTo(held, path ?? [], checkpoint, tools.sha256)
    if (!fits) return 'broken'
    links.push(isSame ? 'same' : 'consistent')
  }
  return links.find((link) => link === 'same') ?? links[0] ?? 'unlinked'
}

function claimedSize(note: string): number {
  return parseCheckpoint(parseNote(note)?.text ?? '')?.size ?? -1
}

function leadsTo(old: Checkpoint, path: readonly Uint8Array[], now: Checkpoint, sha256: Sha256): boolean {
  const claim = { oldSize: old.size, oldRoot: old.root, size: now.size, root: now.root, path }
  return verifyConsistency(claim, sha256)
}

function bundleFinding(row: string): Finding {
  return { kind: 'edited', table: 'bundle', row }
}

function editedCheckpoint(row: string): Finding {
  return { kind: 'edited', table: checkpointTable, row, column: 'note' }
}
