import { governed, type RowOf } from '../../platform/act/rows.ts'

export const invoiceTable = governed({
  name: 'invoices.invoice',
  columns: {
    entity_id: 'text',
    key: 'text',
    code: 'text?',
    number: 'text',
    kind: 'text?',
    seller_name: 'text?',
    seller_tax: 'text?',
    buyer_name: 'text?',
    buyer_tax: 'text?',
    currency: 'text',
    net_minor: 'bigint?',
    tax_minor: 'bigint?',
    total_minor: 'bigint',
    issued_on: 'date',
    items: 'text',
    discount: 'text?',
    refers_to: 'text?',
    sources: 'text',
    file_digest: 'text',
    check_state: 'text',
    used_minor: 'bigint',
    reversed_minor: 'bigint',
    recorded_by: 'text',
    recorded_at: 'instant',
  },
  // Who sold what to whom may name a person; the entry says which invoice, and its digest covers the rest.
  bulky: ['seller_name', 'seller_tax', 'buyer_name', 'buyer_tax', 'items', 'sources'],
})

/** One invoice, as it was read or typed, with how much of it is used. */
export type InvoiceRow = RowOf<typeof invoiceTable>

export const invoiceFileTable = governed({
  name: 'invoices.file',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    invoice_id: 'text',
    read_as: 'text',
    name: 'text',
    digest: 'text',
    media_type: 'text',
    bytes: 'bigint',
    added_by: 'text',
    added_at: 'instant',
  },
  bulky: ['name'],
})

/** A file of an invoice. */
export type InvoiceFileRow = RowOf<typeof invoiceFileTable>

export const invoiceUseTable = governed({
  name: 'invoices.use',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    invoice_id: 'text',
    for_type: 'text',
    for_id: 'text',
    minor: 'bigint',
    releases: 'text?',
    used_by: 'text',
    used_at: 'instant',
  },
})

/** A part of an invoice's amount that was used for something, or released again. */
export type InvoiceUseRow = RowOf<typeof invoiceUseTable>

export const officialCheckTable = governed({
  name: 'invoices.official_check',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    invoice_id: 'text',
    result: 'text',
    note: 'text',
    proof_digest: 'text?',
    checked_on: 'date',
    checked_by: 'text',
    recorded_at: 'instant',
  },
})

/** What the tax authority's service said of an invoice. */
export type OfficialCheckRow = RowOf<typeof officialCheckTable>

export const invoiceAlertTable = governed({
  name: 'invoices.alert',
  columns: {
    entity_id: 'text',
    invoice_id: 'text',
    reason: 'text',
    detail: 'text',
    raised_by: 'text',
    raised_at: 'instant',
    answer: 'text?',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Something about an invoice that compliance is to look at. */
export type InvoiceAlertRow = RowOf<typeof invoiceAlertTable>

export const buyerTable = governed({
  name: 'invoices.buyer',
  columns: {
    entity_id: 'text',
    title: 'text',
    tax_number: 'text',
    stated_by: 'text',
    stated_at: 'instant',
  },
})

/** The name and tax number of an entity of ours, as they stand on an invoice. */
export type BuyerRow = RowOf<typeof buyerTable>
