import type { Sentence } from './text.ts'

/** Open matters with a customer and agreements, in words. */
export const dealsTexts = {
  'matter.none': { zh: '无', en: 'None' },
  'matter.tender': { zh: '招标', en: 'Tender' },
  'matter.renewal': { zh: '续约', en: 'Renewal' },
  'matter.inspection': { zh: '检查', en: 'Inspection' },
  'matter.licence': { zh: '许可审批', en: 'Licence' },
  'matter.audit': { zh: '审计', en: 'Audit' },
  'matter.dispute': { zh: '争议', en: 'Dispute' },
  'standing.none': { zh: '已结束', en: 'Over' },
  'standing.open': { zh: '进行中', en: 'Open' },
  'standing.objection_period': { zh: '公示异议期', en: 'Objection period' },
  'standing.awarded': { zh: '已定标', en: 'Awarded' },
  'deal.tender': { zh: '{matter} · {title}', en: '{matter} · {title}' },
  'deal.tender_open': { zh: '{state}，自 {day} 起', en: '{state} since {day}' },
  'deal.tender_awarded': { zh: '{state}，{day} 公布结果', en: '{state}; result of {day}' },
  'event.choice': { zh: '{title}（{from}）', en: '{title} ({from})' },
  'deal.agreement': { zh: '合同 {number} · {title}', en: 'Agreement {number} · {title}' },
  'deal.dates': {
    zh: '{from} 至 {until}，{count} 项权益条款',
    en: '{from} to {until}, clauses on benefits: {count}',
  },
  'deal.open_ended': { zh: '{from} 起，{count} 项权益条款', en: 'from {from}, clauses on benefits: {count}' },
} as const satisfies Record<string, Sentence>
