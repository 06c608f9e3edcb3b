import type { RefusalText } from '../text.ts'

/** The refusals about budgets. */
export const budgetRefusals: Readonly<Record<string, RefusalText>> = {
  'budgets.exceeded': {
    says: {
      zh: '预算「{budget}」剩余 {left}，这项权益要 {amount}。',
      en: 'The budget “{budget}” has {left} left, and this benefit takes {amount}.',
    },
    wayOut: {
      zh: '请财务调整预算；或不给这项权益。',
      en: 'Ask finance to change the budget, or do not give it.',
    },
  },
  'budgets.none_covers': {
    says: {
      zh: '没有预算涵盖这项权益，公司要求先有预算。',
      en: 'No budget covers this benefit, and the company demands one first.',
    },
    wayOut: { zh: '请财务设定预算后再提交。', en: 'Ask finance to set a budget, then file it.' },
  },
  'budgets.no_rate': {
    says: {
      zh: '预算「{budget}」以 {currency} 计，查不到汇率，无法判断是否够用。',
      en:
        'The budget “{budget}” is kept in {currency} and no rate is on record, so nobody can ' +
        'say whether it will do.',
    },
    wayOut: { zh: '请财务导入汇率后再提交。', en: 'Ask finance to bring in the rate, then file it.' },
  },
  'budgets.unknown': {
    says: { zh: '没有这项预算，或已停用。', en: 'There is no such budget, or it was ended.' },
    wayOut: { zh: '请刷新页面，重新选择。', en: 'Load the page again and choose anew.' },
  },
  'budgets.taken': {
    says: {
      zh: '同一期间、部门和类型已有预算「{budget}」。',
      en: 'The budget “{budget}” covers the very same period, unit and kinds.',
    },
    wayOut: { zh: '请调整那一项预算。', en: 'Change that budget instead.' },
  },
  'budgets.other_scope': {
    says: {
      zh: '预算「{budget}」的期间、部门和类型不能改，只能改金额、名称和超出时的处理。',
      en:
        'What the budget “{budget}” covers cannot be changed; its amount, its name and what ' +
        'happens beyond it can.',
    },
    wayOut: {
      zh: '请停用这项预算，另设一项。',
      en: 'End this budget and set another one.',
    },
  },
  'budgets.currency_differs': {
    says: {
      zh: '预算以法人的本位币 {currency} 计。',
      en: 'A budget is kept in the currency of its entity, {currency}.',
    },
    wayOut: { zh: '请以 {currency} 填写金额。', en: 'Enter the amount in {currency}.' },
  },
  'budgets.unit_unknown': {
    says: {
      zh: '没有这个部门，或它属于另一法人。',
      en: 'There is no such unit, or it belongs to another entity.',
    },
    wayOut: { zh: '请从列表中选择部门。', en: 'Choose a unit from the list.' },
  },
  'budgets.nothing_changes': {
    says: { zh: '与现在的设定相同，没有变化。', en: 'That is how it is set already.' },
    wayOut: { zh: '请改动后再提出。', en: 'Change something, then propose it.' },
  },
  'budgets.waits': {
    says: {
      zh: '这项预算已有一项提议待确认。',
      en: 'A proposal about this waits for its second person already.',
    },
    wayOut: {
      zh: '请等待确认，或由提出人撤回后再提。',
      en: 'Wait for the answer, or have whoever made it take it back.',
    },
  },
  'budgets.answered': {
    says: { zh: '这项提议已有结果。', en: 'This proposal was answered already.' },
    wayOut: { zh: '请刷新页面查看结果。', en: 'Load the page again to see what became of it.' },
  },
  'budgets.takes_two': {
    says: {
      zh: '预算由两人设定，提出人不能自己确认。',
      en: 'Two people set a budget; whoever proposed it does not confirm it.',
    },
    wayOut: {
      zh: '请另一位财务或总经理确认。',
      en: 'Another of finance or the general manager confirms it.',
    },
  },
  'budgets.changed_meanwhile': {
    says: { zh: '提出之后预算已有变动。', en: 'The budget was changed since this was proposed.' },
    wayOut: {
      zh: '请退回，按现在的金额重新提出。',
      en: 'Decline it and propose it anew on the present amount.',
    },
  },
}
