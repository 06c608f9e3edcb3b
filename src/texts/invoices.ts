import { fill, type Language, type Sentence } from './text.ts'

/**
 * The words of invoices: facts, sources, results of the official check, alerts and what somebody used one
 * for.
 */
export const invoicesTexts = {
  'fact.code': { zh: '发票代码', en: 'code' },
  'fact.number': { zh: '发票号码', en: 'number' },
  'fact.kind': { zh: '发票种类', en: 'kind' },
  'fact.sellerName': { zh: '销售方名称', en: 'seller' },
  'fact.sellerTax': { zh: '销售方税号', en: 'tax number of the seller' },
  'fact.buyerName': { zh: '购买方名称', en: 'buyer' },
  'fact.buyerTax': { zh: '购买方税号', en: 'tax number of the buyer' },
  'fact.currency': { zh: '币种', en: 'currency' },
  'fact.net': { zh: '不含税金额', en: 'amount without tax' },
  'fact.tax': { zh: '税额', en: 'tax' },
  'fact.total': { zh: '价税合计', en: 'total with tax' },
  'fact.issuedOn': { zh: '开票日期', en: 'date of issue' },
  'fact.items': { zh: '项目名称', en: 'items' },
  'fact.discount': { zh: '折扣的位置', en: 'place of the discount' },
  'fact.refersTo': { zh: '对应的蓝字发票', en: 'invoice that it takes back' },
  'source.xml': { zh: '电子发票原件（XML）', en: 'electronic original (XML)' },
  'source.ofd': { zh: '电子发票原件（OFD）', en: 'electronic original (OFD)' },
  'source.qr': { zh: '发票上的二维码', en: 'QR code on the invoice' },
  'source.typed': { zh: '人工录入', en: 'typed by hand' },
  'read.xml': { zh: '数电票 XML', en: 'e-invoice in XML' },
  'read.ofd': { zh: 'OFD 电子发票', en: 'e-invoice in OFD' },
  'read.photo': { zh: '照片', en: 'photo' },
  'read.pdf': { zh: 'PDF 副本', en: 'copy in PDF' },
  'read.proof': { zh: '查验凭证', en: 'proof of the official check' },
  'unread.no_code': {
    zh: '照片中没有读到发票二维码，请按票面录入；拍清楚二维码可再试一次。',
    en: 'No QR code of an invoice was found in the photo: type what is printed, or try a clearer photo.',
  },
  'unread.code_of_another_kind': {
    zh: '照片中的二维码不是发票信息（例如网址），请按票面录入。',
    en: 'The QR code in the photo holds no facts of an invoice, an address perhaps: type what is printed.',
  },
  'unread.paper_copy': {
    zh: 'PDF 只作为副本保存，不读取数据；请按票面录入，或向销售方索取 XML 或 OFD 原件。',
    en:
      'A PDF is kept as a copy and gives no facts: type what is printed, or ask the seller for the ' +
      'original in XML or OFD.',
  },
  'kind.special': { zh: '专用发票', en: 'special VAT invoice' },
  'kind.general': { zh: '普通发票', en: 'general VAT invoice' },
  'check.unchecked': { zh: '未查验', en: 'not checked officially' },
  'check.good': { zh: '查验一致', en: 'official check agrees' },
  'check.bad': { zh: '查验不符', en: 'official check does not agree' },
  'result.matches': { zh: '查验一致', en: 'agrees' },
  'result.differs': { zh: '内容不一致', en: 'differs' },
  'result.not_found': { zh: '查无此票', en: 'there is no such invoice' },
  'result.voided': { zh: '已作废', en: 'voided' },
  'result.reversed': { zh: '已红冲', en: 'taken back by a red-letter invoice' },
  'alert.number_twice': {
    zh: '同一发票号码再次提交',
    en: 'The same invoice number was brought again',
  },
  'alert.other_amount': {
    zh: '同一发票号码以另一金额提交',
    en: 'The same invoice number was brought with another amount',
  },
  'alert.facts_differ': {
    zh: '电子原件与此前录入的内容不符',
    en: 'The electronic original differs from what was typed before',
  },
  'alert.check_negative': { zh: '官方查验结果不符', en: 'The official check does not agree' },
  'alert.reversed_after_use': {
    zh: '已使用的发票后来被红冲',
    en: 'An invoice was taken back by a red-letter one after its use',
  },
  'alert.content_differs': {
    zh: '发票内容与所核销的事项不是一类',
    en: 'The content of the invoice is of another kind than what was claimed with it',
  },
  'alert.buyer_differs': {
    zh: '发票抬头不是核销主体',
    en: 'The invoice names another buyer than the entity that claimed with it',
  },
  'alert.buyer_number_differs': {
    zh: '发票上的税号不是核销主体的税号',
    en: 'The tax number on the invoice is not that of the entity that claimed with it',
  },
  separator: { zh: '、', en: ', ' },
} as const satisfies Readonly<Record<string, Sentence>>

type Key = keyof typeof invoicesTexts

/** A word of invoices in the reader's language. */
export function sayInvoice(key: Key, language: Language): string {
  return fill(invoicesTexts[key], language)
}

/** A list of facts by their names, in both languages, as a refusal carries it. */
export function factsInWords<Name extends string>(
  param: Name,
  facts: readonly string[],
): Record<`${Name}_zh` | `${Name}_en`, string> {
  const list = (language: Language) =>
    facts
      .map((fact) => (isFact(fact) ? sayInvoice(`fact.${fact}`, language) : fact))
      .join(sayInvoice('separator', language))
  const words = { [`${param}_zh`]: list('zh-CN'), [`${param}_en`]: list('en') }
  return words as Record<`${Name}_zh` | `${Name}_en`, string>
}

type Fact = Key extends infer K ? (K extends `fact.${infer F}` ? F : never) : never

function isFact(fact: string): fact is Fact {
  return Object.hasOwn(invoicesTexts, `fact.${fact}`)
}
