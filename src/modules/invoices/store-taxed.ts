import type { Transaction } from '../../platform/db/transaction.ts'
import type { InvoiceRow } from './tables.ts'

/** The part of an invoice with a tax that a line of a claim uses. */
export type TaxedPart = Pick<InvoiceRow, 'number' | 'kind' | 'items'> & {
  readonly line_id: string
  readonly invoice_id: string
  readonly currency: string
  readonly minor: bigint
  readonly tax_minor: bigint
  readonly total_minor: bigint
}

/** The parts of invoices with a tax that some lines of claims use; what was given back is none. */
export async function taxedParts(tx: Transaction, lineIds: readonly string[]): Promise<TaxedPart[]> {
  if (lineIds.length === 0) return []
  const rows = await tx.sql<TaxedPart>(
    `select used.for_id as line_id, used.invoice_id, used.minor, invoice.number, invoice.kind, invoice.items,
  invoice.currency, invoice.tax_minor, invoice.total_minor
from invoices.use as used
join invoices.invoice as invoice on invoice.id = used.invoice_id
where used.for_type = 'claim_line'
and used.for_id = any($1::text[])
and used.releases is null
and not exists (select from invoices.use as given_back where given_back.releases = used.id)
and invoice.tax_minor > 0
order by used.for_id, used.invoice_id`,
    [lineIds],
    'invoices_taxed_parts',
  )
  return rows.map((row) => ({
    ...row,
    currency: row.currency.trim(),
    minor: BigInt(row.minor),
    tax_minor: BigInt(row.tax_minor),
    total_minor: BigInt(row.total_minor),
  }))
}
