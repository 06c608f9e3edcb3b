import type { Sentence } from './text.ts'

/** Input tax below the vouchers of a month: what was credited, what was not, and by which rules. */
export const webInputTaxTexts = {
  'input_tax.title': { zh: '进项税额', en: 'Input tax (进项税额)' },
  'input_tax.none': {
    zh: '本月没有专用发票的税额。',
    en: 'No special invoice of the month has a tax.',
  },
  'input_tax.sums': {
    zh: '本月抵扣 {credited}，转出 {turnedOut}，未抵扣 {notCredited}。',
    en: 'Credited in the month: {credited}. Turned out: {turnedOut}. Not credited: {notCredited}.',
  },
  'input_tax.more': { zh: '列出前 {count} 张发票。', en: 'The first {count} invoices.' },
  'input_tax.invoice': { zh: '发票 {number}', en: 'invoice {number}' },
  'input_tax.tax': { zh: '税额 {tax}', en: 'tax {tax}' },
  'input_tax.change': { zh: '抵扣规则', en: 'Rules' },
  'input_tax.close': { zh: '收起', en: 'Close' },
  'input_tax.rules': { zh: '哪些权益抵扣进项税', en: 'Which kinds credit input tax' },
  'input_tax.rules_hint': {
    zh: '餐饮、居民日常服务、娱乐、旅游、客运和卡券的发票一律不抵扣；烟酒只在本单位设为抵扣的类型下抵扣。对以后受理的报销生效。',
    en:
      'Catering, services of daily life, entertainment, tourism, passengers and cards never credit; ' +
      'alcohol and tobacco only where the entity credits their kind. For later claims.',
  },
  'input_tax.form': { zh: '权益类型', en: 'Kind of benefit' },
  'input_tax.choose': { zh: '请选择', en: 'Choose one' },
  'input_tax.answer': { zh: '是否抵扣', en: 'Credited or not' },
  'input_tax.yes': { zh: '抵扣', en: 'credited' },
  'input_tax.no': { zh: '不抵扣', en: 'not credited' },
  'input_tax.law': { zh: '法律依据', en: 'Basis in law' },
  'input_tax.reason': { zh: '原因（写入日志）', en: 'Why (kept in the log)' },
  'input_tax.save': { zh: '保存', en: 'Save' },
  'input_tax.not_saved': { zh: '没有保存', en: 'Not saved' },
  'input_tax.proposals': {
    zh: '{count} 笔已抵扣，发票已作废、红冲或查验不符，应转出',
    en: {
      one: 'One credit is to be turned out: its invoice is void, false or red-lettered by now',
      other: '{count} credits are to be turned out: their invoices are void, false or red-lettered by now',
    },
  },
  'input_tax.out': { zh: '转出', en: 'Turn out' },
  'input_tax.out_of': { zh: '转出发票 {invoice} 的进项税额', en: 'Turn out the input tax of {invoice}' },
  'input_tax.out_text': {
    zh: '权益 {number}，还在抵扣 {left}。转出记在发现当日所在的未结账月份，另成一张凭证。',
    en:
      'Benefit {number}, of which {left} is still credited. It is dated when it was found, ' +
      'with its own voucher.',
  },
  'input_tax.ground': { zh: '转出原因', en: 'Ground' },
  'input_tax.amount': { zh: '转出税额', en: 'Tax to turn out' },
  'input_tax.basis': { zh: '依据', en: 'Basis' },
  'input_tax.found_on': { zh: '发现日（不填为今天）', en: 'Found on (today where empty)' },
  'input_tax.found_hint': { zh: '须在未结账的月份', en: 'In a month that is open' },
  'input_tax.out_done': {
    zh: '发票 {invoice} 的进项税额已转出',
    en: 'The input tax of {invoice} is turned out',
  },
  'input_tax.out_failed': { zh: '没有办成', en: 'Not done' },
  'input_tax.back': { zh: '冲回转出', en: 'Take back' },
  'input_tax.back_of': { zh: '冲回发票 {invoice} 的转出', en: 'Take back that {invoice} was turned out' },
  'input_tax.back_text': {
    zh: '税额重新抵扣，另成一张凭证。须由制单人以外的人办理。',
    en:
      'The tax is credited again, by a document with its own voucher. Another person does it than ' +
      'made the first.',
  },
  'input_tax.back_done': { zh: '发票 {invoice} 的转出已冲回', en: '{invoice} is credited again' },
  'input_tax.own': { zh: '本单位设置', en: 'set by the entity' },
} as const satisfies Readonly<Record<string, Sentence>>
