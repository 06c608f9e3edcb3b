import { fill, type Language, type Sentence, type TextValue } from './text.ts'

/** Where a claim stands and what comes next, each in one sentence. */
const claimTexts = {
  behalf: { zh: '代{names}核销：{reason}', en: 'Filed for {names}: {reason}' },
  'says.received': {
    zh: '财务已收到，等待审核。',
    en: 'Finance has it and will look at it next.',
  },
  'says.in_check': { zh: '{checker}正在审核。', en: '{checker} of finance is checking it.' },
  'says.disputed': {
    zh: '{checker}有疑问：{reason} 请答复。',
    en: '{checker} of finance asks: {reason} Please answer.',
  },
  'says.disputed_of': {
    zh: '{checker}有疑问：{reason} 由{filer}答复。',
    en: '{checker} of finance asks: {reason} {filer} answers.',
  },
  'says.refused': {
    zh: '未通过：{reason} 金额可以重新核销。',
    en: 'Not accepted: {reason} The amount can be claimed again.',
  },
  'says.withdrawn': {
    zh: '本人已撤回，金额可以重新核销。',
    en: 'Taken back; the amount can be claimed again.',
  },
  'says.withdrawn_of': {
    zh: '{filer}已撤回，金额可以重新核销。',
    en: '{filer} took it back; the amount can be claimed again.',
  },
  'says.to_order': {
    zh: '已通过，接下来由财务制付款单。',
    en: 'Accepted; finance prepares the payment next.',
  },
  'says.no_account': {
    zh: '已通过，但还没有您本人已核实的收款账户：请先登记并请财务核实。',
    en: 'Accepted, but there is no verified account of yours to pay to: state it and have finance verify it.',
  },
  'says.no_account_of': {
    zh: '已通过，但{name}还没有已核实的收款账户：请其登记；已离职的，由财务代为登记，另一人核实。',
    en:
      'Accepted, but {name} has no verified account: they state one, or finance does for who has left; ' +
      'a second person verifies it.',
  },
  'says.prepared': {
    zh: '付款单 {number} 已制单，接下来由另一人复核。',
    en: 'The payment {number} is prepared; a second person checks it next.',
  },
  'says.checked': {
    zh: '付款单 {number} 已复核，接下来发往银行。',
    en: 'The payment {number} is checked and goes to the bank next.',
  },
  'says.sent': {
    zh: '付款单 {number} 已发往银行，等待到账。',
    en: 'The payment {number} is with the bank; it arrives next.',
  },
  'says.unknown': {
    zh: '银行没有答复付款单 {number}：财务正在向银行查实，不会重复付款。',
    en: 'The bank has not answered for {number}: finance finds out there, and nothing is paid twice.',
  },
  'says.came_back': {
    zh: '付款单 {number} 没有付成，金额还在：财务将重新付款。',
    en: 'The payment {number} did not arrive; the amount stands and finance pays it again.',
  },
  'says.paid': { zh: '{on} 已付清 {amount}。', en: 'Paid in full on {on}: {amount}.' },
  'says.part_paid': {
    zh: '已付 {paid}，还有 {rest} 待付。',
    en: '{paid} is paid; {rest} is still to come.',
  },
  'pay.day_rate': {
    zh: '核销 {closes}，按 {on} 的汇率 {rate}{sample} 付 {paid}。',
    en: '{closes} is closed, and {paid} is paid at the rate {rate}{sample} of {on}.',
  },
  'pay.card': {
    zh: '核销 {closes}，按刷卡对账单付 {paid}；按 {on} 的汇率 {rate}{sample} 为 {day}。',
    en:
      '{closes} is closed, and {paid} is paid as the card was charged; ' +
      'at the rate {rate}{sample} of {on} it comes to {day}.',
  },
  'pay.invoice': {
    zh: '核销 {closes}，按发票付 {paid}；按 {on} 的汇率 {rate}{sample} 为 {day}。',
    en:
      '{closes} is closed, and {paid} is paid as the invoice says; ' +
      'at the rate {rate}{sample} of {on} it comes to {day}.',
  },
  'again.claim': {
    zh: '内容相同的凭证也在核销单 {number}（{amount}）中。',
    en: 'A paper of the same content is also in the claim {number} ({amount}).',
  },
  'again.request': {
    zh: '内容相同的文件也在申请 {number} 中。',
    en: 'A paper of the same content also lies with the request {number}.',
  },
  'again.elsewhere': {
    zh: '集团另一家公司的 {number} 中有内容相同的凭证。',
    en: 'A paper of the same content is also in {number} of another company of the group.',
  },
  'pay.sample': { zh: '（随附的示例汇率）', en: ' (of the shipped sample)' },
  'pay.far': {
    zh: '要付 {paid}，按 {on} 的汇率 {rate} 为 {day}，相差 {percent}%，超过允许的 {limit}%。',
    en:
      '{paid} is asked for; at the rate {rate} of {on} it comes to {day}: {percent}% apart, ' +
      'more than the {limit}% that are allowed.',
  },
  'pay.by_sample': {
    zh: '{on} 的汇率 {rate} 出自随附的示例表，不是公司录入的。',
    en: 'The rate {rate} of {on} is of the shipped sample and not of the company.',
  },
  'books.says': {
    zh: '{closes} 按 {on} 的汇率 {rate}{sample} 折合 {day}。',
    en: '{closes} comes to {day} at the rate {rate}{sample} of {on}.',
  },
  'mine.give_first': {
    zh: '已批准。先登记实际给予，再核销。',
    en: 'Approved. Record how it was given, then claim.',
  },
  'mine.open': { zh: '{on} 前核销不算迟报。', en: 'A claim until {on} is in time.' },
  'mine.released': {
    zh: '{by}于 {on} 登记：这部分不再报销。办结前可以撤回。',
    en: '{by} said on {on} that this will not follow. It can be taken back until the benefit is completed.',
  },
  'mine.late': {
    zh: '已过 {days} 天的期限：仍可核销，会注明迟报。',
    en: 'Past the {days} days for it: it can still be claimed and is marked as late.',
  },
} as const satisfies Record<string, Sentence>

/** A sentence about a claim in the reader's language. */
export function sayClaim(
  language: Language,
  key: keyof typeof claimTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(claimTexts[key], language, params)
}
