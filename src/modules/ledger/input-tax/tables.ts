import { governed, type RowOf } from '../../../platform/act/rows.ts'

export const inputTaxTable = governed({
  name: 'ledger.input_tax',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    benefit_id: 'text',
    document_type: 'text',
    document_id: 'text',
    line_id: 'text',
    invoice_id: 'text',
    invoice_number: 'text',
    form: 'text',
    currency: 'text',
    tax_minor: 'bigint',
    minor: 'bigint',
    why: 'text',
    law: 'text?',
    booked_on: 'date',
    recorded_at: 'instant',
  },
})

/**
 * What of the tax of an invoice behind an accepted claim is credited; `minor` is nothing where it is not, and
 * below nothing where it was taken back or turned out.
 */
export type InputTaxRow = RowOf<typeof inputTaxTable>

export const inputTaxOutTable = governed({
  name: 'ledger.input_tax_out',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    ground: 'text',
    law: 'text',
    reason: 'text',
    minor: 'bigint',
    booked_on: 'date',
    takes_back: 'text?',
    made_by: 'text',
    made_at: 'instant',
  },
})

/** A document that turns credited input tax out, or takes such a document back. */
export type InputTaxOutRow = RowOf<typeof inputTaxOutTable>

export const inputTaxRuleTable = governed({
  name: 'ledger.input_tax_rule',
  columns: {
    entity_id: 'text',
    form: 'text',
    credits: 'bool',
    law: 'text',
    changed_by: 'text',
    changed_at: 'instant',
  },
})

/** What an entity says of the input tax on a kind of benefit. */
export type InputTaxRuleRow = RowOf<typeof inputTaxRuleTable>
