import { governed, type RowOf } from '../../platform/act/rows.ts'

export const packTable = governed({
  name: 'policy.pack',
  bulky: ['content'],
  columns: {
    pack_id: 'text',
    pack_version: 'text',
    sha256: 'text',
    content: 'text',
    effective_from: 'date',
    effective_to: 'date?',
    adopted_by: 'text',
    adopted_at: 'instant',
  },
})

/** One version of a pack or of the authority matrix. */
export type PackRow = RowOf<typeof packTable>

export const decisionTable = governed({
  name: 'policy.decision',
  bulky: ['record'],
  appendOnly: true,
  columns: {
    object_type: 'text',
    object_id: 'text',
    outcome: 'text',
    level: 'text?',
    sha256: 'text',
    record: 'text',
    at: 'instant',
  },
})

/** One stored decision. */
export type DecisionRow = RowOf<typeof decisionTable>

export const proposalTable = governed({
  name: 'policy.proposal',
  bulky: ['content'],
  columns: {
    kind: 'text',
    pack_id: 'text',
    pack_version: 'text',
    sha256: 'text',
    content: 'text?',
    day: 'date',
    reason: 'text',
    state: 'text',
    filed_by: 'text',
    filed_at: 'instant',
    first_by: 'text?',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** A version proposed for adoption, or the end of one, until a second person answers. */
export type ProposalRow = RowOf<typeof proposalTable>

export const rateTableRows = governed({
  name: 'policy.rate',
  appendOnly: true,
  columns: {
    currency: 'text',
    per: 'int',
    rate: 'text',
    from_on: 'date',
    to_on: 'date',
    source: 'text',
    sha256: 'text',
    added_by: 'text',
    added_at: 'instant',
  },
})

/** Files of exchange rates, each brought in by one person and confirmed by another. */
export const rateFileTable = governed({
  name: 'policy.rate_file',
  columns: {
    source: 'text',
    sha256: 'text',
    content: 'text',
    correction: 'text?',
    state: 'text',
    filed_by: 'text',
    filed_at: 'instant',
    first_by: 'text?',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** A file of rates, as it was brought in. */
export type RateFileRow = RowOf<typeof rateFileTable>

/** One dated exchange rate of the company. */
export type RateRow = RowOf<typeof rateTableRows>

export const nearLimitTable = governed({
  name: 'policy.near_limit',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    person_id: 'text',
    matter: 'text',
    rule_id: 'text',
    rule_part: 'text?',
    measure: 'text',
    pack_id: 'text',
    pack_version: 'text',
    tries: 'int',
    first_at: 'instant',
    at: 'instant',
  },
})

/** A search for a limit: many amounts near it within minutes. */
export type NearLimitRow = RowOf<typeof nearLimitTable>
