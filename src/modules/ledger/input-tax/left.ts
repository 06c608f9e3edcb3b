import type { InvoiceFault } from './deps.ts'
import type { InputTaxRow } from './tables.ts'

/** A part of an invoice behind a line of a claim: what its rows have in common. */
function partKey({ line_id: lineId, invoice_id: invoiceId }: InputTaxRow): string {
  return `${lineId} ${invoiceId}`
}

/**
 * The credits among some rows that stand for something still, with what is left of each as their amount. The
 * rows of each part have to be whole.
 */
export function stillCredited(rows: readonly InputTaxRow[]): InputTaxRow[] {
  return standingCredits(rows).filter(({ minor }) => minor > 0n)
}

/** The credits among some rows that were not taken back with their claim or benefit, with what is left. */
export function standingCredits(rows: readonly InputTaxRow[]): InputTaxRow[] {
  const left = new Map<string, bigint>()
  const ended = new Set<string>()
  for (const row of rows) {
    left.set(partKey(row), (left.get(partKey(row)) ?? 0n) + row.minor)
    if (row.why === 'taken_back') ended.add(partKey(row))
  }
  return rows.flatMap((row) =>
    row.why === 'credited' && !ended.has(partKey(row))
      ? [{ ...row, minor: left.get(partKey(row)) ?? 0n }]
      : [],
  )
}

/** What is to be turned out of a credit, as far as its invoice tells. */
export type Proposal = { readonly credit: InputTaxRow; readonly fault: InvoiceFault; readonly minor: bigint }

/**
 * What the faults of invoices propose to turn out: all that is left of an invoice that is void or false, and
 * of one that a red letter takes back in part its share, rounded up, less what was turned out before. Nothing
 * is turned out by itself.
 */
export function proposals(rows: readonly InputTaxRow[], faults: readonly InvoiceFault[]): Proposal[] {
  const byInvoice = new Map(faults.map((fault) => [fault.invoiceId, fault]))
  return stillCredited(rows).flatMap((credit): Proposal[] => {
    const fault = byInvoice.get(credit.invoice_id)
    if (!fault) return []
    const minor = least(credit.minor, dueOf(credit, fault))
    return minor > 0n ? [{ credit, fault, minor }] : []
  })
}

function dueOf({ tax_minor: credited, minor: left }: InputTaxRow, { share }: InvoiceFault): bigint {
  if (!share) return left
  const due = (credited * share.part + share.of - 1n) / share.of
  return due - (credited - left)
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
