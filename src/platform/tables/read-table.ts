import { refuse } from '../../kernel/refusal.ts'
import { csvScanner, chooseDelimiter } from './csv.ts'
import { chooseEncoding, decodeText, type TextEncoding } from './encoding.ts'
import { gunzip } from './gzip.ts'
import {
  readLimits,
  stopReading,
  stoppedBy,
  type ByteSource,
  type Opened,
  type Read,
  type ReadLimits,
} from './read.ts'
import { sniff } from './sniff.ts'
import { readWorkbook } from './xlsx.ts'

/** How to read a file; what is left out is found out. */
export type TableOptions = {
  /** Encodings to try for a text file without a mark, likeliest first; the last is the way out. */
  readonly encodings: readonly TextEncoding[]
  readonly delimiter?: string
  /** The sheet of a workbook; must be named where several hold something. */
  readonly sheet?: string | undefined
  readonly limits?: ReadLimits
}

/**
 * Reads a table from a CSV or XLSX file, packed with gzip or not, told apart by content. First comes what the
 * file is, then its lines in order; when the file cannot be read further, a refusal comes last. Memory stays
 * with one chunk for CSV and with the packed file and its shared texts for XLSX.
 */
export async function* readTable(source: ByteSource, options: TableOptions): AsyncGenerator<Read> {
  const limits = options.limits ?? readLimits
  try {
    yield* readAny(limited(source, limits), options, limits, false)
  } catch (error) {
    const refusal = stoppedBy(error)
    if (refusal === undefined) throw error
    yield { kind: 'stopped', refusal }
  }
}

async function* readAny(
  source: ByteSource,
  options: TableOptions,
  limits: ReadLimits,
  isUnpacked: boolean,
): AsyncGenerator<Read> {
  const { head, all } = await peek(source)
  switch (sniff(head)) {
    case 'empty':
      return stopReading(refuse('imports.file_empty'))
    case 'gzip':
      if (isUnpacked) return stopReading(refuse('imports.packed_twice'))
      return yield* readAny(gunzip(all, limits), options, limits, true)
    case 'zip':
      return yield* readWorkbook(await inMemory(all, limits), limits, options.sheet)
    case 'ole':
      return stopReading(refuse('imports.old_workbook'))
    case 'pdf':
      return stopReading(refuse('imports.not_a_table'))
    case 'text':
      if (options.sheet !== undefined) stopReading(refuse('imports.no_sheets', { sheet: options.sheet }))
      return yield* readText(head, all, options, isUnpacked)
  }
}

const sampleBytes = 64 * 1024

async function* readText(
  head: Uint8Array,
  all: ByteSource,
  options: TableOptions,
  compressed: boolean,
): AsyncGenerator<Read> {
  const encoding = chooseEncoding(head, options.encodings)
  const fallback = options.encodings.find((name) => name !== 'utf-8') ?? 'utf-8'
  const sample = new TextDecoder(encoding).decode(head)
  if (sample.includes('\0')) stopReading(refuse('imports.not_a_table'))
  const delimiter = options.delimiter ?? chooseDelimiter(sample)
  const opened: Opened = { kind: 'opened', format: 'csv', compressed, encoding, delimiter, base1904: false }
  yield opened
  const isOldMac = sample.includes('\r') && !sample.includes('\n')
  const scanner = csvScanner(delimiter)
  for await (const text of decodeText(all, encoding, fallback)) {
    for (const read of scanner.push(isOldMac ? text.replaceAll('\r', '\n') : text)) yield read
  }
  for (const read of scanner.end()) yield read
}

async function* limited(source: ByteSource, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > limits.fileBytes)
      stopReading(refuse('imports.file_too_large', { megabytes: limits.fileBytes >> 20 }))
    yield chunk
  }
}

/** The first bytes of a file, and the file with them in front again. */
async function peek(source: ByteSource): Promise<{ head: Uint8Array; all: ByteSource }> {
  const rest = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < sampleBytes) {
    const next = await rest.next()
    if (next.done === true) break
    chunks.push(next.value)
    size += next.value.length
  }
  const all = (async function* () {
    yield* chunks
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  })()
  return { head: joined(chunks, size).subarray(0, sampleBytes), all }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

async function inMemory(source: ByteSource, limits: ReadLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > limits.fileBytes) stopReading(refuse('imports.unpacks_too_large'))
    chunks.push(chunk)
  }
  return joined(chunks, size)
}
