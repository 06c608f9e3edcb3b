import type { Sentence } from './text.ts'

/** A file of exchange rates, as whoever confirms it sees it. */
export const rateTexts = {
  'rates.matter.kind': { zh: '汇率', en: 'Exchange rates' },
  'rates.matter.title': { zh: '导入汇率', en: 'Bring in exchange rates' },
  'rates.matter.correction': {
    zh: '更正汇率：确认之后的判定按新汇率，已作出的判定不变',
    en: 'Correct exchange rates: decisions from the confirmation on use the new ones, earlier ones stay',
  },
  'rates.matter.source': { zh: '来源', en: 'Source' },
  'rates.matter.count': { zh: '条数', en: 'Rates' },
  'rates.matter.unlisted': { zh: '其中未在此列出', en: 'Not listed here' },
  'rates.matter.apart': { zh: '{after}（{apart}）', en: '{after} ({apart})' },
} as const satisfies Record<string, Sentence>
