import { governed, type Purpose, type RowOf } from '../../platform/act/rows.ts'

const inquiring: Purpose = {
  purpose: 'to know who stands behind a third party, and that it passes nothing on',
  basis: 'PIPL 13(1)(3): duty to book truthfully and to prevent bribery',
}

export const agreementTable = governed({
  name: 'deals.agreement',
  judges: ['id', 'customer_id'],
  columns: {
    entity_id: 'text',
    customer_id: 'text',
    number: 'text',
    title: 'text',
    signed_on: 'date',
    from_on: 'date',
    until_on: 'date?',
    state: 'text',
    document: 'text?',
    recorded_by: 'text?',
    checked_by: 'text?',
    checked_at: 'instant?',
  },
  added: [['document', 'recorded_by', 'checked_by', 'checked_at']],
})

/** An agreement of earlier days: of it nobody is on record who recorded or checked it. */
export const uncheckedAgreement = { document: null, recorded_by: null, checked_by: null, checked_at: null }

/** A signed agreement. */
export type AgreementRow = RowOf<typeof agreementTable>

export const clauseTable = governed({
  name: 'deals.clause',
  judges: ['agreement_id'],
  columns: {
    agreement_id: 'text',
    number: 'text',
    form: 'text',
    text: 'text',
    rate_percent: 'text?',
    is_published: 'bool',
    from_on: 'date',
    until_on: 'date?',
    terms_group: 'text?',
  },
  added: [['terms_group']],
})

/** A clause that provides for one form of benefit. */
export type ClauseRow = RowOf<typeof clauseTable>

export const tenderTable = governed({
  name: 'deals.tender',
  judges: ['id', 'customer_id'],
  columns: {
    customer_id: 'text',
    matter: 'text',
    title: 'text',
    announced_on: 'date',
    awarded_on: 'date?',
    closed_on: 'date?',
    government_procurement: 'bool',
  },
})

/** An open matter with a customer. */
export type TenderRow = RowOf<typeof tenderTable>

export const tenderRoleTable = governed({
  name: 'deals.tender_role',
  judges: ['tender_id', 'person_id'],
  columns: { tender_id: 'text', person_id: 'text', role: 'text' },
})

/** The role of a person outside in a tender. */
export type TenderRoleRow = RowOf<typeof tenderRoleTable>

export const eventTable = governed({
  name: 'deals.event',
  judges: ['id'],
  columns: { title: 'text', country: 'text', place: 'text?', from_on: 'date', until_on: 'date' },
})

/** An event of which a benefit is a part. */
export type EventRow = RowOf<typeof eventTable>

export const thirdPartyTable = governed({
  name: 'deals.third_party',
  judges: ['id', 'customer_id'],
  subject: 'customer_id',
  personal: {
    licence: inquiring,
    declaration: inquiring,
    owners: inquiring,
    due_diligence: inquiring,
    end_reason: inquiring,
  },
  columns: {
    entity_id: 'text',
    customer_id: 'text',
    role: 'text',
    is_licensed: 'bool',
    licence: 'text?',
    is_independent: 'bool',
    declaration: 'text?',
    is_owner_known: 'bool',
    owners: 'text?',
    is_tied_to_staff: 'bool?',
    is_tied_to_official: 'bool?',
    is_clean: 'bool?',
    due_diligence: 'text?',
    from_on: 'date',
    until_on: 'date',
    state: 'text',
    recorded_by: 'text',
    recorded_at: 'instant',
    verified_by: 'text?',
    verified_at: 'instant?',
    ended_by: 'text?',
    ended_at: 'instant?',
    end_reason: 'text?',
  },
})

/** What is on record of a third party, such as a middleman: recorded by one person, verified by another. */
export type ThirdPartyRow = RowOf<typeof thirdPartyTable>
