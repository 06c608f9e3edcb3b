import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { Transaction } from './db/transaction.ts'

/** The keys that never enter the database: one master key, from which the others are derived by purpose. */
export type KeyRing = {
  /** A 32-byte key for one purpose, for example `file` or `session`. */
  readonly derive: (purpose: string) => Buffer
}

/** A key ring over a 32-byte master key. Throws on another length. */
export function keyRing(master: Buffer): KeyRing {
  if (master.length !== 32) throw new Error('the master key must have 32 bytes')
  const derived = new Map<string, Buffer>()
  return {
    derive: (purpose) => {
      const known = derived.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync('sha256', master, 'aboveboard', purpose, 32))
      derived.set(purpose, key)
      return key
    },
  }
}

const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts with AES-256-GCM. `place` (table, column and row, or a file's digest) is authenticated,
 * so that a ciphertext moved to another place does not open. Gives iv, tag and ciphertext in one buffer.
 */
export function seal(key: Buffer, place: string, plain: Buffer, iv: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Opens what `seal` closed. Throws when the key, the place or a single bit is wrong. */
export function open(key: Buffer, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
}

/**
 * What the log shows of a personal value: it proves the value to whoever holds the key and tells others
 * nothing.
 */
export function commitment(subjectKey: Buffer, column: string, text: string): string {
  return createHmac('sha256', subjectKey).update(`${column}\n${text}`).digest('hex')
}

type KeyRow = { subject_id: string; wrapped_key: Buffer | null }

/** Loads the keys of `subjects`, and makes those that do not exist yet. A shredded subject has no key. */
export async function subjectKeys(
  tx: Transaction,
  ring: KeyRing,
  subjects: readonly string[],
  random: (bytes: number) => Buffer,
  now: string,
): Promise<Map<string, Buffer>> {
  const ids = [...new Set(subjects)].sort()
  if (ids.length === 0) return new Map()
  const found = await loadKeys(tx, ring, ids)
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length === 0) return found
  await makeKeys(tx, ring, missing, random, now)
  return loadKeys(tx, ring, ids)
}

/** Loads the keys of `subjects` that exist and are not shredded. */
export async function loadKeys(
  tx: Transaction,
  ring: KeyRing,
  subjects: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await tx.sql<KeyRow>(
    'select subject_id, wrapped_key from platform.subject_key where subject_id = any($1)',
    [subjects],
    'subject_keys_load',
  )
  const wrapping = ring.derive('subject')
  return new Map(
    rows.flatMap((row) =>
      row.wrapped_key === null ? [] : [[row.subject_id, open(wrapping, row.subject_id, row.wrapped_key)]],
    ),
  )
}

/**
 * A subject's key from its stored, wrapped form; undefined when that is damaged or stands for another
 * subject.
 */
export function openSubjectKey(ring: KeyRing, subject: string, wrapped: Buffer): Buffer | undefined {
  try {
    return open(ring.derive('subject'), subject, wrapped)
  } catch {
    return undefined
  }
}

async function makeKeys(
  tx: Transaction,
  ring: KeyRing,
  ids: readonly string[],
  random: (bytes: number) => Buffer,
  now: string,
): Promise<void> {
  const wrapping = ring.derive('subject')
  const wrapped = ids.map((id) => seal(wrapping, id, random(32), random(ivBytes)))
  await tx.sql(
    `insert into platform.subject_key (subject_id, wrapped_key, made_at)
select given.id, given.key, $3
from unnest($1::text[], $2::bytea[]) as given(id, key)
on conflict (subject_id) do nothing`,
    [ids, wrapped, now],
    'subject_keys_make',
  )
}
