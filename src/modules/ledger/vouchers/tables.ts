import { governed, type RowOf } from '../../../platform/act/rows.ts'

export const chartTable = governed({
  name: 'ledger.chart',
  columns: {
    entity_id: 'text',
    account: 'text',
    about: 'text',
    code: 'text',
    name: 'text',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** A line of an entity's own chart. */
export type ChartRow = RowOf<typeof chartTable>

export const voucherExportTable = governed({
  name: 'ledger.voucher_export',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    period: 'text',
    layout: 'text',
    kind: 'text',
    selection: 'text',
    vouchers: 'int',
    digest: 'text',
    reason: 'text',
    exported_by: 'text',
    exported_at: 'instant',
    fixes: 'bool?',
  },
  added: [['fixes']],
})

/** A file of vouchers that was made. */
export type VoucherExportRow = RowOf<typeof voucherExportTable>

export const voucherTable = governed({
  name: 'ledger.voucher',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    benefit_id: 'text',
    document_type: 'text',
    document_id: 'text',
    number: 'text',
    voucher_date: 'date',
    source: 'text',
    digest: 'text?',
    replaces: 'text?',
    reason: 'text?',
    recorded_by: 'text',
    recorded_at: 'instant',
    period: 'text?',
    part: 'int?',
  },
  added: [['period', 'part']],
})

/**
 * A statutory number of a document, with the month and the part whose voucher it is of. One of an earlier
 * build names none: it covers what its document had booked when it was recorded.
 */
export type VoucherRow = RowOf<typeof voucherTable>

export const fixedVoucherTable = governed({
  name: 'ledger.fixed_voucher',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    benefit_id: 'text',
    document_type: 'text',
    document_id: 'text',
    period: 'text',
    part: 'int',
    entries: 'text',
    export_id: 'text?',
    fixed_at: 'instant',
    currency: 'text?',
    reference: 'text?',
  },
  added: [['currency', 'reference']],
})

/** What a voucher holds that left or has a number: entries with a space between them. */
export type FixedVoucherRow = RowOf<typeof fixedVoucherTable>

export const accountDimensionTable = governed({
  name: 'ledger.account_dimension',
  columns: {
    entity_id: 'text',
    code: 'text',
    dimensions: 'text',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** What an account of the general ledger carries: kinds of dimension with a space between them. */
export type AccountDimensionRow = RowOf<typeof accountDimensionTable>

export const dimensionCodeTable = governed({
  name: 'ledger.dimension_code',
  columns: {
    entity_id: 'text',
    kind: 'text',
    subject_id: 'text',
    code: 'text?',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** By which code the finance system knows one of ours; without a code it was taken away again. */
export type DimensionCodeRow = RowOf<typeof dimensionCodeTable>
