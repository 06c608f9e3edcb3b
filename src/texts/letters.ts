import type { Sentence } from './text.ts'

/** Letters to an applicant about what became of a request: they name the number, nothing of the benefit. */
export const verdictLetters = {
  'letter.approved.subject': { zh: '已批准：{number}', en: 'Approved: {number}' },
  'letter.approved': {
    zh: '申请 {number} 已批准。给予前请看所附条件：{address}',
    en: 'Request {number} is approved. See its conditions before you give: {address}',
  },
  'letter.rejected.subject': { zh: '未获批准：{number}', en: 'Not approved: {number}' },
  'letter.rejected': {
    zh: '申请 {number} 未获批准，理由和可行的办法请登录查看：{address}',
    en: 'Request {number} was not approved. Sign in for the reason and the way out: {address}',
  },
  'letter.more_information.subject': { zh: '请补充：{number}', en: 'Please answer: {number}' },
  'letter.more_information': {
    zh: '申请 {number} 被退回，请按审批人的问题补充后再次提交：{address}',
    en: 'Request {number} came back to you with a question. Answer it and send it again: {address}',
  },
} as const satisfies Record<string, Sentence>

/** Letters about an overdue decision to a superior who is told of it and not asked. */
export const overdueLetters = {
  'letter.told.subject': { zh: '下属有逾期审批', en: 'Overdue with somebody you lead' },
  'letter.told': {
    zh: '您的下属有一项审批自 {due} 起逾期未处理。该项不由您审批，请提醒对方处理、转交或设置委托：{address}',
    en:
      'An approval that waits for somebody you lead has been overdue since {due}. You are not asked to ' +
      'decide it: please have it decided, handed on or delegated: {address}',
  },
} as const satisfies Record<string, Sentence>
