import { governed, type RowOf } from '../../../platform/act/rows.ts'

export const ownAccountTable = governed({
  name: 'payments.own_account',
  columns: {
    entity_id: 'text',
    holder: 'text',
    bank: 'text',
    number: 'text',
    cnaps: 'text?',
    bic: 'text?',
    currency: 'text',
    form: 'text',
    state: 'text',
    stated_by: 'text',
    stated_at: 'instant',
    checked_by: 'text?',
    checked_at: 'instant?',
  },
})

/** An account of ours that pays: stated by one person, verified by another. */
export type OwnAccountRow = RowOf<typeof ownAccountTable>

export const formChangeTable = governed({
  name: 'payments.form_change',
  columns: {
    entity_id: 'text',
    account_id: 'text',
    from_form: 'text',
    to_form: 'text',
    reason: 'text',
    state: 'text',
    stated_by: 'text',
    stated_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
    answer: 'text?',
  },
})

/** Another form for the payments of an account: stated by one person, confirmed by another. */
export type FormChangeRow = RowOf<typeof formChangeTable>

export const bankTemplateTable = governed({
  name: 'payments.bank_template',
  bulky: ['content'],
  columns: {
    entity_id: 'text',
    template_id: 'text',
    edition: 'int',
    name_zh: 'text',
    name_en: 'text',
    content: 'text',
    state: 'text',
    drafted_by: 'text',
    drafted_at: 'instant',
    first_by: 'text?',
    confirmed_by: 'text?',
    confirmed_at: 'instant?',
    preview_digest: 'text?',
    ended_by: 'text?',
    ended_at: 'instant?',
    end_reason: 'text?',
  },
})

/** One edition of a template of a bank; what it says never changes. */
export type BankTemplateRow = RowOf<typeof bankTemplateTable>

export const batchTable = governed({
  name: 'payments.batch',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    account_id: 'text',
    form: 'text',
    execute_on: 'date',
    currency: 'text',
    minor: 'bigint',
    orders: 'int',
    made_by: 'text',
    made_at: 'instant',
  },
})

/** A batch of payment orders that left for the bank. */
export type BatchRow = RowOf<typeof batchTable>

export const batchFileTable = governed({
  name: 'payments.batch_file',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    batch_id: 'text',
    name: 'text',
    digest: 'text',
    media_type: 'text',
    orders: 'int',
    minor: 'bigint',
  },
})

/** One file of a batch, by its digest: what the bank gets is what was made. */
export type BatchFileRow = RowOf<typeof batchFileTable>

export const batchLineTable = governed({
  name: 'payments.batch_line',
  appendOnly: true,
  columns: { entity_id: 'text', batch_id: 'text', file_id: 'text', order_id: 'text' },
})

/** In which file an order left; an order leaves once. */
export type BatchLineRow = RowOf<typeof batchLineTable>

export const statementTable = governed({
  name: 'payments.statement',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    account_id: 'text?',
    form: 'text',
    number: 'text',
    digest: 'text',
    file_digest: 'text',
    from_on: 'date?',
    to_on: 'date?',
    currency: 'text?',
    opening_minor: 'bigint?',
    closing_minor: 'bigint?',
    state: 'text',
    held_code: 'text?',
    held_params: 'text?',
    imported_by: 'text',
    imported_at: 'instant',
  },
})

/** A statement of one of our accounts: counted, or held with its reason. */
export type StatementRow = RowOf<typeof statementTable>

export const resultFileTable = governed({
  name: 'payments.result_file',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    digest: 'text',
    rows_digest: 'text',
    imported_by: 'text',
    imported_at: 'instant',
  },
})

/** A result file that was taken: by its bytes, and by what its rows say whatever form they have. */
export type ResultFileRow = RowOf<typeof resultFileTable>

export const statementLineTable = governed({
  name: 'payments.statement_line',
  columns: {
    entity_id: 'text',
    statement_id: 'text',
    account_id: 'text',
    key: 'text',
    row_number: 'int',
    direction: 'text',
    currency: 'text',
    minor: 'bigint',
    booked_on: 'date',
    status: 'text',
    end_to_end_id: 'text?',
    tail: 'text?',
    verdict: 'text',
    why: 'text?',
    matched_by: 'text?',
    order_ids: 'text',
    answered_by: 'text?',
    answered_at: 'instant?',
    reason: 'text?',
    unmatched_by: 'text?',
    unmatched_at: 'instant?',
    unmatch_reason: 'text?',
  },
  added: [['unmatched_by', 'unmatched_at', 'unmatch_reason']],
})

/**
 * A line of a statement and what it is. Names and remarks stay in the sealed file; `order_ids` is a JSON list
 * of the payments that it settles, or that a person has to choose from.
 * Whoever took back what it was said to be never answers it.
 */
export type StatementLineRow = RowOf<typeof statementLineTable>

/** The payments that a line settles, or may be. */
export function ordersNamed({ order_ids: ids }: Pick<StatementLineRow, 'order_ids'>): string[] {
  // The database holds that it is a JSON list; we wrote identifiers into it.
  return JSON.parse(ids) as string[]
}
