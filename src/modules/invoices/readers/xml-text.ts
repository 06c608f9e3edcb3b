import { refuse } from '../../../kernel/refusal.ts'
import { stopRead } from './stop.ts'

/**
 * The text of an XML file in the encoding that it declares; without a declaration in UTF-8 or, where that
 * does not fit, in GB18030, in which older Chinese programs write. Letters that are not in the declared
 * encoding stop it: guessed names of sellers would be worse than none.
 */
export function xmlText(bytes: Uint8Array): string {
  const marked = markOf(bytes)
  if (marked !== undefined) return decodeOr(bytes, marked, marked)
  const declared = declaredIn(bytes)
  if (declared === undefined) return decode(bytes, 'utf-8') ?? decodeOr(bytes, 'gb18030', 'UTF-8')
  const name = /^(gbk|gb2312|gb18030)$/i.test(declared) ? 'gb18030' : declared.toLowerCase()
  if (name !== 'gb18030' && name !== 'utf-8') return stopRead(refuse('invoices.xml_encoding', { declared }))
  // Text that is valid UTF-8 beyond ASCII is never GBK by chance, but reads as GBK without a fault.
  if (name === 'gb18030' && !isAscii(bytes) && decode(bytes, 'utf-8') !== undefined)
    return stopRead(refuse('invoices.xml_encoding', { declared }))
  return decodeOr(bytes, name, declared)
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  return /^\s*<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.-]{1,40})["']/i.exec(head)?.[1]
}

function decodeOr(bytes: Uint8Array, name: string, declared: string): string {
  return decode(bytes, name) ?? stopRead(refuse('invoices.xml_encoding', { declared }))
}

function decode(bytes: Uint8Array, name: string): string | undefined {
  try {
    // `stream` lets a character pass that is cut in two at the end: that file is half, and told as such.
    return new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80)
}
