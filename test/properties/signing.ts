import { createHash, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import type { Sha256 } from '../../src/kernel/hash.ts'
import type { NoteKey, SignBytes, VerifySignature } from '../../src/kernel/note.ts'
import { noteKey } from '../../src/kernel/note.ts'

const spki = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** SHA-256 of the platform. */
export const platformSha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** Checks an Ed25519 signature with the platform. */
export const verifySignature: VerifySignature = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' })
  return verify(null, message, key, signature)
}

/** Signs with the Ed25519 key that grows from 32 bytes. */
export function signWith(seed: Uint8Array): SignBytes {
  const key = privateKey(seed)
  return (message) => sign(null, message, key)
}

/** A key pair for tests, always the same for a name. */
export function testKey(name: string): { key: NoteKey; sign: SignBytes } {
  const seed = createHash('sha256').update(name).digest()
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return { key: noteKey(name, new Uint8Array(der.subarray(-32)), platformSha256), sign: signWith(seed) }
}

function privateKey(seed: Uint8Array) {
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}
