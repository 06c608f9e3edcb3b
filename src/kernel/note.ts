import { fromBase64, fromHex, toBase64, toHex, toUtf8 } from './bytes.ts'
import type { Sha256 } from './hash.ts'

/** An Ed25519 public key as a signed note names it (C2SP signed-note): `id` is 8 hexadecimal digits. */
export type NoteKey = { readonly name: string; readonly id: string; readonly publicKey: Uint8Array }

/** One signature line of a note. */
export type NoteSignature = { readonly name: string; readonly id: string; readonly signature: Uint8Array }

/** A note that was read but not yet believed. `text` ends with a line break. */
export type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] }

/** Checks an Ed25519 signature: node:crypto answers at once, WebCrypto with a promise. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** Makes an Ed25519 signature of 64 bytes with the key that the caller holds. */
export type SignBytes = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>

const ed25519 = 1
const noteLengthMax = 1_000_000
const signaturesMax = 100

/** Names a 32-byte Ed25519 public key. Throws for a name that a signature line could not carry. */
export function noteKey(name: string, publicKey: Uint8Array, sha256: Sha256): NoteKey {
  if (!isKeyName(name) || publicKey.length !== 32) throw new Error(`not a note key: ${name}`)
  return { name, id: keyId(name, publicKey, sha256), publicKey }
}

/** The key as text to hand out, `name+id+base64`. */
export function formatNoteKey(key: NoteKey): string {
  return `${key.name}+${key.id}+${toBase64(Uint8Array.of(ed25519, ...key.publicKey))}`
}

/** Reads a key that was handed out; undefined when its id does not fit or it is no Ed25519 key. */
export function parseNoteKey(text: string, sha256: Sha256): NoteKey | undefined {
  const found = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim())
  if (!found) return undefined
  const [, name = '', id = '', encoded = ''] = found
  const bytes = fromBase64(encoded)
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== ed25519) return undefined
  const publicKey = bytes.slice(1)
  return keyId(name, publicKey, sha256) === id ? { name, id, publicKey } : undefined
}

/** Signs a text that ends with a line break. Throws for text that a note cannot carry. */
export async function signNote(text: string, key: NoteKey, sign: SignBytes): Promise<string> {
  if (!isNoteText(text)) throw new Error('a note is printable text that ends with a line break')
  return `${text}\n${signatureLine(key, await sign(toUtf8(text)))}`
}

/** Reads text and signature lines without believing them; undefined when it is no signed note. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > noteLengthMax) return undefined
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, split + 1)
  const lines = note.slice(split + 2, -1).split('\n')
  if (!isNoteText(text) || lines.length > signaturesMax) return undefined
  const signatures = lines.map(parseSignature)
  const good = signatures.filter((signature) => signature !== undefined)
  return good.length === lines.length ? { text, signatures: good } : undefined
}

/**
 * The text of a note that `key` signed; undefined otherwise. Signatures of other keys are passed over,
 * but every one that names this key must be right.
 */
export async function openNote(
  note: string,
  key: NoteKey,
  verify: VerifySignature,
): Promise<string | undefined> {
  const parsed = parseNote(note)
  const ours = parsed?.signatures.filter((one) => one.name === key.name && one.id === key.id) ?? []
  if (!parsed || ours.length === 0) return undefined
  for (const { signature } of ours) {
    if (signature.length !== 64) return undefined
    if (!(await verify(key.publicKey, toUtf8(parsed.text), signature))) return undefined
  }
  return parsed.text
}

function signatureLine(key: NoteKey, signature: Uint8Array): string {
  const id = fromHex(key.id) ?? new Uint8Array(0)
  return `— ${key.name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`
}

function parseSignature(line: string): NoteSignature | undefined {
  const found = /^— ([^ ]+) ([^ ]+)$/.exec(line)
  const bytes = fromBase64(found?.[2] ?? '')
  const name = found?.[1] ?? ''
  if (!isKeyName(name) || !bytes || bytes.length < 5) return undefined
  return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) }
}

function keyId(name: string, publicKey: Uint8Array, sha256: Sha256): string {
  const named = toUtf8(`${name}\n`)
  return toHex(sha256(Uint8Array.of(...named, ed25519, ...publicKey)).subarray(0, 4))
}

function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s+\p{Cc}]/u.test(name) && name.isWellFormed()
}

/** No control character but the line break (C2SP), so that no terminal shows another text than was signed. */
function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/[^\n\P{Cc}]/u.test(text) && text.isWellFormed()
}
