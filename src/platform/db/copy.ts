import { to as copyTo } from 'pg-copy-streams'
import type { Transaction } from './transaction.ts'

/**
 * The lines of a `COPY … TO STDOUT` in text format, without their line breaks, a network packet at a time.
 */
export async function* copyLines(tx: Transaction, sql: string): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunksOf(tx, sql)) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const lines: Buffer[] = []
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      lines.push(bytes.subarray(from, end))
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (lines.length > 0) yield lines
  }
}

/** The values of one row in COPY's binary format; null for NULL. */
export type CopyTuple = readonly (Buffer | null)[]

const headerBytes = 19

/** The rows of a `COPY … TO STDOUT (FORMAT binary)`: no escapes to undo, so long texts cost no copying. */
export async function* copyTuples(tx: Transaction, sql: string): AsyncGenerator<CopyTuple[]> {
  let rest: Buffer = Buffer.alloc(0)
  let isAtStart = true
  for await (const chunk of chunksOf(tx, sql)) {
    let bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (isAtStart) {
      if (bytes.length < headerBytes) {
        rest = bytes
        continue
      }
      bytes = bytes.subarray(headerBytes)
      isAtStart = false
    }
    const tuples: CopyTuple[] = []
    let at = 0
    for (let next = readTuple(bytes, at); next; next = readTuple(bytes, at)) {
      tuples.push(next.tuple)
      at = next.end
    }
    rest = bytes.subarray(at)
    if (tuples.length > 0) yield tuples
  }
}

/** One row, or undefined when it has not arrived whole, or when the trailer (-1 columns) is reached. */
function readTuple(bytes: Buffer, from: number): { tuple: CopyTuple; end: number } | undefined {
  if (from + 2 > bytes.length) return undefined
  const count = bytes.readInt16BE(from)
  if (count < 0) return undefined
  const tuple: (Buffer | null)[] = []
  let at = from + 2
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) return undefined
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) {
      tuple.push(null)
      continue
    }
    if (at + length > bytes.length) return undefined
    tuple.push(bytes.subarray(at, at + length))
    at += length
  }
  return { tuple, end: at }
}

/** The bytes as they come. Ends when the connection is free again, a moment after the last of them. */
async function* chunksOf(tx: Transaction, sql: string): AsyncGenerator<Buffer> {
  const isFree = new Promise<void>((resolve) => tx.client.once('drain', () => resolve()))
  for await (const chunk of tx.client.query(copyTo(sql))) yield chunk
  await isFree
}
