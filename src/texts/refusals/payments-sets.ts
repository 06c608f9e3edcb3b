import type { RefusalText } from '../text.ts'

/** Sets of payment orders that are prepared or checked together. */
export const paymentSetRefusals = {
  'payments.set_names_twice': {
    says: { zh: '同一笔在清单中出现了两次：{what}。', en: 'The set names one twice: {what}.' },
    wayOut: { zh: '请每笔只列一次。', en: 'Name each of them once.' },
  },
  'payments.set_all_refused': {
    says: {
      zh: '{count} 笔都没有办理：{what}。',
      en: { one: 'It was not done: {what}.', other: 'None of the {count} was done: {what}.' },
    },
    wayOut: {
      zh: '请按原因处理后重新选择；可以办理的不受影响。',
      en: 'Put right what each of them says, and choose again.',
    },
  },
  'payments.set_item_broke': {
    says: {
      zh: '系统出了问题，这一笔没有办理；已记录。',
      en: 'Something broke on our side, so this one was not done; it has been noted.',
    },
    wayOut: { zh: '请稍后再办理这一笔。', en: 'Try this one again.' },
  },
  'payments.set_out_of_sight': {
    says: {
      zh: '清单中有 {count} 笔付款单不存在，或不属于您负责的主体。',
      en: {
        one: '{count} order of the set is not there, or is of an entity that is not yours.',
        other: '{count} orders of the set are not there, or are of an entity that is not yours.',
      },
    },
    wayOut: {
      zh: '请重新打开清单；这次没有复核任何一笔。',
      en: 'Open the set again; none of it was checked.',
    },
  },
  'payments.set_changed': {
    says: {
      zh: '清单与显示时不同，没有复核任何一笔。变化：{what}。',
      en: 'The set is not what was shown, so none of it was checked. What changed: {what}.',
    },
    wayOut: {
      zh: '请重新打开清单，看过变化后再输入合计；须单独复核的会列在一旁。',
      en: 'Open the set again and look at what changed; what is checked alone stands aside there.',
    },
  },
  'payments.set_changed_since': {
    says: {
      zh: '清单中 {count} 笔已有结果；其余与显示时不同，没有再复核。变化：{what}。',
      en: {
        one:
          '{count} of the set was answered before. The rest is not what was shown, so no more was ' +
          'checked. What changed: {what}.',
        other:
          '{count} of the set were answered before. The rest is not what was shown, so no more was ' +
          'checked. What changed: {what}.',
      },
    },
    wayOut: {
      zh: '请重新打开清单，看过变化后再输入其余的合计。',
      en: 'Open the set again, look at what changed, and type the total of the rest.',
    },
  },
  'payments.set_mixes_currencies': {
    says: {
      zh: '清单含多个币种（{currencies}），没有一个合计可以输入。',
      en: 'The set has several currencies ({currencies}), so there is no one total to type.',
    },
    wayOut: { zh: '请按币种分开复核。', en: 'Check each currency as a set of its own.' },
  },
  'payments.set_total_differs': {
    says: {
      zh: '输入的合计与这 {count} 笔付款单不一致，没有复核任何一笔。',
      en: {
        one: 'The total typed is not that of the {count} order, so it was not checked.',
        other: 'The total typed is not that of the {count} orders, so none was checked.',
      },
    },
    wayOut: {
      zh: '请对照审批和清单重新核对合计后输入。',
      en: 'Compare the list with what was approved, then type the total again.',
    },
  },
  'payments.checked_alone_person': {
    says: { zh: '收款人是个人，凭例外付款。', en: 'It pays a natural person by an exception.' },
    wayOut: {
      zh: '请单独复核，核对例外的依据。',
      en: 'Check it alone, against what the exception rests on.',
    },
  },
  'payments.checked_alone_account': {
    says: {
      zh: '收款账户核实未满冷静期，{from} 起可以成批复核。',
      en: 'Its account was verified only lately; from {from} it may stand in a set.',
    },
    wayOut: { zh: '请单独复核，核对账户依据。', en: 'Check it alone, against the paper of the account.' },
  },
  'payments.checked_alone_rate': {
    says: {
      zh: '以另一币种支付，须与汇率对照：{what}',
      en: 'It is paid in another currency, to be compared with the rate: {what}',
    },
    wayOut: {
      zh: '请单独复核，把金额与核销单、凭证和汇率对照。',
      en: 'Check it alone: compare the amount with its claim, its papers and the rate.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
