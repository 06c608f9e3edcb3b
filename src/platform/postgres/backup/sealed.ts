import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { publicBytes } from './backup-key.ts'
import { blocksOf, takeBytes, type Bytes } from './bytes.ts'

/**
 * A sealed file: a beginning that names the format, the public half of a key pair made for this file
 * alone, and
 * blocks of AES-256-GCM. The file's key is agreed between that pair and the backup key, so that who seals can
 * open nothing afterwards. The number of a block and whether it is the last stand in its nonce, and the name
 * of the file in its authenticated data: a block that is missing, moved, cut off or of another file does not
 * open.
 */
const beginning = Buffer.from('aboveboard sealed 1\n')

const blockBytes = 1 << 20
const tagBytes = 16
const keyBytes = 32

/** The key of one sealed file; whoever sealed it keeps it only to read the file back at once. */
export type FileKey = { readonly key: Buffer; readonly head: Buffer }

/** A fresh key for one file that only the holder of the backup key can derive again. */
export function newFileKey(recipient: KeyObject): FileKey {
  const pair = generateKeyPairSync('x25519')
  const own = publicBytes(pair.publicKey)
  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey: recipient })
  return { key: derive(shared, own, publicBytes(recipient)), head: Buffer.concat([beginning, own]) }
}

/** Seals a stream under the name that it will have. */
export function sealing(file: FileKey, name: string) {
  return async function* seal(source: Bytes): AsyncGenerator<Buffer> {
    yield file.head
    let number = 0
    for await (const { bytes, isLast } of blocksOf(source, blockBytes)) {
      const cipher = createCipheriv('aes-256-gcm', file.key, nonceOf(number, isLast))
      cipher.setAAD(Buffer.from(name))
      const sealed = cipher.update(bytes)
      cipher.final()
      yield Buffer.concat([sealed, cipher.getAuthTag()])
      number += 1
    }
  }
}

/** Who opens: the holder of the backup key, or whoever sealed just now and still has the file's key. */
export type Opener = { readonly privateKey: KeyObject } | { readonly file: FileKey }

/** A sealed file is not what it was: damaged, cut off, renamed, or sealed for another backup key. */
export class NotOpened extends Error {
  constructor(name: string, cause?: unknown) {
    super(`${name} does not open`, { cause })
    this.name = 'NotOpened'
  }
}

/** Opens a sealed stream; throws `NotOpened` at the first block that is not right. */
export function opening(opener: Opener, name: string) {
  return async function* open(source: Bytes): AsyncGenerator<Buffer> {
    const { taken: head, rest } = await takeBytes(source, beginning.length + keyBytes)
    if (!head?.subarray(0, beginning.length).equals(beginning)) throw new NotOpened(name)
    const key = keyOf(opener, head.subarray(beginning.length))
    let number = 0
    for await (const { bytes, isLast } of blocksOf(rest, blockBytes + tagBytes)) {
      yield openBlock({ key, name, nonce: nonceOf(number, isLast) }, bytes)
      number += 1
    }
  }
}

function openBlock(how: { key: Buffer; name: string; nonce: Buffer }, bytes: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', how.key, how.nonce)
    decipher.setAAD(Buffer.from(how.name))
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
    const plain = decipher.update(bytes.subarray(0, bytes.length - tagBytes))
    decipher.final()
    return plain
  } catch (fault) {
    throw new NotOpened(how.name, fault)
  }
}

function keyOf(opener: Opener, sender: Buffer): Buffer {
  if ('file' in opener) return opener.file.key
  const key = Buffer.concat([spki, sender])
  const shared = diffieHellman({
    privateKey: opener.privateKey,
    publicKey: createPublicKey({ key, format: 'der', type: 'spki' }),
  })
  return derive(shared, sender, publicBytes(createPublicKey(opener.privateKey)))
}

/** The frame in which a bare X25519 key is read. */
const spki = Buffer.from('302a300506032b656e032100', 'hex')

/** Both public halves are bound in, so that the key belongs to this file and this recipient. */
function derive(shared: Buffer, sender: Buffer, recipient: Buffer): Buffer {
  const salt = Buffer.concat([sender, recipient])
  return Buffer.from(hkdfSync('sha256', shared, salt, 'aboveboard backup file 1', 32))
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
