import type { Sentence } from './text.ts'

/** What the command line says of what a month accrues. */
export const cliAccrualTexts = {
  'cli.accruals.none': {
    zh: '{month} 到期的权益都已记入费用',
    en: 'Whatever was due in {month} is expense already',
  },
  'cli.accruals.item': {
    zh: '{number}  {day}  应提 {amount}  已提 {booked}  {title}',
    en: '{number}  {day}  to stand {amount}  stands {booked}  {title}',
  },
  'cli.accruals.given_late': {
    zh: '  （给出时该月已结账）',
    en: '  (given, recorded after its month was closed)',
  },
  'cli.accruals.total': {
    zh: '合计（{state}）：应提 {amount}，已提 {booked}',
    en: 'in all ({state}): to stand {amount}, stands {booked}',
  },
  'cli.accruals.due': {
    zh: '其中 {count} 笔尚未预提或金额已变',
    en: {
      one: 'One of them does not stand accrued as it has to',
      other: '{count} of them do not stand accrued as they have to',
    },
  },
  'cli.accruals.running': { zh: '进行中', en: 'the month runs' },
  'cli.accruals.open': { zh: '未结账', en: 'the month is open' },
  'cli.accruals.closed': { zh: '已结账', en: 'the month is closed' },
  'cli.accruals.booked': {
    zh: '{month} 已预提或更正 {count} 笔，次月 1 日冲回',
    en: {
      one: 'Booked one accrual of {month}, taken back on the first day of the next month',
      other: 'Booked {count} accruals of {month}, taken back on the first day of the next month',
    },
  },
} as const satisfies Record<string, Sentence>
