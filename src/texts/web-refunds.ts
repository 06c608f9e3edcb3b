import type { Sentence } from './text.ts'

/** The texts about a part of a payment that came back from its payee. */
export const webRefundTexts = {
  'refund.of': {
    zh: '付款部分退回：{on} 的流水 {amount}',
    en: 'A part of a payment came back: the line of {on}, {amount}',
  },
  'refund.verb': { zh: '是部分退回', en: 'A part came back' },
  'refund.verb_of': {
    zh: '是部分退回：{on} 的流水 {amount}',
    en: 'A part came back: the line of {on}, {amount}',
  },
  'refund.which': { zh: '哪一笔付款退回了 {amount}', en: 'Of which payment {amount} came back' },
  'refund.look': { zh: '按付款单号或收款方查找', en: 'Find by number or payee' },
  'refund.none': {
    zh: '没有更早付出、金额不小于它的付款。',
    en: 'No earlier payment of this currency is as much or more.',
  },
  'refund.whole': { zh: '金额相同，是全额退回', en: 'The same amount: the whole of it came back' },
  'refund.more': {
    zh: '还有更多，请按单号或收款方查找。',
    en: 'There are more; find one by number or payee.',
  },
  'refund.order': {
    zh: '{number} · {payee} · 尾号 {tail} · {on} 付出 {amount}',
    en: '{number} · {payee} · account {tail} · {amount} paid on {on}',
  },
  'refund.before': { zh: '此前已退回 {amount}', en: '{amount} came back before' },
  'refund.likely': { zh: '收款账户相符', en: 'The account fits' },
  'refund.does': {
    zh:
      '付款 {number} 仍为已付，记为退回 {amount}，还剩 {left}。权益的实际支出和预算占用随之减少，账簿记一笔退回；' +
      '对方所得的累计不变，退回的部分不再应付。',
    en:
      'The payment {number} stays paid, {amount} of it came back, and {left} is left. What the benefit ' +
      'cost and what the budget spent are less by it, and the books have an entry for it. The sums of what ' +
      'was received stay, and nothing is owed again.',
  },
  'refund.does_whole': {
    zh: '付款 {number} 记为退汇：全额 {amount} 退回，该权益重新成为应付；不再付的由经办人冲销。',
    en:
      'The payment {number} is recorded as come back: all of it, {amount}. Its benefit is owed again; ' +
      'where it is not paid again, whoever asked for it reverses it.',
  },
  'refund.verb_whole': { zh: '是退汇', en: 'The payment came back' },
  'refund.done_whole': { zh: '已记为退汇', en: 'Recorded as a payment that came back' },
  'refund.done': { zh: '已记录部分退回', en: 'Recorded as come back' },
  'refund.failed': { zh: '没有记录，流水没有变化。', en: 'Not recorded; the line is as it was.' },
  'refund.undo': {
    zh: '撤销后它等待另一位同事重新认定；付款仍为已付，退回记录作废，账簿随之冲回。',
    en:
      'It then waits for another person’s answer. The payment stays paid, and what came back is taken back ' +
      'with its entry in the books.',
  },
  'refund.came_back': { zh: '其中退回 {amount}', en: 'Of which {amount} came back' },
  'refund.item': {
    zh: '{on} 退回 {amount}（{state}），{name}：{reason}',
    en: '{amount} on {on} ({state}), {name}: {reason}',
  },
} as const satisfies Readonly<Record<string, Sentence>>
