import { hash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { refuse, type Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
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
  return !bytes.includes(0) && Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
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
  if (known) return known
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

async function findWhenAlone(tx: Transaction, digest: string): Promise<StoredFile | undefined> {
  await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 7))', [digest])
  return findFile(tx, digest)
}

type FileRow = { digest: string; bytes: string; media_type: string; wrapped_key: Buffer }

/** The file of that digest, if one is stored. */
export async function findFile(tx: Transaction, digest: string): Promise<StoredFile | undefined> {
  const [row] = await loadRow(tx, digest)
  return row && { digest: row.digest, bytes: Number(row.bytes), mediaType: row.media_type }
}

/**
 * Reads and decrypts a file. Undefined when none is stored; throws when its content is not what its digest
 * says.
 */
export async function readStoredFile(
  store: FileStore,
  tx: Transaction,
  digest: string,
): Promise<Buffer | undefined> {
  const [row] = await loadRow(tx, digest)
  if (!row) return undefined
  const key = open(store.ring.derive('file'), digest, row.wrapped_key)
  const bytes = open(key, digest, await readFile(pathOf(store, digest)))
  if (hash('sha256', bytes) !== digest) throw new Error(`file ${digest} does not match its digest`)
  return bytes
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

/** A half-written file never stands under its final name. */
async function writeOnce(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.part`, bytes, { mode: 0o600, flush: true })
  await rename(`${path}.part`, path)
}
