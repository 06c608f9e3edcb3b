import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { toHex } from '../../kernel/bytes.ts'
import type { Sha256 } from '../../kernel/hash.ts'
import { noteKey, type NoteKey, type SignBytes, type VerifySignature } from '../../kernel/note.ts'
import type { KeyRing } from '../../platform/keys.ts'

/** The log's key: what outsiders check with, and the hand that signs. */
export type LogSigner = { readonly key: NoteKey; readonly sign: SignBytes }

/**
 * The signer of this installation. The Ed25519 key grows from the master key in the key file, so it never
 * enters the database and needs no backup of its own. Its name carries its own digest, so that the logs of
 * two installations are never taken for one.
 */
export function logSigner(ring: KeyRing): LogSigner {
  const secret = createPrivateKey({
    key: Buffer.concat([pkcs8, ring.derive('log')]),
    format: 'der',
    type: 'pkcs8',
  })
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(der.subarray(-32))
  const name = `aboveboard/${toHex(platformSha256(publicKey)).slice(0, 12)}`
  return { key: noteKey(name, publicKey, platformSha256), sign: (message) => sign(null, message, secret) }
}

/** SHA-256 of the platform, many times as fast as the portable one. */
export const platformSha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** Checks an Ed25519 signature with the platform. */
export const verifySignature: VerifySignature = (publicKey, message, signature) =>
  verify(null, message, keyObject(publicKey), signature)

const spki = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

let known: { readonly hex: string; readonly key: KeyObject } | undefined

/** Thousands of checkpoints carry the same key: reading it each time would cost more than the checks. */
function keyObject(publicKey: Uint8Array): KeyObject {
  const hex = toHex(publicKey)
  if (known?.hex === hex) return known.key
  const key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' })
  known = { hex, key }
  return key
}
