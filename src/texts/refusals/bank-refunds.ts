import type { RefusalText } from '../text.ts'

/** Why a line is no part of a payment that came back, and what stands against taking such a payment back. */
export const bankRefundRefusals = {
  'bank.refund_one_order': {
    says: {
      zh: '部分退回只对应一笔付款，所选不止一笔。',
      en: 'A part came back of one payment, and several were chosen.',
    },
    wayOut: {
      zh: '请只选一笔付款；一行含几笔退款的，请收款方分笔退回。',
      en: 'Choose one payment. Where one line holds several, the payee sends the parts one by one.',
    },
  },
  'bank.refund_other_entity': {
    says: {
      zh: '所选付款不是这家公司付出的。',
      en: 'The chosen payment is not one of the entity whose statement this is.',
    },
    wayOut: {
      zh: '请选择同一家公司的付款。退到别家公司账户的，说明为不是权益付款，由收款方退到原付款公司。',
      en:
        'Choose a payment of the same entity. What is meant for another one is said to be from elsewhere, ' +
        'and its payee sends it to the entity that paid.',
    },
  },
  'bank.refund_not_paid': {
    says: {
      zh: '付款 {number} 没有记录为已付，不能部分退回。',
      en: 'The payment {number} is not recorded as paid, so that no part of it came back.',
    },
    wayOut: {
      zh: '请先认定它的付出流水，再认定这一笔。',
      en: 'Say first which line shows it leaving, then answer this one.',
    },
  },
  'bank.refund_currency': {
    says: {
      zh: '流水是 {one}，付款 {number} 是 {other}，币种不同。',
      en: 'The line is in {one}, and the payment {number} was in {other}.',
    },
    wayOut: {
      zh: '请收款方按原币种退回。已按外币收到的，说明为不是权益付款，由财务在法定账中处理汇率差额。',
      en:
        'Ask the payee to send it back in the currency that was paid. What stays in another is said to be ' +
        'from elsewhere, and finance books it with its rate in the finance system.',
    },
  },
  'bank.refund_before_payment': {
    says: {
      zh: '付款 {number} 在 {day} 才付出，这笔流水早于付款。',
      en: 'The payment {number} left on {day}, after the day of this line.',
    },
    wayOut: {
      zh: '请选择在这笔流水之前付出的付款，或说明为不是权益付款。',
      en: 'Choose a payment that left before this line, or say that it is from elsewhere.',
    },
  },
  'bank.refund_withheld': {
    says: {
      zh: '付款 {number} 是个人所得，已按所得计税；部分退回会改变已申报的税额。',
      en:
        'The payment {number} was the income of a natural person, on which tax is declared; a part that ' +
        'comes back changes what was declared.',
    },
    wayOut: {
      zh: '请与税务顾问确认更正申报；或请收款方全额退回，按退汇认定后重新付款。',
      en:
        'Ask the tax adviser how the return is put right; or have the whole come back, answer it as a ' +
        'payment that came back, and pay anew.',
    },
  },
  'bank.refund_is_whole': {
    says: {
      zh: '流水与付款 {number} 的金额相同，是全额退回，不是部分退回。',
      en: 'The line is the whole of the payment {number}, not a part of it.',
    },
    wayOut: {
      zh: '请认定为退汇，记为其他收入的流水也可直接这样认定；该权益重新成为应付，不再付的由经办人冲销。',
      en:
        'Say that the payment came back, also of a line that was taken for money from elsewhere: its ' +
        'benefit is owed again. Where it is not paid again, whoever asked for it reverses it.',
    },
  },
  'bank.refund_above_payment': {
    says: {
      zh: '付款 {number} 还可退回 {left}，流水金额超过它。',
      en: 'Of the payment {number} at most {left} can come back, and the line is more.',
    },
    wayOut: {
      zh: '请选择金额够大的付款；多退的钱请收款方分开说明。',
      en: 'Choose a payment that is large enough, or ask the payee what the rest of the money is.',
    },
  },
  'bank.order_partly_back': {
    says: {
      zh: '付款 {number} 已有部分退回，不能再认定为全额退回或未付出。',
      en: 'A part of the payment {number} came back; it neither came back as a whole nor did it not leave.',
    },
    wayOut: {
      zh: '请先撤销部分退回那笔流水的认定。',
      en: 'Take back the line of the part that came back first.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
