import type { RefusalText } from '../text.ts'

/** What keeps credited input tax from being turned out, and such a document from being taken back. */
export const inputTaxOutRefusals = {
  'ledger.input_tax_not_found': {
    says: { zh: '本单位没有这笔进项税额。', en: 'This entity has no such input tax.' },
    wayOut: {
      zh: '请在「期间」该月的「进项税额」中选择已抵扣的发票。',
      en: 'Choose a credited invoice at Months, under the input tax of its month.',
    },
  },
  'ledger.input_tax_named_twice': {
    says: {
      zh: '发票 {invoice} 的同一部分列了两次。',
      en: 'One part of the invoice {invoice} is named twice.',
    },
    wayOut: { zh: '请只列一次，并写明合计金额。', en: 'Name it once, with the whole amount.' },
  },
  'ledger.input_tax_not_credited': {
    says: {
      zh: '发票 {invoice} 的这一行没有抵扣进项税额，无可转出。',
      en: 'This row of the invoice {invoice} credited no input tax, so there is none to turn out.',
    },
    wayOut: { zh: '请选择「已抵扣」的一行。', en: 'Choose a row that says credited.' },
  },
  'ledger.input_tax_nothing_left': {
    says: {
      zh: '发票 {invoice} 已抵扣的税额已全部转出，或已随报销、权益收回。',
      en: 'What the invoice {invoice} credited is all turned out, or went with its claim or benefit.',
    },
    wayOut: { zh: '无需再转出。', en: 'There is nothing more to do.' },
  },
  'ledger.input_tax_above_credit': {
    says: {
      zh: '发票 {invoice} 最多还能转出 {left}。',
      en: 'Of the invoice {invoice} at most {left} can still be turned out.',
    },
    wayOut: { zh: '请填写不超过该数的金额。', en: 'Give no more than that.' },
  },
  'ledger.input_tax_own_claim': {
    says: {
      zh: '发票 {invoice} 属于您本人的报销，须由他人转出或冲回。',
      en: 'The invoice {invoice} is behind a claim of your own, so somebody else does this.',
    },
    wayOut: { zh: '请另一位财务处理。', en: 'Ask another of finance.' },
  },
  'ledger.input_tax_found_later': {
    says: { zh: '发现日 {day} 在今天（{today}）之后。', en: 'The day {day} is later than today, {today}.' },
    wayOut: { zh: '请填写今天或更早的日期。', en: 'Give today or a day before.' },
  },
  'ledger.input_tax_found_before': {
    says: {
      zh: '发现日 {day} 早于抵扣的记账日 {credited}。',
      en: 'The day {day} is before {credited}, on which the tax was credited.',
    },
    wayOut: { zh: '请填写抵扣当日或之后的日期。', en: 'Give the day of the credit or one after it.' },
  },
  'ledger.input_tax_out_ended': {
    says: {
      zh: '这张转出单已冲回，或本身就是冲回单。',
      en: 'This document is taken back already, or itself takes one back.',
    },
    wayOut: {
      zh: '需要再转出的，请另做一张转出单。',
      en: 'Where it has to be turned out after all, make a new one.',
    },
  },
  'ledger.input_tax_out_own': {
    says: {
      zh: '转出单由您制作，冲回会重新抵扣，须由另一人办理。',
      en: 'You made this document. Taking it back credits the tax again, so another person does.',
    },
    wayOut: { zh: '请另一位财务冲回。', en: 'Ask another of finance.' },
  },
  'ledger.input_tax_credit_ended': {
    says: {
      zh: '发票 {invoice} 的抵扣已随报销退回或权益冲回而终止，不能恢复。',
      en: 'The credit of the invoice {invoice} ended with its claim or benefit, so it does not come back.',
    },
    wayOut: { zh: '保留这张转出单。', en: 'Leave the document as it is.' },
  },
} as const satisfies Record<string, RefusalText>
