/** What a file is by its first bytes; the name of a file proves nothing. */
export type FileKind = 'empty' | 'gzip' | 'zip' | 'ole' | 'pdf' | 'text'

/** Tells the kind of a file from its first eight bytes. */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty'
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip'
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip'
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'ole'
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) return 'pdf'
  return 'text'
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, i) => bytes[i] === byte)
}
