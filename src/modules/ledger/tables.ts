import { governed, type RowOf } from '../../platform/act/rows.ts'

export const closingTable = governed({
  name: 'ledger.closing',
  columns: {
    entity_id: 'text',
    closed_until: 'date?',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** The day until which an entity has closed its books. */
export type ClosingRow = RowOf<typeof closingTable>

export const entryTable = governed({
  name: 'ledger.entry',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    booked_on: 'date',
    lines: 'int',
    object_type: 'text',
    object_id: 'text',
    document_type: 'text',
    document_id: 'text',
    document_on: 'date',
    recorded_at: 'instant',
  },
})

/** One booking. */
export type EntryRow = RowOf<typeof entryTable>

export const lineTable = governed({
  name: 'ledger.line',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    entry_id: 'text',
    booked_on: 'date',
    lines: 'int',
    position: 'int',
    account: 'text',
    currency: 'text',
    form: 'text',
    minor: 'bigint',
  },
})

/** One line of a booking: debit is positive, credit negative. */
export type LineRow = RowOf<typeof lineTable>

export const periodChangeTable = governed({
  name: 'ledger.period_change',
  columns: {
    entity_id: 'text',
    verb: 'text',
    until: 'date',
    reason: 'text',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

export const accrualTable = governed({
  name: 'ledger.accrual',
  columns: {
    entity_id: 'text',
    month: 'text',
    benefit_id: 'text',
    form: 'text',
    currency: 'text',
    minor: 'bigint',
    happened_on: 'date',
    reversal_id: 'text',
    booked_by: 'text',
    booked_at: 'instant',
  },
})

/**
 * What of a benefit stands as expense at the end of a month without having been given. `reversal_id` names
 * the document that takes it back on the first day of the next month.
 */
export type AccrualRow = RowOf<typeof accrualTable>

/** That a month is to be closed or opened again; `until` is its last day. */
export type PeriodChangeRow = RowOf<typeof periodChangeTable>
