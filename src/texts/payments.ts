import { fill, type Language, type Sentence, type TextValue } from './text.ts'

/** Words of payment orders, claims and exceptions. */
const paymentTexts = {
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
  'claim.received': { zh: '待审核', en: 'Received' },
  'claim.in_check': { zh: '审核中', en: 'Being checked' },
  'claim.disputed': { zh: '有疑问，等申请人答复', en: 'Disputed: the claimant answers' },
  'claim.accepted': { zh: '已通过', en: 'Accepted' },
  'claim.refused': { zh: '未通过', en: 'Refused' },
  'claim.withdrawn': { zh: '已撤回', en: 'Taken back' },
  'claim.other_vendor': {
    zh: '批准的供应商是“{approved}”，这里付给“{actual}”。',
    en: '“{approved}” was approved as the vendor; this pays “{actual}”.',
  },
  'claim.other_seller': {
    zh: '批准的供应商是“{approved}”，发票由“{actual}”开具。',
    en: '“{approved}” was approved as the vendor; “{actual}” issued the invoice.',
  },
  'claim.without_invoice': { zh: '有金额没有发票。', en: 'A part of it is shown by no invoice.' },
  'release.released': { zh: '已释放', en: 'Released' },
  'release.withdrawn': { zh: '已撤回', en: 'Taken back' },
  'exception.matter': { zh: '个人收款例外', en: 'Exception: a natural person as payee' },
  'exception.consumer_refund': { zh: '消费者本人退款', en: 'A consumer’s own refund' },
  'exception.licensed_agent': { zh: '持证独立代理人', en: 'Licensed independent agent' },
  'exception.request': { zh: '申请', en: 'Request' },
  'exception.amount': { zh: '金额', en: 'Amount' },
  'exception.reference': { zh: '合同条款或执业证号', en: 'Agreement clause or licence' },
  'exception.account': { zh: '收款账户', en: 'Account' },
  'exception.tax': { zh: '税务处理', en: 'Tax treatment' },
  'exception.withheld': { zh: '一次付清时代扣个人所得税', en: 'Income tax withheld if it is paid at once' },
  'withheld.to_confirm': { zh: '（待确认）', en: ' (to be confirmed)' },
  'exception.state.proposed': { zh: '待第二人确认', en: 'Waits for the second person' },
  'exception.state.confirmed': { zh: '已确认', en: 'Confirmed' },
  'exception.state.declined': { zh: '未同意', en: 'Declined' },
  'exception.state.withdrawn': { zh: '已撤回', en: 'Taken back' },
  'exception.state.lapsed': { zh: '已失效', en: 'Lapsed' },
  'tax.none_refund': { zh: '退款，不是所得', en: 'A refund, no income' },
  'tax.labour_income': { zh: '劳务报酬，预扣个税', en: 'Pay for services, tax withheld' },
  'tax.incidental_income': { zh: '偶然所得，代扣 20%', en: 'Incidental income, 20 % withheld' },
  'tax.action.adjust_output': {
    zh: '开具红字发票，冲减收入和销项税额',
    en: 'A red-letter invoice lowers revenue and output tax',
  },
  'tax.action.entertainment_limit': {
    zh: '业务招待费，限额扣除',
    en: 'Business entertainment, deducted in part',
  },
  'tax.action.publicity_limit': { zh: '广告宣传费，限额扣除', en: 'Publicity, deducted up to a limit' },
  'tax.action.commission_limit': { zh: '佣金，限额扣除', en: 'Commission, deducted up to a limit' },
  'tax.action.add_back': { zh: '纳税调增', en: 'Added back' },
  'tax.action.not_deductible': { zh: '不得税前扣除', en: 'Not deductible' },
  'tax.action.deemed_sale': { zh: '视同销售', en: 'A deemed sale' },
  'tax.action.withhold': { zh: '代扣代缴个人所得税 20%', en: 'Income tax withheld, 20 %' },
  'tax.action.exempt': { zh: '免征个人所得税', en: 'No income tax' },
  'tax.action.no_input_credit': { zh: '进项税额不得抵扣', en: 'No input tax credit' },
  'refund.recorded': { zh: '已退回', en: 'Came back' },
  'refund.withdrawn': { zh: '认定已撤销', en: 'Taken back' },
  'reason.account_changed': { zh: '收款账户已变更', en: 'The payee’s account changed' },
} as const satisfies Record<string, Sentence>

/** What a decision said of a tax, in the reader's language. */
export function sayTaxAction(action: string, language: Language): string {
  return sayPayment(language, `tax.action.${action}`)
}

/** A word of payments in the reader's language; the key itself where no list has it. */
export function sayPayment(
  language: Language,
  key: string,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  const sentences: Readonly<Record<string, Sentence | undefined>> = paymentTexts
  const sentence = sentences[key]
  return sentence ? fill(sentence, language, params) : key
}
