import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { refuse } from '../../kernel/refusal.ts'
import { stopReading, stoppedBy, type ByteSource, type ReadLimits } from './read.ts'

const ratioStartsAt = 16 * 1024 * 1024

/** Unpacks a gzip file as a stream and stops when it grows beyond the limits. */
export async function* gunzip(source: ByteSource, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  let packed = 0
  let unpacked = 0
  const counted = Readable.from(tapped(source, (bytes) => (packed += bytes)))
  const stream = pipeline(counted, createGunzip(), () => undefined)
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Uint8Array
      unpacked += bytes.length
      const expands = unpacked > ratioStartsAt && unpacked > packed * limits.ratio
      if (expands || unpacked > limits.unpackedBytes) stopReading(refuse('imports.unpacks_too_large'))
      yield bytes
    }
  } catch (error) {
    if (stoppedBy(error) === undefined && isDamage(error)) stopReading(refuse('imports.archive_damaged'))
    throw error
  }
}

async function* tapped(source: ByteSource, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length)
    yield chunk
  }
}

/** zlib names what is wrong with the file in `code` (Z_DATA_ERROR, Z_BUF_ERROR); other errors are ours. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
