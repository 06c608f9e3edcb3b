import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setupFault } from '../../setup-fault.ts'

const publicPrefix = 'aboveboard-backup-public-1:'
const privatePrefix = 'aboveboard-backup-private-1:'

/**
 * A new backup key: the public half seals and stays with the server, the private half opens and goes
 * away.
 */
export function makeBackupKey(): { readonly publicText: string; readonly privateText: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  return {
    publicText: `${publicPrefix}${publicBytes(publicKey).toString('base64')}`,
    privateText: `${privatePrefix}${secret.toString('base64')}`,
  }
}

/** The bare 32 bytes of a public key. */
export function publicBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** Names a backup key without telling it. */
export function keyName(key: KeyObject): string {
  return publicBytes(key).toString('base64').slice(0, 10)
}

/** True for the text of a public backup key. */
export function isPublicText(text: string): boolean {
  return bare(text, publicPrefix) !== undefined
}

/** Where the public half lies unless a setting names it. */
export function publicKeyFile(data: string): string {
  return join(data, 'keys', 'backup.pub')
}

/** The public half: from the setting, or from the data folder; undefined where there is none. */
export function findPublicKey(data: string, setting: string | undefined): KeyObject | undefined {
  const file = publicKeyFile(data)
  const text = setting ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  if (text === undefined) return undefined
  const bytes = bare(text, publicPrefix)
  if (bytes === undefined) throw setupFault('setup.file_damaged', { file })
  const key = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes])
  return createPublicKey({ key, format: 'der', type: 'spki' })
}

/** The private half, from the file that was kept away from the server. */
export function readPrivateKey(file: string): KeyObject {
  const bytes = bare(readFileSync(file, 'utf8'), privatePrefix)
  if (bytes === undefined) throw setupFault('setup.backup_key_unreadable', { file })
  const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytes])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

function bare(text: string, prefix: string): Buffer | undefined {
  const line = text.trim()
  if (!line.startsWith(prefix)) return undefined
  const bytes = Buffer.from(line.slice(prefix.length), 'base64')
  return bytes.length === 32 ? bytes : undefined
}
