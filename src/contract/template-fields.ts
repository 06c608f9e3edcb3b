/** What a column of a template may hold. */
export const templateFields = [
  'sequence',
  'number',
  'payer_account',
  'payer_name',
  'payer_bank',
  'payee_account',
  'payee_name',
  'payee_bank',
  'payee_cnaps',
  'province',
  'province_short',
  'city',
  'payee_phone',
  'amount',
  'currency',
  'purpose',
  'remark',
  'day',
  'same_bank',
  'fixed',
] as const

/** What a result file says of a payment, and what it names it by. */
export const resultFields = [
  'outcome',
  'account',
  'amount',
  'number',
  'reason',
  'party',
  'reference',
  'payer',
  'currency',
  'paidOn',
] as const

/** What became of a payment, as a result file says it. */
export const resultOutcomes = ['paid', 'failed', 'returned', 'processing'] as const
