import { governed, type Purpose, type RowOf } from '../../platform/act/rows.ts'

const talking: Purpose = {
  purpose: 'to settle the open questions of a request where its approvers and auditors read them',
  basis: 'PIPL 13(1)(3): duty to book truthfully and to prevent bribery',
}

const attending: Purpose = {
  purpose: 'to count what each guest received, and to find guests who were not there',
  basis: 'PIPL 13(1)(3): duty to book truthfully and to prevent bribery',
}

/** An application may name people who have no record yet: the log holds its digest and not its text. */
const untold = ['application'] as const

export const requestTable = governed({
  name: 'requests.request',
  bulky: untold,
  columns: {
    entity_id: 'text',
    number: 'text?',
    state: 'text',
    requester_id: 'text',
    benefit_id: 'text?',
    customer_id: 'text?',
    person_id: 'text?',
    form: 'text?',
    title: 'text',
    reason: 'text',
    value_minor: 'bigint?',
    value_currency: 'text?',
    happened_on: 'date?',
    application: 'text',
    outcome: 'text?',
    level: 'text?',
    decision_id: 'text?',
    waiting_on: 'text?',
    is_late: 'bool',
    created_at: 'instant',
    submitted_at: 'instant?',
    closed_at: 'instant?',
    changed_at: 'instant',
    ended_as: 'text?',
  },
  added: [['ended_as']],
})

/** One application for one benefit. */
export type RequestRow = RowOf<typeof requestTable>

export const evidenceTable = governed({
  name: 'requests.evidence',
  columns: {
    entity_id: 'text',
    request_id: 'text?',
    kind: 'text',
    name: 'text',
    digest: 'text',
    media_type: 'text',
    bytes: 'bigint',
    added_by: 'text',
    added_at: 'instant',
    withdrawn_at: 'instant?',
  },
})

/** A file that proves a fact of a request. */
export type EvidenceRow = RowOf<typeof evidenceTable>

export const attemptTable = governed({
  name: 'requests.attempt',
  appendOnly: true,
  bulky: untold,
  columns: {
    entity_id: 'text',
    request_id: 'text?',
    person_id: 'text',
    via: 'text',
    application: 'text',
    decision_id: 'text?',
    at: 'instant',
  },
})

/** A refused attempt. */
export type AttemptRow = RowOf<typeof attemptTable>

export const commentTable = governed({
  name: 'requests.comment',
  appendOnly: true,
  subject: 'author_id',
  personal: { text: talking },
  columns: {
    entity_id: 'text',
    request_id: 'text',
    author_id: 'text',
    text: 'text',
    mentions: 'text',
    reply_to: 'text?',
    at: 'instant',
  },
})

/** What somebody said about a request; `mentions` is a JSON list of people. */
export type CommentRow = RowOf<typeof commentTable>

export const reversalTable = governed({
  name: 'requests.reversal',
  columns: {
    entity_id: 'text',
    request_id: 'text',
    verb: 'text',
    reason: 'text',
    file_ids: 'text',
    state: 'text',
    asked_by: 'text',
    asked_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** That something given is to be taken off again; `file_ids` is a JSON list of its papers. */
export type ReversalRow = RowOf<typeof reversalTable>

export const givingTable = governed({
  name: 'requests.giving',
  appendOnly: true,
  // Typed by hand: a name may stand in them, so the log holds their digest alone.
  bulky: ['place', 'vendor_name', 'approved', 'differences', 'left_out'],
  columns: {
    entity_id: 'text',
    request_id: 'text',
    ordinal: 'int',
    given_on: 'date',
    way: 'text?',
    form: 'text',
    value_minor: 'bigint',
    value_currency: 'text',
    quantity: 'int',
    hosts: 'int?',
    place: 'text?',
    vendor_id: 'text?',
    vendor_name: 'text?',
    invoice_number: 'text?',
    approved: 'text',
    differences: 'text',
    recorded_by: 'text',
    recorded_at: 'instant',
    left_out: 'text?',
  },
  added: [['left_out']],
})

/**
 * How a benefit was given; `approved`, `differences` and `left_out` are JSON. The highest ordinal of a
 * request counts.
 */
export type GivingRow = RowOf<typeof givingTable>

export const attendeeTable = governed({
  name: 'requests.attendee',
  appendOnly: true,
  subject: 'subject_id',
  personal: { name: attending, employer: attending, position: attending },
  columns: {
    entity_id: 'text',
    request_id: 'text',
    giving_id: 'text',
    given_on: 'date',
    side: 'text',
    how: 'text',
    person_id: 'text?',
    staff_id: 'text?',
    subject_id: 'text',
    name: 'text?',
    employer: 'text?',
    position: 'text?',
    is_official: 'text?',
    sign_in_id: 'text?',
  },
  added: [['sign_in_id']],
})

/** Somebody who was there. */
export type AttendeeRow = RowOf<typeof attendeeTable>

export const guestLinkTable = governed({
  name: 'requests.guest_link',
  columns: {
    entity_id: 'text',
    request_id: 'text',
    secret_hash: 'text',
    held_on: 'date',
    valid_from: 'instant',
    valid_until: 'instant',
    most: 'int',
    opened_by: 'text',
    opened_at: 'instant',
    closed_by: 'text?',
    closed_at: 'instant?',
    closed_as: 'text?',
  },
})

/** A link by which guests sign in. */
export type GuestLinkRow = RowOf<typeof guestLinkTable>

export const guestSignInTable = governed({
  name: 'requests.guest_sign_in',
  appendOnly: true,
  subject: 'id',
  personal: { name: attending, employer: attending, position: attending },
  columns: {
    entity_id: 'text',
    request_id: 'text',
    link_id: 'text',
    name: 'text',
    employer: 'text',
    position: 'text?',
    is_official: 'text',
    signed_at: 'instant',
  },
})

/** Somebody who signed in by the link. */
export type GuestSignInRow = RowOf<typeof guestSignInTable>
