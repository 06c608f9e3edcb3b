import { hash } from 'node:crypto'
import { mkdir, open as openFile, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Pool } from 'pg'
import { refuse, type Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import { readOnly } from './db/in-transaction.ts'
import type { Transaction } from './db/transaction.ts'
import { open, seal, type KeyRing } from './keys.ts'

/** The evidence files: named by the digest of their content, encrypted each under its own key. */
export type FileStore = {
  readonly folder: string
  readonly ring: KeyRing
  readonly random: (bytes: number) => Buffer
}

/** What is known of a stored file. */
export type StoredFile = { readonly digest: string; readonly bytes: number; readonly mediaType: string }

/** 20 MB: a scanned contract fits, a film does not. */
export const fileBytesMax = 20 * 1024 * 1024

const signatures: [string, (bytes: Buffer) => boolean][] = [
  ['application/pdf', (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-'],
  ['image/png', (bytes) => bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a'],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff'],
  ['application/zip', (bytes) => bytes.subarray(0, 4).toString('hex') === '504b0304'],
  ['text/plain', isPlainText],
]

function isPlainText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) || isChineseText(bytes)
}

/**
 * Text in GB18030, of which GBK is a part, as Chinese tax and bank programs write their tables and XML. Any
 * letters that it has no place for, or that no text contains, make it no text: half of a program reads so.
 */
function isChineseText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return !/[\p{Co}\p{Cn}\uFFFD]|(?![\t\n\f\r])\p{Cc}/u.test(text)
  } catch {
    return false
  }
}

/** A picture as web pages have it, which many programs of finance and auditors do not show. */
export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
}

/** A picture as some telephones take it, which browsers do not show. */
export function isHeic(bytes: Buffer): boolean {
  return (
    bytes.toString('latin1', 4, 8) === 'ftyp' &&
    /^(hei[cxms]|hev[cxms]|mif1|msf1|avif|avis)$/.test(bytes.toString('latin1', 8, 12))
  )
}

/**
 * The media type by content, never by name. Office files and OFD are ZIP archives and are kept as such.
 * Gives a refusal for what evidence cannot be, such as a program or a web page.
 */
export function sniff(bytes: Buffer): string | Refusal {
  if (bytes.length === 0) return refuse('platform.file_empty')
  if (bytes.length > fileBytesMax)
    return refuse('platform.file_too_large', { limitMb: fileBytesMax / 1024 / 1024 })
  const start = bytes.subarray(0, 512).toString('latin1').trimStart().toLowerCase()
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || start.startsWith('<svg')) {
    return refuse('platform.file_kind')
  }
  if (isHeic(bytes)) return refuse('platform.file_heic')
  if (isWebp(bytes)) return refuse('platform.file_webp')
  return signatures.find(([, matches]) => matches(bytes))?.[0] ?? refuse('platform.file_kind')
}

/**
 * Stores the content once, whoever brings it; the row joins the caller's transaction. Two people who bring
 * the same content at the same moment wait for each other, for each would seal it under a key of their own.
 * `kind` is for a caller whose own reader tells the content apart, such as an import of a packed register.
 */
export async function storeFile(
  store: FileStore,
  tx: Transaction,
  bytes: Buffer,
  now: Instant,
  kind?: string,
): Promise<StoredFile | Refusal> {
  const mediaType = kind ?? sniff(bytes)
  if (typeof mediaType !== 'string') return mediaType
  const digest = hash('sha256', bytes)
  const known = (await findFile(tx, digest)) ?? (await findWhenAlone(tx, digest))
  if (known) {
    await restoreLost(store, tx, digest, bytes)
    return known
  }
  const key = store.random(32)
  await writeOnce(pathOf(store, digest), seal(key, digest, bytes, store.random(12)))
  const wrapped = seal(store.ring.derive('file'), digest, key, store.random(12))
  await tx.sql(
    `insert into platform.file (digest, bytes, media_type, wrapped_key, stored_at)
values ($1, $2, $3, $4, $5)
on conflict (digest) do nothing`,
    [digest, bytes.length, mediaType, wrapped, now],
  )
  return { digest, bytes: bytes.length, mediaType }
}

/**
 * Whoever brings a content again whose file is gone or damaged brings it back, under the key that it had. The
 * lock keeps two who do so from writing into each other's file.
 */
async function restoreLost(store: FileStore, tx: Transaction, digest: string, bytes: Buffer): Promise<void> {
  const [row] = await loadRow(tx, digest)
  if (!row || (await lossOf(store, row)) === undefined) return
  await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 7))', [digest])
  const key = open(store.ring.derive('file'), digest, row.wrapped_key)
  await writeOnce(pathOf(store, digest), seal(key, digest, bytes, store.random(12)))
}

/** What became of a file that its row still names. */
export type FileLoss = 'missing' | 'damaged'

/** The content of a stored file is not there any more, or is not what its digest says. */
export class FileLost extends Error {
  readonly digest: string
  readonly loss: FileLoss

  constructor(digest: string, loss: FileLoss, cause?: unknown) {
    super(`file ${digest} is ${loss}`, { cause })
    this.name = 'FileLost'
    this.digest = digest
    this.loss = loss
  }
}

/**
 * Looks at every stored file and gives those whose content cannot be read back, by digest. One file after
 * the other, for a look at all of them must not take the disk from those who work, and none while a
 * transaction is open: the server ends one that waits for a slow disk. `stopped` ends it between two files,
 * with its reason.
 */
export async function findLostFiles(
  store: FileStore,
  pool: Pool,
  stopped?: AbortSignal,
): Promise<ReadonlyMap<string, FileLoss>> {
  const lost = new Map<string, FileLoss>()
  let after = ''
  for (;;) {
    const rows = await readOnly(pool, [], (tx) => loadRowsAfter(tx, after))
    for (const row of rows) {
      stopped?.throwIfAborted()
      const loss = await lossOf(store, row)
      if (loss) lost.set(row.digest, loss)
      after = row.digest
    }
    if (rows.length < filesAtOnce) return lost
  }
}

const filesAtOnce = 500

function loadRowsAfter(tx: Transaction, digest: string): Promise<FileRow[]> {
  return tx.sql<FileRow>(
    `select digest, bytes, media_type, wrapped_key
from platform.file
where digest > $1
order by digest
limit $2`,
    [digest, filesAtOnce],
  )
}

async function lossOf(store: FileStore, row: FileRow): Promise<FileLoss | undefined> {
  try {
    await readContent(store, row)
    return undefined
  } catch (fault) {
    if (fault instanceof FileLost) return fault.loss
    throw fault
  }
}

async function findWhenAlone(tx: Transaction, digest: string): Promise<StoredFile | undefined> {
  await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 7))', [digest])
  return findFile(tx, digest)
}

type FileRow = { digest: string; bytes: string; media_type: string; wrapped_key: Buffer }

/** The file of that digest, if one is stored. */
async function findFile(tx: Transaction, digest: string): Promise<StoredFile | undefined> {
  const [row] = await loadRow(tx, digest)
  return row && { digest: row.digest, bytes: Number(row.bytes), mediaType: row.media_type }
}

/**
 * Reads and decrypts a file. Undefined when none is stored; throws `FileLost` when its content is gone or is
 * not what its digest says.
 */
export async function readStoredFile(
  store: FileStore,
  tx: Transaction,
  digest: string,
): Promise<Buffer | undefined> {
  const [row] = await loadRow(tx, digest)
  if (!row) return undefined
  return readContent(store, row)
}

/** A key that does not open its own row is the wrong master key, and no loss of this file. */
async function readContent(store: FileStore, { digest, wrapped_key }: FileRow): Promise<Buffer> {
  const key = open(store.ring.derive('file'), digest, wrapped_key)
  const sealed = await readFile(pathOf(store, digest)).catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') throw new FileLost(digest, 'missing', fault)
    throw fault
  })
  const bytes = opened(key, digest, sealed)
  if (bytes === undefined || hash('sha256', bytes) !== digest) throw new FileLost(digest, 'damaged')
  return bytes
}

function opened(key: Buffer, digest: string, sealed: Buffer): Buffer | undefined {
  try {
    return open(key, digest, sealed)
  } catch {
    return undefined
  }
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : undefined
}

function loadRow(tx: Transaction, digest: string): Promise<FileRow[]> {
  return tx.sql<FileRow>(
    'select digest, bytes, media_type, wrapped_key from platform.file where digest = $1',
    [digest],
  )
}

function pathOf(store: FileStore, digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('not a digest')
  return join(store.folder, digest.slice(0, 2), digest)
}

/**
 * A half-written file never stands under its final name, and the name is on the disk before the row is: after
 * a power cut a row without its file would be evidence that is gone.
 */
async function writeOnce(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${path}.part`, bytes, { mode: 0o600, flush: true })
  await rename(`${path}.part`, path)
  for (const each of [folder, dirname(folder)]) await syncFolder(each)
}

/** Windows keeps its folders itself and opens none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await openFile(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
