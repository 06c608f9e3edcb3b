import type { Sentence } from './text.ts'

/** Accounting vouchers for the finance system, and what is said of their numbers. */
export const voucherTexts = {
  'vouchers.supplement': { zh: '{what}（补充）', en: '{what} (supplement)' },
  'vouchers.sheet': { zh: '凭证', en: 'Accounting vouchers' },
  'vouchers.summary': {
    zh: '客户权益 {number} {form} {what}',
    en: 'Customer benefit {number} {form} {what}',
  },
  'vouchers.occasion.expense': { zh: '确认费用', en: 'expense' },
  'vouchers.occasion.payment': { zh: '付款', en: 'payment' },
  'vouchers.occasion.expense_and_payment': { zh: '确认费用并结清', en: 'expense, settled' },
  'vouchers.occasion.reversal': { zh: '冲回', en: 'taken back' },
  'vouchers.occasion.paid_otherwise': {
    zh: '改按支付币种入账，冲原币',
    en: 'taken off its own currency, paid in another',
  },
  'vouchers.occasion.refund': { zh: '付款部分退回', en: 'part of a payment came back' },
  'vouchers.occasion.accrual': { zh: '计提', en: 'accrual' },
  // It says what it takes back, so that a journal shows the two as one that came to nothing.
  'vouchers.occasion.accrual_reversal': { zh: '计提冲回', en: 'accrual taken back' },
  'vouchers.occasion.input_tax': { zh: '进项税额', en: 'input tax' },
  'vouchers.occasion.input_tax_back': { zh: '进项税额转出', en: 'input tax taken back' },
  'vouchers.occasion.input_tax_out': { zh: '已抵扣进项税额转出', en: 'input tax turned out' },
  // It says what it takes back, as an accrual does.
  'vouchers.occasion.input_tax_out_back': {
    zh: '已抵扣进项税额转出冲回',
    en: 'input tax turned out, taken back',
  },
  'vouchers.occasion.tax': { zh: '税金', en: 'tax' },
} as const satisfies Record<string, Sentence>
