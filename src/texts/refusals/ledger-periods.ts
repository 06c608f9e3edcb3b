import type { RefusalText } from '../text.ts'

/** The refusals about months of the memorandum ledger. */
export const periodRefusals: Readonly<Record<string, RefusalText>> = {
  'ledger.month_not_over': {
    says: {
      zh: '{month} 要到 {until} 才结束，不能结账。',
      en: '{month} ends on {until} and cannot be closed before.',
    },
    wayOut: { zh: '请在次月第一天之后结账。', en: 'Close it from the first day of the next month on.' },
  },
  'ledger.month_closed': {
    says: {
      zh: '{month} 已结账，现已结账至 {closed}。',
      en: '{month} is closed already; the books are closed up to {closed}.',
    },
    wayOut: { zh: '请选择其后的月份。', en: 'Choose a month after it.' },
  },
  'ledger.accrual_month_not_over': {
    says: {
      zh: '{month} 要到 {until} 才结束，不能预提。',
      en: '{month} ends on {until} and has no accruals before.',
    },
    wayOut: {
      zh: '请在次月第一天之后、结账之前预提。',
      en: 'Book them from the first day of the next month on, before the month is closed.',
    },
  },
  'ledger.accruals_nothing_due': {
    says: {
      zh: '{month} 没有要预提的，或已全部预提且金额一致。',
      en: 'Nothing is to be accrued for {month}, or all of it stands in the books as it has to.',
    },
    wayOut: { zh: '无须处理。', en: 'There is nothing to do.' },
  },
  'ledger.month_not_next': {
    says: {
      zh: '结账按月顺序进行，下一个是 {next}，不是 {month}。',
      en: 'Months are closed in their order: next is {next}, not {month}.',
    },
    wayOut: { zh: '请先结账 {next}。', en: 'Close {next} first.' },
  },
  'ledger.month_open': {
    says: { zh: '{month} 没有结账，无须反结账。', en: '{month} is not closed, so there is nothing to open.' },
    wayOut: { zh: '该月可以直接记账。', en: 'It takes entries as it is.' },
  },
  'ledger.month_not_last': {
    says: {
      zh: '反结账从最后结账的月份开始：{last}，不是 {month}。',
      en: 'The month that was closed last is opened first: {last}, not {month}.',
    },
    wayOut: {
      zh: '请先反结账 {last}；或将差额记入当期。',
      en: 'Open {last} first, or book the difference in an open month.',
    },
  },
  'ledger.month_not_closed': {
    says: {
      zh: '{month} 还没有结账，没有归档包。',
      en: '{month} is not closed, so it has no filing pack.',
    },
    wayOut: {
      zh: '请先由两人结账，再导出归档包。',
      en: 'Let two people close it first, then take the pack.',
    },
  },
  'ledger.pack_too_large': {
    says: {
      zh: '{month} 的分录行超过 {limit} 行，放不进一个归档包。',
      en: '{month} has more than {limit} lines, too many for one filing pack.',
    },
    wayOut: {
      zh: '请用凭证导出按批取出，或联系管理员导出审计包。',
      en: 'Take the vouchers as files instead, or ask for an audit bundle.',
    },
  },
  'ledger.month_waits': {
    says: {
      zh: '{month} 已有待确认的同一提议。',
      en: 'The same is proposed for {month} and waits for its answer.',
    },
    wayOut: {
      zh: '请等待第二人确认，或由提出人撤回。',
      en: 'Wait for the second person, or let whoever proposed it take it back.',
    },
  },
  'ledger.month_blocked': {
    says: {
      zh: '{month} 还有 {count} 项须先处理，不能结账。',
      en: '{count} things have to be put right before {month} is closed.',
    },
    wayOut: {
      zh: '请在“期间”页查看清单，逐项处理后再结账。',
      en: 'The page of months lists them; close it once they are put right.',
    },
  },
  'ledger.month_answered': {
    says: { zh: '该提议已有答复或已撤回。', en: 'This proposal was answered or taken back already.' },
    wayOut: { zh: '请查看期间的当前状态。', en: 'Look at where the month stands.' },
  },
  'ledger.month_takes_two': {
    says: {
      zh: '提出人不能确认自己的提议：结账和反结账由两人完成。',
      en: 'Whoever proposed it cannot confirm it: a month is closed and opened by two people.',
    },
    wayOut: {
      zh: '请由另一位财务或总经理确认。',
      en: 'Another one of finance or the general manager confirms it.',
    },
  },
}
