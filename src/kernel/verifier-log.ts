import { sameBytes, toHex } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import type { RowStep } from './entry-scan.ts'
import { EntryScanner } from './entry-scan.ts'
import type { Finding } from './finding.ts'
import { checkpointTable, logRow, logTable, unnumbered } from './finding.ts'
import type { Sha256 } from './hash.ts'
import { MerkleTree } from './merkle-tree.ts'
import { leafHash } from './merkle.ts'
import type { NoteKey, VerifySignature } from './note.ts'
import { parseNote } from './note.ts'

/** Things in order, a batch at a time, as a database cursor gives them. */
export type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>

/**
 * An entry as it is stored. `seq` is its place in the tree, from 0; null while it waits for the sequencer.
 */
export type StoredEntry = {
  readonly seq: number | null
  readonly bytes: Uint8Array
  /** The hash that is stored beside the bytes, to be compared. */
  readonly leaf?: Uint8Array
  /** The leaf hash of the bytes, where the reader has taken it itself, on another processor. */
  readonly computed?: Uint8Array
}

/** What a verification needs from its surroundings. */
export type VerifierTools = {
  readonly sha256: Sha256
  readonly verifySignature: VerifySignature
  /** The public key of the log, from a place that the checked database cannot change. */
  readonly key: NoteKey
}

/** What the log itself is checked against. */
export type LogSources = {
  /** In the order of `seq`; those without a number last, in the order in which they were written. */
  readonly entries: () => Batches<StoredEntry>
  /** Signed checkpoints, those of the database and those that outsiders kept alike. */
  readonly checkpoints: readonly string[]
  /** Leaf hashes that an outsider mirrored, from entry 0 on; it may lag behind. */
  readonly leaves?: () => Batches<Uint8Array>
}

/** What the walk over the log found. */
export type LogWalk = {
  readonly size: number
  readonly findings: readonly Finding[]
  readonly checkpoint: Checkpoint | null
}

/**
 * Rebuilds the tree from the bytes of the entries, trusting nothing that is stored beside them, and compares
 * it with every checkpoint and mirrored leaf. `visit` hears of the rows of each entry that can be read.
 */
export async function walkLog(
  sources: LogSources,
  tools: VerifierTools,
  visit: (rows: readonly RowStep[], seq: number | null) => void,
): Promise<LogWalk> {
  const { findings, checkpoints } = await openAll(sources.checkpoints, tools)
  const walker = new LogWalker(tools.sha256, new BatchCursor(sources.leaves?.() ?? []), checkpoints)
  const scanner = new EntryScanner()
  for await (const batch of sources.entries()) {
    for (const stored of batch) {
      if (stored.seq !== null && !(await walker.number(stored.seq, stored))) continue
      const rows = scanner.rows(stored.bytes)
      if (rows) visit(rows, stored.seq)
      else walker.findUnreadable(stored.seq)
    }
  }
  await walker.finish()
  const judged = judge(checkpoints, walker)
  return {
    size: walker.size,
    findings: [...findings, ...walker.findings, ...judged.findings],
    checkpoint: judged.checkpoint,
  }
}

/** Two entries that an outsider's mirror sees differently. */
type Mismatch = { readonly seq: number; readonly is: string; readonly was: string }

/** Past these the log is beyond telling one by one, and a forged number must not make us count for ever. */
const mismatchesMax = 10_000
const gapMax = 1_000_000

/** Stands in for a missing entry, so that those after it keep their places. */
const noLeaf = new Uint8Array(32)

/** The tree as it is rebuilt, with what was found on the way. Class, because these must move together. */
class LogWalker {
  readonly findings: Finding[] = []
  /** Entries that a finding names. */
  readonly located = new Set<number>()
  /** Roots at the sizes of the checkpoints. */
  readonly roots = new Map<number, Uint8Array>()
  readonly #sha256: Sha256
  readonly #tree: MerkleTree
  readonly #mirror: BatchCursor<Uint8Array>
  readonly #wanted: ReadonlySet<number>
  readonly #mismatches: Mismatch[] = []

  constructor(sha256: Sha256, mirror: BatchCursor<Uint8Array>, checkpoints: readonly Checkpoint[]) {
    this.#sha256 = sha256
    this.#tree = new MerkleTree(sha256)
    this.#mirror = mirror
    this.#wanted = new Set(checkpoints.map(({ size }) => size))
    this.roots.set(0, this.#tree.root())
  }

  get size(): number {
    return this.#tree.size
  }

  /** Puts a numbered entry into its place; false when there is none for it. */
  async number(seq: number, stored: StoredEntry): Promise<boolean> {
    if (!Number.isSafeInteger(seq) || seq < this.size || seq > this.size + gapMax) {
      this.#find({ kind: 'inserted', ...logRow(seq) })
      return false
    }
    while (this.size < seq) {
      this.#find({ kind: 'deleted', ...logRow(this.size) })
      await this.#append(noLeaf)
    }
    const leaf = stored.computed ?? leafHash(stored.bytes, this.#sha256)
    if (stored.leaf && !sameBytes(stored.leaf, leaf))
      this.#find({ kind: 'edited', ...logRow(seq), column: 'bytes' })
    const waits = this.#append(leaf)
    if (waits) await waits
    return true
  }

  /** An entry that is no entry was written by nobody of ours. */
  findUnreadable(seq: number | null): void {
    if (seq === null) this.#find({ kind: 'edited', table: logTable, row: unnumbered, column: 'bytes' })
    else if (!this.located.has(seq)) this.#find({ kind: 'edited', ...logRow(seq), column: 'bytes' })
  }

  /** Explains what the mirror saw differently, and tells whether it saw more. */
  async finish(): Promise<void> {
    for (const finding of explainMismatches(this.#mismatches)) {
      if (!this.located.has(finding.entry)) this.#find(finding)
    }
    await this.#mirror.fill()
    if (this.#mirror.take()) this.#find({ kind: 'cut', ...logRow(this.size) })
  }

  /**
   * Gives a promise only where a batch of the mirror must be fetched: a million promises would cost a second.
   */
  #append(leaf: Uint8Array): Promise<void> | undefined {
    this.#tree.append(leaf)
    if (this.#wanted.has(this.size)) this.roots.set(this.size, this.#tree.root())
    if (!this.#mirror.isEmpty) return void this.#compare(leaf)
    return this.#mirror.fill().then(() => this.#compare(leaf))
  }

  #compare(leaf: Uint8Array): void {
    const was = this.#mirror.take()
    if (!was || sameBytes(was, leaf) || this.#mismatches.length >= mismatchesMax) return
    this.#mismatches.push({ seq: this.size - 1, is: toHex(leaf), was: toHex(was) })
  }

  #find(finding: Finding): void {
    if (finding.entry !== undefined) this.located.add(finding.entry)
    this.findings.push(finding)
  }
}

/** Opens the checkpoints, smallest first. One that the key did not sign is a finding. */
async function openAll(
  notes: readonly string[],
  tools: VerifierTools,
): Promise<{ findings: Finding[]; checkpoints: Checkpoint[] }> {
  const findings: Finding[] = []
  const checkpoints: Checkpoint[] = []
  for (const note of notes) {
    const checkpoint = await openCheckpoint(note, tools.key, tools.verifySignature)
    if (checkpoint) checkpoints.push(checkpoint)
    else findings.push({ kind: 'edited', table: checkpointTable, row: claimedSize(note), column: 'note' })
  }
  return { findings, checkpoints: checkpoints.sort((a, b) => a.size - b.size) }
}

function claimedSize(note: string): string {
  const text = parseNote(note)?.text
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text)
  return checkpoint ? String(checkpoint.size) : 'unreadable'
}

/**
 * A leaf that stands elsewhere in the mirror was moved; one whose place was taken was pushed aside by an
 * insertion.
 */
function explainMismatches(mismatches: readonly Mismatch[]): (Finding & { entry: number })[] {
  const had = new Set(mismatches.map(({ was }) => was))
  const has = new Set(mismatches.map(({ is }) => is))
  return mismatches.map(({ seq, is, was }) => {
    const kind = had.has(is) ? 'moved' : has.has(was) ? 'inserted' : 'rewritten'
    return { kind, ...logRow(seq) }
  })
}

/**
 * Compares every checkpoint with the rebuilt tree. Where no entry is known to be changed, a wrong root says
 * that the log was rewritten somewhere after the last checkpoint that still fits; the finding names that
 * entry.
 */
function judge(
  checkpoints: readonly Checkpoint[],
  walker: LogWalker,
): { findings: Finding[]; checkpoint: Checkpoint | null } {
  const { size, roots, located } = walker
  const fits = (one: Checkpoint): boolean => sameBytes(roots.get(one.size) ?? noLeaf, one.root)
  const within = checkpoints.filter((one) => one.size <= size)
  const good = within.filter(fits).at(-1)
  const agreed = good?.size ?? 0
  const findings: Finding[] = []
  if (checkpoints.some((one) => one.size > size) && !located.has(size))
    findings.push({ kind: 'cut', ...logRow(size) })
  if (size > 0 && checkpoints.length === 0)
    findings.push({ kind: 'deleted', table: checkpointTable, row: '0' })
  const wrong = within.filter((one) => !fits(one))
  for (const { size: at } of wrong.filter((one) => one.size <= agreed)) {
    findings.push({ kind: 'edited', table: checkpointTable, row: String(at), column: 'note' })
  }
  const first = wrong.find((one) => one.size > agreed)
  const isExplained = first && [...located].some((seq) => seq >= agreed && seq < first.size)
  if (first && !isExplained) findings.push({ kind: 'rewritten', ...logRow(agreed) })
  return { findings, checkpoint: good ?? checkpoints.at(-1) ?? null }
}

/** Takes single things out of batches without a promise for each. */
class BatchCursor<T> {
  readonly #batches: AsyncIterator<readonly T[]> | Iterator<readonly T[]>
  #batch: readonly T[] = []
  #at = 0
  #isDone = false

  constructor(batches: Batches<T>) {
    this.#batches =
      Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]()
  }

  /** True when the next batch must be fetched first. */
  get isEmpty(): boolean {
    return this.#at >= this.#batch.length && !this.#isDone
  }

  async fill(): Promise<void> {
    while (this.isEmpty) {
      const next = await this.#batches.next()
      this.#isDone = next.done === true
      this.#batch = next.done === true ? [] : next.value
      this.#at = 0
    }
  }

  take(): T | undefined {
    return this.#batch[this.#at++]
  }
}
