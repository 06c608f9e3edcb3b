import type { Sentence } from './text.ts'

/** Payments that are chosen, prepared and checked together. */
export const webSetTexts = {
  'set.choose': { zh: '成批选择', en: 'Choose several' },
  'set.choose_none': { zh: '逐笔勾选，或在此选择', en: 'Tick single ones, or choose here' },
  'set.all': { zh: '全部可以办理的', en: 'All that may be done' },
  'set.shown': { zh: '本页显示的（{count} 笔）', en: 'Those on this page ({count})' },
  'set.of_together': {
    zh: '可以成批复核的（{count} 笔）',
    en: 'Those that may be checked as a set ({count})',
  },
  'set.of_payee': { zh: '收款人：{name}（{count} 笔）', en: 'Payee: {name} ({count})' },
  'set.of_way': { zh: '付款方式：{name}（{count} 笔）', en: 'Way: {name} ({count})' },
  'set.of_entity': { zh: '付款主体：{name}（{count} 笔）', en: 'Entity: {name} ({count})' },
  'set.of_currency': { zh: '币种：{name}（{count} 笔）', en: 'Currency: {name} ({count})' },
  'set.tick': { zh: '选择 {name}', en: 'Choose {name}' },
  'set.tick_off': { zh: '{name} 不能选择', en: '{name} cannot be chosen' },
  'set.alone': { zh: '复核时须单独办理：{reason}', en: 'It will be checked alone: {reason}' },
  'set.keys': { zh: '按住 Shift 可以连续选择。', en: 'With Shift, all between two are chosen.' },
  'set.chosen': {
    zh: '已选 {count} 笔，{payees} 个收款人，合计 {amount}',
    en: {
      one: '{count} payment chosen: {amount}',
      other: '{count} payments chosen, {payees} payees, {amount} together',
    },
  },
  'set.too_many': { zh: '一次最多 {max} 笔。', en: 'At most {max} at once.' },
  'set.full': {
    zh: '一批最多 {max} 笔，其余的请在下一批处理。',
    en: 'A set takes {max}; the others are for the next one.',
  },
  'set.clear': { zh: '取消选择', en: 'Choose none' },
  'set.prepare': {
    zh: '制单 {count} 笔',
    en: { one: 'Prepare {count} payment', other: 'Prepare {count} payments' },
  },
  'set.prepare_title': { zh: '成批制单', en: 'Prepare several payments' },
  'set.prepare_what': {
    zh: '将制单 {count} 笔，付给 {payees} 个收款人，合计 {amount}。',
    en: {
      one: 'It prepares {count} payment: {amount}.',
      other: 'It prepares {count} payments to {payees} payees, {amount} together.',
    },
  },
  'set.prepare_how': {
    zh: '每笔按当前规则单独核对，由另一人复核；不能制单的一笔不影响其余。',
    en:
      'Each is held against the rules of today by itself, and somebody else checks it; one that is refused ' +
      'holds up none of the others.',
  },
  'set.prepare_alone': {
    zh: '其中 {count} 笔复核时须单独办理，原因写在各行。',
    en: {
      one: '{count} of them will be checked alone; it says why.',
      other: '{count} of them will be checked alone; each says why.',
    },
  },
  'set.prepared_all': {
    zh: '{count} 笔已制单，等待另一人复核。',
    en: {
      one: '{count} payment is prepared; somebody else checks it.',
      other: '{count} payments are prepared; somebody else checks them.',
    },
  },
  'set.prepared_part': {
    zh: '{count} 笔已制单；{refused} 笔没有办理，原因如下。',
    en: '{count} prepared; {refused} not done, each says why.',
  },
  'set.check': {
    zh: '成批复核 {count} 笔',
    en: { one: 'Check {count} payment', other: 'Check {count} payments' },
  },
  'set.check_title': { zh: '成批复核', en: 'Check several payments' },
  'set.check_what': {
    zh: '{count} 笔可以一起复核，付给 {payees} 个收款人。',
    en: {
      one: '{count} payment can be checked here.',
      other: '{count} payments to {payees} payees can be checked together.',
    },
  },
  'set.check_unusual': {
    zh: '其中 {count} 笔须注意，列在最前。',
    en: {
      one: '{count} of them is unusual and stands first.',
      other: '{count} of them are unusual and stand first.',
    },
  },
  'set.check_plain': { zh: '没有须特别注意之处。', en: 'Nothing about them is unusual.' },
  'set.check_none': {
    zh: '所选的都不能成批复核，原因如下。',
    en: 'None of those chosen can be checked together; each says why.',
  },
  'set.check_mixed': {
    zh: '所选含几个币种（{amount}），没有一个合计可以输入。请按币种分开复核。',
    en: 'They have several currencies ({amount}), so there is no one total. Check each currency apart.',
  },
  'set.aside': {
    zh: '另有 {count} 笔不在其中，原因如下：',
    en: { one: '{count} more stands aside; it says why:', other: '{count} more stand aside; each says why:' },
  },
  'set.type_total': { zh: '输入合计以确认', en: 'Type the total to confirm it' },
  'set.total_differs': {
    zh: '与清单的合计不一致。请核对后再输入。',
    en: 'It differs from the total of the list. Compare them, then type it again.',
  },
  'set.total': { zh: '合计', en: 'Total' },
  'set.list': { zh: '一起复核的付款单', en: 'Payment orders checked together' },
  'set.prepare_list': { zh: '将制单的各笔', en: 'Payments to be prepared' },
  'set.checked_all': {
    zh: '{count} 笔已复核，可以发往银行。',
    en: {
      one: '{count} payment is checked and may go to the bank.',
      other: '{count} payments are checked and may go to the bank.',
    },
  },
  'set.checked_part': {
    zh: '{count} 笔已复核；{refused} 笔没有办理，原因如下。',
    en: '{count} checked; {refused} not done, each says why.',
  },
  'set.results': { zh: '逐笔结果', en: 'What became of each' },
  'set.failed': { zh: '没有成功，付款单没有变化。', en: 'That did not work; the orders are as they were.' },
  'set.unheard': {
    zh: '没有收到答复。再按一次会接着办理，不会重复。',
    en: 'No answer came. Press it once more: it goes on, and nothing is done twice.',
  },
  'set.close': { zh: '完成', en: 'Done' },
} as const satisfies Readonly<Record<string, Sentence>>
