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

/** An invoice with a tax that was used and is not what it was taken for. */
type FaultyInvoice = {
  readonly invoiceId: string
  readonly ground: 'void' | 'red_letter' | 'false'
  /** How much of what was used a red letter takes back; absent where all of it counts no more. */
  readonly share?: { readonly part: bigint; readonly of: bigint }
}

/**
 * The used invoices of an entity that the tax authority calls void, reversed or false, and those of which red
 * letters take back more than was left unused.
 */
export async function faultyInvoices(tx: Transaction, entityId: string): Promise<FaultyInvoice[]> {
  type Row = Pick<InvoiceRow, 'id' | 'check_state'> & {
    readonly result: string | null
    readonly used: string
    readonly short: string
  }
  const rows = await tx.sql<Row>(
    `select invoice.id, invoice.check_state, invoice.used_minor::text as used,
  (invoice.used_minor + invoice.reversed_minor - invoice.total_minor)::text as short,
  (
    select said.result from invoices.official_check as said
    where said.invoice_id = invoice.id
    order by said.recorded_at desc, said.id desc
    limit 1
  ) as result
from invoices.invoice as invoice
where invoice.entity_id = $1
and invoice.tax_minor > 0
and invoice.used_minor > 0
and (invoice.check_state = 'bad' or invoice.used_minor + invoice.reversed_minor > invoice.total_minor)
order by invoice.id`,
    [entityId],
    'invoices_faulty',
  )
  return rows.map(({ id: invoiceId, check_state: state, result, used, short }) => {
    const [of, part] = [BigInt(used), BigInt(short)]
    const isBad = state === 'bad'
    if (isBad && result === 'voided') return { invoiceId, ground: 'void' }
    if (isBad && result !== 'reversed') return { invoiceId, ground: 'false' }
    // The service says that it is reversed, and our letters how much of it.
    const share = part > 0n && part < of ? { share: { part, of } } : {}
    return { invoiceId, ground: 'red_letter', ...share }
  })
}
