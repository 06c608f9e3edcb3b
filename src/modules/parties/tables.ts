import { governed, type RowOf } from '../../platform/act/rows.ts'

export const customerTable = governed({
  name: 'parties.customer',
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
  },
})

/** One organisation. */
export type CustomerRow = RowOf<typeof customerTable>

export const personTable = governed({
  name: 'parties.person',
  columns: { country: 'text', merged_into: 'text?', source: 'text', created_at: 'instant' },
})

/** One person outside, without what names them. */
export type PersonRow = RowOf<typeof personTable>

export const personDetailTable = governed({
  name: 'parties.person_detail',
  subject: 'id',
  personal: ['name', 'latin_name', 'name_keys', 'phone'],
  columns: { name: 'text', latin_name: 'text?', name_keys: 'text', phone: 'text?' },
})

/** What names a person. */
export type PersonDetailRow = RowOf<typeof personDetailTable>

export const employmentTable = governed({
  name: 'parties.employment',
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
  columns: { household_id: 'text', person_id: 'text', from_on: 'date', until_on: 'date?' },
})

/** One span in one household. */
export type HouseholdMemberRow = RowOf<typeof householdMemberTable>

export const relationTable = governed({
  name: 'parties.relation',
  columns: { person_id: 'text', other_id: 'text', relation: 'text', from_on: 'date', until_on: 'date?' },
})

/** A relative or close associate. */
export type RelationRow = RowOf<typeof relationTable>
