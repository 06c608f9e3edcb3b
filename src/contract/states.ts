// The lists that the server, the contract and the addresses of the web share. No schema stands here: the
// first chunk of the web reads them.

/** The states of a payment order, in the words of the glossary. */
export const orderStates = [
  'prepared',
  'checked',
  'sent',
  'unknown',
  'paid',
  'failed',
  'returned',
  'stopped',
] as const

/** The ways of giving that end in a payment order. */
export const payableWays = ['company_account', 'vendor', 'reimbursement'] as const

/**
 * How many payments are prepared or checked as one set: more than a pay day has, and few enough that a lost
 * answer is soon asked for again.
 */
export const paymentSetMax = 200

/** The forms of payment files that are shipped. */
export const shippedForms = [
  'pain001',
  'pain001_latin',
  'example_workbook',
  'example_split_text',
  'example_small_csv',
] as const

/** The states of a claim (核销). */
export const claimStates = ['received', 'in_check', 'disputed', 'accepted', 'refused', 'withdrawn'] as const

/** The states of an account on which one of us is reimbursed. */
export const staffAccountStates = ['stated', 'verified', 'refused', 'replaced'] as const

/** What is looked at before a month is closed, in the order in which a person goes through it. */
export const monthChecks = [
  'books_apart',
  'entries_broken',
  'bank_unexplained',
  'orders_unanswered',
  'payments_not_shown',
  'vouchers_unnumbered',
  'vouchers_changed',
  'coverage_unsigned',
  'numbers_unfound',
  'taxes_uncharged',
  'accruals_unbooked',
  'input_tax_doubtful',
] as const

/** One line of the checklist of a month. */
export type MonthCheck = (typeof monthChecks)[number]

/** The accounts of the memorandum ledger, in the order in which a trial balance shows them. */
export const ledgerAccounts = [
  'hold',
  'commitment',
  'control',
  'expense',
  'accrual',
  'payable',
  'paid',
  'settled',
  'tax_advanced',
  'tax_withheld',
  'output_tax',
] as const

/** What an entry of the memorandum ledger is booked for; `other` is what no module of ours names. */
export const documentKinds = [
  'request',
  'benefit',
  'payment_order',
  'release',
  'refund',
  'tax_charge',
  'accrual',
  'accrual_reversal',
  'other',
] as const

/**
 * What of a document was booked: asked for, approved, given; paid; and what takes it off again: `reversed`
 * what was given, `ended` what was only held or promised, `taken_back` a payment, what came back of it, a
 * release, a tax or an accrual, and `put_right` one of them that stands otherwise since.
 */
export const bookedStages = [
  'asked',
  'approved',
  'given',
  'reversed',
  'ended',
  'booked',
  'taken_back',
  'put_right',
] as const

/** The papers that stand beside the document of an entry. */
export const paperKinds = [
  'budget',
  'claim',
  'invoice',
  'statement_line',
  'batch',
  'input_tax',
  'input_tax_out',
] as const

/**
 * Those of them that have a counterpart in the lawful books, and input tax: the memorandum ledger holds a
 * benefit at what was paid for it, and only a voucher shows its tax apart.
 */
export const statutoryAccounts = [
  'expense',
  'payable',
  'paid',
  'settled',
  'accrual',
  'tax_advanced',
  'tax_withheld',
  'output_tax',
  'input_tax',
  'input_tax_out',
] as const

/**
 * Why credited input tax is turned out (进项税额转出): its invoice was found void, red-lettered or false; it
 * should not have been credited; or what was bought serves something that credits none.
 */
export const turnOutGrounds = ['void', 'red_letter', 'false', 'rule', 'use'] as const

/** What an account of the general ledger may carry beside its amount (辅助核算). */
export const dimensionKinds = ['department', 'employee', 'customer', 'vendor', 'project'] as const
