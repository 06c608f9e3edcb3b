import { refuse, type Refusal } from '../../../kernel/refusal.ts'

/**
 * Why a PDF cannot be kept as the copy of an invoice, or undefined. It is not rendered and gives no
 * facts, so that pages do not matter; it has to be whole, open and without anything that acts by itself.
 */
export function pdfObjection(bytes: Buffer): Refusal | undefined {
  const tail = bytes.subarray(Math.max(0, bytes.length - 2048)).toString('latin1')
  if (!tail.includes('%%EOF') || !tail.includes('startxref')) return refuse('invoices.pdf_damaged')
  const text = bytes.toString('latin1')
  if (/\/Encrypt\b/.test(text)) return refuse('invoices.pdf_locked')
  if (/\/(JavaScript|JS|Launch|RichMedia)\b/.test(text)) return refuse('invoices.pdf_scripted')
  return undefined
}
