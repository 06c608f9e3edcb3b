import type { Sentence } from './text.ts'

/** Lists that show one item alone, because an address names it. */
export const webOneTexts = {
  'one.order': { zh: '只显示这一张付款单。', en: 'This payment order alone is shown.' },
  'one.claim': { zh: '只显示这一张核销单。', en: 'This claim alone is shown.' },
  'one.release': { zh: '只显示这一次余额释放。', en: 'This release alone is shown.' },
  'one.line': { zh: '只显示这一笔银行流水。', en: 'This line of the statement alone is shown.' },
  'one.batch': { zh: '只显示这一个付款批次。', en: 'This batch alone is shown.' },
  'one.accrual': { zh: '只显示这一笔预提。', en: 'This accrual alone is shown.' },
  'one.charge': { zh: '这一项计税', en: 'This tax in the books' },
  'one.base': { zh: '计税依据', en: 'Reckoned on' },
  'one.booked': { zh: '入账于', en: 'Booked' },
  'one.tax': { zh: '税额', en: 'Tax' },
  'one.all': { zh: '显示全部', en: 'Show all' },
  'one.none': { zh: '没有找到，或您不能查看。', en: 'It was not found, or it is not yours to see.' },
} as const satisfies Readonly<Record<string, Sentence>>
