import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { fileBytesMax, isHeic, isWebp } from '../../../platform/files.ts'
import { sumsObjection, type ReadInvoice } from '../domain.ts'
import { readEInvoice } from './e-invoice.ts'
import { readOfd } from './ofd.ts'
import { pdfObjection } from './pdf.ts'
import { readPhoto } from './photo.ts'
import { ReadStop } from './stop.ts'

/**
 * Reads the file of one invoice by its content, never by its name: XML, OFD, a photo, or a PDF that is
 * kept as a copy. What was brought by somebody else is never trusted: whatever is wrong with it is a
 * refusal in words.
 */
export async function readInvoice(bytes: Buffer): Promise<ReadInvoice | Refusal> {
  if (bytes.length === 0) return refuse('platform.file_empty')
  if (bytes.length > fileBytesMax)
    return refuse('platform.file_too_large', { limitMb: fileBytesMax / 1024 / 1024 })
  try {
    const read = await readKind(bytes)
    return isRefusal(read) ? read : (sumsObjection(read.facts) ?? read)
  } catch (fault) {
    if (fault instanceof ReadStop) return fault.refusal
    throw fault
  }
}

async function readKind(bytes: Buffer): Promise<ReadInvoice | Refusal> {
  const head = bytes.subarray(0, 16)
  if (head.toString('hex', 0, 8) === '89504e470d0a1a0a') return photo(bytes, 'image/png')
  if (head.toString('hex', 0, 3) === 'ffd8ff') return photo(bytes, 'image/jpeg')
  if (isHeic(head)) return refuse('invoices.photo_heic')
  if (isWebp(head)) return refuse('invoices.photo_webp')
  if (head.toString('latin1', 0, 5) === '%PDF-') {
    const copy = { readAs: 'pdf', mediaType: 'application/pdf', unread: 'paper_copy' } as const
    return pdfObjection(bytes) ?? { ...copy, facts: {}, source: undefined }
  }
  if (head.toString('latin1', 0, 2) === 'PK')
    return { readAs: 'ofd', mediaType: 'application/ofd', ...readOfd(bytes) }
  if (!isXml(bytes)) return refuse('invoices.file_unknown')
  return { readAs: 'xml', mediaType: 'application/xml', facts: readEInvoice(bytes), source: 'xml' }
}

async function photo(bytes: Buffer, mediaType: string): Promise<ReadInvoice> {
  const read = await readPhoto(bytes)
  return { readAs: 'photo', mediaType, source: read.unread === undefined ? 'qr' : undefined, ...read }
}

/** XML begins with `<` behind a mark and blanks, in one byte a letter or in two; a web page is none. */
function isXml(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 300)
  const plain = start
    .toString('latin1')
    .replace(/\0/g, '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
  return plain.startsWith('<') && !/^<(!doctype\s+html|html|svg)/i.test(plain)
}
