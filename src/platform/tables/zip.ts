import { Inflate } from 'fflate'
import { refuse } from '../../kernel/refusal.ts'
import { stopReading, type ReadLimits } from './read.ts'

/** One file inside an archive. */
export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly packed: number
  /** Where its local header begins. */
  readonly offset: number
}

/** What may still be unpacked from one archive; shared by its entries and counted down. */
export type UnpackBudget = { left: number }

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50

/** The directory of a ZIP archive. Stops on encryption, on archives over 4 GB and on damage. */
export function zipEntries(bytes: Uint8Array, limits: ReadLimits): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.entries) stopReading(refuse('imports.unpacks_too_large'))
  const entries = new Map<string, ZipEntry>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark)
      stopReading(refuse('imports.archive_damaged'))
    if ((view.getUint16(at + 8, true) & 1) !== 0) stopReading(refuse('imports.file_locked'))
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record lies in the last 64 kB, because only a comment may follow it. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return stopReading(refuse('imports.archive_damaged'))
}

/** Unpacks one entry in pieces, so that a large sheet never lies in memory as a whole. */
export function* unpack(
  bytes: Uint8Array,
  entry: ZipEntry,
  budget: UnpackBudget,
  limits: ReadLimits,
): Generator<Uint8Array> {
  const packed = packedBytes(bytes, entry)
  const out: Uint8Array[] = []
  const inflate = new Inflate((chunk) => void out.push(chunk))
  let unpacked = 0
  const step = 32 * 1024
  for (let at = 0; at < packed.length; at += step) {
    const piece = packed.subarray(at, at + step)
    if (entry.method === 0) out.push(piece)
    else inflateStep(inflate, piece, at + step >= packed.length)
    for (const chunk of out.splice(0)) {
      unpacked += chunk.length
      budget.left -= chunk.length
      if (budget.left < 0 || unpacked > 16 * 1024 * 1024 + entry.packed * limits.ratio) {
        stopReading(refuse('imports.unpacks_too_large'))
      }
      yield chunk
    }
  }
}

function inflateStep(inflate: Inflate, piece: Uint8Array, isLast: boolean): void {
  try {
    inflate.push(piece, isLast)
  } catch {
    stopReading(refuse('imports.archive_damaged'))
  }
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset } = entry
  const isKnown = entry.method === 0 || entry.method === 8
  if (!isKnown || offset + 30 > bytes.length || view.getUint32(offset, true) !== localMark) {
    return stopReading(refuse('imports.archive_damaged'))
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + entry.packed > bytes.length) stopReading(refuse('imports.archive_damaged'))
  return bytes.subarray(start, start + entry.packed)
}
