import { crc32, inflateRawSync } from 'node:zlib'
import { refuse } from '../../../kernel/refusal.ts'
import { stopRead } from './stop.ts'

/** The files of an archive that may be read: their names, and the content of each when it is asked for. */
export type Archive = { readonly names: readonly string[]; readonly read: (name: string) => Buffer }

const entriesMax = 500
/** All entries together, unpacked, by what they say and by what is really read. */
const unpackedMax = 40 * 1024 * 1024
const entryMax = 4 * 1024 * 1024
/** XML packs twenty to one; beyond two hundred to one there is nothing but repetition. */
const ratioMax = 200
const ratioFrom = 1024 * 1024

type Entry = {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50

/**
 * Opens a ZIP archive with all its names checked before anything is unpacked: their number, what they
 * unpack to, no path that leads outside, no archive inside. Nothing is ever written to a disk.
 */
export function openArchive(bytes: Buffer): Archive {
  const entries = entriesOf(bytes)
  checkNames(entries)
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  const isBomb = entries.some(({ packed, unpacked }) => unpacked > ratioFrom && unpacked > packed * ratioMax)
  if (total > unpackedMax || isBomb) tooLarge()
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  let left = unpackedMax
  return {
    names: [...byName.keys()],
    read: (name) => {
      const entry = byName.get(name)
      if (!entry) return stopRead(refuse('invoices.archive_damaged'))
      const content = contentOf(bytes, entry, Math.min(entryMax, left))
      left -= content.length
      if (content.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
        stopRead(refuse('invoices.archive_nested', { name: shown(name) }))
      return content
    },
  }
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > entriesMax) stopRead(refuse('invoices.archive_too_many', { count, limit: entriesMax }))
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== centralMark) damaged()
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) stopRead(refuse('invoices.archive_locked'))
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The end record lies in the last 64 kB, because only a comment may follow it. */
function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 65_535)
  for (let at = bytes.length - 22; at >= lowest; at--) if (bytes.readUInt32LE(at) === endMark) return at
  return damaged()
}

function checkNames(entries: readonly Entry[]): void {
  const seen = new Set<string>()
  for (const { name } of entries) {
    if (isOutside(name) || seen.has(name)) stopRead(refuse('invoices.archive_path', { name: shown(name) }))
    if (/\.(zip|ofd|rar|7z|gz|tar|jar|docx|xlsx)$/i.test(name))
      stopRead(refuse('invoices.archive_nested', { name: shown(name) }))
    seen.add(name)
  }
}

function isOutside(name: string): boolean {
  const parts = name.split(/[/\\]/)
  return name === '' || /^([/\\]|[a-z]:)/i.test(name) || name.includes('\0') || parts.includes('..')
}

function contentOf(bytes: Buffer, entry: Entry, limit: number): Buffer {
  const { offset, packed, method } = entry
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localMark) damaged()
  const nameLength = bytes.readUInt16LE(offset + 26)
  const name = bytes.subarray(offset + 30, offset + 30 + nameLength).toString('utf8')
  const start = offset + 30 + nameLength + bytes.readUInt16LE(offset + 28)
  // Two names for one entry are how two programs are made to see two files.
  if (name !== entry.name || start + packed > bytes.length) damaged()
  const content = unpacked(bytes.subarray(start, start + packed), method, limit)
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) damaged()
  return content
}

function unpacked(packed: Buffer, method: number, limit: number): Buffer {
  if (method === 0) return packed.length > limit ? tooLarge() : packed
  if (method !== 8) return damaged()
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) })
  } catch (fault) {
    const isLarge = fault instanceof Error && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE'
    return isLarge ? tooLarge() : damaged()
  }
}

function shown(name: string): string {
  return name
    .toWellFormed()
    .replace(/\p{Cc}/gu, '?')
    .slice(0, 60)
}

function damaged(): never {
  return stopRead(refuse('invoices.archive_damaged'))
}

function tooLarge(): never {
  return stopRead(refuse('invoices.archive_too_large', { limitMb: unpackedMax / 1024 / 1024 }))
}
