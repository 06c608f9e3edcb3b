import type { Instant } from '../../kernel/time.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { StoredFile } from '../../platform/files.ts'
import { keyOf, type FactName, type InvoiceFacts, type ReadInvoice, type SourcedFacts } from './domain.ts'
import { invoiceAlertTable, invoiceFileTable, type InvoiceAlertRow, type InvoiceRow } from './tables.ts'

/** A file as it came, with what was read of it. */
export type BroughtFile = { readonly name: string; readonly digest: string }

/** What was read of the files of a call, by digest. The bytes stay out of the idempotency hash. */
export type Readings = ReadonlyMap<string, ReadInvoice>

/** The columns of facts. The facts are whole: number, day, total and currency are there. */
export function factColumns({ facts, sources }: SourcedFacts) {
  const { number, issuedOn, total, currency } = facts
  if (number === undefined || issuedOn === undefined || total === undefined || currency === undefined) {
    throw new Error('an invoice without number, day, total or currency is refused before')
  }
  return {
    key: keyOf(facts),
    code: facts.code ?? null,
    number,
    kind: facts.kind ?? null,
    seller_name: facts.sellerName ?? null,
    seller_tax: facts.sellerTax ?? null,
    buyer_name: facts.buyerName ?? null,
    buyer_tax: facts.buyerTax ?? null,
    currency,
    net_minor: facts.net ?? null,
    tax_minor: facts.tax ?? null,
    total_minor: total,
    issued_on: issuedOn,
    items: JSON.stringify(facts.items ?? []),
    discount: facts.discount ?? null,
    refers_to: facts.refersTo ?? null,
    sources: JSON.stringify(sources),
  }
}

/** The facts of a stored invoice with their sources; the database holds the lists of words. */
export function factsOfRow(row: InvoiceRow): SourcedFacts {
  const items = JSON.parse(row.items) as string[]
  const all: Readonly<Record<FactName, unknown>> = {
    code: row.code,
    number: row.number,
    kind: row.kind,
    sellerName: row.seller_name,
    sellerTax: row.seller_tax,
    buyerName: row.buyer_name,
    buyerTax: row.buyer_tax,
    currency: row.currency,
    net: row.net_minor,
    tax: row.tax_minor,
    total: row.total_minor,
    issuedOn: row.issued_on,
    items: items.length === 0 ? null : items,
    discount: row.discount,
    refersTo: row.refers_to,
  }
  const facts = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  return { facts: facts as InvoiceFacts, sources: JSON.parse(row.sources) as SourcedFacts['sources'] }
}

/** The row of a file of an invoice. */
export function fileRow(
  invoice: { readonly id: string; readonly entity_id: string },
  file: { readonly id: string; readonly name: string; readonly readAs: string; readonly stored: StoredFile },
  by: { readonly personId: string; readonly at: Instant },
): RowChange {
  return insertRow(invoiceFileTable, {
    id: file.id,
    entity_id: invoice.entity_id,
    invoice_id: invoice.id,
    read_as: file.readAs,
    name: file.name.slice(0, 200).toWellFormed(),
    digest: file.stored.digest,
    media_type: file.stored.mediaType,
    bytes: BigInt(file.stored.bytes),
    added_by: by.personId,
    added_at: by.at,
  })
}

/** Why compliance is told of an invoice. */
export type AlertReason =
  | 'number_twice'
  | 'other_amount'
  | 'facts_differ'
  | 'check_negative'
  | 'reversed_after_use'
  | 'content_differs'
  | 'buyer_differs'
  | 'buyer_number_differs'

/** An alert for compliance of the entity in which it was noticed. */
export function alertRow(
  id: string,
  about: { readonly invoiceId: string; readonly entityId: string; readonly reason: AlertReason },
  detail: Readonly<Record<string, string>>,
  by: { readonly personId: string; readonly at: Instant },
): { readonly change: RowChange; readonly row: InvoiceAlertRow } {
  const change = insertRow(invoiceAlertTable, {
    id,
    entity_id: about.entityId,
    invoice_id: about.invoiceId,
    reason: about.reason,
    detail: JSON.stringify(detail),
    raised_by: by.personId,
    raised_at: by.at,
    answer: null,
    answered_by: null,
    answered_at: null,
  })
  return { change, row: change.row as unknown as InvoiceAlertRow }
}
