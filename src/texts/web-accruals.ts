import type { Sentence } from './text.ts'

/** What a month owes of what was due by its end and is no expense of it: its list on the page of months. */
export const webAccrualTexts = {
  'accruals.title': { zh: '{month} 预提', en: 'Accruals of {month}' },
  'accruals.due': {
    zh: '有 {count} 笔已到期的权益没有记入当月费用，尚未预提或金额已变。记入 {until}，次月 1 日自动冲回。',
    en: {
      one:
        'One benefit was due and is no expense of the month, or differs from its accrual. Booked, it is ' +
        'expense of {until} and taken back the next day.',
      other:
        '{count} benefits were due and are no expense of the month, or differ from their accruals. ' +
        'Booked, they are expense of {until} and taken back the next day.',
    },
  },
  'accruals.all': {
    zh: '{count} 笔到期的权益已预提为 {until} 的费用，次月 1 日冲回。',
    en: {
      one: 'One benefit that was due is accrued as expense of {until}, and taken back the next day.',
      other: '{count} benefits that were due are accrued as expense of {until}, and taken back the next day.',
    },
  },
  'accruals.none': {
    zh: '到期的权益都已记入费用，无须预提。',
    en: 'Whatever was due is expense already, so nothing is accrued.',
  },
  'accruals.running': {
    zh: '{count} 笔已到期而未登记给出；到 {until} 仍是如此的，次月起可以预提。',
    en: '{count} were due and are not recorded as given. What is so on {until} can be accrued from then on.',
  },
  'accruals.book': { zh: '预提入账', en: 'Book accruals' },
  'accruals.booked': {
    zh: '已预提或更正 {count} 笔',
    en: { one: 'One accrual booked or put right', other: '{count} accruals booked or put right' },
  },
  'accruals.failed': { zh: '没有预提', en: 'Nothing was accrued' },
  'accruals.amount': { zh: '应提（{currency}）', en: 'To stand ({currency})' },
  'accruals.stands': { zh: '已提（{currency}）', en: 'Stands ({currency})' },
  'accruals.given_late': { zh: '给出时该月已结账', en: 'given, recorded after its month was closed' },
  'accruals.not_booked': { zh: '未提', en: 'not accrued' },
  'accruals.differs': { zh: '已提 {amount}', en: 'accrued {amount}' },
  'accruals.more': {
    zh: '只列出前 {shown} 笔，共 {count} 笔。',
    en: 'The first {shown} of {count} are listed.',
  },
} as const satisfies Record<string, Sentence>
