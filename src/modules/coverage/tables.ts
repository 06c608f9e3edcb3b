import { governed, type RowOf } from '../../platform/act/rows.ts'

export const runTable = governed({
  name: 'coverage.run',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    file_name: 'text',
    file_sha256: 'text',
    from_on: 'date',
    until_on: 'date',
    currency: 'text',
    lines: 'int',
    unread: 'int',
    unbooked: 'int',
    unlisted: 'int',
    spend_minor: 'bigint',
    matched_minor: 'bigint',
    explained_minor: 'bigint',
    unexplained_minor: 'bigint',
    compared_by: 'text',
    compared_at: 'instant',
    sheet: 'text?',
    pool: 'text?',
    spoilt: 'text?',
    ordinary_minor: 'bigint?',
    numbers: 'int?',
    numbers_missing: 'int?',
    left_out: 'text?',
  },
  // What stands in a line that cannot be read may name a person.
  bulky: ['spoilt'],
  added: [['sheet', 'pool', 'spoilt'], ['ordinary_minor', 'numbers', 'numbers_missing'], ['left_out']],
})

/** A journal that was compared. */
export type RunRow = RowOf<typeof runTable>

export const watchedAccountTable = governed({
  name: 'coverage.watched_account',
  columns: {
    entity_id: 'text',
    code: 'text',
    kind: 'text',
    reason: 'text',
    state: 'text',
    added_by: 'text',
    added_at: 'instant',
    ended_by: 'text?',
    ended_at: 'instant?',
    end_reason: 'text?',
  },
})

/** An account that an entity wants looked at. */
export type WatchedAccountRow = RowOf<typeof watchedAccountTable>

export const accountTable = governed({
  name: 'coverage.account',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    run_id: 'text',
    place: 'int',
    code: 'text',
    name: 'text',
    kind: 'text',
    lines: 'int',
    total_minor: 'bigint',
    matched_minor: 'bigint',
    explained_minor: 'bigint',
    unexplained_minor: 'bigint',
    ordinary_minor: 'bigint?',
  },
  added: [['ordinary_minor']],
})

/** The sums of one account. */
export type AccountRow = RowOf<typeof accountTable>

export const lineTable = governed({
  name: 'coverage.line',
  // What the books say of people and payees stays out of the log; the digest covers it.
  bulky: ['voucher', 'text', 'payee', 'staff', 'reasons'],
  columns: {
    entity_id: 'text',
    run_id: 'text',
    place: 'int',
    fingerprint: 'text',
    line: 'int',
    account: 'int',
    happened_on: 'date',
    voucher: 'text',
    text: 'text',
    payee: 'text',
    minor: 'bigint',
    score: 'int',
    reasons: 'text',
    state: 'text',
    benefit_id: 'text?',
    reason: 'text?',
    marked_by: 'text?',
    marked_at: 'instant?',
    confirmed_by: 'text?',
    confirmed_at: 'instant?',
    source: 'text',
    staff: 'text?',
    invoice_number: 'text?',
    invoice_minor: 'bigint?',
    request_id: 'text?',
  },
  added: [['source', 'staff', 'invoice_number', 'invoice_minor', 'request_id']],
})

/** A line that a person should look at. */
export type LineRow = RowOf<typeof lineTable>

export const certificateTable = governed({
  name: 'coverage.certificate',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    run_id: 'text',
    spend_minor: 'bigint',
    matched_minor: 'bigint',
    explained_minor: 'bigint',
    unexplained_minor: 'bigint',
    currency: 'text',
    coverage: 'text',
    accounts: 'text',
    statement: 'text',
    signed_by: 'text',
    signed_at: 'instant',
    pool: 'text?',
    ordinary_minor: 'bigint?',
    unbooked: 'text?',
  },
  added: [['pool'], ['ordinary_minor', 'unbooked']],
})

/** A certificate that somebody signed. */
export type CertificateRow = RowOf<typeof certificateTable>

export const unbookedTable = governed({
  name: 'coverage.unbooked',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    run_id: 'text',
    place: 'int',
    kind: 'text',
    benefit_id: 'text',
    voucher_id: 'text?',
    number: 'text?',
    on_day: 'date',
    minor: 'bigint?',
    found_minor: 'bigint?',
  },
})

/** Something on record that a journal does not bear out. */
export type UnbookedRow = RowOf<typeof unbookedTable>
