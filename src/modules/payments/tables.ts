import { governed, type Purpose, type RowOf } from '../../platform/act/rows.ts'

const reimbursing: Purpose = {
  purpose: 'to reimburse our own staff for what they spent',
  basis: 'PIPL 13(1)(2): management of staff',
}
const refunding: Purpose = {
  purpose: 'to pay a consumer their own refund, or a licensed agent what the contract provides',
  basis: 'PIPL 13(1)(2): performance of the contract',
}
const telling: Purpose = {
  purpose: 'to have the bank tell the payee of a payment, while a template of a bank in force requires it',
  basis: 'PIPL 13(1)(2): performance of the contract, management of staff',
}

export const staffAccountTable = governed({
  name: 'payments.staff_account',
  subject: 'person_id',
  personal: { number: reimbursing, phone: telling },
  columns: {
    entity_id: 'text',
    person_id: 'text',
    holder: 'text',
    bank: 'text',
    number: 'text',
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

/** A bank account of one of our own staff: stated by its owner, verified by another person. */
export type StaffAccountRow = RowOf<typeof staffAccountTable>

export const claimTable = governed({
  name: 'payments.claim',
  columns: {
    entity_id: 'text',
    number: 'text',
    claimant_id: 'text',
    way: 'text',
    payee_id: 'text',
    currency: 'text',
    minor: 'bigint',
    file_ids: 'text',
    days_after: 'int',
    is_late: 'bool',
    state: 'text',
    filed_at: 'instant',
    checked_by: 'text?',
    checked_at: 'instant?',
    reason: 'text?',
    answer: 'text?',
    changed_at: 'instant',
    on_behalf: 'text?',
    pay_currency: 'text?',
    pay_minor: 'bigint?',
  },
  added: [['on_behalf'], ['pay_currency', 'pay_minor']],
})

/**
 * A claim (核销): what was spent for benefits that were given. `file_ids` is a JSON list of its receipts;
 * `on_behalf` is why another than whoever asked for the benefits files it; `pay_minor` is what is paid where
 * that is in another currency than the benefits'.
 */
export type ClaimRow = RowOf<typeof claimTable>

export const claimLineTable = governed({
  name: 'payments.claim_line',
  appendOnly: true,
  columns: {
    entity_id: 'text',
    claim_id: 'text',
    request_id: 'text',
    benefit_id: 'text',
    currency: 'text',
    minor: 'bigint',
    invoice_id: 'text?',
    pay_currency: 'text?',
    pay_minor: 'bigint?',
    day_minor: 'bigint?',
    rate: 'text?',
    rate_on: 'date?',
    rate_table: 'text?',
    pay_source: 'text?',
    proof_id: 'text?',
  },
  added: [
    [
      ...(['pay_currency', 'pay_minor', 'day_minor', 'rate'] as const),
      ...(['rate_on', 'rate_table', 'pay_source', 'proof_id'] as const),
    ],
  ],
})

/**
 * How much of a claim belongs to one approval, and where it is paid in another currency how much that is, by
 * which rate and on whose word.
 */
export type ClaimLineRow = RowOf<typeof claimLineTable>

export const exceptionTable = governed({
  name: 'payments.exception',
  subject: 'payee_id',
  personal: { holder: refunding, number: refunding, phone: telling },
  columns: {
    entity_id: 'text',
    request_id: 'text',
    benefit_id: 'text',
    kind: 'text',
    payee_id: 'text',
    holder: 'text',
    bank: 'text',
    number: 'text',
    reference: 'text',
    reason: 'text',
    tax_treatment: 'text',
    state: 'text',
    asked_by: 'text',
    asked_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
    cnaps: 'text?',
    province: 'text?',
    city: 'text?',
    phone: 'text?',
  },
  added: [['cnaps'], ['province', 'city', 'phone']],
})

/** That a natural person is paid, with the account to which; confirmed by a second person. */
export type ExceptionRow = RowOf<typeof exceptionTable>

export const payableTable = governed({
  name: 'payments.payable',
  columns: {
    entity_id: 'text',
    request_id: 'text',
    currency: 'text',
    claimed_minor: 'bigint',
    payable_minor: 'bigint',
    ordered_minor: 'bigint',
    paid_minor: 'bigint',
    released_minor: 'bigint',
    refunded_minor: 'bigint',
  },
  added: [['released_minor'], ['refunded_minor']],
})

/**
 * What of a benefit was claimed, may be paid, is ordered, was paid, is released because nothing more is
 * claimed, and came back in parts of what was paid. Its id is the benefit’s.
 */
export type PayableRow = RowOf<typeof payableTable>

export const releaseTable = governed({
  name: 'payments.release',
  columns: {
    entity_id: 'text',
    request_id: 'text',
    benefit_id: 'text',
    currency: 'text',
    form: 'text',
    minor: 'bigint',
    reason: 'text',
    state: 'text',
    made_by: 'text',
    made_at: 'instant',
    withdrawn_by: 'text?',
    withdrawn_at: 'instant?',
  },
})

/** That nothing more will be claimed of a benefit (余额释放), and how much of it is owed to nobody so. */
export type ReleaseRow = RowOf<typeof releaseTable>

export const refundTable = governed({
  name: 'payments.refund',
  columns: {
    entity_id: 'text',
    order_id: 'text',
    request_id: 'text',
    benefit_id: 'text',
    line_id: 'text',
    currency: 'text',
    form: 'text',
    minor: 'bigint',
    booked_on: 'date',
    reason: 'text',
    state: 'text',
    made_by: 'text',
    made_at: 'instant',
    withdrawn_by: 'text?',
    withdrawn_at: 'instant?',
    closes_currency: 'text?',
    closes_minor: 'bigint?',
  },
  added: [['closes_currency', 'closes_minor']],
})

/** That a part of a payment came back from its payee (部分退回), by which line of a statement. */
export type RefundRow = RowOf<typeof refundTable>

export const orderTable = governed({
  name: 'payments.order',
  columns: {
    entity_id: 'text',
    number: 'text',
    request_id: 'text',
    benefit_id: 'text',
    claim_id: 'text?',
    way: 'text',
    form: 'text',
    payee_kind: 'text',
    payee_id: 'text',
    account_id: 'text',
    account_version: 'int',
    currency: 'text',
    minor: 'bigint',
    purpose: 'text',
    clause_id: 'text?',
    exception_id: 'text?',
    end_to_end_id: 'text',
    state: 'text',
    made_by: 'text',
    made_at: 'instant',
    checked_by: 'text?',
    checked_at: 'instant?',
    sent_at: 'instant?',
    paid_on: 'date?',
    reason: 'text?',
    changed_at: 'instant',
    withheld_minor: 'bigint',
    closes_currency: 'text?',
    closes_minor: 'bigint?',
  },
  added: [['withheld_minor'], ['closes_currency', 'closes_minor']],
})

/**
 * A payment order (付款单). `minor` leaves the house; `withheld_minor` is tax that is withheld beside it;
 * `closes_minor` is what both take off the benefit where that is in another currency.
 */
export type OrderRow = RowOf<typeof orderTable>

export const taxYearTable = governed({
  name: 'payments.tax_year',
  columns: {
    entity_id: 'text',
    year: 'int',
    currency: 'text',
    revenue_minor: 'bigint?',
    revenue_up_to: 'date?',
    sector: 'text',
    publicity_carried_minor: 'bigint',
    tax_bearing: 'text',
    is_without_vat: 'bool',
    vat_rate: 'text',
    source: 'text',
    stated_by: 'text',
    stated_at: 'instant',
  },
})

/** What finance states for a tax year. */
export type TaxYearRow = RowOf<typeof taxYearTable>

export const taxChargeTable = governed({
  name: 'payments.tax_charge',
  columns: {
    entity_id: 'text',
    benefit_id: 'text',
    form: 'text',
    kind: 'text',
    year: 'int',
    bearing: 'text?',
    currency: 'text',
    base_minor: 'bigint',
    minor: 'bigint',
    happened_on: 'date',
    charged_by: 'text',
    charged_at: 'instant',
  },
})

/** What tax on a benefit stands in the books. */
export type TaxChargeRow = RowOf<typeof taxChargeTable>
