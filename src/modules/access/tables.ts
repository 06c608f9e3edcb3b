import { governed, type Purpose, type RowOf } from '../../platform/act/rows.ts'

/** Legal entities of the group. */
export const entityTable = governed({
  name: 'access.entity',
  columns: {
    code: 'text',
    name_zh: 'text',
    name_en: 'text',
    currency: 'text',
    zone: 'text',
    seat: 'text',
    is_active: 'bool',
  },
})

/** The tree of units. A unit may belong to one entity or cross them. */
export const unitTable = governed({
  name: 'access.unit',
  columns: { entity_id: 'text?', parent_id: 'text?', code: 'text', name_zh: 'text', name_en: 'text' },
})

const staffName: Purpose = {
  purpose: 'to show who asked, decided, gave and watched',
  basis: 'PIPL 13(1)(2) and (3): management of staff, duty to keep true records',
}
const logIn: Purpose = {
  purpose: 'to sign in and to be written to about one’s own tasks',
  basis: 'PIPL 13(1)(2): management of staff',
}

/** Staff. A person is not an account: duties, roles and delegations hang on the person. */
export const personTable = governed({
  name: 'access.person',
  columns: {
    entity_id: 'text',
    unit_id: 'text?',
    staff_number: 'text?',
    name_zh: 'text',
    name_en: 'text',
    title_zh: 'text?',
    title_en: 'text?',
    joined_on: 'date',
    left_on: 'date?',
  },
  personal: { name_zh: staffName, name_en: staffName },
  subject: 'id',
})

/** Log-ins. Their passwords and second factors lie in schema `auth` under the same identifier. */
export const accountTable = governed({
  name: 'access.account',
  columns: {
    person_id: 'text',
    email: 'text',
    language: 'text',
    is_open: 'bool',
    password_by: 'text?',
    factor_by: 'text?',
  },
  added: [['password_by', 'factor_by']],
  personal: { email: logIn },
  subject: 'person_id',
})

/** Roles of people, each granted by one person and confirmed by another. */
export const roleGrantTable = governed({
  name: 'access.role_grant',
  columns: {
    person_id: 'text',
    role: 'text',
    entity_id: 'text?',
    unit_id: 'text?',
    limit_currency: 'text?',
    limit_minor: 'bigint?',
    from_on: 'date',
    until_on: 'date?',
    state: 'text',
    is_founding: 'bool',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
    is_emergency: 'bool',
  },
  added: [['is_emergency']],
})

/** What the rules ask of each legal entity, stated by one person and confirmed by another. */
export const entityProfileTable = governed({
  name: 'access.entity_profile',
  columns: {
    entity_id: 'text',
    from_on: 'date',
    sector: 'text?',
    listed_in: 'text?',
    nexus: 'text?',
    codes: 'text?',
    reporting: 'text?',
    reason: 'text',
    state: 'text',
    is_founding: 'bool',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Who leads whom, with dates. */
export const managerTable = governed({
  name: 'access.manager',
  columns: { person_id: 'text', manager_id: 'text', from_on: 'date', until_on: 'date?' },
})

/** Ends of employments that were a mistake, proposed by one person and answered by another. */
export const reinstatementProposalTable = governed({
  name: 'access.reinstatement_proposal',
  columns: {
    person_id: 'text',
    left_on: 'date',
    reason: 'text',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Emergency access that compliance looks at afterwards. */
export const emergencyReviewTable = governed({
  name: 'access.emergency_review',
  columns: {
    person_id: 'text',
    grant_id: 'text',
    reason: 'text',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Ends of employments that are proposed by one person and answered by another. */
export const leavingProposalTable = governed({
  name: 'access.leaving_proposal',
  columns: {
    person_id: 'text',
    left_on: 'date',
    reason: 'text',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Who is to lead whom, proposed by one person and answered by another. */
export const managerProposalTable = governed({
  name: 'access.manager_proposal',
  columns: {
    person_id: 'text',
    manager_id: 'text',
    from_on: 'date',
    state: 'text',
    proposed_by: 'text',
    proposed_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** Tasks handed over for a time. */
export const delegationTable = governed({
  name: 'access.delegation',
  columns: {
    from_id: 'text',
    to_id: 'text',
    kinds: 'text',
    from_on: 'date',
    until_on: 'date',
    cap_currency: 'text?',
    cap_minor: 'bigint?',
    reason: 'text',
    made_by: 'text',
    made_at: 'instant',
    ended_at: 'instant?',
    ended_by: 'text?',
  },
})

/** One duty a person for each object. */
export const dutyTable = governed({
  name: 'access.duty',
  columns: { object_type: 'text', object_id: 'text', person_id: 'text', duty: 'text' },
  appendOnly: true,
})

/** Tokens of scripts: what they may do and until when. Only a digest of the secret is kept. */
export const tokenTable = governed({
  name: 'access.api_token',
  columns: {
    account_id: 'text',
    name: 'text',
    token_hash: 'text',
    operations: 'text',
    made_at: 'instant',
    expires_at: 'instant',
    revoked_at: 'instant?',
  },
})

export type EntityRow = RowOf<typeof entityTable>
export type UnitRow = RowOf<typeof unitTable>
export type PersonRow = RowOf<typeof personTable>
export type AccountRow = RowOf<typeof accountTable>
export type RoleGrantRow = RowOf<typeof roleGrantTable>
export type EntityProfileRow = RowOf<typeof entityProfileTable>
export type ManagerRow = RowOf<typeof managerTable>
export type ManagerProposalRow = RowOf<typeof managerProposalTable>
export type ReinstatementProposalRow = RowOf<typeof reinstatementProposalTable>
export type EmergencyReviewRow = RowOf<typeof emergencyReviewTable>
export type LeavingProposalRow = RowOf<typeof leavingProposalTable>
export type DelegationRow = RowOf<typeof delegationTable>
export type DutyRow = RowOf<typeof dutyTable>
export type TokenRow = RowOf<typeof tokenTable>
