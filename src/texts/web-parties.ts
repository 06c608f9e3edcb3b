import type { Sentence } from './text.ts'

/** The page of a customer or a person. */
export const partiesTexts = {
  'party.organisation': { zh: '客户', en: 'Customer' },
  'party.person': { zh: '人员', en: 'Person' },
  'party.merged': { zh: '这条记录已并入 {name}', en: 'This entry was merged into {name}' },
  'party.new_request': { zh: '新申请', en: 'New request' },
  'party.totals': { zh: '累计（集团各主体合计）', en: 'Sums over all entities of the group' },
  'party.count': { zh: '{count} 笔', en: { one: '{count} benefit', other: '{count} benefits' } },
  'party.limits': { zh: '常规项目的公司限额', en: 'Company limits of routine items' },
  'party.by_year': { zh: '按年份', en: 'By year' },
  'party.by_kind': { zh: '按类型', en: 'By kind' },
  'party.by_entity': { zh: '按主体', en: 'By entity' },
  'party.facts': { zh: '基本情况', en: 'Facts' },
  'party.flags': { zh: '需要留意', en: 'Please note' },
  'party.source': { zh: '来源：{source}', en: 'Source: {source}' },
  'party.since': { zh: '自 {day}', en: 'since {day}' },
  'party.contacts': { zh: '联系人', en: 'Contacts' },
  'party.related': { zh: '关联方', en: 'Related' },
  'party.deals': { zh: '合同与招标', en: 'Agreements and tenders' },
  'party.lines': { zh: '收到的全部权益', en: 'Everything received' },
  'party.tab_given': { zh: '我们给予的', en: 'Given by us' },
  'party.tab_received': { zh: '我们收到的', en: 'Received by us' },
  'party.direction': { zh: '方向', en: 'Direction' },
  'party.masked': { zh: '其他主体的记录，仅显示金额', en: 'Of another entity: amount only' },
  'party.empty_title': { zh: '还没有记录', en: 'Nothing on record' },
  'party.empty_text': {
    zh: '以后给予或收到的每一笔都会出现在这里。',
    en: 'Everything given or received from now on appears here.',
  },
  'party.as_of': { zh: '截至 {at}', en: 'As of {at}' },
} as const satisfies Record<string, Sentence>
