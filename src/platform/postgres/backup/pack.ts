import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createHash, type KeyObject } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { ByteReader, type Bytes } from './bytes.ts'
import { newFileKey, NotOpened, opening, sealing, type FileKey, type Opener } from './sealed.ts'

/** One thing to pack: a file on disk, bytes at hand, or an empty folder. */
export type Packed =
  | { readonly path: string; readonly file: string }
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly isFolder: true }

/** A sealed part as it lies on disk. */
export type Part = {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** What it holds, before compression. */
  readonly plainBytes: number
  readonly entries: number
}

const pieceBytes = 1 << 20

/** Counts what goes through a part. */
type Tally = { plainBytes: number; entries: number }

/**
 * Packs, compresses and seals `things` into the file `name` of `folder`, on the disk when it returns; the key
 * comes back so that the part can be read again at once.
 */
export async function writePart(
  to: { readonly folder: string; readonly name: string; readonly recipient: KeyObject },
  things: AsyncIterable<Packed> | Iterable<Packed>,
): Promise<{ readonly part: Part; readonly key: FileKey }> {
  const key = newFileKey(to.recipient)
  const tally: Tally = { plainBytes: 0, entries: 0 }
  const sum = createHash('sha256')
  let bytes = 0
  const counted = async function* (source: Bytes): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      sum.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  await pipeline(
    pack(things, tally),
    createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
    sealing(key, to.name),
    counted,
    createWriteStream(`${to.folder}/${to.name}`, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return { part: { name: to.name, bytes, sha256: sum.digest('hex'), ...tally }, key }
}

/** Packed things: for each a length, its head as JSON, its bytes; at the end a length of nothing. */
async function* pack(things: AsyncIterable<Packed> | Iterable<Packed>, tally: Tally): AsyncGenerator<Buffer> {
  for await (const thing of things) {
    let isThere = false
    for await (const piece of packedOf(thing)) {
      isThere = true
      tally.plainBytes += piece.length
      yield piece
    }
    if (isThere) tally.entries += 1
  }
  yield Buffer.alloc(4)
}

async function* packedOf(thing: Packed): AsyncGenerator<Buffer> {
  if ('isFolder' in thing) yield headOf({ path: thing.path, isFolder: true, size: 0 })
  else if ('bytes' in thing) {
    yield headOf({ path: thing.path, isFolder: false, size: thing.bytes.length })
    yield thing.bytes
  } else yield* fileOf(thing)
}

/**
 * A file of a working server: one that has gone meanwhile is left out, one that grew is taken as long as it
 * was, and one that became shorter is filled up; the log of changes puts all three right.
 */
async function* fileOf({ path, file }: { path: string; file: string }): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r').catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  })
  if (handle === undefined) return
  try {
    const { size } = await handle.stat()
    yield headOf({ path, isFolder: false, size })
    for (let at = 0; at < size;) {
      const wanted = Math.min(pieceBytes, size - at)
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, at)
      yield bytesRead > 0 ? buffer.subarray(0, bytesRead) : buffer
      at += bytesRead > 0 ? bytesRead : wanted
    }
  } finally {
    await handle.close()
  }
}

/** What stands before the bytes of a packed thing. */
export type Head = { readonly path: string; readonly isFolder: boolean; readonly size: number }

function headOf(head: Head): Buffer {
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/** Where unpacked things go. */
export type Unpacking = {
  readonly begin: (head: Head) => Promise<void>
  readonly bytes: (piece: Buffer) => Promise<void>
  readonly end: () => Promise<void>
}

/** Opens a sealed part and hands over what it holds; throws `NotOpened` where it is not whole. */
export async function readPart(
  from: { readonly file: string; readonly name: string; readonly opener: Opener },
  into: Unpacking,
): Promise<{ readonly entries: number }> {
  let entries = 0
  let isWhole = false
  await pipeline(
    createReadStream(from.file, { highWaterMark: pieceBytes }),
    opening(from.opener, from.name),
    createZstdDecompress(),
    async (source: AsyncIterable<Buffer>) => {
      const reader = new ByteReader(source)
      for (;;) {
        const head = await nextHead(reader, from.name)
        if (head === undefined) break
        await into.begin(head)
        await copyBytes(reader, head.size, from.name, into)
        await into.end()
        entries += 1
      }
      isWhole = (await reader.upTo(1)) === undefined
    },
  )
  if (!isWhole) throw new NotOpened(from.name)
  return { entries }
}

async function copyBytes(reader: ByteReader, size: number, name: string, into: Unpacking): Promise<void> {
  for (let left = size; left > 0;) {
    const piece = await reader.upTo(Math.min(left, pieceBytes))
    if (piece === undefined) throw new NotOpened(name)
    await into.bytes(piece)
    left -= piece.length
  }
}

const headBytesMax = 4_096

async function nextHead(reader: ByteReader, name: string): Promise<Head | undefined> {
  const length = (await reader.exactly(4))?.readUInt32BE()
  if (length === undefined || length > headBytesMax) throw new NotOpened(name)
  if (length === 0) return undefined
  const text = await reader.exactly(length)
  const head: unknown = text && JSON.parse(text.toString('utf8'))
  if (!isHead(head)) throw new NotOpened(name)
  return head
}

/** A path never leads out of the folder that is unpacked into. */
function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('size' in value)) return false
  const { path, size } = value
  if (typeof path !== 'string' || !Number.isSafeInteger(size)) return false
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..')
}

/** The SHA-256 of a file as it lies on disk, with its size; undefined where it is not there. */
export async function sumOf(file: string): Promise<{ bytes: number; sha256: string } | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) return undefined
  const sum = createHash('sha256')
  for await (const piece of createReadStream(file, { highWaterMark: pieceBytes })) sum.update(piece as Buffer)
  return { bytes: found.size, sha256: sum.digest('hex') }
}
