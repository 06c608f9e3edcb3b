import type { Sentence } from './text.ts'

/** Why credited input tax is turned out: where it is chosen, and where it stands beside what was booked. */
export const turnOutGroundTexts = {
  void: { zh: '发票已作废', en: 'the invoice is void' },
  red_letter: { zh: '发票已红字冲销', en: 'a red letter takes the invoice back' },
  false: { zh: '发票查验不符或虚假', en: 'the invoice is false' },
  rule: { zh: '当初不应抵扣', en: 'it should not have been credited' },
  use: {
    zh: '改用于不得抵扣的项目（集体福利、个人消费等）',
    en: 'it serves something that credits none (staff welfare, personal consumption)',
  },
} as const satisfies Record<string, Sentence>
