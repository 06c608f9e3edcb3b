import { fill, type Language, type Sentence } from './text.ts'

/** Words of payment orders, claims and exceptions. */
export const paymentTexts = {
  'order.prepared': { zh: '待复核', en: 'To be checked' },
  'order.checked': { zh: '已复核', en: 'Checked' },
  'order.sent': { zh: '已发银行', en: 'Sent to the bank' },
  'order.unknown': { zh: '结果未知', en: 'Unknown at the bank' },
  'order.paid': { zh: '已付款', en: 'Paid' },
  'order.failed': { zh: '付款失败', en: 'Failed' },
  'order.returned': { zh: '已退汇', en: 'Returned' },
  'order.stopped': { zh: '已停止', en: 'Stopped' },
  'way.company_account': { zh: '客户公司账户', en: 'Customer’s company account' },
  'way.vendor': { zh: '供应商', en: 'Vendor' },
  'way.reimbursement': { zh: '员工报销', en: 'Reimbursement' },
  'reason.account_changed': { zh: '收款账户已变更', en: 'The payee’s account changed' },
} as const satisfies Record<string, Sentence>

/** A word of payments in the reader's language; the key itself where no list has it. */
export function sayPayment(language: Language, key: string): string {
  const sentences: Readonly<Record<string, Sentence | undefined>> = paymentTexts
  const sentence = sentences[key]
  return sentence ? fill(sentence, language) : key
}
