import { encodeGb18030 } from '../../../platform/gb18030.ts'
import type { BatchTemplate } from './batch-template.ts'

/**
 * Text in the bank's encoding, or undefined where a letter has no place in it: a name with a question mark in
 * it is another name. GBK has two bytes a letter at most, so what GB18030 writes with four is none of it.
 */
export function encoded(text: string, encoding: BatchTemplate['encoding']): Uint8Array | undefined {
  if (!text.isWellFormed()) return undefined
  if (encoding === 'utf-8' || encoding === 'utf-8-mark') return new TextEncoder().encode(text)
  const bytes = new Uint8Array(encodeGb18030(text))
  if (new TextDecoder('gb18030').decode(bytes) !== text) return undefined
  return encoding === 'gbk' && hasFourBytes(bytes) ? undefined : bytes
}

/** The second byte of a four-byte letter is a digit; that of a two-byte letter never is. */
function hasFourBytes(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 0x80) continue
    const next = bytes[i + 1] ?? 0
    if (next >= 0x30 && next <= 0x39) return true
    i++
  }
  return false
}

/** The first letter of a text that the encoding cannot write; undefined where it can write them all. */
export function unwritable(text: string, encoding: BatchTemplate['encoding']): string | undefined {
  return [...text].find((letter) => encoded(letter, encoding) === undefined)?.toWellFormed()
}
