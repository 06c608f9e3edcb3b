import { governed, type Purpose, type RowOf } from '../../platform/act/rows.ts'

const recipient: Purpose = {
  purpose: 'to name who received a benefit, and to keep limits for each person',
  basis: 'PIPL 13(1)(3): duty to book truthfully and to prevent bribery',
}
const matching: Purpose = {
  purpose: 'to tell namesakes apart, so that a new spelling opens no new limit',
  basis: 'PIPL 13(1)(3): duty to prevent bribery',
}
const account: Purpose = {
  purpose: 'to pay the contract party and nobody else',
  basis: 'PIPL 13(1)(2): performance of the contract',
}
const telling: Purpose = {
  purpose: 'to have the bank tell the payee of a payment, while a template of a bank in force requires it',
  basis: 'PIPL 13(1)(2): performance of the contract',
}

export const customerTable = governed({
  name: 'parties.customer',
  judges: ['id', 'merged_into'],
  columns: {
    name: 'text',
    short_name: 'text?',
    latin_name: 'text?',
    name_keys: 'text',
    credit_code: 'text?',
    type: 'text',
    ownership: 'text?',
    role: 'text',
    public_purchaser: 'bool?',
    staff_benefit_authorised: 'bool?',
    country: 'text',
    city: 'text?',
    grade: 'text?',
    phone: 'text?',
    owner_id: 'text?',
    account_verified: 'bool',
    merged_into: 'text?',
    source: 'text',
    created_at: 'instant',
    merged_at: 'instant?',
  },
  added: [['merged_at']],
})

/** One organisation. When it was merged into another is not known of merges before that was recorded. */
export type CustomerRow = RowOf<typeof customerTable>

export const formerNameTable = governed({
  name: 'parties.former_name',
  columns: { customer_id: 'text', kind: 'text', value: 'text', changed_at: 'instant' },
  appendOnly: true,
})

/** What a customer was called, or which credit code it had, before its record was corrected. */
export type FormerNameRow = RowOf<typeof formerNameTable>

export const personTable = governed({
  name: 'parties.person',
  judges: ['id', 'merged_into'],
  columns: { country: 'text', merged_into: 'text?', source: 'text', created_at: 'instant' },
})

/** One person outside, without what names them. */
export type PersonRow = RowOf<typeof personTable>

export const personDetailTable = governed({
  name: 'parties.person_detail',
  subject: 'id',
  personal: { name: recipient, latin_name: recipient, name_keys: matching, phone: matching },
  columns: { name: 'text', latin_name: 'text?', name_keys: 'text', phone: 'text?' },
})

/** What names a person. */
export type PersonDetailRow = RowOf<typeof personDetailTable>

export const employmentTable = governed({
  name: 'parties.employment',
  judges: ['person_id'],
  columns: {
    person_id: 'text',
    customer_id: 'text',
    position: 'text?',
    decides_on_us: 'bool?',
    management_duty: 'bool?',
    nominated_by: 'text?',
    from_on: 'date',
    until_on: 'date?',
  },
})

/** One span of work at one employer. */
export type EmploymentRow = RowOf<typeof employmentTable>

export const classificationTable = governed({
  name: 'parties.classification',
  judges: ['person_id'],
  columns: {
    person_id: 'text',
    class: 'text',
    is_verified: 'bool',
    source: 'text',
    evidence: 'text?',
    left_office_on: 'date?',
    was_leader: 'bool?',
    from_on: 'date',
    until_on: 'date?',
  },
})

/** Who somebody is in the eyes of the rules, for some days. */
export type ClassificationRow = RowOf<typeof classificationTable>

export const householdMemberTable = governed({
  name: 'parties.household_member',
  judges: ['household_id', 'person_id'],
  columns: { household_id: 'text', person_id: 'text', from_on: 'date', until_on: 'date?' },
})

/** One span in one household. */
export type HouseholdMemberRow = RowOf<typeof householdMemberTable>

export const relationTable = governed({
  name: 'parties.relation',
  judges: ['person_id', 'other_id'],
  columns: { person_id: 'text', other_id: 'text', relation: 'text', from_on: 'date', until_on: 'date?' },
})

/** A relative or close associate. */
export type RelationRow = RowOf<typeof relationTable>

export const staffTieTable = governed({
  name: 'parties.staff_tie',
  judges: ['party_id'],
  columns: {
    staff_id: 'text',
    party_id: 'text',
    tie: 'text',
    source: 'text',
    reason: 'text',
    from_on: 'date',
    until_on: 'date?',
  },
})

/** One of our staff who is close to a party. */
export type StaffTieRow = RowOf<typeof staffTieTable>

export const customerFactTable = governed({
  name: 'parties.customer_fact',
  judges: ['customer_id'],
  columns: {
    customer_id: 'text',
    fact: 'text',
    value: 'text?',
    was: 'text?',
    evidence: 'text',
    reason: 'text',
    from_on: 'date',
    recorded_by: 'text',
    recorded_at: 'instant',
  },
  appendOnly: true,
})

/** One correction of what the rules ask of a customer, with its evidence and its day. */
export type CustomerFactRow = RowOf<typeof customerFactTable>

export const accountTable = governed({
  name: 'parties.account',
  judges: ['customer_id'],
  subject: 'customer_id',
  personal: { number: account, phone: telling },
  columns: {
    customer_id: 'text',
    holder: 'text',
    bank: 'text',
    number: 'text',
    given_in: 'text',
    reference: 'text',
    state: 'text',
    stated_by: 'text',
    stated_at: 'instant',
    checked_by: 'text?',
    checked_at: 'instant?',
    checked_how: 'text?',
    check_reference: 'text?',
    cnaps: 'text?',
    province: 'text?',
    city: 'text?',
    phone: 'text?',
  },
  added: [['cnaps'], ['province', 'city', 'phone']],
})

/** A bank account of a customer: stated by one person, verified by another. */
export type AccountRow = RowOf<typeof accountTable>

export const toldApartTable = governed({
  name: 'parties.told_apart',
  columns: {
    party_id: 'text',
    other_id: 'text',
    reason: 'text',
    told_by: 'text',
    told_at: 'instant',
  },
  appendOnly: true,
})

/** A known party from which a new one was told apart. */
export type ToldApartRow = RowOf<typeof toldApartTable>

export const matchClaimTable = governed({
  name: 'parties.match_claim',
  subject: 'id',
  personal: { subject: matching },
  columns: {
    kind: 'text',
    schema: 'text',
    subject: 'text',
    others: 'text',
    reason: 'text',
    state: 'text',
    asked_by: 'text',
    asked_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
    party_id: 'text?',
  },
})

/**
 * That a new name is none of the known ones, or that two records are one party; answered by a second person.
 */
export type MatchClaimRow = RowOf<typeof matchClaimTable>
