import { fill, type Language, type Sentence } from './text.ts'

/** What a line of a statement is, why it waits for a person, and why a payment did not reach its payee. */
const bankTexts = {
  'why.amount_differs': { zh: '编号或账号相符，金额不同', en: 'Number or account fits, the amount does not' },
  'why.account_differs': { zh: '编号相符，收款账号不同', en: 'The number fits, the account does not' },
  'why.name_differs': { zh: '金额相符，户名不同', en: 'The amount fits, the name does not' },
  'why.number_differs': { zh: '金额相符，编号不是本公司的', en: 'The amount fits, the number is not ours' },
  'why.several_fit': { zh: '多笔付款都可能是它', en: 'It could be several payments' },
  'why.paid_before': { zh: '对应的付款已经有过流水', en: 'Its payment was on a statement before' },
  'why.return_unclear': { zh: '可能是退回的款项', en: 'It may be a payment that came back' },
  'why.part_back': { zh: '可能是收款方退回的一部分', en: 'A payee may have sent back a part of a payment' },
  'why.before_sent': {
    zh: '编号相符，入账日早于付款发出日',
    en: 'The number fits, its day is before the sending',
  },
  'why.unmatched': { zh: '认定已撤销，等待重新认定', en: 'It was taken back and waits for a new answer' },
  'verdict.paid': { zh: '付款', en: 'A payment of ours' },
  'verdict.returned': { zh: '退汇', en: 'A payment that came back' },
  'verdict.refunded': { zh: '付款部分退回', en: 'A part of a payment that came back' },
  'verdict.fee': { zh: '银行收费', en: 'A fee of the bank' },
  'verdict.incoming': { zh: '收款', en: 'Money from elsewhere' },
  'verdict.pending': { zh: '银行待入账', en: 'Not booked by the bank yet' },
  'verdict.elsewhere': { zh: '不是权益付款', en: 'No payment of benefits' },
  'by.number': { zh: '按业务编号', en: 'by its number' },
  'by.remark': { zh: '按附言中的编号', en: 'by the number in the remark' },
  'by.batch': { zh: '按整批合计', en: 'by the sum of its batch' },
  'by.account': { zh: '按账号、金额和日期', en: 'by account, amount and day' },
  'by.day_total': { zh: '按当日合计', en: 'by the sum of its day' },
  'by.parts': { zh: '按分笔合计', en: 'by the sum of its parts' },
  'by.person': { zh: '人工认定', en: 'by a person' },
  'reason.bank_no_balance': { zh: '余额不足', en: 'Not enough balance' },
  'reason.bank_name_differs': { zh: '户名与账号不符', en: 'The name does not fit the account' },
  'reason.bank_account_wrong': { zh: '账号有误或已销户', en: 'The account is wrong or closed' },
  'reason.bank_not_confirmed': { zh: '超时未确认', en: 'Not confirmed in time' },
  'reason.bank_above_limit': { zh: '超过银行限额', en: 'Above a limit of the bank' },
  'reason.bank_sent_back': { zh: '对方银行退回', en: 'Sent back by the payee’s bank' },
  'reason.unmatched': { zh: '对应流水的认定已撤销', en: 'The line that showed it was taken back' },
  'reason.bank_in_hand': { zh: '银行处理中，结果未知', en: 'In the bank’s hands, its end unknown' },
  'reason.bank_undated': {
    zh: '银行结果没有编号和日期，结果未知',
    en: 'The bank’s word has no number and no day, its end unknown',
  },
  'reason.bank_other': { zh: '银行未成功，原因见结果文件', en: 'Not done by the bank; its file says why' },
} as const satisfies Readonly<Record<string, Sentence>>

/** A word of bank lines in the reader's language; the key itself where no list has it. */
export function sayBank(key: string, language: Language): string {
  return isKey(key) ? fill(bankTexts[key], language) : key
}

/** Why a line waits, in the reader's language. */
export function sayWhy(why: string, language: Language): string {
  const key = `why.${why}`
  return isKey(key) ? fill(bankTexts[key], language) : why
}

/** The reason of an order in the reader's language, where it is one of ours; a person's words as they are. */
export function sayBankReason(reason: string, language: Language): string {
  const key = `reason.${reason}`
  return isKey(key) ? fill(bankTexts[key], language) : reason
}

function isKey(key: string): key is keyof typeof bankTexts {
  return Object.hasOwn(bankTexts, key)
}
