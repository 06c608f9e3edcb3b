import type { Sentence } from './text.ts'

/** Why the tax of a special invoice is credited as input tax, or why not. */
export const inputTaxTexts = {
  'input_tax.credited': { zh: '已抵扣', en: 'credited' },
  'input_tax.decision': {
    zh: '不抵扣：审批时的规则认定进项不得抵扣',
    en: 'not credited: the rules that decided on the benefit say so',
  },
  'input_tax.form': {
    zh: '不抵扣：这类权益按交际应酬等个人消费处理，或尚未认定可抵扣',
    en: 'not credited: this kind counts as personal consumption, or nobody has found that it is credited',
  },
  'input_tax.content': {
    zh: '不抵扣：发票内容为餐饮、居民日常服务、娱乐、旅游、客运、卡券或烟酒',
    en:
      'not credited: the invoice is for catering, services of daily life, entertainment, tourism, ' +
      'passengers, a card, alcohol or tobacco',
  },
  'input_tax.content_unknown': {
    zh: '不抵扣：发票有项目看不出卖的是什么',
    en: 'not credited: nobody can tell what each item of the invoice is',
  },
  'input_tax.label_unknown': {
    zh: '不抵扣：没有标明是专用发票',
    en: 'not credited: the invoice is not marked as a special one',
  },
  'input_tax.currency': {
    zh: '不抵扣：发票或权益不是人民币',
    en: 'not credited: the invoice or the benefit is not in yuan',
  },
  'input_tax.turned_out': { zh: '转出：{ground}', en: 'turned out: {ground}' },
  'input_tax.turned_in': { zh: '冲回转出：{ground}', en: 'no more turned out: {ground}' },
  'input_tax.taken_back': {
    zh: '转出：报销被退回，或权益已冲回',
    en: 'taken back: the claim was refused after all, or the benefit reversed',
  },
} as const satisfies Record<string, Sentence>
