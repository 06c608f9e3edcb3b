import { refuse, type Refusal } from '../../../kernel/refusal.ts'

/** A part of a line that one invoice shows. */
export type Piece = { readonly invoiceId: string; readonly minor: bigint }

type Line = { readonly minor: bigint; readonly invoiceId?: string | undefined }
type Left = { readonly id: string; readonly left: bigint }

/**
 * Which invoice shows how much of which line: a line that names its own is shown by it alone, and the
 * others take what is left of each invoice in the order in which they were sent. What no invoice shows
 * needs a receipt that is none, such as a photo of a till slip.
 */
export function spread(
  lines: readonly Line[],
  invoices: readonly Left[],
  hasOtherReceipt: boolean,
): readonly (readonly Piece[])[] | Refusal {
  const rest = invoices.map(({ id, left }) => ({ id, left }))
  const pieces: Piece[][] = []
  for (const { minor, invoiceId } of lines) {
    if (invoiceId !== undefined) {
      pieces.push([{ invoiceId, minor }])
      continue
    }
    let open = minor
    const own: Piece[] = []
    for (const invoice of rest) {
      const part = invoice.left < open ? invoice.left : open
      if (part <= 0n) continue
      own.push({ invoiceId: invoice.id, minor: part })
      invoice.left -= part
      open -= part
    }
    if (open > 0n && invoices.length > 0 && !hasOtherReceipt) {
      return refuse('payments.claim_above_receipts', {}, '/body/lines')
    }
    pieces.push(own)
  }
  return pieces
}
