import type { StoredEntry } from '../../kernel/verifier-log.ts'
import type { StoredRow } from '../../kernel/verifier-rows.ts'
import { leafHash } from '../../kernel/merkle.ts'
import { platformSha256 } from './signing.ts'
import { idOfLine } from './store-rows.ts'

/** Entries as a few buffers that change hands between threads without being copied. */
export type PackedEntries = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  /** −1 where there is no number. */
  readonly seqs: Float64Array<ArrayBuffer>
  readonly stored: Uint8Array<ArrayBuffer>
  readonly computed: Uint8Array<ArrayBuffer>
}

/** Rows likewise. */
export type PackedRows = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  readonly digests: Uint8Array<ArrayBuffer>
}

const hashBytes = 32

/** Takes the leaf hash of each entry and packs them. */
export function packEntries(entries: readonly StoredEntry[]): PackedEntries {
  const { bytes, ends } = joined(entries.map((entry) => entry.bytes))
  const seqs = new Float64Array(entries.length)
  const stored = new Uint8Array(entries.length * hashBytes)
  const computed = new Uint8Array(entries.length * hashBytes)
  for (const [i, entry] of entries.entries()) {
    seqs[i] = entry.seq ?? -1
    if (entry.leaf) stored.set(entry.leaf, i * hashBytes)
    computed.set(leafHash(entry.bytes, platformSha256), i * hashBytes)
  }
  return { bytes, ends, seqs, stored, computed }
}

/** The entries of a pack, each as a view into it. */
export function unpackEntries(pack: PackedEntries): StoredEntry[] {
  let start = 0
  return Array.from(pack.ends, (end, i) => {
    const bytes = pack.bytes.subarray(start, end)
    start = end
    const at = i * hashBytes
    const seq = pack.seqs[i] ?? -1
    if (seq < 0) return { seq: null, bytes }
    const leaf = pack.stored.subarray(at, at + hashBytes)
    return { seq, bytes, leaf, computed: pack.computed.subarray(at, at + hashBytes) }
  })
}

/** Takes the digest of each row's line and packs the rows. */
export function packRows(rows: readonly StoredRow[]): PackedRows {
  const lines = rows.map(({ line }) => (typeof line === 'string' ? Buffer.from(line) : line))
  const digests = new Uint8Array(rows.length * hashBytes)
  for (const [i, line] of lines.entries()) digests.set(platformSha256(line), i * hashBytes)
  return { ...joined(lines), digests }
}

/** The rows of a pack, each as a view into it. */
export function unpackRows(pack: PackedRows): StoredRow[] {
  const whole = Buffer.from(pack.bytes.buffer, pack.bytes.byteOffset, pack.bytes.length)
  let start = 0
  return Array.from(pack.ends, (end, i) => {
    const line = whole.subarray(start, end)
    start = end
    const at = i * hashBytes
    return { id: idOfLine(line), line, digest: pack.digests.subarray(at, at + hashBytes) }
  })
}

function joined(parts: readonly Uint8Array[]) {
  const ends = new Uint32Array(parts.length)
  let length = 0
  for (const [i, part] of parts.entries()) ends[i] = length += part.length
  const bytes = new Uint8Array(length)
  for (const [i, part] of parts.entries()) bytes.set(part, (ends[i] ?? 0) - part.length)
  return { bytes, ends }
}
