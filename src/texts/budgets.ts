import type { Sentence } from './text.ts'

/** The words of budgets: of their figures, of proposals, and of what the form of a request says. */
export const budgetTexts = {
  'budget.command': {
    zh: '查看预算，与备查台账核对，或提出变更',
    en: 'Shows budgets, proves them from the memorandum ledger, or proposes a change',
  },
  'budget.what': {
    zh: '请写 budget list、check、propose、end 或 demand',
    en: 'Say budget list, check, propose, end or demand',
  },
  'budget.proposed': {
    zh: '已提出（{change}）。财务的另一人或总经理在收件箱确认后生效。',
    en: 'Proposed ({change}). It counts once another person of finance or the general manager confirms it.',
  },
  'budget.planned_wrong': {
    zh: '--planned {planned} 不是 {currency} 的金额，请写成例如 120000.00',
    en: '--planned {planned} is no amount in {currency}; write it as 120000.00',
  },
  'budget.unit_wrong': {
    zh: '没有单位 {unit}。现有单位：{units}',
    en: 'There is no unit {unit}. The units are: {units}',
  },
  'budget.year': { zh: '--year 请写四位年份，例如 2026', en: '--year takes a year of four figures, as 2026' },
  'budget.none': { zh: '{year} 年没有预算，即不限额', en: 'No budget is set for {year}, which is no limit' },
  'budget.line': {
    zh:
      '{entity} {period} {name}：预算 {planned}，占用 {held}，已批准 {committed}，' +
      '已花 {spent}（其中已付或已结 {paid}，未付 {accrued}），剩余 {rest}，预计 {forecast}（{id}）',
    en:
      '{entity} {period} {name}: planned {planned}, held {held}, committed {committed}, ' +
      'spent {spent} (paid or settled {paid}, unpaid {accrued}), left {rest}, forecast {forecast} ({id})',
  },
  'budget.agree': {
    zh: '{count} 项预算与备查台账一致',
    en: {
      one: '{count} budget agrees with the memorandum ledger',
      other: '{count} budgets agree with the memorandum ledger',
    },
  },
  'budget.differ': {
    zh: '{name}（{period}）与备查台账不一致：{stage} 登记簿 {register}，台账 {books}',
    en: '{name} ({period}) differs from the memorandum ledger: {stage} register {register}, books {books}',
  },
  'budget.figure.held': { zh: '占用', en: 'Held' },
  'budget.figure.committed': { zh: '已批准', en: 'Committed' },
  'budget.figure.spent': { zh: '已花', en: 'Spent' },
  'budget.answer.free': { zh: '不限', en: 'No limit' },
  'budget.answer.warn': { zh: '提示，可以提交', en: 'Warn and let it pass' },
  'budget.answer.step': { zh: '加一步财务审批', en: 'Ask finance as well' },
  'budget.answer.refuse': { zh: '不能提交', en: 'Refuse' },
  'budget.state.fits': {
    zh: '剩余 {rest}，按目前进度够用。',
    en: '{rest} is left; at this pace it will do.',
  },
  'budget.state.tight': {
    zh: '只剩 {rest}，不到预算的十分之一。',
    en: 'Only {rest} is left, less than a tenth of it.',
  },
  'budget.state.forecast_over': {
    zh: '剩余 {rest}，按目前进度到 {until} 将超出 {over}。',
    en: '{rest} is left; at this pace it will be exceeded by {over} on {until}.',
  },
  'budget.state.over': { zh: '已超出 {over}。', en: 'It is exceeded by {over}.' },
  'budget.state.unknown': {
    zh: '有 {currencies} 的金额查不到汇率，未计入。',
    en: 'Amounts in {currencies} have no rate and are not counted.',
  },
  'budget.demand.free': {
    zh: '没有预算的权益不限额。',
    en: 'A benefit that no budget covers has no limit.',
  },
  'budget.demand.warn': {
    zh: '没有预算的权益可以提交，申请人和审批人会看到提示。',
    en: 'A benefit that no budget covers can be filed; applicant and approver are told.',
  },
  'budget.demand.step': {
    zh: '没有预算的权益要加一步财务审批。',
    en: 'A benefit that no budget covers needs the approval of finance as well.',
  },
  'budget.demand.refuse': {
    zh: '没有预算的权益不能提交。',
    en: 'A benefit that no budget covers cannot be filed.',
  },
  'budget.all_units': { zh: '全公司', en: 'whole entity' },
  'budget.all_kinds': { zh: '全部类型', en: 'all kinds' },
  'budget.change.new': {
    zh: '设定预算「{name}」（{period}）：{planned}',
    en: 'Set the budget “{name}” ({period}): {planned}',
  },
  'budget.change.amount': {
    zh: '调整预算「{name}」（{period}）：{before} → {planned}',
    en: 'Change the budget “{name}” ({period}): {before} → {planned}',
  },
  'budget.change.end': { zh: '停用预算「{name}」', en: 'End the budget “{name}”' },
  'budget.change.demand': { zh: '没有预算时：{answer}', en: 'Without a budget: {answer}' },
  'budget.matter.kind': { zh: '预算', en: 'Budget' },
  'budget.matter.entity': { zh: '法人', en: 'Entity' },
  'budget.matter.scope': { zh: '范围', en: 'Scope' },
  'budget.matter.by': { zh: '提出人', en: 'Proposed by' },
  'budget.matter.used': { zh: '已占用和已花', en: 'Held, committed and spent' },
  'budget.matter.planned': { zh: '预算', en: 'Planned' },
  'budget.matter.answer': { zh: '超出时', en: 'When exceeded' },
  'budget.matter.uncovered': { zh: '没有预算时', en: 'Without a budget' },
  'budget.matter.none': { zh: '未设定', en: 'Not set' },
  'budget.matter.ended': { zh: '停用，不再限额', en: 'Ended, no limit any more' },
  'budget.panel.title': { zh: '预算', en: 'Budget' },
  'budget.panel.fits': {
    zh: '「{budget}」剩余 {left}，本次占用 {amount}。',
    en: '“{budget}” has {left} left; this takes {amount}.',
  },
  'budget.panel.warn': {
    zh: '「{budget}」剩余 {left}，本次要 {amount}，超出 {over}。可以提交，审批人会看到。',
    en:
      '“{budget}” has {left} left and this takes {amount}, {over} too much. It can be filed; ' +
      'the approvers see it.',
  },
  'budget.panel.step': {
    zh: '「{budget}」剩余 {left}，本次要 {amount}，超出 {over}。提交后加一步审批。',
    en:
      '“{budget}” has {left} left and this takes {amount}, {over} too much. One more person ' +
      'has to approve it.',
  },
  'budget.panel.refuse': {
    zh: '「{budget}」剩余 {left}，本次要 {amount}，超出 {over}。在预算调整之前不能提交。',
    en:
      '“{budget}” has {left} left and this takes {amount}, {over} too much. It cannot be ' +
      'filed until the budget is changed.',
  },
  'budget.panel.no_rate': {
    zh: '「{budget}」以 {currency} 计，查不到汇率，无法判断是否够用。',
    en: '“{budget}” is kept in {currency} and no rate is on record, so nobody can say whether it will do.',
  },
  'budget.panel.uncovered.warn': {
    zh: '没有预算涵盖这项权益。可以提交，审批人会看到。',
    en: 'No budget covers this benefit. It can be filed; the approvers see it.',
  },
  'budget.panel.uncovered.step': {
    zh: '没有预算涵盖这项权益。提交后加一步审批。',
    en: 'No budget covers this benefit. One more person has to approve it.',
  },
  'budget.panel.uncovered.refuse': {
    zh: '没有预算涵盖这项权益，公司要求先有预算。',
    en: 'No budget covers this benefit, and the company demands one first.',
  },
} as const satisfies Record<string, Sentence>
