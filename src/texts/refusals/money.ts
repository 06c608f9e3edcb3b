import type { RefusalText } from '../text.ts'

/** Refusals of amounts themselves, whatever they are for. */
export const moneyRefusals = {
  'money.too_large_for_words': {
    says: {
      zh: '金额 {yuan} 元达到或超过一万亿元，没有规定的大写写法。',
      en: 'The amount of {yuan} yuan reaches 10^12, for which no capital figures are laid down.',
    },
    wayOut: {
      zh: '请核对金额是否多输了位数；确需记录的，请按合同拆分到各笔实际付款后再开具凭证。',
      en: 'Check the amount for extra digits; where it is right, issue one voucher for each actual payment.',
    },
  },
} as const satisfies Record<string, RefusalText>
