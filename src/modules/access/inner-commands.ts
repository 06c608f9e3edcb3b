/** Commands that are no operation of their own: they run inside another one, in the same person's name. */
export const innerCommands: readonly string[] = [
  'requests.record_attempt',
  'requests.record_download',
  'requests.answer_reversal',
  'benefits.record_download',
  'ledger.record_download',
  'coverage.record',
  'payments.record_tax_file',
  'bank.record_download',
  'policy.record_near_limit',
  'invoices.record_download',
  'imports.answer_undo',
  'imports.add_parties',
  'imports.store_rows',
  'imports.keep_problems',
  'imports.finish',
  'imports.reverse_rows',
]
